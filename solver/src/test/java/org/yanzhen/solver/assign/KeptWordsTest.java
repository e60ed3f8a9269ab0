package org.yanzhen.solver.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** New orders have come, people have been told, and the day may become a little dearer. */
class KeptWordsTest {

  private static AssignmentProblem problem(Random random, int people, int orders) {
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    for (int person = 0; person < people; person++) {
      builder.person(1 + random.nextInt(2), random.nextInt(3));
    }
    for (int order = 0; order < orders; order++) {
      builder.order(20 + random.nextInt(20));
      for (int person = 0; person < people; person++) {
        if (random.nextInt(3) > 0) {
          builder.pair(person, random.nextInt(20));
        }
      }
    }
    return builder.build();
  }

  private static int[] told(Random random, AssignmentProblem problem) {
    int[] told = new int[problem.orders()];
    for (int order = 0; order < told.length; order++) {
      int pairs = problem.firstPair(order + 1) - problem.firstPair(order);
      told[order] =
          pairs == 0 || random.nextInt(4) == 0
              ? KeptWords.NOBODY
              : problem.person(problem.firstPair(order) + random.nextInt(pairs));
    }
    return told;
  }

  /** Every way there is. */
  private static int fewest(
      AssignmentProblem problem, int[] told, int order, int[] load, long left) {
    if (left < 0) {
      return 1000;
    }
    if (order == problem.orders()) {
      return 0;
    }
    int word = told[order] == KeptWords.NOBODY ? 0 : 1;
    int best = word + fewest(problem, told, order + 1, load, left - problem.unservedCost(order));
    for (int pair = problem.firstPair(order); pair < problem.firstPair(order + 1); pair++) {
      int person = problem.person(pair);
      if (load[person] < problem.capacity(person)) {
        long cost = problem.cost(pair) + problem.slotCost(person, load[person]++);
        int broken = told[order] == person ? 0 : word;
        best = Math.min(best, broken + fewest(problem, told, order + 1, load, left - cost));
        load[person]--;
      }
    }
    return best;
  }

  @Test
  void noMoreWordsAreBrokenThanSaidAndNoFewerCanBe() {
    int met = 0;
    for (int seed = 0; seed < 1000; seed++) {
      Random random = new Random(seed);
      AssignmentProblem problem = problem(random, 4, 6);
      int[] told = told(random, problem);
      long best = BatchAssignment.solve(problem).cost();
      long limit = best + random.nextInt(30);
      KeptWords.Answer answer = KeptWords.within(problem, told, limit);
      int fewest = fewest(problem, told, 0, new int[problem.people()], limit);
      assertThat(answer.cost()).isBetween(best, limit);
      assertThat(answer.broken()).as("seed %s", seed).isGreaterThanOrEqualTo(fewest);
      assertThat(answer.leastBroken()).as("seed %s", seed).isLessThanOrEqualTo(fewest);
      met += answer.broken() == fewest ? 1 : 0;
    }
    assertThat(met).isGreaterThan(900);
  }

  @Test
  void theAnswerIsAnAssignmentAndCostsWhatItSays() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      AssignmentProblem problem = problem(random, 20, 35);
      int[] told = told(random, problem);
      long limit = BatchAssignment.solve(problem).cost() + random.nextInt(200);
      KeptWords.Answer answer = KeptWords.within(problem, told, limit);
      assertThat(answer.cost()).isLessThanOrEqualTo(limit);
      assertThat(answer.leastBroken()).isLessThanOrEqualTo(answer.broken());
      assertThat(AssignmentChecker.infeasibilities(problem, answer.pairOf(), answer.cost()))
          .isEmpty();
    }
  }

  @Test
  void withMoneyForEverythingAllWordsAreKeptAndBelowTheBestThereIsNoAnswer() {
    AssignmentProblem problem =
        AssignmentProblem.builder()
            .person(1)
            .person(1)
            .order(100)
            .pair(0, 1)
            .pair(1, 90)
            .order(100)
            .pair(0, 50)
            .pair(1, 1)
            .build();
    int[] crossed = {1, 0};
    KeptWords.Answer rich = KeptWords.within(problem, crossed, 1000);
    assertThat(rich.broken()).isZero();
    assertThat(Arrays.stream(rich.pairOf()).map(problem::person).toArray()).isEqualTo(crossed);
    assertThat(KeptWords.within(problem, crossed, 139).broken()).isEqualTo(2);
    assertThatThrownBy(() -> KeptWords.within(problem, crossed, 1))
        .hasMessageContaining("nothing costs less than 2");
    assertThatThrownBy(() -> KeptWords.within(problem, new int[1], 1000))
        .hasMessageContaining("as many words as orders");
  }
}
