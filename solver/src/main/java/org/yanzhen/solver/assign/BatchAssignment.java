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
    new Auction(net).run(BIDS_EACH);
    if (!bringInNearby(net, budget)) {
      new Forest(net).bringInAll();
    }
    return new Assignment(net.pairOf, net.cost(), net.price);
  }

  /** Answers whether all are in. */
  private static boolean bringInNearby(Network net, long budget) {
    ShortestPaths paths = new ShortestPaths(net);
    for (int order = 0; order < net.orders; order++) {
      if (net.pairOf[order] == Network.WAITING && !paths.bringIn(order, budget - paths.visited())) {
        return false;
      }
    }
    return true;
  }
}
