package org.yanzhen.solver.assign;

import java.util.Arrays;

/**
 * What a minute of each person is worth: the prices that raise the Lagrangian bound, by subgradient
 * steps (Held and Karp 1971; Fisher 1981). At any prices, what all orders would pay where it is
 * least, less what all the time is worth, is a bound that no answer can be below.
 */
final class HourPrices {
  private static final int STEPS = 1000;
  private static final int PATIENCE = 12;
  private static final double SHORTEST = 1e-6;

  final double[] best;
  double bound = Double.NEGATIVE_INFINITY;

  private final HoursProblem problem;
  private final double[] price;
  private final double[] excess;

  HourPrices(HoursProblem problem) {
    this.problem = problem;
    best = new double[problem.people];
    price = new double[problem.people];
    excess = new double[problem.people];
  }

  /** Steps begin as long as the bound is large, and are halved where it does not rise any more. */
  void raise() {
    double pace = 1;
    int since = 0;
    for (int step = 0; step < STEPS && pace > SHORTEST; step++) {
      double value = evaluate();
      if (value > bound) {
        bound = value;
        System.arraycopy(price, 0, best, 0, price.length);
        since = 0;
      } else if (++since == PATIENCE) {
        pace /= 2;
        since = 0;
        System.arraycopy(best, 0, price, 0, price.length);
        evaluate();
      }
      double norm = Arrays.stream(excess).map(each -> each * each).sum();
      if (norm == 0) {
        return;
      }
      double length = pace * Math.max(1, Math.abs(bound)) / norm;
      for (int person = 0; person < price.length; person++) {
        price[person] = Math.max(0, price[person] + length * excess[person]);
      }
    }
  }

  private double evaluate() {
    double sum = 0;
    for (int person = 0; person < price.length; person++) {
      excess[person] = -problem.minutes[person];
      sum -= price[person] * problem.minutes[person];
    }
    for (int order = 0; order < problem.orders; order++) {
      double least = problem.unservedCost[order];
      int chosen = -1;
      for (int pair = problem.rowStart[order]; pair < problem.rowStart[order + 1]; pair++) {
        double due =
            problem.pairCost[pair] + price[problem.pairPerson[pair]] * problem.pairMinutes[pair];
        if (due < least) {
          least = due;
          chosen = pair;
        }
      }
      sum += least;
      if (chosen >= 0) {
        excess[problem.pairPerson[chosen]] += problem.pairMinutes[chosen];
      }
    }
    for (int person = 0; person < price.length; person++) {
      // Whoever has time to spare and costs nothing already cannot become cheaper.
      if (price[person] == 0 && excess[person] < 0) {
        excess[person] = 0;
      }
    }
    return sum;
  }
}
