package org.yanzhen.solver.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives times to days of which only the order of visits is known: for answers read from files or
 * made by others.
 */
public final class Timetable {
  private final PlanProblem problem;

  public Timetable(PlanProblem problem) {
    this.problem = problem;
  }

  /**
   * Everybody leaves as early as the longest day allows. Orders for two and pauses are not for this
   * class.
   */
  public DayPlan of(List<List<Integer>> visits) {
    List<DayPlan.Day> days = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    for (int person = 0; person < problem.people().size(); person++) {
      List<Integer> orders = person < visits.size() ? visits.get(person) : List.of();
      days.add(day(problem.people().get(person), orders));
      done.addAll(orders);
    }
    List<DayPlan.LeftOut> leftOut = new ArrayList<>();
    for (int order = 0; order < problem.orders().size(); order++) {
      if (!done.contains(order)) {
        leftOut.add(new DayPlan.LeftOut(order, DayPlan.Reason.DAYS_ARE_FULL));
      }
    }
    DayPlan timed = new DayPlan(days, leftOut, 0, 0);
    return new DayPlan(days, leftOut, PlanChecker.cost(problem, timed), 0);
  }

  private DayPlan.Day day(PlanPerson person, List<Integer> orders) {
    if (orders.isEmpty()) {
      return new DayPlan.Day(person.shiftStart(), person.shiftStart(), List.of());
    }
    DayPlan.Day day = from(person.shiftStart(), person, orders);
    // Who leaves later may miss the first of several windows and then has to wait for the next.
    int leaves = day.returnsAt() - person.longestDay();
    while (leaves > day.leavesAt() && leaves <= person.shiftEnd()) {
      DayPlan.Day later = from(leaves, person, orders);
      boolean neverWaits = later.returnsAt() - day.returnsAt() == leaves - day.leavesAt();
      day = later;
      if (neverWaits) {
        break;
      }
      leaves = day.returnsAt() - person.longestDay();
    }
    return day;
  }

  private DayPlan.Day from(int leaves, PlanPerson person, List<Integer> orders) {
    List<DayPlan.Stop> stops = new ArrayList<>();
    int time = leaves;
    int at = person.startPlace();
    for (int index : orders) {
      PlanOrder order = problem.orders().get(index);
      time = begin(order, time + problem.travel().time(at, order.place()));
      stops.add(new DayPlan.Visit(index, time));
      time += order.duration();
      at = order.place();
    }
    return new DayPlan.Day(leaves, time + problem.travel().time(at, person.endPlace()), stops);
  }

  /** In the first window that is not over; after the last one, at once and too late. */
  private static int begin(PlanOrder order, int arrives) {
    for (PlanOrder.Window window : order.windows()) {
      if (arrives <= window.until()) {
        return Math.max(arrives, window.from());
      }
    }
    return arrives;
  }
}
