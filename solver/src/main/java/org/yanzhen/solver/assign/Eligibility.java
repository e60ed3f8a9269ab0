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

  private Optional<Refusal> skill(Person person, Order order) {
    // What is overdue is done with what somebody can do now.
    Instant served = later(now, order.deadline());
    for (SkillNeed need : order.needs()) {
      int level = person.levelOf(need.skill(), served);
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
    int way = travel.minutes(person.home(), order.place());
    return hasTime(person, order, way)
        ? Optional.empty()
        : Optional.of(new Refusal.NoTime(way + order.durationMinutes(), order.deadline()));
  }

  private boolean hasTime(Person person, Order order, int wayMinutes) {
    if (!now.isBefore(order.deadline())) {
      // What is overdue still has to be done; the price of lateness speaks.
      return person.leaves().stream().noneMatch(leave -> leave.contains(now));
    }
    Span whole = new Span(now, order.deadline());
    Duration work = Duration.ofMinutes(order.durationMinutes());
    List<Span> windows = order.windows().isEmpty() ? List.of(whole) : order.windows();
    for (Span shift : person.shifts().isEmpty() ? List.of(whole) : person.shifts()) {
      for (Span gap : gaps(person.leaves(), whole, shift)) {
        Instant there = gap.start().plus(Duration.ofMinutes(wayMinutes));
        for (Span window : windows) {
          Instant begun = later(there, window.start());
          if (begun.isBefore(window.end()) && !begun.plus(work).isAfter(gap.end())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** What leaves leave of a shift. */
  private static List<Span> gaps(List<Span> leaves, Span whole, Span shift) {
    Instant end = earlier(whole.end(), shift.end());
    List<Span> sorted = new ArrayList<>(leaves);
    sorted.sort(Comparator.comparing(Span::start));
    List<Span> gaps = new ArrayList<>();
    Instant free = later(whole.start(), shift.start());
    for (Span leave : sorted) {
      addGap(gaps, free, earlier(leave.start(), end));
      free = later(free, leave.end());
    }
    addGap(gaps, free, end);
    return gaps;
  }

  private static void addGap(List<Span> gaps, Instant from, Instant until) {
    if (from.isBefore(until)) {
      gaps.add(new Span(from, until));
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
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
