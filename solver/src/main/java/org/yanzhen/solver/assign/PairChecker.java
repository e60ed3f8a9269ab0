package org.yanzhen.solver.assign;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yanzhen.solver.model.Order;
import org.yanzhen.solver.model.Person;
import org.yanzhen.solver.model.Pin;
import org.yanzhen.solver.model.Place;
import org.yanzhen.solver.model.SkillLevel;
import org.yanzhen.solver.model.SkillNeed;
import org.yanzhen.solver.model.Span;

/**
 * Whether every chosen pair is allowed and costs what it should, worked out anew from people,
 * orders, ways and prices. It shares no line with {@link Eligibility} and {@link Pricing}, nor with
 * what the records reckon for them, so that a mistake there shows here. Meant for answers, not for
 * loops.
 */
final class PairChecker {
  private static final double EARTH_RADIUS_KM = 6371.0088;
  // Two ways of reckoning a distance differ in the last digits.
  private static final double ROUNDING_KM = 0.001;

  private final AssignmentModel model;
  private final Map<Long, List<Pin>> pins;
  private final List<String> findings = new ArrayList<>();

  PairChecker(AssignmentModel model) {
    this.model = model;
    pins = model.pins().stream().collect(Collectors.groupingBy(Pin::orderId));
  }

  static List<String> findings(AssignmentModel model, AssignmentProblem problem, int[] pairOf) {
    if (model.orders().size() != problem.orders() || model.people().size() != problem.people()) {
      return List.of("the problem is made of something else");
    }
    PairChecker checker = new PairChecker(model);
    checker.check(problem, pairOf);
    return List.copyOf(checker.findings);
  }

  private void check(AssignmentProblem problem, int[] pairOf) {
    int[] taken = new int[problem.people()];
    for (int index = 0; index < pairOf.length; index++) {
      Order order = model.orders().get(index);
      if (pairOf[index] == Assignment.LEFT) {
        long price = order.unservedPoints() + brokenWords(order, pin -> false);
        checkPrice("leaving order " + index, price, problem.unservedCost(index));
        continue;
      }
      int who = problem.person(pairOf[index]);
      Person person = model.people().get(who);
      String pair = "order " + index + " with person " + who;
      refusals(person, order).forEach(refusal -> findings.add(pair + ": " + refusal));
      checkPrice(pair, price(person, order), problem.cost(pairOf[index]));
      taken[who]++;
    }
    for (int who = 0; who < taken.length; who++) {
      Person person = model.people().get(who);
      if (taken[who] > 0 && taken[who] + person.loadOrders() > person.capacityOrders()) {
        findings.add("person " + who + " has more orders than a hand holds");
      }
    }
  }

  private void checkPrice(String what, long price, long said) {
    if (price != said) {
      findings.add(what + " costs " + price + ", not " + said);
    }
  }

  /** Everything that speaks against the pair. */
  List<String> refusals(Person person, Order order) {
    List<String> refusals = new ArrayList<>();
    for (SkillNeed need : order.needs()) {
      if (level(person, order, need.skill()) < need.leastLevel()) {
        refusals.add("lacks " + need.skill() + " at level " + need.leastLevel());
      }
    }
    if (!person.territories().isEmpty()
        && order.territory().isPresent()
        && !person.territories().contains(order.territory().get())) {
      refusals.add("does not serve in " + order.territory().get());
    }
    if (order.language().isPresent() && !person.languages().contains(order.language().get())) {
      refusals.add("does not speak " + order.language().get());
    }
    if (kilometers(person.home(), order.place()) > model.mostKilometers() + ROUNDING_KM) {
      refusals.add("is too far away");
    }
    if (!hasTime(person, order)) {
      refusals.add("has no time");
    }
    if (pins(order).anyMatch(pin -> pin.isFixed() && pin.personId() != person.id())) {
      refusals.add("somebody else was told for good");
    }
    return refusals;
  }

  /** By what lasts beyond the deadline, or beyond now where that has passed. */
  private int level(Person person, Order order, String skill) {
    Predicate<Instant> lasts = end -> end.isAfter(order.deadline()) && end.isAfter(model.now());
    return person.skills().stream()
        .filter(own -> own.skill().equals(skill) && own.expiresAt().stream().allMatch(lasts))
        .mapToInt(SkillLevel::level)
        .max()
        .orElse(0);
  }

  /** By the straight line through the earth. */
  private static double kilometers(Place from, Place to) {
    double[] a = direction(from);
    double[] b = direction(to);
    double chord = Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, chord / 2));
  }

  private static double[] direction(Place place) {
    double north = Math.toRadians(place.latitudeDegrees());
    double east = Math.toRadians(place.longitudeDegrees());
    return new double[] {
      Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)
    };
  }

  /**
   * If there is a moment at which the work can begin, there is one that is as early as can be: just
   * when a window opens, or a way's time after now, a shift's beginning or a leave's end.
   */
  private boolean hasTime(Person person, Order order) {
    Instant now = model.now();
    if (!order.deadline().isAfter(now)) {
      return person.leaves().stream()
          .noneMatch(leave -> !leave.start().isAfter(now) && leave.end().isAfter(now));
    }
    Duration way = way(person, order);
    List<Instant> moments = new ArrayList<>(List.of(now.plus(way)));
    person.shifts().forEach(shift -> moments.add(shift.start().plus(way)));
    person.leaves().forEach(leave -> moments.add(leave.end().plus(way)));
    order.windows().forEach(window -> moments.add(window.start()));
    return moments.stream().anyMatch(begun -> fits(person, order, begun.minus(way), begun));
  }

  private boolean fits(Person person, Order order, Instant left, Instant begun) {
    Instant done = begun.plus(order.durationMinutes(), ChronoUnit.MINUTES);
    return !left.isBefore(model.now())
        && !done.isAfter(order.deadline())
        && any(order.windows(), span -> !begun.isBefore(span.start()) && begun.isBefore(span.end()))
        && any(person.shifts(), span -> !left.isBefore(span.start()) && !done.isAfter(span.end()))
        && person.leaves().stream()
            .noneMatch(leave -> leave.start().isBefore(done) && leave.end().isAfter(left));
  }

  private static boolean any(List<Span> spans, Predicate<Span> rule) {
    return spans.isEmpty() || spans.stream().anyMatch(rule);
  }

  private Duration way(Person person, Order order) {
    return Duration.ofMinutes(model.travel().minutes(person.home(), order.place()));
  }

  /** What the pair costs: way, skills to spare, visits before, lateness, and words it breaks. */
  long price(Person person, Order order) {
    Duration way = way(person, order);
    long points = model.prices().perTravelMinutePoints() * way.toMinutes();
    for (SkillNeed need : order.needs()) {
      int spare = level(person, order, need.skill()) - need.leastLevel();
      points += spare > 0 ? model.prices().perSpareLevelPoints() * spare : 0;
    }
    int visits = order.visitsByPerson().getOrDefault(person.id(), 0);
    points -= model.prices().perVisitPoints() * Math.min(visits, model.prices().visitsAtMost());
    Instant done = model.now().plus(way).plus(order.durationMinutes(), ChronoUnit.MINUTES);
    long late = Math.max(0, ChronoUnit.MINUTES.between(order.deadline(), done));
    points += model.prices().perLateMinutePoints() * Math.min(late, Order.LONGEST_MINUTES);
    return points + brokenWords(order, pin -> pin.personId() == person.id());
  }

  private long brokenWords(Order order, Predicate<Pin> kept) {
    return pins(order)
        .filter(Predicate.not(kept.or(Pin::isFixed)))
        .mapToLong(Pin::displacedPoints)
        .sum();
  }

  private Stream<Pin> pins(Order order) {
    return pins.getOrDefault(order.id(), List.of()).stream();
  }
}
