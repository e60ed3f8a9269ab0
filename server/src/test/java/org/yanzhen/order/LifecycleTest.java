package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.Lifecycle.Decision;
import org.yanzhen.order.Lifecycle.Transition;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;
import org.yanzhen.support.Printed;

class LifecycleTest {

  private static final RealmId COUNTY = new RealmId(1);
  private static final Instant MONDAY = Instant.parse("2026-11-23T01:00:00Z");
  private static final UUID TIAN = Ids.named("田");
  private static final UUID SHU = Ids.named("舒");

  private static final Lifecycle.Terms TERMS =
      new Lifecycle.Terms() {
        @Override
        public Optional<Instant> due(ClockName clock, Instant from) {
          return Optional.of(from.plus(Duration.ofHours(1 + clock.ordinal() * 24L)));
        }

        @Override
        public Duration reopenWithin() {
          return Duration.ofDays(15);
        }
      };

  @Test
  void theTableIsPrintedIntoTheDocs() {
    StringBuilder page =
        new StringBuilder(
            """
            # The life of an order

            Printed by `LifecycleTest` from `org.yanzhen.order.Lifecycle`. A pair of state and command that is not here is
            refused with `order.wrong-state`; whoever lost a race reads `order.lease-lost`.

            | from | command | if | to | by |
            |---|---|---|---|---|
            """);
    for (Transition row : Lifecycle.TABLE) {
      page.append(
          "| %s | `%s` | %s | %s | %s |\n"
              .formatted(
                  row.from(),
                  row.action().commandType(),
                  switch (row.when()) {
                    case ALWAYS -> "";
                    case CLAIMED -> "taken from the board";
                    case SENT -> "offered by name";
                  },
                  row.to(),
                  String.join(
                      ", ",
                      row.action().by().stream()
                          .map(by -> by.name().toLowerCase(java.util.Locale.ROOT))
                          .toList())));
    }
    Printed.assertUpToDate("docs/order-lifecycle.md", page.toString());
  }

  @Test
  void anyPairThatIsNotInTheTableIsRefused() {
    for (OrderState state : OrderState.values()) {
      for (Action action : Action.values()) {
        boolean inTable =
            Lifecycle.TABLE.stream().anyMatch(row -> row.from() == state && row.action() == action);
        Decision decision =
            Lifecycle.decide(
                order(state), step(action), everybody(), TERMS, MONDAY.plusSeconds(7200));
        if (inTable) {
          assertThat(decision).as("%s %s", state, action).isInstanceOf(Decision.Moved.class);
        } else {
          assertThat(decision).as("%s %s", state, action).isInstanceOf(Decision.Refused.class);
        }
      }
    }
  }

  @Test
  void whoLostTheRaceIsToldThatSomebodyElseHasIt() {
    Decision decision =
        Lifecycle.decide(
            order(OrderState.ACCEPTED), Step.of(Action.CLAIM), worker(SHU), TERMS, MONDAY);

    assertThat(refusal(decision)).isEqualTo(ProblemCode.ORDER_LEASE_LOST);
  }

  @Test
  void onlyThePersonAskedMayAccept() {
    assertThat(
            refusal(
                Lifecycle.decide(
                    order(OrderState.OFFERED), Step.of(Action.ACCEPT), worker(SHU), TERMS, MONDAY)))
        .isEqualTo(ProblemCode.ORDER_NOT_YOURS);
    assertThat(
            Lifecycle.decide(
                order(OrderState.OFFERED), Step.of(Action.ACCEPT), worker(TIAN), TERMS, MONDAY))
        .isInstanceOf(Decision.Moved.class);
  }

  @Test
  void anOrderWithoutContentBodyOrLimitIsNotSent() {
    Order empty = with(order(OrderState.WAITING), false, "agri-station");
    Order nobodys = with(order(OrderState.WAITING), true, null);

    assertThat(
            refusal(Lifecycle.decide(empty, Step.of(Action.PUBLISH), dispatcher(), TERMS, MONDAY)))
        .isEqualTo(ProblemCode.ORDER_INCOMPLETE);
    assertThat(
            refusal(
                Lifecycle.decide(nobodys, Step.of(Action.PUBLISH), dispatcher(), TERMS, MONDAY)))
        .isEqualTo(ProblemCode.ORDER_INCOMPLETE);
    Lifecycle.Terms endless =
        new Lifecycle.Terms() {
          @Override
          public Optional<Instant> due(ClockName clock, Instant from) {
            return Optional.empty();
          }

          @Override
          public Duration reopenWithin() {
            return Duration.ZERO;
          }
        };
    assertThat(
            refusal(
                Lifecycle.decide(
                    order(OrderState.WAITING),
                    Step.of(Action.PUBLISH),
                    dispatcher(),
                    endless,
                    MONDAY)))
        .isEqualTo(ProblemCode.ORDER_INCOMPLETE);
  }

  @Test
  void notSolvedReopensTheSameOrderOnTheOldClock() {
    Order reported = order(OrderState.REPORTED);
    Clock before = reported.clock(ClockName.RESOLVE).orElseThrow();

    Order reopened =
        moved(
            Lifecycle.decide(
                reported,
                Step.verdict(Action.REOPEN, null, "还是不亮", Channel.DOOR),
                requester(reported),
                TERMS,
                MONDAY));

    assertThat(reopened.state()).isEqualTo(OrderState.WAITING);
    assertThat(reopened.clock(ClockName.RESOLVE).orElseThrow().dueAt()).isEqualTo(before.dueAt());
    assertThat(reopened.clock(ClockName.RESOLVE).orElseThrow().metAt()).isNull();
    assertThat(reopened.reopened()).isEqualTo(1);
  }

  @Test
  void whoDidTheWorkDoesNotSayThatItIsSolved() {
    Actor clerkWhoServed =
        new Actor(
            COUNTY,
            Origin.DESK,
            Ids.next(),
            TIAN,
            Set.of(new Grant(Role.CLERK, 1, ".1.")),
            null,
            null);

    assertThat(
            refusal(
                Lifecycle.decide(
                    order(OrderState.REPORTED),
                    Step.verdict(Action.SOLVE, 5, null, Channel.CALL),
                    clerkWhoServed,
                    TERMS,
                    MONDAY)))
        .isEqualTo(ProblemCode.ORDER_NOT_ALLOWED);
  }

  @Test
  void silenceReturnsAClaimToTheBoardAndAnOfferToTheDispatcher() {
    Actor timer = Actor.system(COUNTY, Origin.JOB);
    Instant later = MONDAY.plus(Duration.ofDays(3));
    Order claimed =
        moved(
            Lifecycle.decide(
                order(OrderState.OPEN), Step.of(Action.CLAIM), worker(TIAN), TERMS, MONDAY));

    Order returned = moved(Lifecycle.decide(claimed, Step.of(Action.LAPSE), timer, TERMS, later));
    Order unanswered =
        moved(
            Lifecycle.decide(
                order(OrderState.OFFERED), Step.of(Action.LAPSE), timer, TERMS, later));

    assertThat(returned.state()).isEqualTo(OrderState.OPEN);
    assertThat(returned.assignee()).isNull();
    assertThat(returned.hops()).isEqualTo(1);
    assertThat(unanswered.state()).isEqualTo(OrderState.WAITING);
  }

  @Test
  void aTimerThatComesEarlyChangesNothing() {
    Decision early =
        Lifecycle.decide(
            order(OrderState.OFFERED),
            Step.of(Action.LAPSE),
            Actor.system(COUNTY, Origin.JOB),
            TERMS,
            MONDAY);

    assertThat(early).isInstanceOf(Decision.Refused.class);
  }

  private static Step step(Action action) {
    return new Step(action, TIAN, MONDAY.plusSeconds(9000), "OTHER", "几句话", null, Channel.DOOR);
  }

  private static Order order(OrderState state) {
    boolean assigned =
        Set.of(OrderState.ACCEPTED, OrderState.WORKING, OrderState.REPORTED, OrderState.SOLVED)
            .contains(state);
    boolean leased = state == OrderState.OFFERED || state == OrderState.ACCEPTED;
    return new Order(
        Ids.named("order"),
        state,
        3,
        "public-facility",
        1,
        Urgency.NORMAL,
        ".1.2.",
        true,
        "agri-station",
        assigned ? TIAN : null,
        state == OrderState.OFFERED ? TIAN : null,
        null,
        false,
        leased ? MONDAY.plusSeconds(3600) : null,
        0,
        0,
        Map.of(
            ClockName.SIGN, Clock.running(ClockName.SIGN, MONDAY, MONDAY.plusSeconds(3600)),
            ClockName.RESOLVE,
                Clock.running(ClockName.RESOLVE, MONDAY, MONDAY.plusSeconds(90_000))
                    .met(MONDAY.plusSeconds(60))),
        state == OrderState.SOLVED ? MONDAY : null);
  }

  private static Order with(Order order, boolean hasContent, String body) {
    return new Order(
        order.id(),
        order.state(),
        order.version(),
        order.kind(),
        order.kindVersion(),
        order.urgency(),
        order.area(),
        hasContent,
        body,
        null,
        null,
        null,
        false,
        null,
        0,
        0,
        order.clocks(),
        null);
  }

  private static Actor worker(UUID person) {
    return new Actor(
        COUNTY,
        Origin.FIELD,
        Ids.next(),
        person,
        Set.of(new Grant(Role.WORKER, 1, ".1.")),
        null,
        null);
  }

  private static Actor dispatcher() {
    return new Actor(
        COUNTY,
        Origin.DESK,
        Ids.next(),
        null,
        Set.of(new Grant(Role.DISPATCHER, 1, ".1.")),
        null,
        null);
  }

  private static Actor requester(Order order) {
    return Actor.holdingReceipt(COUNTY, order.id(), null);
  }

  /** Holds every capacity, so that only the table decides. */
  private static Actor everybody() {
    return new Actor(
        COUNTY,
        Origin.API,
        Ids.next(),
        TIAN,
        Set.of(
            new Grant(Role.WORKER, 1, ".1."),
            new Grant(Role.CLERK, 1, ".1."),
            new Grant(Role.DISPATCHER, 1, ".1."),
            new Grant(Role.SYSTEM, 0, ".")),
        Ids.named("order"),
        null);
  }

  private static Order moved(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Moved.class);
    return ((Decision.Moved) decision).next();
  }

  private static ProblemCode refusal(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    return ((Decision.Refused) decision).problem().code();
  }
}
