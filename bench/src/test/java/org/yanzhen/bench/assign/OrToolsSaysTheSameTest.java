package org.yanzhen.bench.assign;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.ortools.Loader;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
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

  /**
   * Slots that become dearer, orders that come and go, people who were told and must not be
   * disturbed, and told that nobody is sure: one change at a time, all at once, and OR-Tools.
   */
  @Test
  void withPinsAndDearerSlotsAllThreeCostTheSame() {
    int pinned = 0;
    for (int seed = 0; seed < 2500; seed++) {
      Random random = new Random(seed);
      County county = county(random);
      long[][] slots = slots(random, county.people());
      LiveAssignment live = new LiveAssignment(seed % 2 == 0 ? Long.MAX_VALUE : 2);
      for (long[] own : slots) {
        live.addPerson(own);
      }
      boolean[] stays = new boolean[county.orders()];
      int[] numbers = new int[county.orders()];
      int[] told = new int[county.orders()];
      Arrays.fill(told, FlowPeer.NOBODY);
      for (int order = 0; order < county.orders(); order++) {
        numbers[order] =
            live.addOrder(county.unserved()[order], county.peopleOf(order), county.costsOf(order));
        stays[order] = true;
        live.settle();
        int which = random.nextInt(order + 1);
        int dice = random.nextInt(4);
        if (stays[which] && dice == 0) {
          live.removeOrder(numbers[which]);
          stays[which] = false;
          told[which] = FlowPeer.NOBODY;
        } else if (stays[which] && dice == 1 && told[which] == FlowPeer.NOBODY) {
          told[which] = live.personOf(numbers[which]);
          if (told[which] != FlowPeer.NOBODY) {
            live.pin(numbers[which], NEVER);
            pinned++;
          }
        } else if (stays[which] && dice == 2) {
          live.unpin(numbers[which]);
          told[which] = FlowPeer.NOBODY;
        }
        live.settle();
        if (order % 3 == 0 || order == county.orders() - 1) {
          County rest = only(county, stays);
          int[] toldOfRest = only(told, stays);
          AssignmentProblem problem = problem(rest, slots, toldOfRest);
          long cost = FlowPeer.cost(rest, slots, toldOfRest);
          assertThat(live.cost()).as("seed %s, order %s", seed, order).isEqualTo(cost);
          assertThat(BatchAssignment.solve(problem).cost()).as("seed %s", seed).isEqualTo(cost);
          assertThat(AssignmentChecker.findings(problem, BatchAssignment.solve(problem)))
              .as("seed %s", seed)
              .isEmpty();
        }
      }
    }
    assertThat(pinned).isGreaterThan(2000);
  }

  /** Above everything that a day of these counties can cost. */
  private static final long NEVER = 1_000_000_000;

  private static long[][] slots(Random random, int people) {
    long[][] slots = new long[people][];
    for (int person = 0; person < people; person++) {
      slots[person] =
          random.longs(random.nextInt(5), 0, 1 + random.nextInt(400)).sorted().toArray();
    }
    return slots;
  }

  private static AssignmentProblem problem(County county, long[][] slots, int[] told) {
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    for (long[] own : slots) {
      builder.person(own);
    }
    for (int order = 0; order < county.orders(); order++) {
      if (told[order] == FlowPeer.NOBODY) {
        builder.order(county.unserved()[order]);
      } else {
        builder.pinnedOrder(county.unserved()[order], told[order], NEVER);
      }
      for (int pair = county.rowStart()[order]; pair < county.rowStart()[order + 1]; pair++) {
        builder.pair(county.pairPerson()[pair], county.pairCost()[pair]);
      }
    }
    return builder.build();
  }

  private static int[] only(int[] told, boolean[] stays) {
    return IntStream.range(0, told.length)
        .filter(order -> stays[order])
        .map(order -> told[order])
        .toArray();
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
