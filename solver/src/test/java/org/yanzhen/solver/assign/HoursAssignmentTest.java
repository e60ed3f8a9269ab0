package org.yanzhen.solver.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** People with hours, and orders that take one longer than another. */
class HoursAssignmentTest {

  private static HoursProblem problem(Random random, int people, int orders) {
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    for (int person = 0; person < people; person++) {
      builder.person(0);
    }
    for (int order = 0; order < orders; order++) {
      builder.order(random.nextInt(200));
      for (int person = 0; person < people; person++) {
        if (random.nextInt(4) > 0) {
          builder.pair(person, random.nextInt(100) - 10);
        }
      }
    }
    AssignmentProblem pairs = builder.build();
    return new HoursProblem(
        pairs, random.ints(pairs.pairs(), 0, 60).toArray(), random.longs(people, 0, 120).toArray());
  }

  private static HoursProblem one(int[] takes, long[] has) {
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    for (long unused : has) {
      builder.person(0);
    }
    builder.order(7);
    for (int person = 0; person < takes.length; person++) {
      builder.pair(person, 1);
    }
    return new HoursProblem(builder.build(), takes, has);
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
      assertThat(HoursChecker.findings(problem, answer)).as("seed %s", seed).isEmpty();
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
    HoursProblem nothing =
        new HoursProblem(AssignmentProblem.builder().build(), new int[0], new long[0]);
    assertThat(HoursAssignment.solve(nothing, 1, 10).cost()).isZero();
    assertThat(HoursAssignment.solve(one(new int[0], new long[0]), 1, 10).cost()).isEqualTo(7);
    HoursProblem onLeave = one(new int[] {30}, new long[] {0});
    assertThat(HoursAssignment.solve(onLeave, 1, 10).cost()).isEqualTo(7);
    HoursProblem atWork = one(new int[] {30}, new long[] {30});
    assertThat(HoursAssignment.solve(atWork, 1, 10).cost()).isEqualTo(1);
  }

  @Test
  void theCheckerSeesWhatIsWrong() {
    HoursProblem problem = one(new int[] {30}, new long[] {20});
    assertThat(HoursChecker.findings(problem, answer(0, 2, 0)))
        .containsExactly("person 0 has 30 minutes of work, too many", "the cost is 1, not 2");
    assertThat(HoursChecker.findings(problem, answer(1, 0, 0)))
        .containsExactly("order 0 has a pair that is not its own: 1");
    assertThat(HoursChecker.findings(problem, answer(HoursAssignment.LEFT, 7, 7)))
        .containsExactly("the prices prove 1 at least, not 7");
    assertThat(HoursChecker.findings(problem, answer(HoursAssignment.LEFT, 7, 1))).isEmpty();
    HoursAssignment.Answer bent =
        new HoursAssignment.Answer(new int[] {HoursAssignment.LEFT}, 7, 7, new double[] {-1});
    assertThat(HoursChecker.findings(problem, bent))
        .containsExactly("a minute of person 0 cannot be worth -1.0");
    HoursAssignment.Answer other =
        new HoursAssignment.Answer(new int[] {0, 0}, 7, 7, new double[1]);
    assertThat(HoursChecker.findings(problem, other))
        .containsExactly("the answer is to another problem");
  }

  private static HoursAssignment.Answer answer(int pair, long cost, long leastCost) {
    return new HoursAssignment.Answer(new int[] {pair}, cost, leastCost, new double[1]);
  }

  @Test
  void wrongProblemsAreRefused() {
    assertThatThrownBy(() -> one(new int[] {30}, new long[] {-1}))
        .hasMessageContaining("person 0 cannot have -1 minutes");
    assertThatThrownBy(() -> one(new int[] {-5}, new long[] {1}))
        .hasMessageContaining("order 0 cannot take -5 minutes");
    AssignmentProblem falling =
        AssignmentProblem.builder().person(0).person(0).order(1).pair(1, 0).pair(0, 0).build();
    assertThatThrownBy(() -> new HoursProblem(falling, new int[2], new long[2]))
        .hasMessageContaining("not in rising order");
    assertThatThrownBy(() -> new HoursProblem(falling, new int[1], new long[2]))
        .hasMessageContaining("a time is needed for each pair");
    HoursProblem small = one(new int[] {5}, new long[] {5});
    assertThatThrownBy(() -> HoursAssignment.solve(small, 1, -1))
        .hasMessageContaining("a number of rounds of -1");
  }
}
