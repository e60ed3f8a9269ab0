package org.yanzhen.order;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.RealmId;

/**
 * What an order's kind, the calendar and the policy of the day say of it: by when, for how long,
 * and when the next one up is told.
 */
@Component
class OrderTerms {

  private final Catalogue catalogue;
  private final Deadlines deadlines;
  private final OrderPolicy policy;
  private final Realms realms;

  OrderTerms(Catalogue catalogue, Deadlines deadlines, OrderPolicy policy, Realms realms) {
    this.catalogue = catalogue;
    this.deadlines = deadlines;
    this.policy = policy;
    this.realms = realms;
  }

  Lifecycle.Terms of(RealmId realm, Order order, Instant at) {
    Kind kind = catalogue.get(realm, order.kind(), order.kindVersion());
    ZoneId zone = realms.get(realm).zone();
    return new Lifecycle.Terms() {
      @Override
      public Optional<Instant> due(
          ClockName clock, Urgency urgency, Instant from, List<Pause> pauses) {
        return OrderTerms.this.due(kind, urgency, clock, from, pauses, zone);
      }

      @Override
      public Duration reopenWithin() {
        return kind.reopenWithin();
      }

      @Override
      public Duration longestPause() {
        return OrderTerms.this.policy(realm, at).longestPause();
      }
    };
  }

  Optional<Instant> due(
      Kind kind, Urgency urgency, ClockName clock, Instant from, List<Pause> pauses, ZoneId zone) {
    return Optional.ofNullable(kind.limits().getOrDefault(urgency, Map.of()).get(clock))
        .map(limit -> deadlines.due(limit, from, pauses, zone));
  }

  /**
   * When the next one up is told, or the next level takes over, whichever is first: one ladder.
   * Null while no promise runs or nobody is left to tell.
   */
  @Nullable Instant escalateAt(RealmId realm, Order order, Instant at) {
    if (order.state() == OrderState.REPORTED || !OrderState.UNFINISHED.contains(order.state())) {
      return null;
    }
    Optional<Instant> told =
        policy(realm, at)
            .next(order.urgency(), order.level())
            .flatMap(wait -> order.nextClock().map(clock -> clock.dueAt().plus(wait)));
    return Stream.concat(told.stream(), tierEnds(realm, order, at).stream())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** When its time at its level is over; a pause does not count. */
  Optional<Instant> tierEnds(RealmId realm, Order order, Instant at) {
    Instant since = order.tierSince();
    if (since == null
        || order.tier() == Tier.COUNTY
        || order.state() == OrderState.SUSPENDED
        || order.state() == OrderState.REPORTED) {
      return Optional.empty();
    }
    return policy(realm, at)
        .levels()
        .stay(order.tier(), order.urgency())
        .map(limit -> deadlines.due(limit, since, order.pauses(), realms.get(realm).zone()));
  }

  OrderPolicy.Version policy(RealmId realm, Instant at) {
    return policy.on(LocalDate.ofInstant(at, realms.get(realm).zone()));
  }
}
