package org.yanzhen.bench.assign;

import java.util.Arrays;
import java.util.List;
import org.yanzhen.solver.assign.Assignment;
import org.yanzhen.solver.assign.AssignmentChecker;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.LiveAssignment;

/** Answers looked at by the checker, from the problem alone. A wrong one ends the bench. */
final class Checked {
  private Checked() {}

  /** What is assigned now is feasible, costs what it says, and is the best there is. */
  static void settled(AssignmentProblem problem, LiveAssignment live, int[] numbers) {
    int[] pairOf = new int[numbers.length];
    for (int order = 0; order < numbers.length; order++) {
      pairOf[order] = pairTo(problem, order, live.personOf(numbers[order]));
    }
    long[] prices = new long[problem.people()];
    Arrays.setAll(prices, live::price);
    best(problem, new Assignment(pairOf, live.cost(), prices));
  }

  static void best(AssignmentProblem problem, Assignment answer) {
    refuseIfAny(AssignmentChecker.findings(problem, answer));
  }

  /** Nobody has too many, and it costs what it says; it need not be the best. */
  static void feasible(AssignmentProblem problem, int[] pairOf, long cost) {
    refuseIfAny(AssignmentChecker.infeasibilities(problem, pairOf, cost));
  }

  /** The same where only the person of each order is known, or -1. */
  static void feasibleFor(AssignmentProblem problem, int[] personOf, long cost) {
    int[] pairOf = new int[personOf.length];
    Arrays.setAll(pairOf, order -> pairTo(problem, order, personOf[order]));
    feasible(problem, pairOf, cost);
  }

  private static void refuseIfAny(List<String> findings) {
    if (!findings.isEmpty()) {
      throw new IllegalStateException("a wrong answer: " + findings.getFirst());
    }
  }

  private static int pairTo(AssignmentProblem problem, int order, int person) {
    if (person < 0) {
      return Assignment.LEFT;
    }
    for (int pair = problem.firstPair(order); pair < problem.firstPair(order + 1); pair++) {
      if (problem.person(pair) == person) {
        return pair;
      }
    }
    throw new IllegalStateException("order " + order + " cannot go to " + person);
  }
}
