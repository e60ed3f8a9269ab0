package org.yanzhen.order;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.Ids;

/** Orders in any state, for tests of the rules. */
final class OrderShapes {

  private static final Set<OrderState> ASSIGNED =
      Set.of(OrderState.ACCEPTED, OrderState.WORKING, OrderState.REPORTED, OrderState.SOLVED);

  private OrderShapes() {}

  static Order in(OrderState state, UUID person, Instant at) {
    boolean leased =
        state == OrderState.OFFERED
            || state == OrderState.ACCEPTED
            || state == OrderState.SUSPENDED;
    EnumMap<ClockName, Clock> clocks = new EnumMap<>(ClockName.class);
    clocks.put(ClockName.SIGN, Clock.running(ClockName.SIGN, at, at.plusSeconds(3600)));
    clocks.put(
        ClockName.RESOLVE,
        Clock.running(ClockName.RESOLVE, at, at.plusSeconds(90_000)).met(at.plusSeconds(60)));
    if (state == OrderState.REPORTED) {
      clocks.put(ClockName.VERIFY, Clock.running(ClockName.VERIFY, at, at.plusSeconds(90_000)));
    }
    return new Order(
        Ids.named("order"),
        state,
        3,
        "public-facility",
        1,
        Urgency.NORMAL,
        ".1.2.3.4.5.",
        true,
        "agri-station",
        ASSIGNED.contains(state) ? person : null,
        state == OrderState.OFFERED ? person : null,
        null,
        false,
        leased ? at.plusSeconds(3600) : null,
        0,
        0,
        0,
        0,
        state == OrderState.SUSPENDED ? OrderState.WAITING : null,
        state == OrderState.SUSPENDED ? List.of(new Pause(at, null)) : List.of(),
        Set.of(),
        state == OrderState.MERGED ? Ids.named("other order") : null,
        clocks,
        state == OrderState.SOLVED ? at.plus(Duration.ofDays(1)) : null,
        Tier.TOWNSHIP,
        at,
        false,
        null,
        Contest.NONE);
  }

  /** Somebody else would take it over. */
  static Order contested(Order order, UUID by, Instant until) {
    return changed(
        order, order.urgency(), order.openParts(), order.clocks(), Contest.NONE.opened(by, until));
  }

  static Order withOpenPart(Order order, UUID part) {
    return changed(order, order.urgency(), Set.of(part), order.clocks(), order.contest());
  }

  static Order pressing(Order order, Urgency urgency) {
    return changed(order, urgency, order.openParts(), order.clocks(), order.contest());
  }

  /** The promise to be done runs since then, and is not kept yet. */
  static Order running(Order order, Instant since) {
    Clock resolve =
        Clock.running(
            ClockName.RESOLVE,
            since,
            LifecycleTest.TERMS
                .due(ClockName.RESOLVE, order.urgency(), since, List.of())
                .orElseThrow());
    return changed(
        order,
        order.urgency(),
        order.openParts(),
        Map.of(ClockName.RESOLVE, resolve),
        order.contest());
  }

  private static Order changed(
      Order order,
      Urgency urgency,
      Set<UUID> openParts,
      Map<ClockName, Clock> clocks,
      Contest contest) {
    return new Order(
        order.id(),
        order.state(),
        order.version(),
        order.kind(),
        order.kindVersion(),
        urgency,
        order.area(),
        order.hasContent(),
        order.responsibleBody(),
        order.assignee(),
        order.offeredTo(),
        order.returnedBy(),
        order.claimed(),
        order.leaseUntil(),
        order.hops(),
        order.reopened(),
        order.transfers(),
        order.level(),
        order.suspendedFrom(),
        order.pauses(),
        openParts,
        order.mergedInto(),
        clocks,
        order.solvedAt(),
        order.tier(),
        order.tierSince(),
        order.raised(),
        order.campaign(),
        contest);
  }
}
