package org.yanzhen.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A proposal for a day of an area, until it is adopted or dropped.
 *
 * @param waiting whether orders that still wait were placed too
 * @param around the order that was to be fitted in with the least disruption
 * @param giveUpAt nobody computes it any more after this
 * @param problem why it failed, a code
 * @param adopted whose days were adopted
 */
record Draft(
    UUID id,
    LocalDate day,
    int divisionId,
    String area,
    State state,
    boolean waiting,
    @Nullable UUID around,
    @Nullable UUID madeBy,
    Instant startedAt,
    Instant giveUpAt,
    @Nullable Instant finishedAt,
    @Nullable String problem,
    @Nullable Proposal proposal,
    List<UUID> adopted) {

  enum State {
    COMPUTING,
    READY,
    ADOPTED,
    CANCELLED,
    FAILED
  }

  /** What nobody computes any more has failed, whether or not somebody has said so. */
  State stateAt(Instant now) {
    return state == State.COMPUTING && now.isAfter(giveUpAt) ? State.FAILED : state;
  }

  Draft {
    adopted = List.copyOf(adopted);
  }
}
