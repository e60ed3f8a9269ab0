package org.yanzhen.solver.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All days while searching, with the cost of the whole and a way back to where the last step began.
 */
final class Roster {
  final Jobs jobs;
  final Route[] routes;
  final int[] routeOf;
  final int[] absent;
  int absentCount;
  long cost;

  private final Route[] spare;
  private final @Nullable Route[] before;
  private final int[] touched;
  private int touchedCount;
  private final int[] absentBefore;
  private int absentCountBefore;
  private long costBefore;
  private final int[] moved;
  private final int[] movedFrom;
  private final int[] movedUntil;
  private int movedCount;
  private int versions;
  private boolean broken;

  Roster(Jobs jobs) {
    this.jobs = jobs;
    routes = new Route[jobs.people];
    spare = new Route[jobs.people];
    before = new Route[jobs.people];
    touched = new int[jobs.people];
    routeOf = new int[jobs.count];
    Arrays.fill(routeOf, Jobs.NONE);
    absent = new int[jobs.count];
    absentBefore = new int[jobs.count];
    moved = new int[4 * jobs.count + 4];
    movedFrom = new int[moved.length];
    movedUntil = new int[moved.length];
    for (int person = 0; person < jobs.people; person++) {
      routes[person] = new Route(jobs, person);
      spare[person] = new Route(jobs, person);
      begin(routes[person]);
    }
    addAbsent();
    keep();
  }

  private void begin(Route route) {
    for (DayPlan.Stop stop : jobs.problem.people().get(route.person).frozen()) {
      int job = jobOf(stop, route.person);
      route.insertAfter(route.size, job);
      routeOf[job] = route.person;
    }
    route.frozen = route.size;
    broken |= !route.refresh(++versions);
    cost += route.cost;
  }

  private int jobOf(DayPlan.Stop past, int person) {
    return switch (past) {
      case DayPlan.Rest unused -> jobs.pauseJob[person];
      case DayPlan.Visit visit ->
          jobs.frozenWith[visit.order()] == person ? visit.order() : jobs.partner[visit.order()];
    };
  }

  private void addAbsent() {
    for (int job = 0; job < jobs.count; job++) {
      boolean secondHalf = job >= jobs.orders && !jobs.isPause(job);
      if (routeOf[job] == Jobs.NONE && !secondHalf) {
        absent[absentCount++] = job;
        cost += jobs.penalty[job];
      }
    }
  }

  /** The route of somebody, safe to be changed: the old one is kept for {@link #takeBack}. */
  Route touch(int person) {
    if (before[person] == null) {
      Route copy = spare[person];
      copy.copyFrom(routes[person]);
      before[person] = routes[person];
      routes[person] = copy;
      touched[touchedCount++] = person;
    }
    return routes[person];
  }

  boolean isTouched(int person) {
    return before[person] != null;
  }

  void insert(int job, int person, int after) {
    Route route = touch(person);
    cost -= route.cost;
    route.insertAfter(after, job);
    broken |= !route.refresh(++versions);
    cost += route.cost;
    routeOf[job] = person;
  }

  /** Takes out stops of one day, and the other halves of orders for two wherever they are. */
  void remove(int person, int first, int count) {
    Route route = touch(person);
    for (int position = first; position < first + count; position++) {
      int job = route.job[position];
      routeOf[job] = Jobs.NONE;
      makeAbsent(job);
    }
    cost -= route.cost;
    route.remove(first, count);
    broken |= !route.refresh(++versions);
    cost += route.cost;
  }

  private void makeAbsent(int job) {
    int partner = jobs.partner[job];
    if (partner == Jobs.NONE) {
      if (jobs.hasChoice(job)) {
        noteWindow(job);
        jobs.unchoose(job);
      }
      addAbsent(job);
      return;
    }
    noteWindow(job);
    noteWindow(partner);
    jobs.unbind(job);
    if (routeOf[partner] == Jobs.NONE) {
      return;
    }
    addAbsent(Math.min(job, partner));
    int other = routeOf[partner];
    remove(other, positionOf(partner), 1);
  }

  private void addAbsent(int job) {
    absent[absentCount++] = job;
    cost += jobs.penalty[job];
  }

  int positionOf(int job) {
    int[] stops = routes[routeOf[job]].job;
    int position = 1;
    while (stops[position] != job) {
      position++;
    }
    return position;
  }

  void bind(int job, int at) {
    noteWindow(job);
    noteWindow(jobs.partner[job]);
    jobs.bind(job, at);
  }

  /** Of an order with several windows, the one in which it is placed. */
  void choose(int job, int choice) {
    if (jobs.hasChoice(job)) {
      noteWindow(job);
      jobs.choose(job, choice);
    }
  }

  private void noteWindow(int job) {
    moved[movedCount] = job;
    movedFrom[movedCount] = jobs.earliest[job];
    movedUntil[movedCount++] = jobs.latest[job];
  }

  /**
   * Whether a window or a day was broken since the last {@link #keep}; travel times need no
   * triangle inequality.
   */
  boolean isBroken() {
    return broken;
  }

  /** What was done since the last call stays. */
  void keep() {
    for (int index = 0; index < touchedCount; index++) {
      int person = touched[index];
      Route old = before[person];
      if (old != null) {
        spare[person] = old;
      }
      before[person] = null;
    }
    remember();
  }

  private void remember() {
    touchedCount = 0;
    movedCount = 0;
    broken = false;
    costBefore = cost;
    absentCountBefore = absentCount;
    System.arraycopy(absent, 0, absentBefore, 0, absentCount);
  }

  /** Back to where the last {@link #keep} was. */
  void takeBack() {
    for (int index = 0; index < absentCount; index++) {
      routeOf[absent[index]] = Jobs.NONE;
    }
    for (int index = 0; index < touchedCount; index++) {
      int person = touched[index];
      Route old = before[person];
      if (old != null) {
        spare[person] = routes[person];
        routes[person] = old;
      }
      before[person] = null;
    }
    for (int index = 0; index < touchedCount; index++) {
      Route route = routes[touched[index]];
      for (int position = 1; position <= route.size; position++) {
        routeOf[route.job[position]] = route.person;
      }
    }
    absentCount = absentCountBefore;
    System.arraycopy(absentBefore, 0, absent, 0, absentCount);
    for (int index = 0; index < absentCount; index++) {
      markAbsent(absent[index]);
    }
    for (int index = movedCount - 1; index >= 0; index--) {
      jobs.setWindow(moved[index], movedFrom[index], movedUntil[index]);
    }
    cost = costBefore;
    touchedCount = 0;
    movedCount = 0;
    broken = false;
  }

  private void markAbsent(int job) {
    routeOf[job] = Jobs.NONE;
    if (jobs.partner[job] != Jobs.NONE) {
      routeOf[jobs.partner[job]] = Jobs.NONE;
    }
  }

  int absentCountBefore() {
    return absentCountBefore;
  }

  int absentBefore(int index) {
    return absentBefore[index];
  }
}
