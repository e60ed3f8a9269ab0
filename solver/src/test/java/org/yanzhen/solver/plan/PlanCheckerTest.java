package org.yanzhen.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanCheckerTest {
  private final Travel line = Travel.of(5, (from, to) -> 10 * Math.abs(from - to));
  private final PlanOrder order = PlanOrder.at(3, 5).within(20, 40).withPenalty(7);

  private String firstWrong(PlanPerson person, PlanOrder asked, DayPlan plan) {
    return PlanChecker.violations(new PlanProblem(line, List.of(person), List.of(asked)), plan)
        .getFirst();
  }

  private static DayPlan visitAt(int leaves, int start, int returns, long cost) {
    return new DayPlan(
        List.of(new DayPlan.Day(leaves, returns, List.of(new DayPlan.Visit(0, start)))),
        List.of(),
        cost,
        0);
  }

  @Test
  void everyBrokenRuleIsNamed() {
    PlanPerson person = PlanPerson.at(0, 0, 100);
    assertThat(firstWrong(person, order, visitAt(0, 25, 60, 60)))
        .contains("cannot be at order 0 in time");
    assertThat(firstWrong(person, order, visitAt(0, 41, 76, 60))).contains("outside its windows");
    assertThat(firstWrong(person, order, visitAt(0, 30, 65, 61))).contains("the cost is 60");
    assertThat(firstWrong(person, order, visitAt(0, 30, 64, 60))).contains("returns at 65");
    assertThat(firstWrong(person.withLongestDay(64), order, visitAt(0, 30, 65, 60)))
        .contains("too long");
    assertThat(firstWrong(person, order.needing(Map.of(1, 1)), visitAt(0, 30, 65, 60)))
        .contains("lacks a skill");
    assertThat(firstWrong(person, order.forTwo(), visitAt(0, 30, 65, 60))).contains("done by 1");
    assertThat(firstWrong(person.withCapacity(1), order.withDemand(2), visitAt(0, 30, 65, 60)))
        .contains("carries too much");
    assertThat(firstWrong(person.withPause(5, 0, 50), order, visitAt(0, 30, 65, 60)))
        .contains("takes 0 pauses");
    DayPlan silent = new DayPlan(List.of(new DayPlan.Day(0, 0, List.of())), List.of(), 7, 0);
    assertThat(firstWrong(person, order, silent)).contains("neither done nor left out");
  }

  @Test
  void anOrderBetweenItsWindowsAndTwoOfOneGroupAreSeen() {
    PlanPerson person = PlanPerson.at(0, 0, 100);
    PlanOrder twice =
        order.withinOneOf(List.of(new PlanOrder.Window(0, 29), new PlanOrder.Window(40, 50)));
    assertThat(firstWrong(person, twice, visitAt(0, 35, 70, 60)))
        .contains("begins outside its windows");
    PlanOrder grouped = order.inGroup(4);
    DayPlan both =
        new DayPlan(
            List.of(
                new DayPlan.Day(
                    0, 70, List.of(new DayPlan.Visit(0, 30), new DayPlan.Visit(1, 35)))),
            List.of(),
            60,
            0);
    assertThat(
            PlanChecker.violations(
                new PlanProblem(line, List.of(person), List.of(grouped, grouped)), both))
        .containsExactly("person 0: has two orders of group 4");
  }

  @Test
  void aTimetableFindsTheWindowAndTheLatestUsefulStart() {
    PlanOrder first = PlanOrder.at(1, 5).withinOneOf(windows(0, 12, 60, 70));
    PlanOrder second = PlanOrder.at(2, 5).withinOneOf(windows(0, 30, 90, 95));
    PlanProblem free =
        new PlanProblem(line, List.of(PlanPerson.at(0, 0, 200)), List.of(first, second));
    assertThat(new Timetable(free).of(List.of(List.of(0, 1))).days().getFirst())
        .isEqualTo(
            new DayPlan.Day(0, 50, List.of(new DayPlan.Visit(0, 10), new DayPlan.Visit(1, 25))));
    PlanPerson late = PlanPerson.at(0, 5, 200).withLongestDay(75);
    PlanProblem limited = new PlanProblem(line, List.of(late), List.of(first, second));
    DayPlan plan = new Timetable(limited).of(List.of(List.of(0, 1)));
    assertThat(PlanChecker.violations(limited, plan)).isEmpty();
    assertThat(plan.days().getFirst())
        .isEqualTo(
            new DayPlan.Day(40, 115, List.of(new DayPlan.Visit(0, 60), new DayPlan.Visit(1, 90))));
  }

  private static List<PlanOrder.Window> windows(int from, int until, int again, int end) {
    return List.of(new PlanOrder.Window(from, until), new PlanOrder.Window(again, end));
  }
}
