package org.yanzhen.solver.assign;

/** Orders, and whom each could go to at what cost; what people have to give is said elsewhere. */
abstract sealed class CostedPairs permits AssignmentProblem, HoursProblem {
  final int orders;
  final int people;
  final int[] rowStart;
  final int[] pairPerson;
  final long[] pairCost;
  final long[] unservedCost;

  CostedPairs(
      int orders,
      int people,
      int[] rowStart,
      int[] pairPerson,
      long[] pairCost,
      long[] unservedCost) {
    this.orders = orders;
    this.people = people;
    this.rowStart = rowStart;
    this.pairPerson = pairPerson;
    this.pairCost = pairCost;
    this.unservedCost = unservedCost;
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

  public long unservedCost(int order) {
    return unservedCost[order];
  }
}
