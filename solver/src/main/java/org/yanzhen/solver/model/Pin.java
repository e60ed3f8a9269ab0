package org.yanzhen.solver.model;

/**
 * Somebody was told that this person comes.
 *
 * @param displacedPoints what sending somebody else costs; empty price, {@link #FIXED}, means never
 */
public record Pin(long orderId, long personId, long displacedPoints) {
  public static final long FIXED = Long.MAX_VALUE;

  public Pin {
    if (displacedPoints != FIXED) {
      Checks.inRange("price of displacing", displacedPoints, 0, Prices.HIGHEST_POINTS);
    }
  }

  public static Pin fixed(long orderId, long personId) {
    return new Pin(orderId, personId, FIXED);
  }

  public boolean isFixed() {
    return displacedPoints == FIXED;
  }
}
