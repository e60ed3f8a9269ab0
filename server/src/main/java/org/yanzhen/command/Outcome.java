package org.yanzhen.command;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Problem;
import tools.jackson.databind.JsonNode;

/**
 * The answer to a command; the same for every time it is sent.
 *
 * @param replayed whether this id had been answered before
 * @param result what the handler answered, present when done
 * @param problem present when refused
 */
public record Outcome(
    UUID id, boolean replayed, Instant at, @Nullable JsonNode result, @Nullable Problem problem) {

  public boolean isDone() {
    return problem == null;
  }
}
