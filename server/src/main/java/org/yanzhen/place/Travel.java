package org.yanzhen.place;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;

/**
 * How long people are on the way between divisions; an estimate with a band, see {@link HillRoads}.
 */
@Service
public class Travel {

  private final Positions positions;

  Travel(Positions positions) {
    this.positions = positions;
  }

  /** Empty when one of the two has no position. */
  public Optional<TravelEstimate> between(RealmId realm, int fromDivision, int toDivision) {
    return Optional.ofNullable(to(realm, toDivision, List.of(fromDivision)).get(fromDivision));
  }

  /** From many places to one; places without a position are missing from the answer. */
  public Map<Integer, TravelEstimate> to(
      RealmId realm, int toDivision, Collection<Integer> fromDivisions) {
    Set<Integer> asked = new HashSet<>(fromDivisions);
    asked.add(toDivision);
    Map<Integer, Point> points = positions.findAll(realm, asked);
    Point target = points.get(toDivision);
    Map<Integer, TravelEstimate> estimates = new HashMap<>();
    for (int from : fromDivisions) {
      Point start = points.get(from);
      if (from == toDivision) {
        estimates.put(from, HillRoads.within());
      } else if (start != null && target != null) {
        estimates.put(from, HillRoads.between(start, target));
      }
    }
    return estimates;
  }

  /**
   * The ways between all of these: for plans, which ask for very many of them.
   *
   * @param unknownMinutes where one of the two has no position
   */
  public Ways among(RealmId realm, Collection<Integer> divisions, int unknownMinutes) {
    return new Ways(positions.findAll(realm, new HashSet<>(divisions)), unknownMinutes);
  }
}
