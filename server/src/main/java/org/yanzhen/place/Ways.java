package org.yanzhen.place;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How long people are on the way between divisions, each way worked out once. Not thread-safe. */
public final class Ways {

  private record Way(int from, int to) {}

  private final Map<Integer, Point> points;
  private final int unknownMinutes;
  private final Map<Way, Integer> minutes = new HashMap<>();

  public Ways(Map<Integer, Point> points, int unknownMinutes) {
    this.points = Map.copyOf(points);
    this.unknownMinutes = unknownMinutes;
  }

  public int minutes(int from, int to) {
    return minutes.computeIfAbsent(new Way(from, to), this::minutes);
  }

  private int minutes(Way way) {
    if (way.from() == way.to()) {
      return HillRoads.within().minutes();
    }
    Point from = points.get(way.from());
    Point to = points.get(way.to());
    return from == null || to == null ? unknownMinutes : HillRoads.between(from, to).minutes();
  }

  /** Where it lies, as far as that is known. */
  public Optional<Point> point(int division) {
    return Optional.ofNullable(points.get(division));
  }
}
