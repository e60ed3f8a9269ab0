package org.yanzhen.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.OrdersInHand.ToServe;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Teams;
import org.yanzhen.place.Travel;
import org.yanzhen.place.Ways;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.RealmId;

/** Reads a day from the rooms that know of it. Call inside a transaction. */
@Service
class DayReader {

  private final PlanStore store;
  private final PlanPolicies policies;
  private final People people;
  private final Teams teams;
  private final OrdersInHand orders;
  private final Catalogue catalogue;
  private final Travel travel;
  private final WorkCalendar calendar;
  private final Realms realms;
  private final InstantSource clock;

  DayReader(
      PlanStore store,
      PlanPolicies policies,
      People people,
      Teams teams,
      OrdersInHand orders,
      Catalogue catalogue,
      Travel travel,
      WorkCalendar calendar,
      Realms realms,
      InstantSource clock) {
    this.store = store;
    this.policies = policies;
    this.people = people;
    this.teams = teams;
    this.orders = orders;
    this.catalogue = catalogue;
    this.travel = travel;
    this.calendar = calendar;
    this.realms = realms;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  ZoneId zone(RealmId realm) {
    return realms.get(realm).zone();
  }

  LocalDate today(RealmId realm) {
    return LocalDate.ofInstant(now(), zone(realm));
  }

  PlanPolicy policy(LocalDate day) {
    return policies.at(day);
  }

  Optional<Person> find(RealmId realm, UUID person) {
    return people.find(realm, person);
  }

  /** Everybody who serves somewhere in the area. */
  List<Person> serving(RealmId realm, String area) {
    return people.serving(realm, area);
  }

  /**
   * @param waiting area whose waiting orders are read too
   * @param more orders that are read whatever they are
   */
  DayData read(
      RealmId realm,
      LocalDate day,
      List<Person> persons,
      @Nullable String waiting,
      Collection<UUID> more) {
    PlanPolicy policy = policies.at(day);
    DayClock at = new DayClock(day, zone(realm));
    List<UUID> ids = persons.stream().map(Person::id).toList();
    Map<UUID, List<Visit>> visits =
        store.visits(realm, day, ids).stream()
            .collect(
                Collectors.groupingBy(Visit::personId, LinkedHashMap::new, Collectors.toList()));
    Map<UUID, ToServe> found = new HashMap<>();
    List<UUID> named = new ArrayList<>(more);
    visits.values().forEach(of -> of.forEach(visit -> named.add(visit.orderId())));
    found.putAll(orders.toServe(realm, named));
    orders
        .toServe(realm, ids, policy.mostOrders() + 1)
        .forEach(order -> found.put(order.facts().id(), order));
    if (waiting != null) {
      orders
          .waiting(realm, waiting, policy.mostOrders() + 1)
          .forEach(order -> found.put(order.facts().id(), order));
    }
    Map<UUID, Task> tasks = new HashMap<>();
    Set<Integer> places = new HashSet<>();
    for (ToServe order : found.values()) {
      tasks.put(order.facts().id(), task(realm, order, at, policy));
      places.add(order.facts().divisionId());
    }
    persons.forEach(person -> places.add(person.divisionId()));
    visits.values().forEach(of -> of.forEach(visit -> places.add(visit.divisionId())));
    Ways ways = travel.among(realm, places, policy.unknownMinutes());
    return new DayData(
        at,
        now(),
        calendar.isWorkingDay(day),
        policy,
        workers(realm, at, policy, persons),
        tasks,
        visits,
        elsewhere(realm, at, found.keySet()),
        others(realm, found.keySet()),
        ways);
  }

  private Map<UUID, DayData.Other> others(RealmId realm, Set<UUID> orderIds) {
    Map<UUID, OrdersInHand.Beside> besides = orders.besides(realm, orderIds);
    if (besides.isEmpty()) {
      return Map.of();
    }
    Map<UUID, Visit> stand =
        store.visitsOf(realm, besides.values().stream().map(OrdersInHand.Beside::orderId).toList());
    Map<UUID, Person> known =
        people.findAll(
            realm,
            besides.values().stream()
                .flatMap(beside -> Optional.ofNullable(beside.person()).stream())
                .toList());
    Map<UUID, DayData.Other> others = new HashMap<>();
    besides.forEach(
        (order, beside) -> {
          Visit visit = stand.get(beside.orderId());
          others.put(
              order,
              new DayData.Other(
                  beside.orderId(),
                  beside.state(),
                  beside.person() == null ? null : known.get(beside.person()),
                  visit == null || visit.done() ? null : visit));
        });
    return others;
  }

  /** Beside which other orders these are served. */
  Map<UUID, UUID> besides(RealmId realm, Collection<UUID> orderIds) {
    Map<UUID, UUID> besides = new HashMap<>();
    orders.besides(realm, orderIds).forEach((order, other) -> besides.put(order, other.orderId()));
    return besides;
  }

  /** Those that stand in another day that is not over. */
  private Set<UUID> elsewhere(RealmId realm, DayClock at, Set<UUID> orders) {
    LocalDate today = today(realm);
    Set<UUID> elsewhere = new HashSet<>();
    store
        .visitsOf(realm, orders)
        .values()
        .forEach(
            visit -> {
              if (!visit.done() && !visit.day().equals(at.day()) && !visit.day().isBefore(today)) {
                elsewhere.add(visit.orderId());
              }
            });
    return elsewhere;
  }

  private Map<UUID, Worker> workers(
      RealmId realm, DayClock at, PlanPolicy policy, List<Person> persons) {
    List<UUID> ids = persons.stream().map(Person::id).toList();
    Map<UUID, Boolean> away = people.away(realm, ids, at.noon());
    Map<UUID, Integer> load = orders.load(realm, ids);
    Map<UUID, Integer> versions = store.versions(realm, at.day(), ids);
    Map<UUID, List<Teams.OnDuty>> duties =
        teams.duties(realm, ids, at.at(0), at.at(DayClock.DAY)).stream()
            .collect(Collectors.groupingBy(Teams.OnDuty::personId));
    boolean working = calendar.isWorkingDay(at.day());
    Map<UUID, Worker> workers = new LinkedHashMap<>();
    for (Person person : persons) {
      boolean gone = away.getOrDefault(person.id(), false);
      PlanPolicy.Part duty = duty(at, policy, duties.getOrDefault(person.id(), List.of()));
      PlanPolicy.Part hours =
          duty == null
              ? policy.hours()
              : working
                  ? new PlanPolicy.Part(
                      Math.min(policy.hours().from(), duty.from()),
                      Math.max(policy.hours().until(), duty.until()))
                  : duty;
      workers.put(
          person.id(),
          new Worker(
              person,
              gone,
              !gone && (working || duty != null),
              duty != null,
              hours.from(),
              hours.until(),
              load.getOrDefault(person.id(), 0),
              versions.getOrDefault(person.id(), 0)));
    }
    return workers;
  }

  /** From the first to the last of somebody's duty that day, as far as plans use it. */
  private static PlanPolicy.@Nullable Part duty(
      DayClock at, PlanPolicy policy, List<Teams.OnDuty> stretches) {
    int from = Integer.MAX_VALUE;
    int until = Integer.MIN_VALUE;
    for (Teams.OnDuty stretch : stretches) {
      int begins = Math.max(at.minute(stretch.from()), policy.dutyHours().from());
      int ends = Math.min(at.minute(stretch.until()), policy.dutyHours().until());
      if (begins < ends) {
        from = Math.min(from, begins);
        until = Math.max(until, ends);
      }
    }
    return from < until ? new PlanPolicy.Part(from, until) : null;
  }

  private Task task(RealmId realm, ToServe order, DayClock at, PlanPolicy policy) {
    Kind kind = catalogue.get(realm, order.facts().kind(), order.facts().kindVersion());
    int from = 0;
    int until = DayClock.DAY;
    boolean notBefore = false;
    boolean appointed = false;
    PlanPolicy.Appointment appointment = policy.appointments().get(kind.code());
    LocalDate wanted = appointment == null ? null : day(order.answers().get(appointment.day()));
    if (appointment != null && wanted != null) {
      notBefore = wanted.isAfter(at.day());
      String answer = appointment.time() == null ? null : order.answers().get(appointment.time());
      PlanPolicy.Part part = answer == null ? null : appointment.times().get(answer);
      if (wanted.equals(at.day()) && part != null) {
        appointed = true;
        from = part.from();
        until = part.until();
      }
    }
    Instant due = order.facts().resolveDue();
    int dueMinute = due == null ? Task.NEVER : at.minute(due);
    return new Task(
        order,
        kind,
        policy.minutes(kind.code()),
        from,
        until,
        dueMinute >= DayClock.DAY ? Task.NEVER : dueMinute,
        notBefore,
        appointed);
  }

  private static @Nullable LocalDate day(@Nullable String answer) {
    try {
      return answer == null ? null : LocalDate.parse(answer.strip());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
