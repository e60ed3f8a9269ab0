package org.yanzhen.place;

/**
 * A place on the ground.
 *
 * @param latitude degrees, WGS 84, north positive
 * @param longitude degrees, WGS 84, east positive; not the shifted coordinates of Chinese web maps
 *     (GCJ-02)
 */
public record Point(double latitude, double longitude) {

  private static final double EARTH_RADIUS_METRES = 6_371_008.8;

  public Point {
    if (!(latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException("not on the globe: " + latitude + ", " + longitude);
    }
  }

  /**
   * Great-circle distance in metres (haversine on the mean sphere: within 0.6 % of the ellipsoid).
   */
  double metresTo(Point other) {
    double dLatitude = Math.toRadians(other.latitude - latitude);
    double dLongitude = Math.toRadians(other.longitude - longitude);
    double a =
        Math.pow(Math.sin(dLatitude / 2), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(other.latitude))
                * Math.pow(Math.sin(dLongitude / 2), 2);
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(a)));
  }
}
