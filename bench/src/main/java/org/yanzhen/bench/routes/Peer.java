package org.yanzhen.bench.routes;

import java.time.Duration;
import java.util.List;
import org.yanzhen.solver.plan.PlanProblem;

/** A solver to compare with. */
interface Peer {
  String name();

  /** Whether its model has what the problem asks for, without rules written by hand. */
  boolean models(PlanProblem problem);

  /**
   * The orders of each person. Uses no more than {@code time} of the calling thread's processor
   * time.
   */
  List<List<Integer>> solve(PlanProblem problem, Duration time, long seed);

  static boolean isSiteDependent(PlanProblem problem) {
    return problem.orders().stream().anyMatch(order -> !order.needs().isEmpty())
        || problem.people().stream()
            .anyMatch(person -> person.longestDay() < person.shiftEnd() - person.shiftStart());
  }
}
