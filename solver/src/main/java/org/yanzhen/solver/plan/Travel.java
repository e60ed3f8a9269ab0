package org.yanzhen.solver.plan;

import java.util.function.IntBinaryOperator;

/**
 * Travel times between places, in both directions on their own; a copy is kept, so it never
 * changes.
 */
public final class Travel {
  private final int places;
  private final int[] times;

  private Travel(int places, int[] times) {
    this.places = places;
    this.times = times;
  }

  /**
   * Asks once for every pair of places. Whoever rests stays where they are, so a place is no way
   * from itself; two doors of one village are two places.
   */
  public static Travel of(int places, IntBinaryOperator time) {
    if (places < 1 || places > 20_000) {
      throw new IllegalArgumentException("between 1 and 20000 places are needed, not " + places);
    }
    int[] times = new int[Math.multiplyExact(places, places)];
    for (int from = 0; from < places; from++) {
      for (int to = 0; to < places; to++) {
        int value = time.applyAsInt(from, to);
        if (value < 0 || value > PlanProblem.HORIZON || (from == to && value != 0)) {
          throw new IllegalArgumentException(
              "travel time " + value + " from place " + from + " to " + to);
        }
        times[from * places + to] = value;
      }
    }
    return new Travel(places, times);
  }

  public int places() {
    return places;
  }

  public int time(int from, int to) {
    return times[from * places + to];
  }

  /** By row of origin; for reading only. */
  int[] times() {
    return times;
  }

  int[] transposed() {
    int[] turned = new int[times.length];
    for (int from = 0; from < places; from++) {
      for (int to = 0; to < places; to++) {
        turned[to * places + from] = times[from * places + to];
      }
    }
    return turned;
  }
}
