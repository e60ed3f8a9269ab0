package org.yanzhen.place;

/**
 * Time on the road between two points in hill country, without a map of the roads.
 *
 * <p>The straight line is stretched by a winding factor, and the road so found is driven in
 * stretches: the lanes of the village first, then the township's road, then the county's. The time
 * grows with the distance, always.
 *
 * <p>Where it is weak. It knows no ridge, no river and no bridge: two villages on both sides of a
 * ridge may lie 3 km apart and an hour of driving. The figures below are set by judgement for
 * narrow concrete roads with hairpins, not measured in this county. Hence the band, and hence a
 * ranking should not turn on a few minutes. Measured trips, or a road network, replace this class
 * and nothing else.
 */
final class HillRoads {

  /** Road metres per metre of straight line. Plains have 1.2 to 1.3; hill roads 1.4 to 2. */
  static final double WINDING = 1.5;

  /**
   * Nobody's house stands at the point of the village: the straight line between two doors is at
   * least this.
   */
  static final double LEAST_STRAIGHT_METRES = 700;

  /** Getting ready, the vehicle, finding the house. */
  static final double SETTING_OUT_MINUTES = 5;

  /** Share of the expected driving time on a good and on a bad day. */
  static final double GOOD_DAY = 0.7;

  static final double BAD_DAY = 1.8;

  /** Road up to {@code untilMetres} from the start, driven at {@code kilometresPerHour}. */
  private record Stretch(double untilMetres, double kilometresPerHour) {}

  private static final Stretch[] STRETCHES = {
    new Stretch(3_000, 18), // lanes between houses and fields
    new Stretch(15_000, 28), // village and township roads
    new Stretch(Double.POSITIVE_INFINITY, 42) // county and national roads
  };

  private HillRoads() {}

  static TravelEstimate between(Point from, Point to) {
    return along(Math.max(LEAST_STRAIGHT_METRES, from.metresTo(to)) * WINDING);
  }

  /** From one house of a village to another. */
  static TravelEstimate within() {
    return along(LEAST_STRAIGHT_METRES * WINDING);
  }

  private static TravelEstimate along(double metres) {
    double driving = 0;
    double from = 0;
    for (Stretch stretch : STRETCHES) {
      double length = Math.min(metres, stretch.untilMetres()) - from;
      if (length <= 0) {
        break;
      }
      driving += length / 1_000 / stretch.kilometresPerHour() * 60;
      from = stretch.untilMetres();
    }
    return new TravelEstimate(
        (int) Math.round(SETTING_OUT_MINUTES + driving),
        (int) Math.floor(SETTING_OUT_MINUTES + driving * GOOD_DAY),
        (int) Math.ceil(SETTING_OUT_MINUTES + driving * BAD_DAY),
        (int) Math.round(metres));
  }
}
