package org.yanzhen.solver.assign;

/**
 * All orders at once, exactly: {@link Auction} places what is easily placed, {@link ShortestPaths}
 * what finds room nearby, {@link Forest} the rest.
 */
public final class BatchAssignment {
  private static final int BIDS_EACH = 100;

  private BatchAssignment() {}

  /** Always an answer, and always the best; the same problem gives the same answer. */
  public static Assignment solve(AssignmentProblem problem) {
    // One by one as long as that has cost less than one look at everybody.
    return solve(problem, problem.people);
  }

  /**
   * @param budget how many people the orders may reach that are brought in one by one
   */
  static Assignment solve(AssignmentProblem problem, long budget) {
    Network net = new Network(problem);
    solve(net, new ShortestPaths(net), budget);
    return new Assignment(net.pairOf, net.cost(), net.price);
  }

  /** All orders wait, and nobody has any. */
  static void solve(Network net, ShortestPaths paths, long budget) {
    new Auction(net).run(BIDS_EACH);
    bringInAll(net, paths, budget);
  }

  /**
   * All orders that wait: one by one as long as that reaches no more people than the budget, then
   * the forest.
   */
  static void bringInAll(Network net, ShortestPaths paths, long budget) {
    long before = paths.visited();
    for (int order = 0; order < net.orders; order++) {
      if (net.pairOf[order] == Network.WAITING
          && !paths.bringIn(order, budget - (paths.visited() - before))) {
        new Forest(net).bringInAll();
        return;
      }
    }
  }
}
