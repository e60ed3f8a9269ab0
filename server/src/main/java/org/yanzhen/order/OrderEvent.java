package org.yanzhen.order;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.ClockName;

/**
 * What happened to an order, in ids and facts: one row of its history.
 *
 * @param person whom it concerns: offered to, taken by
 * @param started clocks that start here, with their due times as reckoned then: a later change of
 *     calendar or kind never moves a promise already made
 * @param reason code of a refusal, return or withdrawal
 * @param rating 1 to 5
 */
record OrderEvent(
    int version,
    Action action,
    OrderState from,
    OrderState to,
    Instant at,
    @Nullable UUID person,
    @Nullable Instant leaseUntil,
    Map<ClockName, Instant> started,
    @Nullable String reason,
    @Nullable Integer rating,
    @Nullable Channel channel) {

  OrderEvent {
    started = Map.copyOf(started);
  }
}
