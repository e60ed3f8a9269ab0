package org.yanzhen.solver.model;

/**
 * What counts how much, in points; one point is a hundredth of a minute on the road.
 *
 * @param perTravelMinutePoints for each minute of the way
 * @param perSpareLevelPoints for each level of skill above what is needed: experts are kept for
 *     what only they can do
 * @param loadStepPoints the k-th order in a hand costs (k - 1) times this: convex, so fair
 * @param perVisitPoints discount for each earlier visit
 * @param visitsAtMost from which number on visits do not count any more
 * @param perLateMinutePoints for each minute by which way and work outlast the deadline
 */
public record Prices(
    long perTravelMinutePoints,
    long perSpareLevelPoints,
    long loadStepPoints,
    long perVisitPoints,
    int visitsAtMost,
    long perLateMinutePoints) {
  /** Sums over paths of a million steps stay within a long. */
  public static final long HIGHEST_POINTS = 1_000_000_000_000L;

  private static final long HIGHEST_RATE = 1_000_000L;

  /** A quarter of an hour for a spare level, ten minutes for a step of load. */
  public static final Prices USUAL = new Prices(100, 1500, 1000, 500, 4, 200);

  public Prices {
    Checks.inRange("price of a minute of travel", perTravelMinutePoints, 0, HIGHEST_RATE);
    Checks.inRange("price of a spare level", perSpareLevelPoints, 0, HIGHEST_RATE);
    Checks.inRange("price of a step of load", loadStepPoints, 0, HIGHEST_RATE);
    Checks.inRange("discount of a visit", perVisitPoints, 0, HIGHEST_RATE);
    Checks.inRange("visits that count", visitsAtMost, 0, 1000);
    Checks.inRange("price of a minute late", perLateMinutePoints, 0, HIGHEST_RATE);
  }
}
