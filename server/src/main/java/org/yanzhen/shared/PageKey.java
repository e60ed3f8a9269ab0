package org.yanzhen.shared;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;

/** Where a page of a list ends: the time it is sorted by, and the id that breaks ties. */
public record PageKey(Instant at, UUID id) {

  /** Opaque to whoever gets it; given back as {@code after} for the next page. */
  public String token() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + "/" + id).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a token.
   *
   * @throws ProblemException request.invalid at {@code after}
   */
  public static PageKey parse(String token) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("/", -1);
      PageKey key = new PageKey(Instant.parse(parts[0]), UUID.fromString(parts[1]));
      if (Checks.isOfOurTime(key.at())) {
        return key;
      }
      throw new IllegalArgumentException("not of our time");
    } catch (RuntimeException e) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "after"));
    }
  }

  public OffsetDateTime utc() {
    return at.atOffset(ZoneOffset.UTC);
  }
}
