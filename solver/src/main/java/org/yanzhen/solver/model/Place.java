package org.yanzhen.solver.model;

/** A point on the earth, WGS 84. */
public record Place(double latitudeDegrees, double longitudeDegrees) {
  private static final double EARTH_RADIUS_KM = 6371.0088;

  public Place {
    Checks.inRange("latitude", latitudeDegrees, -90, 90);
    Checks.inRange("longitude", longitudeDegrees, -180, 180);
  }

  /** Along the great circle (haversine). */
  public double kilometersTo(Place other) {
    double north = Math.toRadians(other.latitudeDegrees - latitudeDegrees);
    double east = Math.toRadians(other.longitudeDegrees - longitudeDegrees);
    double sinNorth = Math.sin(north / 2);
    double sinEast = Math.sin(east / 2);
    double square =
        sinNorth * sinNorth
            + Math.cos(Math.toRadians(latitudeDegrees))
                * Math.cos(Math.toRadians(other.latitudeDegrees))
                * sinEast
                * sinEast;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(square)));
  }
}
