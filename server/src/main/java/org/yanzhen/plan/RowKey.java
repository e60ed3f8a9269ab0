package org.yanzhen.plan;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.UUID;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * Where somebody's row stands among all days of an area: whoever goes somewhere first, then by
 * name.
 */
record RowKey(boolean idle, String name, UUID id) implements Comparable<RowKey> {

  private static final Comparator<RowKey> ORDER =
      Comparator.comparing(RowKey::idle).thenComparing(RowKey::name).thenComparing(RowKey::id);

  @Override
  public int compareTo(RowKey other) {
    return ORDER.compare(this, other);
  }

  /** Opaque to whoever gets it; given back as {@code after} for the next rows. */
  String token() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            ((idle ? "1" : "0") + "/" + id + "/" + name).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a token.
   *
   * @throws ProblemException request.invalid at {@code after}
   */
  static RowKey parse(String token) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("/", 3);
      return new RowKey("1".equals(parts[0]), parts[2], UUID.fromString(parts[1]));
    } catch (RuntimeException e) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "after"));
    }
  }
}
