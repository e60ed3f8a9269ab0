package org.yanzhen.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderState;
import org.yanzhen.people.Person;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Point;
import org.yanzhen.plan.PlanViews.BesideView;
import org.yanzhen.plan.PlanViews.Gap;
import org.yanzhen.plan.PlanViews.PersonDay;
import org.yanzhen.plan.PlanViews.Stretch;
import org.yanzhen.plan.PlanViews.Unplanned;
import org.yanzhen.plan.PlanViews.VisitView;
import org.yanzhen.shared.Language;

/** Says one day that was read, to one reader. */
final class DayViews {

  private final DayData data;
  private final Divisions divisions;
  private final Map<Integer, Point> points;
  private final Predicate<Task> mayRead;
  private final Language language;
  private final Map<UUID, Placed> proposed;

  /** Where a proposal puts an order. */
  record Placed(Person person, Instant startsAt) {}

  /**
   * @param points of places, as far as they are known
   * @param mayRead whether the reader may read an order: not by whose day it stands in
   */
  DayViews(
      DayData data,
      Divisions divisions,
      Map<Integer, Point> points,
      Predicate<Task> mayRead,
      Language language) {
    this(data, divisions, points, mayRead, language, Map.of());
  }

  private DayViews(
      DayData data,
      Divisions divisions,
      Map<Integer, Point> points,
      Predicate<Task> mayRead,
      Language language,
      Map<UUID, Placed> proposed) {
    this.data = data;
    this.divisions = divisions;
    this.points = points;
    this.mayRead = mayRead;
    this.language = language;
    this.proposed = proposed;
  }

  /** The same, with what is proposed instead of what stands. */
  DayViews proposed(Map<UUID, Placed> places) {
    return new DayViews(data, divisions, points, mayRead, language, places);
  }

  /** A day as it is laid out, with what is in it. */
  record Laid(Layout.Day day, List<VisitView> visits) {}

  Laid laid(Worker worker) {
    // As it stands: nothing is pushed by reading it.
    Layout.Day day = data.layout().of(worker, data.stops(worker.id(), unused -> false));
    List<Visit> visits = data.visitsOf(worker.id());
    List<VisitView> views = new ArrayList<>();
    for (int n = 0; n < visits.size(); n++) {
      views.add(visit(visits.get(n), n, day.stops().get(n).travel()));
    }
    return new Laid(day, views);
  }

  PersonDay person(Worker worker, boolean mayCall) {
    Person person = worker.person();
    Laid laid = laid(worker);
    Layout.Day day = laid.day();
    return new PersonDay(
        person.id(),
        person.name(),
        person.post(),
        mayCall ? person.phone() : null,
        worker.home(),
        name(worker.home()),
        points.get(worker.home()),
        worker.away(),
        worker.works(),
        note(worker),
        worker.works() ? stretch(worker.from(), worker.until()) : null,
        pause(day),
        worker.version(),
        laid.visits(),
        day.travel(),
        day.home(),
        day.stops().isEmpty() ? null : data.clock().at(day.returns()),
        worker.works() ? gaps(worker, day) : List.of());
  }

  private List<Gap> gaps(Worker worker, Layout.Day day) {
    return data.layout().gaps(worker, day).stream()
        .map(
            gap ->
                new Gap(data.clock().at(gap.from()), data.clock().at(gap.until()), gap.minutes()))
        .toList();
  }

  @Nullable Stretch pause(Layout.Day day) {
    return day.pause() == null ? null : stretch(day.pause().from(), day.pause().until());
  }

  Stretch stretch(int from, int until) {
    return new Stretch(data.clock().at(from), data.clock().at(until));
  }

  @Nullable String note(Worker worker) {
    if (worker.away()) {
      return language.pick("请假", "On leave");
    }
    if (!worker.works()) {
      return language.pick("休息", "Day off");
    }
    return worker.onDuty() ? language.pick("值班", "On duty") : null;
  }

  private VisitView visit(Visit visit, int sequence, int travelMinutes) {
    Visit.Standing standing = data.standing(visit);
    return line(
        visit.orderId(),
        sequence,
        visit.startsAt(),
        visit.endsAt(),
        travelMinutes,
        standing,
        visit.changedAt(),
        visit.startsBefore());
  }

  VisitView line(
      UUID orderId,
      int sequence,
      Instant startsAt,
      Instant endsAt,
      int travelMinutes,
      Visit.Standing standing,
      @Nullable Instant changedAt,
      @Nullable Instant before) {
    Optional<Task> found = data.task(orderId);
    Task task = found.filter(mayRead).orElse(null);
    OrderFacts facts = task == null ? null : task.order().facts();
    int minutes = data.clock().minuteAfter(endsAt) - data.clock().minute(startsAt);
    Instant due = facts == null ? null : facts.resolveDue();
    Stretch window = task != null && task.appointed() ? stretch(task.from(), task.until()) : null;
    OrderState state = found.map(one -> one.order().facts().state()).orElse(null);
    boolean begun = standing == Visit.Standing.BEGUN;
    boolean done = standing == Visit.Standing.DONE;
    return new VisitView(
        orderId,
        task == null,
        task == null ? null : task.order().number(),
        task == null ? null : task.order().title(),
        facts == null ? null : facts.kind(),
        task == null ? null : task.kind().name().in(language),
        task == null ? null : task.kind().icon(),
        facts == null ? null : facts.state(),
        facts == null ? null : facts.urgency(),
        facts == null ? null : facts.divisionId(),
        facts == null ? null : name(facts.divisionId()),
        task == null ? null : task.order().place(),
        task == null ? null : position(task),
        sequence,
        startsAt,
        endsAt,
        minutes,
        travelMinutes,
        window == null ? null : window.startsAt(),
        window == null ? null : window.endsAt(),
        due,
        due != null && !done && endsAt.isAfter(due),
        begun,
        done,
        standing == Visit.Standing.MISSED,
        done
            || (state != OrderState.OFFERED
                && state != OrderState.WAITING
                && state != OrderState.OPEN),
        changedAt,
        before,
        facts == null ? 0 : facts.version(),
        task == null ? null : beside(orderId, startsAt));
  }

  private @Nullable BesideView beside(UUID orderId, @Nullable Instant startsAt) {
    DayData.Other other = data.others().get(orderId);
    if (other == null) {
      return null;
    }
    Placed placed = proposed.get(other.orderId());
    Person person = placed != null ? placed.person() : other.person();
    Visit visit = other.visit();
    Instant begins = placed != null ? placed.startsAt() : visit == null ? null : visit.startsAt();
    return new BesideView(
        other.orderId(),
        person == null ? null : person.id(),
        person == null ? null : person.name(),
        person == null ? null : person.phone(),
        begins,
        begins != null && begins.equals(startsAt),
        other.person() != null
            && person != null
            && other.person().id().equals(person.id())
            && other.state() != OrderState.OFFERED);
  }

  private @Nullable Point position(Task task) {
    Point point = task.order().point();
    return point != null ? point : points.get(task.place());
  }

  String name(int division) {
    return divisions.findArea(division).map(area -> area.name()).orElse("");
  }

  Unplanned unplanned(Task task, String reason, Map<UUID, String> names) {
    OrderFacts facts = task.order().facts();
    UUID person = task.person();
    return new Unplanned(
        task.id(),
        task.order().number(),
        task.order().title(),
        facts.kind(),
        task.kind().name().in(language),
        task.kind().icon(),
        facts.state(),
        facts.urgency(),
        facts.divisionId(),
        name(facts.divisionId()),
        task.order().place(),
        position(task),
        facts.resolveDue(),
        task.appointed() ? data.clock().at(task.from()) : null,
        task.appointed() ? data.clock().at(task.until()) : null,
        task.minutes(),
        person,
        person == null ? null : names.get(person),
        reason,
        PlanWords.left(reason, language),
        beside(task.id(), null));
  }

  /** Orders that could be served and stand in nobody's day, the most pressing first. */
  List<Task> unplanned() {
    Set<UUID> planned = new HashSet<>();
    data.visits()
        .values()
        .forEach(
            visits ->
                visits.forEach(
                    visit -> {
                      switch (data.standing(visit)) {
                        case BEGUN, PLANNED -> planned.add(visit.orderId());
                        case DONE, MISSED -> {}
                      }
                    }));
    return data.tasks().values().stream()
        .filter(task -> Proposing.isInPlay(task.order().facts().state()))
        .filter(task -> !planned.contains(task.id()) && !data.elsewhere().contains(task.id()))
        .filter(mayRead)
        .sorted(
            Comparator.comparing((Task task) -> task.order().facts().urgency())
                .reversed()
                .thenComparing(
                    task -> task.order().facts().resolveDue(),
                    Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Task::id))
        .toList();
  }

  /** Why it is in nobody's day. */
  String reason(Task task) {
    UUID person = task.person();
    if (task.notBefore()) {
      return "not-before";
    }
    if (person == null) {
      return "waiting";
    }
    boolean missed =
        data.visitsOf(person).stream()
            .anyMatch(
                visit ->
                    visit.orderId().equals(task.id())
                        && data.standing(visit) == Visit.Standing.MISSED);
    if (missed) {
      return "missed";
    }
    Worker worker = data.workers().get(person);
    if (worker != null && worker.away()) {
      return "away";
    }
    if (worker != null && !worker.works()) {
      return "day-off";
    }
    return task.order().facts().state() == OrderState.OFFERED ? "asked" : "not-planned";
  }
}
