package org.yanzhen.solver.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something to be done at a place by one person; an order for two is two orders with the same
 * {@link #group}.
 *
 * @param durationMinutes how long the work takes, without the way
 * @param windows when it may be begun; empty means at any time before the deadline
 * @param deadline when it has to be done
 * @param unservedPoints the price of leaving it: the more urgent, the more
 * @param territory where it lies, for people who serve only there
 * @param language without which the requester cannot be spoken with
 * @param visitsByPerson how often somebody was there before (continuity)
 * @param group orders of one group go to different people
 */
public record Order(
    long id,
    Place place,
    List<SkillNeed> needs,
    int durationMinutes,
    List<Span> windows,
    Instant deadline,
    long unservedPoints,
    Optional<String> territory,
    Optional<String> language,
    Map<Long, Integer> visitsByPerson,
    Optional<String> group) {
  public static final int LONGEST_MINUTES = 60 * 24 * 366;

  public Order {
    needs = List.copyOf(needs);
    windows = List.copyOf(windows);
    visitsByPerson = Map.copyOf(visitsByPerson);
    Checks.inRange("duration in minutes", durationMinutes, 0, LONGEST_MINUTES);
    Checks.inRange("price of leaving it", unservedPoints, 0, Prices.HIGHEST_POINTS);
    for (int visits : visitsByPerson.values()) {
      Checks.inRange("number of visits", visits, 0, Integer.MAX_VALUE);
    }
  }
}
