package org.yanzhen.solver.assign;

/**
 * Orders, people and pairs as in {@link AssignmentProblem}, but people have time instead of slots,
 * and how long an order takes depends on who does it (the generalised assignment problem). Whether
 * everything fits is then as hard a question as any, so {@link HoursAssignment} claims no
 * exactness; it says how far from the best it can be at most.
 */
public final class HoursProblem extends CostedPairs {
  final int[] pairMinutes;
  final long[] minutes;

  /**
   * @param pairs who could take what at which cost, people in rising order; slots do not count
   * @param minutesByPair how long the order takes this person
   * @param minutesByPerson how much time there is
   */
  public HoursProblem(AssignmentProblem pairs, int[] minutesByPair, long[] minutesByPerson) {
    super(
        pairs.orders,
        pairs.people,
        pairs.rowStart,
        pairs.pairPerson,
        pairs.pairCost,
        pairs.unservedCost);
    pairMinutes = minutesByPair.clone();
    minutes = minutesByPerson.clone();
    check(pairs);
  }

  private void check(AssignmentProblem pairs) {
    if (pairMinutes.length != pairs.pairs() || minutes.length != people) {
      throw new IllegalArgumentException("a time is needed for each pair and for each person");
    }
    for (int person = 0; person < people; person++) {
      if (minutes[person] < 0) {
        throw new IllegalArgumentException(
            "person " + person + " cannot have " + minutes[person] + " minutes");
      }
    }
    for (int order = 0; order < orders; order++) {
      for (int pair = rowStart[order]; pair < rowStart[order + 1]; pair++) {
        if (pairMinutes[pair] < 0) {
          throw new IllegalArgumentException(
              "order " + order + " cannot take " + pairMinutes[pair] + " minutes");
        }
        if (pair > rowStart[order] && pairPerson[pair] <= pairPerson[pair - 1]) {
          throw new IllegalArgumentException(
              "the people of order " + order + " are not in rising order");
        }
      }
    }
  }

  public int minutes(int pair) {
    return pairMinutes[pair];
  }

  /** How much time a person has. */
  public long minutesOf(int person) {
    return minutes[person];
  }
}
