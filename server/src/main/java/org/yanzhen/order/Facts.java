package org.yanzhen.order;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Urgency;

/**
 * What an entry of the history says beside its columns: ids, times and codes, never words.
 *
 * @param person whom it concerns: offered to, taken by
 * @param leaseUntil when silence undoes it; for a suspension, when it ends by itself; where
 *     somebody else would take it over, when silence hands it over
 * @param started clocks that start here, with their due times as reckoned then: a later change of
 *     calendar or kind never moves a promise already made
 * @param moved clocks that run on with another due time, after a pause or with another urgency
 * @param reason code of a refusal, return, transfer, suspension or withdrawal
 * @param rating 1 to 5
 * @param ratings 1 to 5 by the kind's dimensions
 * @param body organisation code that answers for it from here on
 * @param urgency how much it presses from here on
 * @param other another order: the part, or the one this was merged into
 * @param since when the clocks that start here began, where that was before: a message is a promise
 *     from its receipt on, not from the day somebody read it
 * @param tier the level that holds it from here on
 * @param campaign the campaign it belongs to from here on
 * @param team the group it was addressed to
 */
record Facts(
    @Nullable UUID person,
    @Nullable Instant leaseUntil,
    Map<ClockName, Instant> started,
    Map<ClockName, Instant> moved,
    @Nullable String reason,
    @Nullable Integer rating,
    Map<String, Integer> ratings,
    @Nullable Channel channel,
    @Nullable String body,
    @Nullable Urgency urgency,
    @Nullable UUID other,
    @Nullable Instant since,
    @Nullable Tier tier,
    @Nullable UUID campaign,
    @Nullable UUID team) {

  Facts(
      @Nullable UUID person,
      @Nullable Instant leaseUntil,
      @Nullable Map<ClockName, Instant> started,
      @Nullable Map<ClockName, Instant> moved,
      @Nullable String reason,
      @Nullable Integer rating,
      @Nullable Map<String, Integer> ratings,
      @Nullable Channel channel,
      @Nullable String body,
      @Nullable Urgency urgency,
      @Nullable UUID other,
      @Nullable Instant since,
      @Nullable Tier tier,
      @Nullable UUID campaign,
      @Nullable UUID team) {
    this.person = person;
    this.leaseUntil = leaseUntil;
    // Entries of the first release do not have all of them.
    this.started = started == null ? Map.of() : Map.copyOf(started);
    this.moved = moved == null ? Map.of() : Map.copyOf(moved);
    this.reason = reason;
    this.rating = rating;
    this.ratings = ratings == null ? Map.of() : Map.copyOf(ratings);
    this.channel = channel;
    this.body = body;
    this.urgency = urgency;
    this.other = other;
    this.since = since;
    this.tier = tier;
    this.campaign = campaign;
    this.team = team;
  }

  /** What the first entry says: the promises, who answers, how much it presses, level and track. */
  static Facts placed(Map<ClockName, Instant> started, Order order, @Nullable Instant since) {
    return new Facts(
        null,
        null,
        started,
        null,
        null,
        null,
        null,
        null,
        order.responsibleBody(),
        order.urgency(),
        order.mergedInto(),
        since,
        order.tier(),
        order.campaign(),
        null);
  }
}
