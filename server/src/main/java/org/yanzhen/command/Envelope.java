package org.yanzhen.command;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;
import tools.jackson.databind.JsonNode;

/**
 * One command as it is sent.
 *
 * @param id made by the sender, UUIDv7; the same id is always the same command
 * @param type e.g. {@code order.place}
 * @param body the command's own fields
 * @param base version of the target the sender saw; given only where a change in between must stop
 *     it
 * @param device the device whose log this command stands in
 * @param seq its place in that log, from 1
 */
public record Envelope(
    UUID id,
    String type,
    JsonNode body,
    @Nullable Integer base,
    @Nullable UUID device,
    @Nullable Long seq,
    @Nullable Instant recordedAt,
    @Nullable OnBehalf onBehalfOf) {

  public Envelope {
    Checks.present("id", id);
    type = Checks.text("type", type, 60);
    Checks.present("body", body);
    if (!body.isObject()) {
      throw Checks.malformed("body", "not an object");
    }
    if ((device == null) != (seq == null)) {
      throw Checks.malformed("seq", "device and seq belong together");
    }
    if (seq != null && seq < 1) {
      throw Checks.malformed("seq", "starts at 1");
    }
    if (base != null && base < 0) {
      throw Checks.malformed("base", "is a version");
    }
    if (recordedAt != null && !Checks.isOfOurTime(recordedAt)) {
      throw Checks.malformed("recordedAt", "not of the years 2000 to 2100");
    }
  }

  /** The shortest form, for callers inside the product. */
  public static Envelope of(UUID id, String type, JsonNode body) {
    return new Envelope(id, type, body, null, null, null, null, null);
  }
}
