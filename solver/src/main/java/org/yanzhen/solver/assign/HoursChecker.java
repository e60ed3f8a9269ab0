package org.yanzhen.solver.assign;

import java.util.ArrayList;
import java.util.List;

/**
 * Recomputes an answer of {@link HoursAssignment} from the problem alone and shares no code with
 * the search. Without findings the answer is feasible, costs what it says, and no answer can cost
 * less than it says: at any prices of minutes, what all orders would pay where it is least, less
 * what all the time is worth, is below every answer.
 */
public final class HoursChecker {
  /** How much a sum of doubles may be off. */
  private static final double ROUNDING = 1e-6;

  private final HoursProblem problem;
  private final HoursAssignment.Answer answer;
  private final List<String> findings = new ArrayList<>();

  private HoursChecker(HoursProblem problem, HoursAssignment.Answer answer) {
    this.problem = problem;
    this.answer = answer;
  }

  /** What is wrong with an answer; empty if nothing is. */
  public static List<String> findings(HoursProblem problem, HoursAssignment.Answer answer) {
    if (answer.pairOf().length != problem.orders()
        || answer.minutePrice().length != problem.people()) {
      return List.of("the answer is to another problem");
    }
    HoursChecker checker = new HoursChecker(problem, answer);
    checker.checkAssignment();
    checker.checkBound();
    return List.copyOf(checker.findings);
  }

  private void checkAssignment() {
    long[] load = new long[problem.people()];
    long sum = 0;
    int[] pairOf = answer.pairOf();
    for (int order = 0; order < problem.orders(); order++) {
      int pair = pairOf[order];
      if (pair == HoursAssignment.LEFT) {
        sum += problem.unservedCost(order);
        continue;
      }
      if (pair < problem.firstPair(order) || pair >= problem.firstPair(order + 1)) {
        findings.add("order " + order + " has a pair that is not its own: " + pair);
        continue;
      }
      load[problem.person(pair)] += problem.minutes(pair);
      sum += problem.cost(pair);
    }
    for (int person = 0; person < load.length; person++) {
      if (load[person] > problem.minutesOf(person)) {
        findings.add("person " + person + " has " + load[person] + " minutes of work, too many");
      }
    }
    if (sum != answer.cost()) {
      findings.add("the cost is " + sum + ", not " + answer.cost());
    }
  }

  private void checkBound() {
    double[] price = answer.minutePrice();
    double sum = 0;
    for (int person = 0; person < price.length; person++) {
      if (!(price[person] >= 0)) {
        findings.add("a minute of person " + person + " cannot be worth " + price[person]);
        return;
      }
      sum -= price[person] * problem.minutesOf(person);
    }
    for (int order = 0; order < problem.orders(); order++) {
      double least = problem.unservedCost(order);
      for (int pair = problem.firstPair(order); pair < problem.firstPair(order + 1); pair++) {
        double due = problem.cost(pair) + price[problem.person(pair)] * problem.minutes(pair);
        least = Math.min(least, due);
      }
      sum += least;
    }
    long proved = (long) Math.ceil(sum - ROUNDING * Math.max(1, Math.abs(sum)));
    if (answer.leastCost() > proved) {
      findings.add("the prices prove " + proved + " at least, not " + answer.leastCost());
    }
  }
}
