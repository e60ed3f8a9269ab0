package org.yanzhen.solver.plan;

/** Asked from time to time while a plan is searched for. */
@FunctionalInterface
public interface Progress {
  /** Goes on whatever happens. */
  Progress SILENT = (iterations, bestCost, share) -> true;

  /**
   * @param share of the budget that is used up, from 0 to 1
   * @return whether to go on; if not, the best plan so far is the answer
   */
  boolean goOn(long iterations, long bestCost, double share);
}
