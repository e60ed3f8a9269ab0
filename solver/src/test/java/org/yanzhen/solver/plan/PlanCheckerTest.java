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
    assertThat(firstWrong(person, order, visitAt(0, 41, 76, 60))).contains("outside its window");
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
}
