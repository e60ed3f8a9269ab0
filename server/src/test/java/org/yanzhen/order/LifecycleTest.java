package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
  private static final UUID PART = Ids.named("part");
  private static final Instant LATER = MONDAY.plus(Duration.ofDays(9));

  static final Lifecycle.Terms TERMS =
      new Lifecycle.Terms() {
        @Override
        public Optional<Instant> due(
            ClockName clock, Urgency urgency, Instant from, List<Pause> pauses) {
          Duration paused =
              pauses.stream()
                  .filter(pause -> pause.to() != null)
                  .map(pause -> Duration.between(pause.from(), pause.to()))
                  .reduce(Duration.ZERO, Duration::plus);
          long hours = (1 + clock.ordinal() * 24L) / (urgency == Urgency.NORMAL ? 1 : 2) + 1;
          return Optional.of(from.plus(Duration.ofHours(hours)).plus(paused));
        }

        @Override
        public Duration reopenWithin() {
          return Duration.ofDays(15);
        }

        @Override
        public Duration longestPause() {
          return Duration.ofDays(180);
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
                    case FROM_WAITING -> "suspended before anybody had it";
                    case FROM_ACCEPTED -> "suspended before the first contact";
                    case FROM_WORKING -> "suspended in the middle of the work";
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
            Lifecycle.decide(ready(order(state), action), step(action), everybody(), TERMS, LATER);
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
          public Optional<Instant> due(
              ClockName clock, Urgency urgency, Instant from, List<Pause> pauses) {
            return Optional.empty();
          }

          @Override
          public Duration reopenWithin() {
            return Duration.ZERO;
          }

          @Override
          public Duration longestPause() {
            return Duration.ofDays(180);
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
                Step.verdict(Action.REOPEN, null, Map.of(), "还是不亮", Channel.DOOR),
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
                    Step.verdict(Action.SOLVE, 5, Map.of(), null, Channel.CALL),
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
  void aSuspensionStopsThePromisesAndGoesOnWhereItWas() {
    Order working = order(OrderState.WORKING);
    Order unmet = OrderShapes.running(working, MONDAY);
    Instant until = MONDAY.plus(Duration.ofDays(3));

    Order suspended =
        moved(
            Lifecycle.decide(
                unmet, Step.suspend(until, "SEASON", "等果子下树"), dispatcher(), TERMS, MONDAY));
    Order resumed =
        moved(
            Lifecycle.decide(
                suspended,
                Step.of(Action.RESUME),
                Actor.system(COUNTY, Origin.JOB),
                TERMS,
                MONDAY.plus(Duration.ofDays(2))));

    assertThat(suspended.state()).isEqualTo(OrderState.SUSPENDED);
    assertThat(suspended.nextClock()).isEmpty();
    assertThat(suspended.leaseUntil()).isEqualTo(until);
    assertThat(resumed.state()).isEqualTo(OrderState.WORKING);
    assertThat(resumed.clock(ClockName.RESOLVE).orElseThrow().dueAt())
        .isEqualTo(
            TERMS
                .due(ClockName.RESOLVE, Urgency.NORMAL, MONDAY, List.of())
                .orElseThrow()
                .plus(Duration.ofDays(2)));
  }

  @Test
  void whatIsOnHoldIsWithdrawnByWhoeverAskedUnlessTheWorkHadBegun() {
    Actor asking = requester(order(OrderState.SUSPENDED));
    Instant later = MONDAY.plus(Duration.ofDays(1));

    Order cancelled =
        moved(
            Lifecycle.decide(
                order(OrderState.SUSPENDED),
                Step.with(Action.CANCEL, "NOT_NEEDED", null),
                asking,
                TERMS,
                later));
    Order begun =
        moved(
            Lifecycle.decide(
                order(OrderState.WORKING),
                Step.suspend(MONDAY.plus(Duration.ofDays(3)), "SEASON", "等果子下树"),
                dispatcher(),
                TERMS,
                MONDAY));

    assertThat(cancelled.state()).isEqualTo(OrderState.CANCELLED);
    assertThat(cancelled.suspendedFrom()).isNull();
    assertThat(cancelled.pauses()).last().extracting(Pause::to).isEqualTo(later);
    assertThat(
            Lifecycle.decide(
                begun, Step.with(Action.CANCEL, "NOT_NEEDED", null), asking, TERMS, later))
        .isInstanceOf(Decision.Refused.class);
  }

  @Test
  void neitherAPauseNorLessUrgencyMendsAPromiseThatIsBrokenAlready() {
    Order working = OrderShapes.running(order(OrderState.WORKING), MONDAY);
    Instant due = working.clock(ClockName.RESOLVE).orElseThrow().dueAt();
    Instant late = due.plusSeconds(60);

    Order suspended =
        moved(
            Lifecycle.decide(
                working,
                Step.suspend(late.plus(Duration.ofDays(5)), "WEATHER", "下雨"),
                dispatcher(),
                TERMS,
                late));
    Order resumed =
        moved(
            Lifecycle.decide(
                suspended,
                Step.of(Action.RESUME),
                dispatcher(),
                TERMS,
                late.plus(Duration.ofDays(4))));
    Order relaxed =
        moved(
            Lifecycle.decide(
                OrderShapes.pressing(working, Urgency.URGENT),
                Step.press(Urgency.NORMAL, "不急了"),
                dispatcher(),
                TERMS,
                late));

    assertThat(resumed.clock(ClockName.RESOLVE).orElseThrow().dueAt()).isEqualTo(due);
    assertThat(relaxed.clock(ClockName.RESOLVE).orElseThrow().dueAt()).isEqualTo(due);
  }

  @Test
  void aJointOrderIsNotReportedWhileAPartIsOpen() {
    Order lead = OrderShapes.withOpenPart(order(OrderState.WORKING), PART);

    Decision early =
        Lifecycle.decide(lead, Step.words(Action.REPORT, "都好了"), worker(TIAN), TERMS, MONDAY);
    Order waived =
        moved(
            Lifecycle.decide(
                lead, Step.about(Action.WAIVE_PART, PART, "村里自己修好了"), dispatcher(), TERMS, MONDAY));

    assertThat(refusal(early)).isEqualTo(ProblemCode.ORDER_PARTS_OPEN);
    assertThat(
            Lifecycle.decide(waived, Step.words(Action.REPORT, "都好了"), worker(TIAN), TERMS, MONDAY))
        .isInstanceOf(Decision.Moved.class);
  }

  @Test
  void aPartIsWaivedOnlyForAReason() {
    assertThat(
            refusal(
                Lifecycle.decide(
                    OrderShapes.withOpenPart(order(OrderState.WORKING), PART),
                    Step.about(Action.WAIVE_PART, PART, null),
                    dispatcher(),
                    TERMS,
                    MONDAY)))
        .isEqualTo(ProblemCode.ORDER_REASON_MISSING);
  }

  @Test
  void silenceIsNotTheRequestersWord() {
    assertThat(
            refusal(
                Lifecycle.decide(
                    order(OrderState.REPORTED),
                    Step.verdict(Action.SOLVE, null, Map.of(), null, Channel.SILENT),
                    dispatcher(),
                    TERMS,
                    LATER)))
        .isEqualTo(ProblemCode.ORDER_NOT_ALLOWED);
  }

  @Test
  void nobodysSilenceEndsBeforeItsTime() {
    Step expire = Step.verdict(Action.EXPIRE, null, Map.of(), null, Channel.SILENT);
    Actor timer = Actor.system(COUNTY, Origin.JOB);

    assertThat(Lifecycle.decide(order(OrderState.REPORTED), expire, timer, TERMS, MONDAY))
        .isInstanceOf(Decision.Refused.class);
    assertThat(
            moved(Lifecycle.decide(order(OrderState.REPORTED), expire, timer, TERMS, LATER))
                .state())
        .isEqualTo(OrderState.SOLVED);
  }

  @Test
  void aTransferKeepsTheClockAndStartsWithACleanSheet() {
    Order accepted = order(OrderState.ACCEPTED);

    Order gone =
        moved(
            Lifecycle.decide(
                accepted,
                Step.transfer("public-works", "NOT_OURS", null),
                dispatcher(),
                TERMS,
                MONDAY));

    assertThat(gone.state()).isEqualTo(OrderState.WAITING);
    assertThat(gone.responsibleBody()).isEqualTo("public-works");
    assertThat(gone.transfers()).isEqualTo(1);
    assertThat(gone.assignee()).isNull();
    assertThat(gone.clock(ClockName.RESOLVE)).isEqualTo(accepted.clock(ClockName.RESOLVE));
  }

  @Test
  void aTransferIsOneHopWhetherOrNotSomebodyHadIt() {
    for (OrderState state :
        List.of(
            OrderState.WAITING,
            OrderState.OPEN,
            OrderState.OFFERED,
            OrderState.ACCEPTED,
            OrderState.WORKING)) {
      assertThat(transferred(order(state), "NOT_OURS").hops()).as("%s", state).isEqualTo(1);
    }
    Order thereAndBack =
        transferred(transferred(order(OrderState.WAITING), "NOT_OURS"), "BETTER_PLACED");
    assertThat(thereAndBack.hops()).isEqualTo(2);
    // The limit sends on what has come there; that is the same hop.
    assertThat(transferred(order(OrderState.WAITING), Step.HOP_LIMIT).hops()).isZero();
  }

  private static Order transferred(Order order, String reason) {
    String to = "public-works".equals(order.responsibleBody()) ? "agri-station" : "public-works";
    return moved(
        Lifecycle.decide(order, Step.transfer(to, reason, null), dispatcher(), TERMS, MONDAY));
  }

  @Test
  void raisedItIsTheNextLevelsOnTheOldClockAndNobodysUntilThatSends() {
    Order accepted = order(OrderState.ACCEPTED);

    Order raised =
        moved(
            Lifecycle.decide(
                accepted,
                Step.with(Action.RAISE, "LACKS_MEANS", null),
                worker(TIAN),
                TERMS,
                LATER));

    assertThat(raised.tier()).isEqualTo(Tier.COUNTY);
    assertThat(raised.tierSince()).isEqualTo(LATER);
    assertThat(raised.raised()).isTrue();
    assertThat(raised.state()).isEqualTo(OrderState.WAITING);
    assertThat(raised.returnedBy()).isEqualTo(TIAN);
    assertThat(raised.clock(ClockName.RESOLVE)).isEqualTo(accepted.clock(ClockName.RESOLVE));
    assertThat(
            refusal(
                Lifecycle.decide(
                    raised,
                    Step.with(Action.RAISE, "LACKS_MEANS", null),
                    dispatcher(),
                    TERMS,
                    LATER)))
        .isEqualTo(ProblemCode.ORDER_LEVEL_END);
  }

  @Test
  void onlyTheDeskThatHoldsItHandsItDownAndThatCountsAsAReturn() {
    Order order = order(OrderState.WAITING);
    Step down = Step.with(Action.HAND_DOWN, "SMALL_ENOUGH", null);

    Order handedDown = moved(Lifecycle.decide(order, down, dispatcher(".1.2.3.4."), TERMS, LATER));

    assertThat(handedDown.tier()).isEqualTo(Tier.VILLAGE);
    assertThat(handedDown.hops()).isEqualTo(order.hops() + 1);
    assertThat(refusal(Lifecycle.decide(order, down, dispatcher(".1.2.3.4.5."), TERMS, LATER)))
        .isEqualTo(ProblemCode.ORDER_NOT_ALLOWED);
  }

  @Test
  void whenItsTimeAtALevelIsOverItGoesUpAndStaysInTheHandsItIsIn() {
    Order working = order(OrderState.WORKING);

    Order raised =
        moved(
            Lifecycle.decide(
                working,
                Step.raisedByTime(Tier.COUNTY),
                Actor.system(COUNTY, Origin.JOB),
                TERMS,
                LATER));

    assertThat(raised.tier()).isEqualTo(Tier.COUNTY);
    assertThat(raised.state()).isEqualTo(OrderState.WORKING);
    assertThat(raised.assignee()).isEqualTo(TIAN);
    assertThat(raised.level()).isEqualTo(working.level());
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
    return new Step(
        action,
        action == Action.CONTEST ? SHU : TIAN,
        LATER.plusSeconds(9000),
        "OTHER",
        "几句话",
        null,
        Map.of(),
        Channel.DOOR,
        "public-works",
        Urgency.URGENT,
        PART,
        null,
        Ids.named("campaign"),
        null);
  }

  /** What an action beside the state asks for: an open part to close, a clock that has run out. */
  private static Order ready(Order order, Action action) {
    return switch (action) {
      case CLOSE_PART, WAIVE_PART -> OrderShapes.withOpenPart(order, PART);
      case KEEP, YIELD, DROP_CONTEST ->
          order.state() == OrderState.ACCEPTED
              ? OrderShapes.contested(order, SHU, LATER.plusSeconds(60))
              : order;
      default -> order;
    };
  }

  private static Order order(OrderState state) {
    return OrderShapes.in(state, TIAN, MONDAY);
  }

  private static Order with(Order order, boolean hasContent, String body) {
    return Order.fresh(
        order.id(),
        order.state(),
        order.kind(),
        order.kindVersion(),
        order.urgency(),
        order.area(),
        hasContent,
        body,
        null,
        order.clocks(),
        order.tier(),
        order.tierSince(),
        order.campaign());
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
    return dispatcher(".1.");
  }

  private static Actor dispatcher(String area) {
    return new Actor(
        COUNTY,
        Origin.DESK,
        Ids.next(),
        null,
        Set.of(new Grant(Role.DISPATCHER, 1, area)),
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
