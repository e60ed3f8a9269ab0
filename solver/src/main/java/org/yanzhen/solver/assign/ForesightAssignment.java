package org.yanzhen.solver.assign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Orders that arrive one by one, each told to a person once and never moved afterwards, weighed
 * against what is still to come. The rest of the day is not known, so several days that could have
 * been stand in for it, such as days of the past: beside each, the assignment of everything told,
 * of what waits to be told and of what that day would still bring is kept exact ({@link
 * LiveAssignment}). Whom to tell is whoever costs least on average over these futures, what others
 * lose included (the expectation of Van Hentenryck and Bent 2006, here without an approximation).
 * With each arrival one expected order of every future is struck off.
 *
 * <p>Waiting before somebody is told is free to the caller: {@link #arrive} and {@link #tell} are
 * two calls. Without futures, and telling at once, it is what anybody does who looks at the next
 * order only. For one thread at a time; a call costs one removal, ranking and arrival a future.
 */
public final class ForesightAssignment {
  /** Nobody: the order is left. */
  public static final int NOBODY = -1;

  private static final int LEFT = -1;

  private final List<Future> futures = new ArrayList<>();
  private final List<Arrived> orders = new ArrayList<>();

  /** An order that a day would bring: what leaving it costs, and who could go at which cost. */
  public record Expected(long unserved, int[] people, long[] costs) {
    public Expected {
      people = people.clone();
      costs = costs.clone();
    }

    @Override
    public int[] people() {
      return people.clone();
    }

    @Override
    public long[] costs() {
      return costs.clone();
    }
  }

  /** One day that could come, with the numbers of what is still expected of it. */
  private static final class Future {
    final LiveAssignment live = new LiveAssignment(Long.MAX_VALUE);
    final int[] expected;
    int next;

    Future(List<long[]> pricesBySlot, List<Expected> orders) {
      pricesBySlot.forEach(live::addPerson);
      expected = new int[orders.size()];
      for (int order = 0; order < expected.length; order++) {
        Expected own = orders.get(order);
        expected[order] = live.addWaiting(own.unserved, own.people, own.costs);
      }
      live.settle();
    }

    void strikeOff() {
      if (next < expected.length) {
        live.removeOrder(expected[next++]);
      }
    }
  }

  private static final class Arrived {
    final long unserved;
    final int[] people;
    final long[] costs;
    final int[] numberIn;
    boolean told;

    Arrived(long unserved, int[] people, long[] costs, int futures) {
      this.unserved = unserved;
      this.people = people.clone();
      this.costs = costs.clone();
      numberIn = new int[futures];
    }
  }

  /**
   * @param pricesBySlot by person; prices of slots never fall
   * @param days what each of the days brings, in the order in which it comes; with none, nothing is
   *     expected
   */
  public ForesightAssignment(List<long[]> pricesBySlot, List<List<Expected>> days) {
    if (days.isEmpty()) {
      futures.add(new Future(pricesBySlot, List.of()));
    }
    for (List<Expected> day : days) {
      futures.add(new Future(pricesBySlot, day));
    }
  }

  /** An order that nobody has been told of yet; answers its number, counted from 0. */
  public int arrive(long unserved, int[] people, long[] costs) {
    Arrived order = new Arrived(unserved, people, costs, futures.size());
    for (int index = 0; index < order.numberIn.length; index++) {
      Future future = futures.get(index);
      future.strikeOff();
      order.numberIn[index] = future.live.addOrder(unserved, people, costs);
    }
    orders.add(order);
    return orders.size() - 1;
  }

  /** Whom to tell of the order, or {@link #NOBODY}; from then on it stays so. */
  public int tell(int number) {
    if (number < 0 || number >= orders.size()) {
      throw new IllegalArgumentException("there is no order " + number);
    }
    Arrived order = orders.get(number);
    if (order.told) {
      throw new IllegalArgumentException("order " + number + " was told before");
    }
    order.told = true;
    int chosen = leastOnAverage(order);
    if (chosen == LEFT) {
      return NOBODY;
    }
    int person = order.people[chosen];
    for (Future future : futures) {
      // Nobody else can go, and leaving it costs more than anything: it stays.
      future.live.addOrder(
          AssignmentProblem.HIGHEST_COST, new int[] {person}, new long[] {order.costs[chosen]});
    }
    return person;
  }

  /** The place in the order's row, or {@link #LEFT}; the order is taken out of all futures. */
  private int leastOnAverage(Arrived order) {
    double[] sum = new double[order.people.length];
    int[] ranked = new int[sum.length];
    for (int index = 0; index < order.numberIn.length; index++) {
      LiveAssignment live = futures.get(index).live;
      live.removeOrder(order.numberIn[index]);
      for (LiveAssignment.Candidate candidate :
          live.rank(order.people, order.costs, Math.max(1, sum.length))) {
        int at = Arrays.binarySearch(order.people, candidate.person());
        sum[at] += candidate.total();
        ranked[at]++;
      }
    }
    int best = LEFT;
    double least = (double) order.unserved * order.numberIn.length;
    for (int at = 0; at < sum.length; at++) {
      if (ranked[at] == order.numberIn.length && sum[at] < least) {
        least = sum[at];
        best = at;
      }
    }
    return best;
  }
}
