package org.yanzhen.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.order.OrderState;

/**
 * A visit as it is planned now.
 *
 * @param done was served
 * @param startsBefore when it was to begin before it was last changed
 * @param with the order of a second person that begins at the same moment
 */
record Visit(
    UUID orderId,
    UUID personId,
    LocalDate day,
    Instant startsAt,
    Instant endsAt,
    int divisionId,
    String area,
    boolean done,
    @Nullable Instant changedAt,
    @Nullable Instant startsBefore,
    @Nullable UUID with) {

  /** The same, at another time or not; the bond is tied anew when both stand. */
  Visit at(Instant starts, Instant ends, @Nullable Instant changed, @Nullable Instant before) {
    return new Visit(
        orderId, personId, day, starts, ends, divisionId, area, done, changed, before, null);
  }

  /** How it stands at a moment. */
  enum Standing {
    DONE,
    /** Its time has come, or somebody has begun. */
    BEGUN,
    /** Its time is over and nobody has begun: it has to be planned anew. */
    MISSED,
    PLANNED
  }

  Standing standing(OrderState state, Instant now) {
    if (done) {
      return Standing.DONE;
    }
    if (startsAt.isAfter(now)) {
      return Standing.PLANNED;
    }
    boolean begun = state == OrderState.WORKING || endsAt.isAfter(now);
    return begun ? Standing.BEGUN : Standing.MISSED;
  }
}
