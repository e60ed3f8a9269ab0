package org.yanzhen.solver.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** People with hours, and orders that take one longer than another. */
class HoursAssignmentTest {

  private static HoursProblem problem(Random random, int people, int orders) {
    HoursProblem.Builder builder = HoursProblem.builder();
    for (int person = 0; person < people; person++) {
      builder.person(random.nextInt(120));
    }
    for (int order = 0; order < orders; order++) {
      builder.order(random.nextInt(200));
      for (int person = 0; person < people; person++) {
        if (random.nextInt(4) > 0) {
          builder.pair(person, random.nextInt(100) - 10, random.nextInt(60));
        }
      }
    }
    return builder.build();
  }

  /** Every way there is. */
  private static long best(HoursProblem problem, int order, long[] load) {
    if (order == problem.orders()) {
      return 0;
    }
    long best = problem.unservedCost(order) + best(problem, order + 1, load);
    for (int pair = problem.firstPair(order); pair < problem.firstPair(order + 1); pair++) {
      int person = problem.person(pair);
      if (load[person] + problem.minutes(pair) <= problem.minutesOf(person)) {
        load[person] += problem.minutes(pair);
        best = Math.min(best, problem.cost(pair) + best(problem, order + 1, load));
        load[person] -= problem.minutes(pair);
      }
    }
    return best;
  }

  @Test
  void theAnswerLiesBetweenItsBoundAndNearlyAlwaysIsTheBest() {
    int met = 0;
    for (int seed = 0; seed < 500; seed++) {
      HoursProblem problem = problem(new Random(seed), 3, 6);
      HoursAssignment.Answer answer = HoursAssignment.solve(problem, seed, 500);
      long best = best(problem, 0, new long[problem.people()]);
      assertThat(HoursAssignment.findings(problem, answer)).as("seed %s", seed).isEmpty();
      assertThat(answer.cost()).as("seed %s", seed).isGreaterThanOrEqualTo(best);
      assertThat(answer.leastCost()).as("seed %s", seed).isLessThanOrEqualTo(best);
      met += answer.cost() == best ? 1 : 0;
    }
    assertThat(met).isGreaterThan(480);
  }

  @Test
  void theSameSeedGivesTheSameAnswer() {
    HoursProblem problem = problem(new Random(3), 10, 60);
    HoursAssignment.Answer once = HoursAssignment.solve(problem, 5, 2000);
    HoursAssignment.Answer again = HoursAssignment.solve(problem, 5, 2000);
    assertThat(again.pairOf()).isEqualTo(once.pairOf());
  }

  @Test
  void nobodyNothingAndNoTimeHaveAnAnswer() {
    assertThat(HoursAssignment.solve(HoursProblem.builder().build(), 1, 10).cost()).isZero();
    HoursProblem nobody = HoursProblem.builder().order(7).build();
    assertThat(HoursAssignment.solve(nobody, 1, 10).cost()).isEqualTo(7);
    HoursProblem onLeave = HoursProblem.builder().person(0).order(7).pair(0, 1, 30).build();
    assertThat(HoursAssignment.solve(onLeave, 1, 10).cost()).isEqualTo(7);
  }

  @Test
  void wrongProblemsAreRefused() {
    assertThatThrownBy(() -> HoursProblem.builder().person(-1))
        .hasMessageContaining("a time of -1 minutes");
    assertThatThrownBy(() -> HoursProblem.builder().person(1).order(1).pair(0, 1, -5))
        .hasMessageContaining("an order of -5 minutes");
    assertThatThrownBy(() -> HoursProblem.builder().person(1).order(1).pair(1, 1, 5))
        .hasMessageContaining("pair without order");
    assertThatThrownBy(() -> HoursAssignment.solve(HoursProblem.builder().build(), 1, -1))
        .hasMessageContaining("a number of rounds of -1");
  }
}
