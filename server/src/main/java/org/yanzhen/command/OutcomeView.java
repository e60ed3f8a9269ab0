package org.yanzhen.command;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemView;
import org.yanzhen.shared.Problems;
import tools.jackson.databind.JsonNode;

/**
 * An outcome on the wire.
 *
 * @param replayed the id had been answered before; this is the same answer
 */
public record OutcomeView(
    UUID id,
    Status status,
    boolean replayed,
    Instant at,
    @Nullable JsonNode result,
    @Nullable ProblemView problem) {

  /** What became of a command. */
  public enum Status {
    done,
    refused
  }

  static OutcomeView of(Outcome outcome, Problems problems, Language language) {
    return new OutcomeView(
        outcome.id(),
        outcome.isDone() ? Status.done : Status.refused,
        outcome.replayed(),
        outcome.at(),
        outcome.result(),
        outcome.problem() == null ? null : problems.view(outcome.problem(), language));
  }
}
