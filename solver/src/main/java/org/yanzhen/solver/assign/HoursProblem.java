package org.yanzhen.solver.assign;

import java.util.Arrays;

/**
 * As {@link AssignmentProblem}, but people have time instead of slots, and how long an order takes
 * depends on who does it (the generalised assignment problem). Whether everything fits is then as
 * hard a question as any, so {@link HoursAssignment} claims no exactness; it says how far from the
 * best it can be at most.
 */
public final class HoursProblem {
  final int orders;
  final int people;
  final int[] rowStart;
  final int[] pairPerson;
  final long[] pairCost;
  final int[] pairMinutes;
  final long[] unservedCost;
  final long[] minutes;

  private HoursProblem(Builder from) {
    orders = from.orders;
    people = from.people;
    rowStart = Arrays.copyOf(from.rowStart, orders + 1);
    rowStart[orders] = from.pairs;
    pairPerson = Arrays.copyOf(from.pairPerson, from.pairs);
    pairCost = Arrays.copyOf(from.pairCost, from.pairs);
    pairMinutes = Arrays.copyOf(from.pairMinutes, from.pairs);
    unservedCost = Arrays.copyOf(from.unservedCost, orders);
    minutes = Arrays.copyOf(from.minutes, people);
  }

  public static Builder builder() {
    return new Builder();
  }

  public int orders() {
    return orders;
  }

  public int people() {
    return people;
  }

  /** The pairs of an order are numbered from {@code firstPair(order)} to before the next's. */
  public int firstPair(int order) {
    return rowStart[order];
  }

  public int person(int pair) {
    return pairPerson[pair];
  }

  public long cost(int pair) {
    return pairCost[pair];
  }

  public int minutes(int pair) {
    return pairMinutes[pair];
  }

  public long unservedCost(int order) {
    return unservedCost[order];
  }

  /** How much time a person has. */
  public long minutesOf(int person) {
    return minutes[person];
  }

  /** People first, then each order followed by its pairs. */
  public static final class Builder {
    private int orders;
    private int people;
    private int pairs;
    private int[] rowStart = new int[64];
    private int[] pairPerson = new int[256];
    private long[] pairCost = new long[256];
    private int[] pairMinutes = new int[256];
    private long[] unservedCost = new long[64];
    private long[] minutes = new long[64];

    private Builder() {}

    public Builder person(long minutesFree) {
      if (orders > 0) {
        throw new IllegalStateException("people come before orders");
      }
      if (minutesFree < 0) {
        throw new IllegalArgumentException("a time of " + minutesFree + " minutes");
      }
      if (people == minutes.length) {
        minutes = Arrays.copyOf(minutes, 2 * people);
      }
      minutes[people++] = minutesFree;
      return this;
    }

    public Builder order(long unserved) {
      AssignmentProblem.checkCost(unserved);
      if (orders + 1 >= rowStart.length) {
        rowStart = Arrays.copyOf(rowStart, 2 * rowStart.length);
        unservedCost = Arrays.copyOf(unservedCost, rowStart.length);
      }
      unservedCost[orders] = unserved;
      rowStart[orders++] = pairs;
      return this;
    }

    /** The last order could go to this person, and would take so long. People in rising order. */
    public Builder pair(int person, long cost, int takesMinutes) {
      AssignmentProblem.checkCost(cost);
      boolean rising =
          orders > 0 && (pairs == rowStart[orders - 1] || person > pairPerson[pairs - 1]);
      if (!rising || person < 0 || person >= people) {
        throw new IllegalArgumentException("pair without order, person or in wrong order");
      }
      if (takesMinutes < 0) {
        throw new IllegalArgumentException("an order of " + takesMinutes + " minutes");
      }
      if (pairs == pairPerson.length) {
        pairPerson = Arrays.copyOf(pairPerson, 2 * pairs);
        pairCost = Arrays.copyOf(pairCost, 2 * pairs);
        pairMinutes = Arrays.copyOf(pairMinutes, 2 * pairs);
      }
      pairPerson[pairs] = person;
      pairMinutes[pairs] = takesMinutes;
      pairCost[pairs++] = cost;
      return this;
    }

    public HoursProblem build() {
      return new HoursProblem(this);
    }
  }
}
