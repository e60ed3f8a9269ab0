package org.yanzhen.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.place.Ways;

/**
 * Gives one person's day its times and says what it breaks. Whoever was told a time keeps it as
 * long as that can be: a visit only moves later, and only as far as what comes before it asks.
 */
final class Layout {

  /**
   * One thing in a day.
   *
   * @param start when it stands now; {@link #OPEN} when it is only being placed
   * @param fixed cannot be moved: begun, done, or another area's
   */
  record Stop(
      UUID orderId,
      int place,
      int minutes,
      int from,
      int until,
      int due,
      int start,
      boolean fixed) {

    static Stop of(Task task, int start, boolean fixed) {
      return new Stop(
          task.id(),
          task.place(),
          task.minutes(),
          task.from(),
          task.until(),
          task.due(),
          start,
          fixed);
    }
  }

  static final int OPEN = Integer.MIN_VALUE;

  /** A stop with its times. */
  record Timed(Stop stop, int start, int travel) {
    int end() {
      return start + stop.minutes();
    }

    /** By how much it moves from where it stood. */
    int moved() {
      return stop.start() == OPEN ? 0 : Math.abs(start - stop.start());
    }
  }

  /**
   * A rule that is broken.
   *
   * @param minutes by how much
   */
  record Broken(String rule, boolean hard, @Nullable UUID orderId, int minutes) {}

  /** A stretch of the day in minutes. */
  record Part(int from, int until) {
    int minutes() {
      return until - from;
    }
  }

  /**
   * A day with its times.
   *
   * @param home minutes on the way home
   * @param returns when somebody is home again; the end of the day's last way
   */
  record Day(List<Timed> stops, int home, int returns, @Nullable Part pause, List<Broken> broken) {
    Day {
      stops = List.copyOf(stops);
      broken = List.copyOf(broken);
    }

    int travel() {
      return home + stops.stream().mapToInt(Timed::travel).sum();
    }

    boolean isPossible() {
      return broken.stream().noneMatch(Broken::hard);
    }

    Optional<Timed> find(UUID order) {
      return stops.stream().filter(one -> one.stop().orderId().equals(order)).findAny();
    }
  }

  private final Ways ways;
  private final PlanPolicy policy;
  private final int now;

  /**
   * @param now the first minute at which anything can still begin
   */
  Layout(Ways ways, PlanPolicy policy, int now) {
    this.ways = ways;
    this.policy = policy;
    this.now = now;
  }

  Day of(Worker worker, List<Stop> stops) {
    List<Timed> timed = new ArrayList<>();
    List<Broken> broken = new ArrayList<>();
    int free = worker.from();
    int place = worker.home();
    for (Stop stop : stops) {
      int travel = ways.minutes(place, stop.place());
      int start = stop.fixed() ? stop.start() : start(stop, free, travel);
      if (stop.fixed() && start < free + travel && !isPast(timed)) {
        broken.add(new Broken("fixed", true, stop.orderId(), free + travel - start));
      }
      if (!stop.fixed() && start > stop.until()) {
        broken.add(new Broken("window", true, stop.orderId(), start - stop.until()));
      }
      Timed one = new Timed(stop, start, travel);
      if (!stop.fixed() && one.end() > stop.due() && isLater(one)) {
        broken.add(new Broken("late", false, stop.orderId(), one.end() - stop.due()));
      }
      timed.add(one);
      free = one.end();
      place = stop.place();
    }
    int home = stops.isEmpty() ? 0 : ways.minutes(place, worker.home());
    int returns = stops.isEmpty() ? worker.from() : free + home;
    over(worker, stops, returns, broken);
    Part pause = pause(worker, timed);
    if (pause == null && !stops.isEmpty() && !stops.getLast().fixed() && hasPauseAhead(worker)) {
      broken.add(new Broken("no-pause", false, null, policy.pause().minutes()));
    }
    return new Day(timed, home, returns, pause, broken);
  }

  private int start(Stop stop, int free, int travel) {
    int arrival = free + travel;
    // Somebody who is placed now sets out now; whoever was told a time may be on the way already.
    int earliest = stop.start() == OPEN ? Math.max(arrival, now + travel) : arrival;
    return Math.max(Math.max(earliest, now), Math.max(stop.from(), stop.start()));
  }

  /** What has been is not judged by how long the way should have been. */
  private boolean isPast(List<Timed> before) {
    return before.stream().allMatch(one -> one.stop().fixed());
  }

  /** What was late where it stood is no worse for standing there. */
  private static boolean isLater(Timed one) {
    return one.stop().start() == OPEN || one.start() > one.stop().start();
  }

  private void over(Worker worker, List<Stop> stops, int returns, List<Broken> broken) {
    int over = returns - worker.until();
    if (over <= 0 || stops.isEmpty() || stops.getLast().fixed()) {
      return;
    }
    boolean hard = over > policy.overtime();
    broken.add(new Broken(hard ? "day-over" : "overtime", hard, null, over));
  }

  private boolean hasPauseAhead(Worker worker) {
    return policy.pause().minutes() > 0
        && worker.from() <= policy.pause().begins().from()
        && now <= policy.pause().begins().from()
        && worker.until() >= policy.pause().begins().until() + policy.pause().minutes();
  }

  /** The first stretch in which there is time to rest; null when there is none. */
  @Nullable Part pause(Worker worker, List<Timed> stops) {
    int length = policy.pause().minutes();
    if (length == 0 || !covers(worker)) {
      return null;
    }
    int free = worker.from();
    for (Timed stop : stops) {
      int begin = Math.max(free, policy.pause().begins().from());
      if (begin > policy.pause().begins().until()) {
        return null;
      }
      if (begin + length + stop.travel() <= stop.start()) {
        return new Part(begin, begin + length);
      }
      free = stop.end();
    }
    int begin = Math.max(free, policy.pause().begins().from());
    return begin > policy.pause().begins().until() ? null : new Part(begin, begin + length);
  }

  private boolean covers(Worker worker) {
    return worker.from() <= policy.pause().begins().from()
        && worker.until() >= policy.pause().begins().until() + policy.pause().minutes();
  }

  /** Free stretches of the hours, ways and rest taken off, that are worth naming. */
  List<Part> gaps(Worker worker, Day day) {
    List<Part> gaps = new ArrayList<>();
    int free = worker.from();
    for (Timed stop : day.stops()) {
      add(gaps, free, stop.start() - stop.travel(), day.pause());
      free = Math.max(free, stop.end());
    }
    add(gaps, free, worker.until() - day.home(), day.pause());
    return gaps;
  }

  private void add(List<Part> gaps, int from, int until, @Nullable Part pause) {
    if (pause != null && pause.from() < until && pause.until() > from) {
      keep(gaps, from, pause.from());
      keep(gaps, pause.until(), until);
    } else {
      keep(gaps, from, until);
    }
  }

  private void keep(List<Part> gaps, int from, int until) {
    if (until - from >= policy.gapMinutes()) {
      gaps.add(new Part(from, until));
    }
  }
}
