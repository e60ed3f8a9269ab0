package org.yanzhen.solver.assign;

/**
 * All orders at once, exactly: {@link Auction} places what is easily placed, {@link ShortestPaths}
 * the rest.
 */
public final class BatchAssignment {
  private static final int BIDS_EACH = 100;

  private BatchAssignment() {}

  /** Always an answer, and always the best; the same problem gives the same answer. */
  public static Assignment solve(AssignmentProblem problem) {
    Network net = new Network(problem);
    new Auction(net).run(BIDS_EACH);
    ShortestPaths paths = new ShortestPaths(net);
    for (int order = 0; order < net.orders; order++) {
      if (net.pairOf[order] == Network.WAITING) {
        paths.bringIn(order, Long.MAX_VALUE);
      }
    }
    return new Assignment(net.pairOf, net.cost(), net.price);
  }
}
