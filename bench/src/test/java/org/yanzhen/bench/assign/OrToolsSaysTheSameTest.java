package org.yanzhen.bench.assign;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.ortools.Loader;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yanzhen.solver.assign.AssignmentChecker;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.BatchAssignment;
import org.yanzhen.solver.assign.LiveAssignment;

/** Small counties with ties, orders nobody can do, too little room, and orders that go again. */
class OrToolsSaysTheSameTest {
  @BeforeAll
  static void load() {
    Loader.loadNativeLibraries();
  }

  @Test
  void theBatchCostsWhatOrToolsSays() {
    for (int seed = 0; seed < 3000; seed++) {
      Random random = new Random(seed);
      County county = county(random);
      int capacity = random.nextInt(4);
      AssignmentProblem problem = county.problem(capacity);
      assertThat(BatchAssignment.solve(problem).cost())
          .as("seed %s", seed)
          .isEqualTo(FlowPeer.cost(county, capacity));
      assertThat(AssignmentChecker.findings(problem, BatchAssignment.solve(problem))).isEmpty();
    }
  }

  @Test
  void oneByOneWithRemovalsCostsWhatOrToolsSays() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      County county = county(random);
      int capacity = random.nextInt(4);
      LiveAssignment live = new LiveAssignment(Long.MAX_VALUE);
      for (int person = 0; person < county.people(); person++) {
        live.addPerson(new long[capacity]);
      }
      boolean[] stays = new boolean[county.orders()];
      int[] numbers = new int[county.orders()];
      for (int order = 0; order < county.orders(); order++) {
        numbers[order] =
            live.addOrder(county.unserved()[order], county.peopleOf(order), county.costsOf(order));
        stays[order] = true;
        int gone = random.nextInt(order + 1);
        if (stays[gone] && random.nextInt(3) == 0) {
          live.removeOrder(numbers[gone]);
          stays[gone] = false;
        }
      }
      assertThat(live.cost())
          .as("seed %s", seed)
          .isEqualTo(FlowPeer.cost(only(county, stays), capacity));
    }
  }

  private static County county(Random random) {
    int people = 1 + random.nextInt(12);
    int range = random.nextBoolean() ? 4 : 1000;
    int orders = 1 + random.nextInt(30);
    long[] unserved = random.longs(orders, 0, 3L * range).toArray();
    int[] rowStart = new int[orders + 1];
    int[] person = new int[orders * people];
    long[] cost = random.longs((long) orders * people, 0, range).toArray();
    int pairs = 0;
    for (int order = 0; order < orders; order++) {
      for (int who = random.nextInt(people + 1); who < people; who += 1 + random.nextInt(4)) {
        person[pairs++] = who;
      }
      rowStart[order + 1] = pairs;
    }
    return new County(
        "random",
        people,
        unserved,
        rowStart,
        Arrays.copyOf(person, pairs),
        Arrays.copyOf(cost, pairs));
  }

  private static County only(County county, boolean[] stays) {
    int[] rowStart = new int[county.orders() + 1];
    long[] unserved = new long[county.orders()];
    int[] person = new int[county.pairs()];
    long[] cost = new long[county.pairs()];
    int orders = 0;
    int pairs = 0;
    for (int order = 0; order < county.orders(); order++) {
      if (stays[order]) {
        for (int pair = county.rowStart()[order]; pair < county.rowStart()[order + 1]; pair++) {
          person[pairs] = county.pairPerson()[pair];
          cost[pairs++] = county.pairCost()[pair];
        }
        unserved[orders++] = county.unserved()[order];
        rowStart[orders] = pairs;
      }
    }
    return new County(
        "rest",
        county.people(),
        Arrays.copyOf(unserved, orders),
        Arrays.copyOf(rowStart, orders + 1),
        Arrays.copyOf(person, pairs),
        Arrays.copyOf(cost, pairs));
  }
}
