package org.yanzhen.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DayPlannerTest {
  private static final Travel LINE = Travel.of(20, (from, to) -> 10 * Math.abs(from - to));
  private static final PlanPerson ALICE = PlanPerson.at(0, 0, 1000);

  private static DayPlan plan(PlanProblem problem, long seed, int iterations) {
    return DayPlanner.byWallTime().plan(problem, seed, Budget.ofIterations(iterations));
  }

  private static DayPlan plan(List<PlanPerson> people, List<PlanOrder> orders) {
    PlanProblem problem = new PlanProblem(LINE, people, orders);
    DayPlan plan = plan(problem, 1, 500);
    assertThat(PlanChecker.violations(problem, plan)).isEmpty();
    return plan;
  }

  private static DayPlan.Reason reason(List<PlanPerson> people, PlanOrder order) {
    DayPlan plan = plan(people, List.of(order));
    assertThat(plan.leftOut()).hasSize(1);
    return plan.leftOut().getFirst().reason();
  }

  @Test
  void noPlanEverBreaksARule() {
    int served = 0;
    int pausesTaken = 0;
    int pairsBegun = 0;
    for (long seed = 0; seed < 1500; seed++) {
      PlanProblem problem = RandomDays.of(seed);
      for (PlanPerson person : problem.people()) {
        for (DayPlan.Stop stop : person.frozen()) {
          pausesTaken += stop instanceof DayPlan.Rest ? 1 : 0;
          pairsBegun +=
              stop instanceof DayPlan.Visit visit
                      && problem.orders().get(visit.order()).people() == 2
                  ? 1
                  : 0;
        }
      }
      DayPlan plan = plan(problem, seed, 120);
      assertThat(PlanChecker.violations(problem, plan)).as("seed %d", seed).isEmpty();
      served += problem.orders().size() - plan.leftOut().size();
    }
    assertThat(served).isGreaterThan(4000);
    assertThat(pausesTaken).isGreaterThan(100);
    assertThat(pairsBegun).isGreaterThan(100);
  }

  @Test
  void theSameSeedGivesTheSameAnswer() {
    for (long seed = 0; seed < 50; seed++) {
      PlanProblem problem = RandomDays.of(seed);
      assertThat(plan(problem, 7, 300)).isEqualTo(plan(problem, 7, 300));
    }
  }

  @Test
  void aCancelledRunGivesAValidAnswer() {
    for (long seed = 0; seed < 50; seed++) {
      PlanProblem problem = RandomDays.of(seed);
      Budget hour = Budget.ofTime(Duration.ofHours(1));
      DayPlan atOnce = DayPlanner.byWallTime().plan(problem, 1, hour, (done, cost, share) -> false);
      DayPlan soon =
          DayPlanner.byWallTime().plan(problem, 1, hour, (done, cost, share) -> done < 64);
      assertThat(PlanChecker.violations(problem, atOnce)).isEmpty();
      assertThat(PlanChecker.violations(problem, soon)).isEmpty();
      assertThat(soon.cost()).isLessThanOrEqualTo(atOnce.cost());
    }
  }

  @Test
  void aClockThatLeapsEndsTheRunEarlyOrLateButNeverSpoilsThePlan() {
    for (long seed = 0; seed < 50; seed++) {
      PlanProblem problem = RandomDays.of(seed);
      for (long leap :
          new long[] {Duration.ofDays(400).toNanos(), -Duration.ofDays(400).toNanos()}) {
        long[] asked = {0};
        DayPlanner leaping = DayPlanner.by(() -> asked[0]++ < 3 ? 0 : leap);
        DayPlan plan = leaping.plan(problem, seed, new Budget(300, Duration.ofSeconds(1)));
        assertThat(PlanChecker.violations(problem, plan)).isEmpty();
        assertThat(plan.iterations()).isLessThanOrEqualTo(300);
      }
    }
  }

  @Test
  void withNobodyAtWorkEveryOrderIsLeftOutWithThatReason() {
    assertThat(reason(List.of(), PlanOrder.at(1, 5))).isEqualTo(DayPlan.Reason.NOBODY_WORKS);
  }

  @Test
  void impossibleOrdersSayWhy() {
    PlanOrder order = PlanOrder.at(3, 5);
    assertThat(reason(List.of(ALICE), order.needing(Map.of(1, 2))))
        .isEqualTo(DayPlan.Reason.NOBODY_HAS_THE_SKILLS);
    assertThat(reason(List.of(ALICE.withSkills(Map.of(1, 1))), order.needing(Map.of(1, 2))))
        .isEqualTo(DayPlan.Reason.NOBODY_HAS_THE_SKILLS);
    assertThat(reason(List.of(ALICE), order.forTwo()))
        .isEqualTo(DayPlan.Reason.TOO_FEW_HAVE_THE_SKILLS);
    assertThat(reason(List.of(ALICE.withCapacity(1)), order.withDemand(2)))
        .isEqualTo(DayPlan.Reason.NOBODY_CAN_CARRY_IT);
    assertThat(reason(List.of(ALICE), order.within(0, 29)))
        .isEqualTo(DayPlan.Reason.NOBODY_GETS_THERE_IN_TIME);
    assertThat(reason(List.of(ALICE.withLongestDay(64)), order))
        .isEqualTo(DayPlan.Reason.NOBODY_GETS_THERE_IN_TIME);
  }

  @Test
  void ofTwoThatDoNotFitTheMoreUrgentOneIsServed() {
    PlanOrder calm = PlanOrder.at(1, 5).within(10, 12).withPenalty(100);
    PlanOrder urgent = PlanOrder.at(2, 5).within(20, 22).withPenalty(900);
    DayPlan plan = plan(List.of(ALICE), List.of(calm, urgent));
    assertThat(plan.leftOut())
        .containsExactly(new DayPlan.LeftOut(0, DayPlan.Reason.DAYS_ARE_FULL));
  }

  @Test
  void twoPeopleBeginAtTheSameMoment() {
    PlanPerson bob = PlanPerson.at(19, 0, 1000);
    DayPlan plan = plan(List.of(ALICE, bob), List.of(PlanOrder.at(4, 5).forTwo()));
    DayPlan.Visit both = new DayPlan.Visit(0, 150);
    assertThat(plan.days()).allSatisfy(day -> assertThat(day.stops()).containsExactly(both));
  }

  @Test
  void ofTwoEachMayNeedAnotherSkill() {
    PlanPerson alice = ALICE.withSkills(Map.of(1, 1));
    PlanPerson bob = PlanPerson.at(19, 0, 1000).withSkills(Map.of(2, 1));
    PlanPerson carl = PlanPerson.at(3, 0, 1000).withSkills(Map.of(2, 1));
    PlanOrder order = PlanOrder.at(4, 5).needing(Map.of(1, 1)).forTwo(Map.of(2, 1));
    DayPlan plan = plan(List.of(alice, bob, carl), List.of(order));
    assertThat(plan.days().get(0).stops()).hasSize(1);
    assertThat(plan.days().get(1).stops()).as("the nearer one comes along").isEmpty();
    assertThat(plan.days().get(2).stops()).isEqualTo(plan.days().get(0).stops());
    assertThat(reason(List.of(bob, carl), order)).isEqualTo(DayPlan.Reason.TOO_FEW_HAVE_THE_SKILLS);
    assertThat(reason(List.of(ALICE, carl), order))
        .isEqualTo(DayPlan.Reason.TOO_FEW_HAVE_THE_SKILLS);
  }

  @Test
  void aLongDayLeavesLaterRatherThanBreakingItsLimit() {
    DayPlan plan =
        plan(List.of(ALICE.withLongestDay(70)), List.of(PlanOrder.at(3, 5).within(500, 600)));
    assertThat(plan.days().getFirst())
        .isEqualTo(new DayPlan.Day(465, 535, List.of(new DayPlan.Visit(0, 500))));
  }

  @Test
  void aDeadlineIsWorthADetour() {
    PlanOrder near = PlanOrder.at(2, 100);
    PlanOrder far = PlanOrder.at(10, 10).dueBy(110, 50);
    DayPlan plan = plan(List.of(ALICE), List.of(near, far));
    assertThat(plan.days().getFirst().stops())
        .containsExactly(new DayPlan.Visit(1, 100), new DayPlan.Visit(0, 190));
  }

  @Test
  void aPromiseIsKeptUnlessTheDetourCostsMore() {
    PlanPerson bob = PlanPerson.at(10, 0, 1000);
    PlanOrder order = PlanOrder.at(8, 5);
    assertThat(plan(List.of(ALICE, bob), List.of(order.promisedTo(0, 200))).days().get(0).stops())
        .hasSize(1);
    assertThat(plan(List.of(ALICE, bob), List.of(order.promisedTo(0, 20))).days().get(1).stops())
        .hasSize(1);
  }

  @Test
  void thePauseIsTakenOnTheWay() {
    PlanPerson hungry = ALICE.withPause(30, 100, 120);
    DayPlan plan = plan(List.of(hungry), List.of(PlanOrder.at(8, 5), PlanOrder.at(9, 5)));
    assertThat(plan.days().getFirst().stops()).hasSize(3).anyMatch(DayPlan.Rest.class::isInstance);
    assertThat(plan.cost()).isEqualTo(180);
  }

  @Test
  void whatWasBegunStays() {
    PlanPerson begun = ALICE.withFrozen(List.of(new DayPlan.Visit(1, 95)));
    DayPlan plan = plan(List.of(begun), List.of(PlanOrder.at(1, 5), PlanOrder.at(9, 5)));
    assertThat(plan.days().getFirst().stops().getFirst()).isEqualTo(new DayPlan.Visit(1, 95));
  }

  @Test
  void aPauseThatWasTakenIsNotTakenAgain() {
    PlanPerson rested = ALICE.withPause(30, 100, 120).withFrozen(List.of(new DayPlan.Rest(40)));
    DayPlan plan = plan(List.of(rested), List.of(PlanOrder.at(9, 5)));
    assertThat(plan.days().getFirst().stops())
        .containsExactly(new DayPlan.Rest(40), new DayPlan.Visit(0, 160));
    PlanPerson later =
        ALICE
            .withPause(30, 100, 120)
            .withFrozen(List.of(new DayPlan.Visit(0, 95), new DayPlan.Rest(101)));
    assertThat(
            plan(List.of(later), List.of(PlanOrder.at(1, 5), PlanOrder.at(9, 5)))
                .days()
                .getFirst()
                .stops())
        .containsExactly(
            new DayPlan.Visit(0, 95), new DayPlan.Rest(101), new DayPlan.Visit(1, 211));
  }

  @Test
  void whoHasDoneNothingButRestHasADayOfThat() {
    PlanPerson rested = ALICE.withPause(30, 100, 120).withFrozen(List.of(new DayPlan.Rest(40)));
    assertThat(plan(List.of(rested), List.of()).days().getFirst())
        .isEqualTo(new DayPlan.Day(0, 70, List.of(new DayPlan.Rest(40))));
  }

  @Test
  void ofSeveralWindowsTheOneThatFitsBestIsTaken() {
    List<PlanOrder.Window> windows =
        List.of(new PlanOrder.Window(10, 20), new PlanOrder.Window(300, 400));
    PlanOrder order = PlanOrder.at(9, 5).withinOneOf(windows);
    DayPlan plan = plan(List.of(ALICE), List.of(PlanOrder.at(8, 5).within(0, 250), order));
    assertThat(plan.leftOut()).isEmpty();
    assertThat(plan.days().getFirst().stops())
        .containsExactly(new DayPlan.Visit(0, 80), new DayPlan.Visit(1, 300));
    assertThat(reason(List.of(ALICE), PlanOrder.at(9, 5).withinOneOf(List.of(windows.getFirst()))))
        .isEqualTo(DayPlan.Reason.NOBODY_GETS_THERE_IN_TIME);
  }

  @Test
  void twoBeginTogetherInTheWindowThatBothReach() {
    List<PlanOrder.Window> windows =
        List.of(new PlanOrder.Window(0, 60), new PlanOrder.Window(500, 600));
    PlanPerson bob = PlanPerson.at(19, 0, 1000);
    DayPlan plan =
        plan(List.of(ALICE, bob), List.of(PlanOrder.at(4, 5).forTwo().withinOneOf(windows)));
    DayPlan.Visit both = new DayPlan.Visit(0, 500);
    assertThat(plan.days()).allSatisfy(day -> assertThat(day.stops()).containsExactly(both));
  }

  @Test
  void ordersOfOneGroupGoToDifferentPeople() {
    PlanPerson bob = PlanPerson.at(19, 0, 1000);
    PlanOrder order = PlanOrder.at(1, 5).inGroup(7);
    DayPlan plan = plan(List.of(ALICE, bob), List.of(order, order, PlanOrder.at(2, 5)));
    assertThat(plan.leftOut()).isEmpty();
    assertThat(plan.days())
        .allSatisfy(
            day ->
                assertThat(day.stops())
                    .filteredOn(stop -> ((DayPlan.Visit) stop).order() < 2)
                    .hasSize(1));
    DayPlan crowded = plan(List.of(ALICE, bob), List.of(order, order, order));
    assertThat(crowded.leftOut())
        .extracting(DayPlan.LeftOut::reason)
        .containsExactly(DayPlan.Reason.TOO_FEW_HAVE_THE_SKILLS);
  }

  @Test
  void whatWasBegunBindsTheRestOfItsGroup() {
    PlanPerson begun = ALICE.withFrozen(List.of(new DayPlan.Visit(0, 15)));
    PlanOrder order = PlanOrder.at(1, 5).inGroup(1);
    DayPlan alone = plan(List.of(begun), List.of(order, order));
    assertThat(alone.leftOut())
        .containsExactly(new DayPlan.LeftOut(1, DayPlan.Reason.TOO_FEW_HAVE_THE_SKILLS));
    // Whoever began both has begun both: that is past, and no reason to have no plan at all.
    PlanPerson both = ALICE.withFrozen(List.of(new DayPlan.Visit(0, 15), new DayPlan.Visit(1, 20)));
    assertThat(plan(List.of(both), List.of(order, order)).leftOut()).isEmpty();
  }

  @Test
  void withEverybodyOnLeaveNothingIsPlannedAndEachOrderSaysWhy() {
    PlanPerson away = PlanPerson.at(0, 500, 500);
    assertThat(reason(List.of(away, away), PlanOrder.at(3, 5)))
        .isEqualTo(DayPlan.Reason.NOBODY_GETS_THERE_IN_TIME);
  }

  @Test
  void contradictionsAreRefusedWithWords() {
    PlanPerson begun = ALICE.withFrozen(List.of(new DayPlan.Visit(0, 5)));
    assertThatThrownBy(() -> new PlanProblem(LINE, List.of(begun), List.of(PlanOrder.at(9, 5))))
        .hasMessageContaining("cannot have begun order 0");
    PlanPerson tired = ALICE.withFrozen(List.of(new DayPlan.Rest(5)));
    assertThatThrownBy(() -> new PlanProblem(LINE, List.of(tired), List.of()))
        .hasMessageContaining("person 0 has taken a pause more than there is");
    PlanPerson hasty =
        ALICE
            .withPause(30, 100, 120)
            .withFrozen(List.of(new DayPlan.Visit(0, 90), new DayPlan.Rest(94)));
    assertThatThrownBy(() -> new PlanProblem(LINE, List.of(hasty), List.of(PlanOrder.at(9, 5))))
        .hasMessageContaining("person 0 cannot have begun the pause at 94, before 95");
    assertThatThrownBy(() -> plan(List.of(ALICE.withPause(30, 2000, 2100)), List.of()))
        .hasMessageContaining("the pause of person 0 does not fit");
    assertThatThrownBy(() -> new PlanProblem(LINE, List.of(), List.of(PlanOrder.at(20, 5))))
        .hasMessageContaining("there is no place 20");
    assertThatThrownBy(
            () ->
                PlanOrder.at(1, 5)
                    .withinOneOf(List.of(new PlanOrder.Window(5, 20), new PlanOrder.Window(0, 5))))
        .hasMessageContaining("overlap");
    assertThatThrownBy(() -> PlanOrder.at(1, 5).withinOneOf(List.of()))
        .hasMessageContaining("can never begin");
  }
}
