package org.yanzhen.solver.assign;

import java.util.ArrayList;
import java.util.List;

/**
 * Recomputes an answer from the problem alone and shares no code with those who found it. Without
 * findings the answer is feasible, costs what it says and is the best there is: the prices prove it
 * (complementary slackness). Given what the problem was made of, it begins there ({@link
 * AssignmentModel}).
 *
 * <p>Complexity: O(orders + pairs + slots).
 */
public final class AssignmentChecker {
  private final AssignmentProblem problem;
  private final Assignment answer;
  private final List<String> findings = new ArrayList<>();

  private AssignmentChecker(AssignmentProblem problem, Assignment answer) {
    this.problem = problem;
    this.answer = answer;
  }

  /** What is wrong with the answer; nothing, if it is the best. */
  public static List<String> findings(AssignmentProblem problem, Assignment answer) {
    AssignmentChecker checker = new AssignmentChecker(problem, answer);
    if (answer.pairOf().length != problem.orders()
        || answer.personPrice().length != problem.people()) {
      return List.of("the answer is to another problem");
    }
    int[] load = checker.checkFeasible();
    if (checker.findings.isEmpty()) {
      checker.checkCost(load);
      checker.checkPrices(load);
      checker.checkOrders();
    }
    return List.copyOf(checker.findings);
  }

  /**
   * The same, and then whether people, orders, ways and prices allow each chosen pair and make it
   * cost what the problem says.
   */
  public static List<String> findings(
      AssignmentProblem problem, Assignment answer, AssignmentModel model) {
    List<String> findings = findings(problem, answer);
    return findings.isEmpty() ? PairChecker.findings(model, problem, answer.pairOf()) : findings;
  }

  /**
   * What is wrong with an answer that need not be the best: who has too many, what belongs to
   * another order, a cost that is not its own.
   */
  public static List<String> infeasibilities(AssignmentProblem problem, int[] pairOf, long cost) {
    AssignmentChecker checker =
        new AssignmentChecker(problem, new Assignment(pairOf, cost, new long[problem.people()]));
    if (pairOf.length != problem.orders()) {
      return List.of("the answer is to another problem");
    }
    int[] load = checker.checkFeasible();
    if (checker.findings.isEmpty()) {
      checker.checkCost(load);
    }
    return List.copyOf(checker.findings);
  }

  private int[] checkFeasible() {
    int[] load = new int[problem.people()];
    for (int order = 0; order < problem.orders(); order++) {
      int pair = answer.pairOf(order);
      if (pair == Assignment.LEFT) {
        continue;
      }
      if (pair < problem.firstPair(order) || pair >= problem.firstPair(order + 1)) {
        findings.add("order " + order + " has a pair that is not its own: " + pair);
      } else {
        load[problem.person(pair)]++;
      }
    }
    for (int person = 0; person < load.length; person++) {
      if (load[person] > problem.capacity(person)) {
        findings.add("person " + person + " has " + load[person] + " orders, too many");
      }
    }
    return load;
  }

  private void checkCost(int[] load) {
    long sum = 0;
    for (int order = 0; order < problem.orders(); order++) {
      int pair = answer.pairOf(order);
      sum += pair == Assignment.LEFT ? problem.unservedCost(order) : problem.cost(pair);
    }
    for (int person = 0; person < load.length; person++) {
      for (int slot = 0; slot < load[person]; slot++) {
        sum += problem.slotCost(person, slot);
      }
    }
    if (sum != answer.cost()) {
      findings.add("the cost is " + sum + ", not " + answer.cost());
    }
  }

  private void checkPrices(int[] load) {
    for (int person = 0; person < load.length; person++) {
      long price = answer.personPrice(person);
      int used = load[person];
      if (used > 0 && price < problem.slotCost(person, used - 1)) {
        findings.add("the price of person " + person + " is below that of a slot in use");
      }
      if (used < problem.capacity(person) && price > problem.slotCost(person, used)) {
        findings.add("the price of person " + person + " is above that of a free slot");
      }
    }
  }

  private void checkOrders() {
    for (int order = 0; order < problem.orders(); order++) {
      long least = problem.unservedCost(order);
      for (int pair = problem.firstPair(order); pair < problem.firstPair(order + 1); pair++) {
        least = Math.min(least, due(pair));
      }
      int own = answer.pairOf(order);
      long paid = own == Assignment.LEFT ? problem.unservedCost(order) : due(own);
      if (paid > least) {
        findings.add("order " + order + " would be better off elsewhere by " + (paid - least));
      }
    }
  }

  private long due(int pair) {
    return problem.cost(pair) + answer.personPrice(problem.person(pair));
  }
}
