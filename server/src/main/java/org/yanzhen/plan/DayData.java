package org.yanzhen.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yanzhen.order.OrderState;
import org.yanzhen.people.Person;
import org.yanzhen.place.Ways;

/**
 * A day as it was read, all of it together.
 *
 * @param workers in the order they were asked for
 * @param tasks orders that stand in these days, or that these people have in hand, or that wait
 * @param visits of each person, in order
 * @param elsewhere orders in hand that stand in another day to come
 * @param others of orders that are served by two at one moment, by each of them the other
 */
record DayData(
    DayClock clock,
    Instant now,
    boolean workingDay,
    PlanPolicy policy,
    Map<UUID, Worker> workers,
    Map<UUID, Task> tasks,
    Map<UUID, List<Visit>> visits,
    Set<UUID> elsewhere,
    Map<UUID, Other> others,
    Ways ways) {

  /**
   * The other of two orders that are served at one moment.
   *
   * @param person who has it or is asked; absent while it waits
   * @param visit as it stands in some day; absent when it stands in none, or is done
   */
  record Other(UUID orderId, OrderState state, @Nullable Person person, @Nullable Visit visit) {}

  DayData {
    workers = new LinkedHashMap<>(workers);
    tasks = Map.copyOf(tasks);
    visits = Map.copyOf(visits);
    elsewhere = Set.copyOf(elsewhere);
    others = Map.copyOf(others);
  }

  /** The first minute at which anything can still begin. */
  int nowMinute() {
    return clock.minuteAfter(now);
  }

  Layout layout() {
    return new Layout(ways, policy, nowMinute());
  }

  Worker worker(UUID person) {
    return Objects.requireNonNull(workers.get(person));
  }

  /** The other one's visit while it can still be reckoned with. */
  Optional<Visit> visitOfOther(UUID order, Visit.Standing... standings) {
    Other other = others.get(order);
    Visit visit = other == null ? null : other.visit();
    return Optional.ofNullable(visit)
        .filter(
            one ->
                Arrays.asList(standings)
                    .contains(one.standing(Objects.requireNonNull(other).state(), now)));
  }

  Optional<Task> task(UUID order) {
    return Optional.ofNullable(tasks.get(order));
  }

  List<Visit> visitsOf(UUID person) {
    return visits.getOrDefault(person, List.of());
  }

  Visit.Standing standing(Visit visit) {
    OrderState state =
        task(visit.orderId()).map(task -> task.order().facts().state()).orElse(OrderState.SOLVED);
    return visit.standing(state, now);
  }

  /**
   * Somebody's day as it stands, for laying it out. Who is met by somebody else there is not pushed
   * by others: both are moved together, or not at all.
   *
   * @param mayMove by the area of an order, whether it may be moved at all
   */
  List<Layout.Stop> stops(UUID person, Predicate<String> mayMove) {
    List<Layout.Stop> stops = new ArrayList<>();
    for (Visit visit : visitsOf(person)) {
      boolean fixed =
          standing(visit) != Visit.Standing.PLANNED
              || !mayMove.test(visit.area())
              || visit.with() != null;
      int start = clock.minute(visit.startsAt());
      int minutes = Math.max(1, clock.minuteAfter(visit.endsAt()) - start);
      Task task = tasks.get(visit.orderId());
      stops.add(
          new Layout.Stop(
              visit.orderId(),
              visit.divisionId(),
              minutes,
              task == null ? start : task.from(),
              task == null ? start : task.until(),
              task == null ? Task.NEVER : task.due(),
              start,
              fixed));
    }
    return stops;
  }
}
