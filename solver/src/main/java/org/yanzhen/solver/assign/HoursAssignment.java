package org.yanzhen.solver.assign;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Orders to people with hours instead of slots, well but not exactly. First what a minute of
 * everybody is worth ({@link HourPrices}, which also bounds the best from below); then each order
 * to whoever is cheapest at these prices, those first who would lose most by waiting (regret); then
 * a few orders of a few people are taken out and put back, again and again, and what is a little
 * worse is kept now and then, ever more seldom (ruin and recreate, Schrimpf and others 2000). At
 * the end single moves and exchanges, until none helps.
 *
 * <p>The same seed and number of rounds give the same answer.
 */
public final class HoursAssignment {
  /** The order is left. */
  public static final int LEFT = -1;

  private static final double BLINK_SHARE = 0.05;
  private static final double COLD = 0.01;
  private static final int MOST_TORN = 12;

  private final HoursProblem problem;
  private final SplittableRandom random;
  // The pairs of each order, the cheapest at the prices of minutes first.
  private final int[] byDue;
  private final double[] due;
  private final int[] pairOf;
  private final long[] load;
  private long cost;
  // Who has which orders.
  private final int[][] held;
  private final int[] heldCount;
  private final int[] seat;
  private final int[] torn = new int[2 * MOST_TORN];
  private final int[] tornFrom = new int[2 * MOST_TORN];
  private int tornCount;
  private final int[] left;
  private final int[] leftAt;
  private int leftCount;

  /**
   * @param pairOf by order, the pair taken, or {@link #LEFT}
   * @param leastCost no answer costs less
   * @param minutePrice by person, what a minute is worth: with these anybody can work out that no
   *     answer costs less ({@link HoursChecker})
   */
  public record Answer(int[] pairOf, long cost, long leastCost, double[] minutePrice) {
    public Answer {
      pairOf = pairOf.clone();
      minutePrice = minutePrice.clone();
    }

    @Override
    public int[] pairOf() {
      return pairOf.clone();
    }

    @Override
    public double[] minutePrice() {
      return minutePrice.clone();
    }
  }

  private HoursAssignment(HoursProblem problem, long seed) {
    this.problem = problem;
    random = new SplittableRandom(seed);
    pairOf = new int[problem.orders];
    Arrays.fill(pairOf, LEFT);
    load = new long[problem.people];
    held = new int[problem.people][8];
    heldCount = new int[problem.people];
    seat = new int[problem.orders];
    left = new int[problem.orders];
    leftAt = new int[problem.orders];
    byDue = new int[problem.rowStart[problem.orders]];
    due = new double[byDue.length];
  }

  public static Answer solve(HoursProblem problem, long seed, long rounds) {
    if (rounds < 0) {
      throw new IllegalArgumentException("a number of rounds of " + rounds);
    }
    HourPrices prices = new HourPrices(problem);
    prices.raise();
    HoursAssignment search = new HoursAssignment(problem, seed);
    search.sortBy(prices.best);
    search.begin();
    search.anneal(rounds);
    search.polish();
    // Sums of doubles may be off by a little.
    long least = (long) Math.ceil(prices.bound - 1e-6 * Math.max(1, Math.abs(prices.bound)));
    return new Answer(search.pairOf, search.cost, Math.min(least, search.cost), prices.best);
  }

  private void sortBy(double[] prices) {
    for (int pair = 0; pair < due.length; pair++) {
      due[pair] =
          problem.pairCost[pair] + prices[problem.pairPerson[pair]] * problem.pairMinutes[pair];
    }
    for (int order = 0; order < problem.orders; order++) {
      int start = problem.rowStart[order];
      Integer[] own = new Integer[problem.rowStart[order + 1] - start];
      Arrays.setAll(own, index -> start + index);
      Arrays.sort(own, (one, other) -> Double.compare(due[one], due[other]));
      for (int index = 0; index < own.length; index++) {
        byDue[start + index] = own[index];
      }
    }
  }

  private double regret(int order) {
    int start = problem.rowStart[order];
    int count = problem.rowStart[order + 1] - start;
    if (count == 0) {
      return 0;
    }
    double second = count > 1 ? due[byDue[start + 1]] : problem.unservedCost[order];
    return Math.max(0, second - due[byDue[start]]);
  }

  private void begin() {
    Integer[] sequence = new Integer[problem.orders];
    Arrays.setAll(sequence, index -> index);
    Arrays.sort(sequence, (one, other) -> Double.compare(regret(other), regret(one)));
    for (int order = 0; order < problem.orders; order++) {
      cost += problem.unservedCost[order];
      leave(order);
    }
    for (int order : sequence) {
      unleave(order);
      place(order, false);
    }
  }

  private void leave(int order) {
    leftAt[order] = leftCount;
    left[leftCount++] = order;
  }

  private void unleave(int order) {
    int last = left[--leftCount];
    left[leftAt[order]] = last;
    leftAt[last] = leftAt[order];
  }

  /** At the cheapest place with room; now and then the cheapest is overlooked. */
  private void place(int order, boolean blinks) {
    for (int at = problem.rowStart[order]; at < problem.rowStart[order + 1]; at++) {
      int pair = byDue[at];
      int person = problem.pairPerson[pair];
      if (problem.pairCost[pair] <= problem.unservedCost[order]
          && load[person] + problem.pairMinutes[pair] <= problem.minutes[person]
          && !(blinks && random.nextDouble() < BLINK_SHARE)) {
        put(order, pair);
        return;
      }
    }
    leave(order);
  }

  private void put(int order, int pair) {
    int person = problem.pairPerson[pair];
    pairOf[order] = pair;
    load[person] += problem.pairMinutes[pair];
    cost += problem.pairCost[pair] - problem.unservedCost[order];
    if (heldCount[person] == held[person].length) {
      held[person] = Arrays.copyOf(held[person], 2 * heldCount[person]);
    }
    seat[order] = heldCount[person];
    held[person][heldCount[person]++] = order;
  }

  private void takeOut(int order) {
    int pair = pairOf[order];
    int person = problem.pairPerson[pair];
    pairOf[order] = LEFT;
    load[person] -= problem.pairMinutes[pair];
    cost -= problem.pairCost[pair] - problem.unservedCost[order];
    int last = held[person][--heldCount[person]];
    held[person][seat[order]] = last;
    seat[last] = seat[order];
  }

  private void anneal(long rounds) {
    if (problem.orders == 0) {
      return;
    }
    double sum = 0;
    for (int order = 0; order < problem.orders; order++) {
      sum += regret(order);
    }
    double hot = Math.max(1e-9, sum / problem.orders);
    double temperature = hot;
    int[] best = pairOf.clone();
    long bestCost = cost;
    for (long round = 0; round < rounds; round++) {
      if (round % 256 == 0) {
        temperature = hot * Math.pow(COLD, (double) round / rounds);
      }
      long before = cost;
      tear();
      mend();
      if (cost >= before - temperature * Math.log(random.nextDouble())) {
        takeBack();
      } else if (cost < bestCost) {
        bestCost = cost;
        System.arraycopy(pairOf, 0, best, 0, best.length);
      }
    }
    goTo(best);
  }

  private void goTo(int[] target) {
    for (int order = 0; order < target.length; order++) {
      if (pairOf[order] == LEFT) {
        unleave(order);
      } else {
        takeOut(order);
      }
    }
    for (int order = 0; order < target.length; order++) {
      if (target[order] == LEFT) {
        leave(order);
      } else {
        put(order, target[order]);
      }
    }
  }

  /** Some orders of one to three people who could do the same order, and some that are left. */
  private void tear() {
    tornCount = 0;
    int order = random.nextInt(problem.orders);
    int start = problem.rowStart[order];
    int pairs = problem.rowStart[order + 1] - start;
    if (pairs == 0) {
      return;
    }
    if (pairOf[order] != LEFT) {
      tear(order);
    }
    for (int more = 1 + random.nextInt(3); more > 0; more--) {
      int near = (int) Math.min(pairs - 1, -2 * Math.log(1 - random.nextDouble()));
      int person = problem.pairPerson[byDue[start + near]];
      for (int each = 1 + random.nextInt(3); each > 0 && heldCount[person] > 0; each--) {
        tear(held[person][random.nextInt(heldCount[person])]);
      }
    }
    for (int index = 0; index < 2 && leftCount > 0; index++) {
      int waiting = left[random.nextInt(leftCount)];
      unleave(waiting);
      torn[tornCount] = waiting;
      tornFrom[tornCount++] = LEFT;
    }
  }

  private void tear(int order) {
    torn[tornCount] = order;
    tornFrom[tornCount++] = pairOf[order];
    takeOut(order);
  }

  private void mend() {
    for (int index = tornCount - 1; index > 0; index--) {
      swap(index, random.nextInt(index + 1));
    }
    for (int index = 0; index < tornCount; index++) {
      place(torn[index], true);
    }
  }

  private void swap(int one, int other) {
    int order = torn[one];
    int from = tornFrom[one];
    torn[one] = torn[other];
    tornFrom[one] = tornFrom[other];
    torn[other] = order;
    tornFrom[other] = from;
  }

  private void takeBack() {
    for (int index = 0; index < tornCount; index++) {
      if (pairOf[torn[index]] == LEFT) {
        unleave(torn[index]);
      } else {
        takeOut(torn[index]);
      }
    }
    for (int index = 0; index < tornCount; index++) {
      if (tornFrom[index] == LEFT) {
        leave(torn[index]);
      } else {
        put(torn[index], tornFrom[index]);
      }
    }
  }

  private void polish() {
    boolean better = true;
    while (better) {
      better = false;
      for (int order = 0; order < problem.orders; order++) {
        better |= move(order) || exchange(order);
      }
    }
  }

  private long costNow(int order) {
    return pairOf[order] == LEFT ? problem.unservedCost[order] : problem.pairCost[pairOf[order]];
  }

  private boolean move(int order) {
    for (int pair = problem.rowStart[order]; pair < problem.rowStart[order + 1]; pair++) {
      int person = problem.pairPerson[pair];
      if (problem.pairCost[pair] < costNow(order)
          && load[person] + problem.pairMinutes[pair] <= problem.minutes[person]) {
        leaveOrTakeOut(order);
        put(order, pair);
        return true;
      }
    }
    return false;
  }

  private void leaveOrTakeOut(int order) {
    if (pairOf[order] == LEFT) {
      unleave(order);
    } else {
      takeOut(order);
    }
  }

  /** With an order of somebody else, if both fit and it is cheaper together. */
  private boolean exchange(int order) {
    int own = pairOf[order];
    if (own == LEFT) {
      return false;
    }
    int person = problem.pairPerson[own];
    for (int pair = problem.rowStart[order]; pair < problem.rowStart[order + 1]; pair++) {
      int with = problem.pairPerson[pair];
      long gain = problem.pairCost[own] - problem.pairCost[pair];
      if (with == person) {
        continue;
      }
      for (int index = 0; index < heldCount[with]; index++) {
        int other = held[with][index];
        int back = pairOf(other, person);
        if (back != LEFT
            && problem.pairCost[back] - problem.pairCost[pairOf[other]] < gain
            && load[with] - problem.pairMinutes[pairOf[other]] + problem.pairMinutes[pair]
                <= problem.minutes[with]
            && load[person] - problem.pairMinutes[own] + problem.pairMinutes[back]
                <= problem.minutes[person]) {
          takeOut(order);
          takeOut(other);
          put(order, pair);
          put(other, back);
          return true;
        }
      }
    }
    return false;
  }

  private int pairOf(int order, int person) {
    int found =
        Arrays.binarySearch(
            problem.pairPerson, problem.rowStart[order], problem.rowStart[order + 1], person);
    return found < 0 ? LEFT : found;
  }
}
