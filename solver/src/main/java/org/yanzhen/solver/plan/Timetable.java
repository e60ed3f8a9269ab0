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
    DayPlan.Day early = from(person.shiftStart(), person, orders);
    int leaves = Math.max(person.shiftStart(), early.returnsAt() - person.longestDay());
    return leaves == person.shiftStart() ? early : from(leaves, person, orders);
  }

  private DayPlan.Day from(int leaves, PlanPerson person, List<Integer> orders) {
    List<DayPlan.Stop> stops = new ArrayList<>();
    int time = leaves;
    int at = person.startPlace();
    for (int index : orders) {
      PlanOrder order = problem.orders().get(index);
      time = Math.max(time + problem.travel().time(at, order.place()), order.earliest());
      stops.add(new DayPlan.Visit(index, time));
      time += order.duration();
      at = order.place();
    }
    return new DayPlan.Day(leaves, time + problem.travel().time(at, person.endPlace()), stops);
  }
}
