package org.yanzhen.demo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.yanzhen.place.Division;
import org.yanzhen.place.Point;

/**
 * Made-up positions: the seats of the townships on a loose grid over the county's rough extent, the
 * villages around their seat as sunflower seeds stand around theirs. Nothing of it is where it
 * really is, except the extent.
 */
final class DemoMap {

  static final double SOUTH = 27.6;
  static final double NORTH = 28.3;
  static final double WEST = 110.2;
  static final double EAST = 111.0;

  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  /** Villages lie within about 6.5 km of their seat. */
  private static final double RADIUS_DEGREES_LATITUDE = 0.058;

  private static final double RADIUS_DEGREES_LONGITUDE = 0.066;
  private static final double JITTER_DEGREES = 0.008;

  private DemoMap() {}

  /**
   * The same divisions always get the same points.
   *
   * @param townships in the order of their codes; the first one, the county's seat, lies in the
   *     middle
   */
  static Map<Integer, Point> draw(
      Division county, List<Division> townships, Map<Integer, List<Division>> villages) {
    List<Point> seats = grid(townships.size());
    Map<Integer, Point> points = new LinkedHashMap<>();
    points.put(county.id(), seats.getFirst());
    for (int i = 0; i < townships.size(); i++) {
      Division township = townships.get(i);
      Point seat = jittered(seats.get(i), township.id());
      points.put(township.id(), seat);
      List<Division> around = villages.getOrDefault(township.id(), List.of());
      for (int k = 0; k < around.size(); k++) {
        points.put(around.get(k).id(), seed(seat, k, around.size()));
      }
    }
    return points;
  }

  /** Middles of a square grid's cells, from the middle of the county outwards. */
  private static List<Point> grid(int count) {
    int side = (int) Math.ceil(Math.sqrt(count));
    double marginLatitude = RADIUS_DEGREES_LATITUDE + JITTER_DEGREES;
    double marginLongitude = RADIUS_DEGREES_LONGITUDE + JITTER_DEGREES;
    List<Point> cells = new ArrayList<>();
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        cells.add(
            new Point(
                between(SOUTH + marginLatitude, NORTH - marginLatitude, row, side),
                between(WEST + marginLongitude, EAST - marginLongitude, column, side)));
      }
    }
    cells.sort(
        Comparator.comparingDouble(
            cell ->
                Math.hypot(
                    cell.latitude() - (SOUTH + NORTH) / 2, cell.longitude() - (WEST + EAST) / 2)));
    return cells;
  }

  private static double between(double low, double high, int i, int n) {
    return n == 1 ? (low + high) / 2 : low + (high - low) * i / (n - 1);
  }

  private static Point jittered(Point point, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return rounded(
        point.latitude() + (random.nextDouble() - 0.5) * 2 * JITTER_DEGREES,
        point.longitude() + (random.nextDouble() - 0.5) * 2 * JITTER_DEGREES);
  }

  private static Point seed(Point seat, int k, int n) {
    double distance = Math.sqrt((k + 0.5) / n);
    double angle = k * GOLDEN_ANGLE;
    return rounded(
        seat.latitude() + RADIUS_DEGREES_LATITUDE * distance * Math.sin(angle),
        seat.longitude() + RADIUS_DEGREES_LONGITUDE * distance * Math.cos(angle));
  }

  /** To five digits, about a metre: more would pretend. */
  private static Point rounded(double latitude, double longitude) {
    return new Point(Math.round(latitude * 1e5) / 1e5, Math.round(longitude * 1e5) / 1e5);
  }
}
