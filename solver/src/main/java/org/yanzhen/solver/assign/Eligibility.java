package org.yanzhen.solver.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yanzhen.solver.model.Order;
import org.yanzhen.solver.model.Person;
import org.yanzhen.solver.model.SkillNeed;
import org.yanzhen.solver.model.Span;
import org.yanzhen.solver.model.TravelTimes;

/**
 * Who may be sent: rules in a fixed sequence, the first that refuses is the reason.
 *
 * @param now nothing begins before
 * @param mostKilometers as the crow flies
 */
public record Eligibility(Instant now, double mostKilometers, TravelTimes travel) {

  public Eligibility {
    if (!(mostKilometers >= 0)) {
      throw new IllegalArgumentException("a distance of " + mostKilometers);
    }
  }

  /** Empty if nothing speaks against it. */
  public Optional<Refusal> firstRefusal(Person person, Order order) {
    return skill(person, order)
        .or(() -> territory(person, order))
        .or(() -> language(person, order))
        .or(() -> distance(person, order))
        .or(() -> time(person, order))
        .or(() -> room(person));
  }

  private static Optional<Refusal> skill(Person person, Order order) {
    for (SkillNeed need : order.needs()) {
      int level = person.levelOf(need.skill(), order.deadline());
      if (level < need.leastLevel()) {
        return Optional.of(new Refusal.Skill(need.skill(), need.leastLevel(), level));
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> territory(Person person, Order order) {
    return order
        .territory()
        .filter(own -> !person.territories().isEmpty() && !person.territories().contains(own))
        .map(Refusal.Territory::new);
  }

  private static Optional<Refusal> language(Person person, Order order) {
    return order
        .language()
        .filter(own -> !person.languages().contains(own))
        .map(Refusal.Language::new);
  }

  private Optional<Refusal> distance(Person person, Order order) {
    double kilometers = person.home().kilometersTo(order.place());
    return kilometers <= mostKilometers
        ? Optional.empty()
        : Optional.of(new Refusal.TooFar(kilometers, mostKilometers));
  }

  private Optional<Refusal> time(Person person, Order order) {
    int needed = order.durationMinutes() + travel.minutes(person.home(), order.place());
    return hasTime(person, order, needed)
        ? Optional.empty()
        : Optional.of(new Refusal.NoTime(needed, order.deadline()));
  }

  private boolean hasTime(Person person, Order order, int neededMinutes) {
    if (!now.isBefore(order.deadline())) {
      // What is overdue still has to be done; the price of lateness speaks.
      return person.leaves().stream().noneMatch(leave -> leave.contains(now));
    }
    Span whole = new Span(now, order.deadline());
    List<Span> times = person.shifts().isEmpty() ? List.of(whole) : person.shifts();
    for (Span time : times) {
      for (Span window : order.windows().isEmpty() ? List.of(whole) : order.windows()) {
        if (longestGapMinutes(person.leaves(), later(now, time, window), earlier(whole, time))
            >= neededMinutes) {
          return true;
        }
      }
    }
    return false;
  }

  private static Instant later(Instant now, Span time, Span window) {
    Instant start = time.start().isAfter(window.start()) ? time.start() : window.start();
    return start.isAfter(now) ? start : now;
  }

  private static Instant earlier(Span whole, Span time) {
    return time.end().isBefore(whole.end()) ? time.end() : whole.end();
  }

  /** The longest time from {@code start} until {@code end} without a leave. */
  private static long longestGapMinutes(List<Span> leaves, Instant start, Instant end) {
    List<Span> sorted = new ArrayList<>(leaves);
    sorted.sort(Comparator.comparing(Span::start));
    long longest = 0;
    Instant free = start;
    for (Span leave : sorted) {
      Instant until = leave.start().isBefore(end) ? leave.start() : end;
      longest = Math.max(longest, Duration.between(free, until).toMinutes());
      free = leave.end().isAfter(free) ? leave.end() : free;
    }
    return Math.max(longest, Duration.between(free, end).toMinutes());
  }

  private static Optional<Refusal> room(Person person) {
    return person.freeOrders() > 0
        ? Optional.empty()
        : Optional.of(new Refusal.NoRoom(person.capacityOrders()));
  }

  /**
   * Why an order is left: the first rule by which nobody remains of those whom the rules before let
   * pass.
   *
   * @param leastPoints what the cheapest way of serving it would cost, if there is one
   */
  public UnservedReason whyUnserved(List<Person> people, Order order, Optional<Long> leastPoints) {
    if (people.isEmpty()) {
      return new UnservedReason.Nobody();
    }
    List<Person> skilled = passing(people, person -> skill(person, order));
    if (skilled.isEmpty()) {
      return new UnservedReason.NobodySkilled(order.needs());
    }
    List<Person> fitting =
        passing(skilled, person -> territory(person, order).or(() -> language(person, order)));
    if (fitting.isEmpty()) {
      return new UnservedReason.NobodyFitting(order.needs(), order.territory(), order.language());
    }
    List<Person> near = passing(fitting, person -> distance(person, order));
    if (near.isEmpty()) {
      return new UnservedReason.NobodyNear(order.needs(), mostKilometers);
    }
    List<Person> timely = passing(near, person -> time(person, order));
    if (timely.isEmpty()) {
      return new UnservedReason.NobodyInTime(order.needs(), mostKilometers, order.deadline());
    }
    if (leastPoints.isPresent()) {
      return new UnservedReason.Dearer(timely.size(), leastPoints.get(), order.unservedPoints());
    }
    return new UnservedReason.AllFull(order.needs(), timely.size());
  }

  private static List<Person> passing(
      List<Person> people, Function<Person, Optional<Refusal>> rule) {
    return people.stream().filter(person -> rule.apply(person).isEmpty()).toList();
  }
}
