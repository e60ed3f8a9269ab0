package org.yanzhen.solver.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of small counties with ties, orders nobody can do, people without room. */
class AssignmentLawsTest {

  private record Row(long unserved, int[] people, long[] costs) {
    /** Somebody was told: anything else costs so much more. */
    Row told(int person, long displaced) {
      long[] dearer = costs.clone();
      for (int index = 0; index < people.length; index++) {
        dearer[index] += people[index] == person ? 0 : displaced;
      }
      return new Row(unserved + displaced, people, dearer);
    }
  }

  private record County(List<long[]> people, List<Row> orders) {
    AssignmentProblem problem() {
      AssignmentProblem.Builder builder = AssignmentProblem.builder();
      people.forEach(builder::person);
      for (Row row : orders) {
        builder.order(row.unserved);
        for (int index = 0; index < row.people.length; index++) {
          builder.pair(row.people[index], row.costs[index]);
        }
      }
      return builder.build();
    }

    /** Every way there is. */
    long bestByTryingAll() {
      return best(0, new int[people.size()]);
    }

    private long best(int order, int[] load) {
      if (order == orders.size()) {
        return 0;
      }
      Row row = orders.get(order);
      long best = row.unserved + best(order + 1, load);
      for (int index = 0; index < row.people.length; index++) {
        int person = row.people[index];
        if (load[person] < people.get(person).length) {
          long here = row.costs[index] + people.get(person)[load[person]++];
          best = Math.min(best, here + best(order + 1, load));
          load[person]--;
        }
      }
      return best;
    }
  }

  private static long[] slots(Random random, int range) {
    long[] prices = random.longs(random.nextInt(4), 0, range).toArray();
    Arrays.sort(prices);
    return prices;
  }

  private static Row row(Random random, int people, int range) {
    int[] who =
        random.ints(0, people).limit(random.nextInt(people + 1)).sorted().distinct().toArray();
    long[] costs = random.longs(who.length, -range / 4, range).toArray();
    return new Row(random.nextInt(3 * range), who, costs);
  }

  private static County county(Random random, int mostPeople, int mostOrders) {
    int range = random.nextBoolean() ? 4 : 1000;
    List<long[]> people = new ArrayList<>();
    for (int person = 1 + random.nextInt(mostPeople); person > 0; person--) {
      people.add(slots(random, range));
    }
    List<Row> orders = new ArrayList<>();
    for (int order = random.nextInt(mostOrders + 1); order > 0; order--) {
      orders.add(row(random, people.size(), range));
    }
    return new County(people, orders);
  }

  @Test
  void theBatchIsTheBestOfAllWays() {
    for (int seed = 0; seed < 2000; seed++) {
      County county = county(new Random(seed), 4, 6);
      Assignment answer = BatchAssignment.solve(county.problem());
      assertThat(answer.cost()).as("seed %s", seed).isEqualTo(county.bestByTryingAll());
    }
  }

  @Test
  void theForestAloneIsTheBestOfAllWays() {
    for (int seed = 0; seed < 2000; seed++) {
      County county = county(new Random(seed), 4, 6);
      Assignment answer = BatchAssignment.solve(county.problem(), 0);
      assertThat(answer.cost()).as("seed %s", seed).isEqualTo(county.bestByTryingAll());
    }
  }

  /** With as many slots as orders, and with too few, where many have to wait. */
  @Test
  void thePricesProveTheForestInFullCounties() {
    for (int seed = 0; seed < 1000; seed++) {
      AssignmentProblem problem = fullCounty(new Random(seed));
      assertThat(AssignmentChecker.findings(problem, BatchAssignment.solve(problem, 0)))
          .as("seed %s", seed)
          .isEmpty();
    }
  }

  private static AssignmentProblem fullCounty(Random random) {
    int people = 5 + random.nextInt(40);
    int each = 1 + random.nextInt(5);
    int range = random.nextBoolean() ? 6 : 10_000;
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    for (int person = 0; person < people; person++) {
      builder.person(each, random.nextInt(4) == 0 ? random.nextInt(range) : 0);
    }
    for (int order = people * each + random.nextInt(3 * each) - each; order > 0; order--) {
      builder.order((1L + random.nextInt(20)) * range);
      random
          .ints(1 + random.nextInt(8), 0, people)
          .distinct()
          .sorted()
          .forEach(person -> builder.pair(person, random.nextInt(range)));
    }
    return builder.build();
  }

  @Test
  void thePricesProveEveryBatch() {
    for (int seed = 0; seed < 2000; seed++) {
      AssignmentProblem problem = county(new Random(seed), 20, 60).problem();
      assertThat(AssignmentChecker.findings(problem, BatchAssignment.solve(problem)))
          .as("seed %s", seed)
          .isEmpty();
    }
  }

  @Test
  void oneByOneCostsWhatAllAtOnceCosts() {
    for (int seed = 0; seed < 1000; seed++) {
      walk(seed, Long.MAX_VALUE);
    }
  }

  @Test
  void whatWentOverTheBudgetIsMadeUpFor() {
    for (int seed = 0; seed < 500; seed++) {
      walk(seed, 1);
    }
  }

  private static void walk(int seed, long budget) {
    Random random = new Random(seed);
    County county = county(random, 12, 0);
    int range = random.nextBoolean() ? 4 : 1000;
    LiveAssignment live = new LiveAssignment(budget);
    county.people.forEach(live::addPerson);
    List<Row> rows = new ArrayList<>();
    List<Row> unpinned = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<long[]> now = new ArrayList<>(county.people);
    for (int step = 0; step < 60; step++) {
      int dice = random.nextInt(14);
      if (dice < 6 || rows.isEmpty()) {
        Row row = row(random, now.size(), range);
        rows.add(row);
        unpinned.add(row);
        long before = live.cost();
        long least =
            live.rank(row.people, row.costs, 1).stream()
                .mapToLong(LiveAssignment.Candidate::total)
                .reduce(row.unserved, Math::min);
        if (budget == Long.MAX_VALUE) {
          assertThat(live.rank(row.people, row.costs, 3))
              .isEqualTo(live.rank(row.people, row.costs, 99).stream().limit(3).toList());
        }
        numbers.add(live.addOrder(row.unserved, row.people, row.costs));
        if (budget == Long.MAX_VALUE) {
          assertThat(live.cost() - before).isEqualTo(least);
        }
      } else if (dice < 9) {
        int which = random.nextInt(rows.size());
        live.removeOrder(numbers.remove(which));
        rows.remove(which);
        unpinned.remove(which);
      } else if (dice < 12) {
        int which = random.nextInt(rows.size());
        int person = live.personOf(numbers.get(which));
        if (person >= 0) {
          long displaced = random.nextInt(3) == 0 ? 1_000_000_000 : random.nextInt(2 * range);
          live.pin(numbers.get(which), displaced);
          rows.set(which, rows.get(which).told(person, displaced));
        }
      } else if (dice < 13) {
        int which = random.nextInt(rows.size());
        live.unpin(numbers.get(which));
        rows.set(which, unpinned.get(which));
      } else {
        int person = random.nextInt(now.size());
        if (now.get(person).length > 0) {
          live.closePerson(person);
          now.set(person, new long[0]);
        } else {
          live.reopenPerson(person, county.people.get(person).length);
          now.set(person, county.people.get(person));
        }
      }
      // One by one, by the forest, or everything anew: it must not matter.
      live.settle(random.nextInt(3), random.nextInt(3) * 5);
      assertThat(live.isExact()).isTrue();
      AssignmentProblem problem = new County(now, rows).problem();
      assertThat(live.cost())
          .as("seed %s, step %s", seed, step)
          .isEqualTo(BatchAssignment.solve(problem).cost());
      assertThat(AssignmentChecker.findings(problem, answer(live, problem, numbers)))
          .as("seed %s, step %s", seed, step)
          .isEmpty();
    }
  }

  /** A county that fills in one go, changes, and is filled up again. */
  @Test
  void manyAtOnceAreBroughtInTogether() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      County county = county(random, 20, 60);
      LiveAssignment live = new LiveAssignment(1 + random.nextInt(3));
      county.people.forEach(live::addPerson);
      List<Row> rows = new ArrayList<>(county.orders);
      List<Integer> numbers = new ArrayList<>();
      rows.forEach(row -> numbers.add(live.addWaiting(row.unserved, row.people, row.costs)));
      for (int wave = 0; wave < 3; wave++) {
        live.settle(random.nextInt(10), random.nextInt(40));
        assertThat(live.isExact()).isTrue();
        AssignmentProblem problem = new County(county.people, rows).problem();
        assertThat(AssignmentChecker.findings(problem, answer(live, problem, numbers)))
            .as("seed %s, wave %s", seed, wave)
            .isEmpty();
        for (int change = random.nextInt(30); change > 0; change--) {
          if (!rows.isEmpty() && random.nextBoolean()) {
            int which = random.nextInt(rows.size());
            live.removeOrder(numbers.remove(which));
            rows.remove(which);
          }
          Row row = row(random, county.people.size(), 1000);
          rows.add(row);
          numbers.add(
              random.nextBoolean()
                  ? live.addOrder(row.unserved, row.people, row.costs)
                  : live.addWaiting(row.unserved, row.people, row.costs));
        }
      }
    }
  }

  private static Assignment answer(
      LiveAssignment live, AssignmentProblem problem, List<Integer> numbers) {
    int[] pairOf = new int[numbers.size()];
    for (int order = 0; order < pairOf.length; order++) {
      int person = live.personOf(numbers.get(order));
      pairOf[order] = Assignment.LEFT;
      for (int pair = problem.firstPair(order); pair < problem.firstPair(order + 1); pair++) {
        pairOf[order] = problem.person(pair) == person ? pair : pairOf[order];
      }
    }
    long[] prices = new long[problem.people()];
    Arrays.setAll(prices, live::price);
    return new Assignment(pairOf, live.cost(), prices);
  }

  @Test
  void rankingChangesNothing() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      County county = county(random, 12, 40);
      LiveAssignment live = new LiveAssignment(1 + random.nextInt(20));
      county.people.forEach(live::addPerson);
      county.orders.forEach(row -> live.addOrder(row.unserved, row.people, row.costs));
      long[] before = new long[county.people.size()];
      Arrays.setAll(before, live::price);
      Row row = row(random, county.people.size(), 1000);
      live.rank(row.people, row.costs, 3);
      long[] after = new long[before.length];
      Arrays.setAll(after, live::price);
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void whoWasToldStaysUnlessItIsWorthThePrice() {
    LiveAssignment live = new LiveAssignment(Long.MAX_VALUE);
    int only = live.addPerson(new long[] {0});
    int order = live.addOrder(100, new int[] {only}, new long[] {10});
    live.pin(order, 50);
    int dearer = live.addOrder(140, new int[] {only}, new long[] {10});
    assertThat(live.personOf(order)).isEqualTo(only);
    assertThat(live.personOf(dearer)).isEqualTo(-1);
    int dearest = live.addOrder(160, new int[] {only}, new long[] {10});
    assertThat(live.personOf(dearest)).isEqualTo(only);
    assertThat(live.personOf(order)).isEqualTo(-1);
  }

  @Test
  void whoIsToldThatNobodyIsSureGoesWhereItCostsLeast() {
    LiveAssignment live = new LiveAssignment(Long.MAX_VALUE);
    int near = live.addPerson(new long[] {0});
    int far = live.addPerson(new long[] {0});
    int order = live.addOrder(1000, new int[] {near, far}, new long[] {10, 30});
    live.pin(order, 50);
    int other = live.addOrder(1000, new int[] {near, far}, new long[] {10, 70});
    assertThat(live.personOf(order)).isEqualTo(near);
    assertThat(live.cost()).isEqualTo(80);
    assertThat(live.unpin(order)).isTrue();
    assertThat(live.personOf(order)).isEqualTo(far);
    assertThat(live.personOf(other)).isEqualTo(near);
    assertThat(live.cost()).isEqualTo(40);
    assertThat(live.isExact()).isTrue();
  }

  @Test
  void theNearestIsNotChosenWhereOthersNeedHerMore() {
    LiveAssignment live = new LiveAssignment(Long.MAX_VALUE);
    int expert = live.addPerson(new long[] {0});
    int neighbour = live.addPerson(new long[] {0, 0});
    live.addOrder(1000, new int[] {expert}, new long[] {10});
    List<LiveAssignment.Candidate> ranked =
        live.rank(new int[] {expert, neighbour}, new long[] {5, 30}, 5);
    assertThat(ranked.getFirst().person()).isEqualTo(neighbour);
    for (LiveAssignment.Candidate candidate : ranked) {
      assertThat(candidate.total())
          .isEqualTo(candidate.pairCost() + candidate.loadCost() + candidate.opportunityCost());
    }
    int order = live.addOrder(1000, new int[] {expert, neighbour}, new long[] {5, 30});
    assertThat(live.personOf(order)).isEqualTo(neighbour);
  }

  @Test
  void theCheckerSeesWhatIsWrong() {
    AssignmentProblem problem =
        AssignmentProblem.builder()
            .person(1)
            .person(1)
            .order(100)
            .pair(0, 1)
            .pair(1, 5)
            .order(100)
            .pair(0, 2)
            .build();
    Assignment good = BatchAssignment.solve(problem);
    assertThat(good.cost()).isEqualTo(7);
    assertThat(AssignmentChecker.findings(problem, good)).isEmpty();
    long[] prices = good.personPrice();
    assertThat(AssignmentChecker.findings(problem, new Assignment(new int[] {0, 2}, 3, prices)))
        .isNotEmpty();
    assertThat(
            AssignmentChecker.findings(
                problem, new Assignment(new int[] {0, Assignment.LEFT}, 101, prices)))
        .isNotEmpty();
    assertThat(AssignmentChecker.findings(problem, new Assignment(good.pairOf(), 6, prices)))
        .isNotEmpty();
    int[] allLeft = {Assignment.LEFT, Assignment.LEFT};
    assertThat(AssignmentChecker.infeasibilities(problem, allLeft, 200)).isEmpty();
    assertThat(AssignmentChecker.infeasibilities(problem, allLeft, 199))
        .containsExactly("the cost is 200, not 199");
    assertThat(AssignmentChecker.infeasibilities(problem, new int[] {0, 2}, 3))
        .containsExactly("person 0 has 2 orders, too many");
    assertThat(
            AssignmentChecker.findings(
                problem, new Assignment(good.pairOf(), 7, new long[] {0, 0})))
        .isNotEmpty();
  }

  @Test
  void withEverybodyOnLeaveAllOrdersAreLeftAndComeBackWithThem() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      County county = county(random, 12, 40);
      LiveAssignment live = new LiveAssignment(Long.MAX_VALUE);
      county.people.forEach(live::addPerson);
      county.orders.forEach(row -> live.addOrder(row.unserved, row.people, row.costs));
      long before = live.cost();
      for (int person = 0; person < county.people.size(); person++) {
        live.closePerson(person);
      }
      assertThat(live.cost()).isEqualTo(county.orders.stream().mapToLong(Row::unserved).sum());
      assertThat(live.rank(new int[] {0}, new long[] {1}, 5)).isEmpty();
      for (int person = 0; person < county.people.size(); person++) {
        live.reopenPerson(person, county.people.get(person).length);
      }
      assertThat(live.cost()).as("seed %s", seed).isEqualTo(before);
      assertThat(live.isExact()).isTrue();
    }
  }

  @Test
  void nobodyAndNothingHaveAnAnswer() {
    assertThat(BatchAssignment.solve(AssignmentProblem.builder().build()).cost()).isZero();
    AssignmentProblem nobody = AssignmentProblem.builder().order(7).build();
    assertThat(BatchAssignment.solve(nobody).cost()).isEqualTo(7);
    assertThat(BatchAssignment.solve(nobody).left()).isEqualTo(1);
  }

  @Test
  void aGroupIsKeptWhereThatIsExactAndRefusedWhereItIsNot() {
    AssignmentProblem kept =
        AssignmentProblem.builder()
            .person(1)
            .person(1)
            .order(100)
            .inGroup(1)
            .pair(0, 1)
            .pair(1, 9)
            .order(100)
            .inGroup(1)
            .pair(0, 2)
            .pair(1, 9)
            .build();
    Assignment answer = BatchAssignment.solve(kept);
    assertThat(kept.person(answer.pairOf(0))).isNotEqualTo(kept.person(answer.pairOf(1)));
    AssignmentProblem.Builder both =
        AssignmentProblem.builder()
            .person(1)
            .person(2)
            .order(100)
            .inGroup(4)
            .pair(1, 1)
            .order(100)
            .pair(1, 1)
            .order(100)
            .inGroup(4)
            .pair(0, 2)
            .pair(1, 2);
    assertThatThrownBy(both::build)
        .hasMessageContaining("orders 0 and 2 of group 4 are for different people")
        .hasMessageContaining("person 1 could take both and has room for 2");
  }

  @Test
  void wrongProblemsAreRefused() {
    assertThatThrownBy(() -> AssignmentProblem.builder().person(new long[] {5, 4}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AssignmentProblem.builder().person(1).order(1).pair(1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AssignmentProblem.builder().person(1).order(1).pair(0, 0).pair(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AssignmentProblem.builder().order(Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
