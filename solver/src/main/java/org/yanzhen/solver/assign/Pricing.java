package org.yanzhen.solver.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.yanzhen.solver.model.Order;
import org.yanzhen.solver.model.Person;
import org.yanzhen.solver.model.Prices;
import org.yanzhen.solver.model.SkillNeed;
import org.yanzhen.solver.model.TravelTimes;

/** What a pair costs, term by term; load and opportunity come from {@link LiveAssignment#rank}. */
public record Pricing(Instant now, Prices prices, TravelTimes travel) {

  /** What points are for. */
  public enum Kind {
    TRAVEL,
    SPARE_SKILL,
    CONTINUITY,
    LATENESS
  }

  /**
   * @param amount minutes, levels or visits
   */
  public record Term(Kind kind, long amount, long points) {}

  /** The terms of a pair; their sum is its cost, exactly. */
  public List<Term> terms(Person person, Order order) {
    int minutes = travel.minutes(person.home(), order.place());
    Instant served = now.isAfter(order.deadline()) ? now : order.deadline();
    int spare = 0;
    for (SkillNeed need : order.needs()) {
      spare += Math.max(0, person.levelOf(need.skill(), served) - need.leastLevel());
    }
    int visits =
        Math.min(prices.visitsAtMost(), order.visitsByPerson().getOrDefault(person.id(), 0));
    Duration outlast =
        Duration.between(order.deadline(), now)
            .plusMinutes((long) minutes + order.durationMinutes());
    // A clock that is years off must not make a price that no sum can bear.
    long late = Math.clamp(outlast.toMinutes(), 0, Order.LONGEST_MINUTES);
    return List.of(
        new Term(Kind.TRAVEL, minutes, minutes * prices.perTravelMinutePoints()),
        new Term(Kind.SPARE_SKILL, spare, spare * prices.perSpareLevelPoints()),
        new Term(Kind.CONTINUITY, visits, -visits * prices.perVisitPoints()),
        new Term(Kind.LATENESS, late, late * prices.perLateMinutePoints()));
  }

  public static long total(List<Term> terms) {
    return terms.stream().mapToLong(Term::points).sum();
  }
}
