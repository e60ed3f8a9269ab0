package org.yanzhen.solver.model;

/** How long the way takes; called often, so it must be quick and always give the same answer. */
@FunctionalInterface
public interface TravelTimes {
  int minutes(Place from, Place to);

  /** As the crow flies, at a speed, lengthened by a factor for the roads. */
  static TravelTimes straight(double kilometersPerHour, double detour) {
    Checks.inRange("speed in km/h", kilometersPerHour, 0.1, 1000);
    Checks.inRange("detour", detour, 1, 10);
    return (from, to) -> (int) Math.ceil(from.kilometersTo(to) * detour / kilometersPerHour * 60);
  }
}
