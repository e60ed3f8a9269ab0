package org.yanzhen.solver.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recomputes a plan from the problem alone. It shares no line with the search, so that a mistake
 * there shows here. Walks stop by stop and is meant for answers, not for loops.
 */
public final class PlanChecker {
  private final PlanProblem problem;
  private final DayPlan plan;
  private final List<String> wrong = new ArrayList<>();
  private final Map<Integer, List<Integer>> startsOf = new HashMap<>();
  private final Map<Integer, List<PlanPerson>> goersOf = new HashMap<>();
  private long cost;

  private PlanChecker(PlanProblem problem, DayPlan plan) {
    this.problem = problem;
    this.plan = plan;
  }

  /** What is wrong with the plan, in words; empty if nothing is. */
  public static List<String> violations(PlanProblem problem, DayPlan plan) {
    PlanChecker checker = new PlanChecker(problem, plan);
    checker.check();
    return List.copyOf(checker.wrong);
  }

  /** What the plan costs, worked out anew. */
  public static long cost(PlanProblem problem, DayPlan plan) {
    PlanChecker checker = new PlanChecker(problem, plan);
    checker.check();
    return checker.cost;
  }

  private void check() {
    require(plan.days().size() == problem.people().size(), "days: " + plan.days().size());
    for (int person = 0; person < Math.min(plan.days().size(), problem.people().size()); person++) {
      checkDay(person, problem.people().get(person), plan.days().get(person));
    }
    checkServed();
    require(cost == plan.cost(), "the cost is " + cost + ", not " + plan.cost());
  }

  private void checkDay(int person, PlanPerson whose, DayPlan.Day day) {
    String who = "person " + person + ": ";
    checkFrozen(who, whose, day);
    if (day.stops().isEmpty()) {
      return;
    }
    require(day.leavesAt() >= whose.shiftStart(), who + "leaves before the shift");
    require(day.returnsAt() <= whose.shiftEnd(), who + "returns after the shift");
    require(day.returnsAt() - day.leavesAt() <= whose.longestDay(), who + "the day is too long");
    int place = whose.startPlace();
    long free = day.leavesAt();
    long carried = 0;
    int rests = 0;
    int index = 0;
    Set<Integer> groups = new HashSet<>();
    for (DayPlan.Stop stop : day.stops()) {
      switch (stop) {
        case DayPlan.Rest rest -> {
          checkRest(who, whose, rest, free, index < whose.frozen().size());
          free = (long) rest.startAt() + whose.pause().map(PlanPerson.Pause::duration).orElse(0);
          rests++;
        }
        case DayPlan.Visit visit -> {
          PlanOrder order = problem.orders().get(visit.order());
          int leg = problem.travel().time(place, order.place());
          cost += leg;
          require(
              visit.startAt() >= free + leg,
              who + "cannot be at order " + visit.order() + " in time");
          boolean past = index < whose.frozen().size();
          checkVisit(who, person, whose, visit, past);
          order
              .group()
              .ifPresent(
                  group ->
                      require(groups.add(group) || past, who + "has two orders of group " + group));
          free = (long) visit.startAt() + order.duration();
          place = order.place();
          carried += order.demand();
        }
      }
      index++;
    }
    int home = problem.travel().time(place, whose.endPlace());
    cost += home;
    require(
        day.returnsAt() == free + home,
        who + "returns at " + (free + home) + ", not " + day.returnsAt());
    require(carried <= whose.capacity(), who + "carries too much");
    require(rests == (whose.pause().isPresent() ? 1 : 0), who + "takes " + rests + " pauses");
  }

  private void checkFrozen(String who, PlanPerson whose, DayPlan.Day day) {
    for (int index = 0; index < whose.frozen().size(); index++) {
      DayPlan.Stop past = whose.frozen().get(index);
      require(
          index < day.stops().size() && day.stops().get(index).equals(past),
          who + "what was begun has changed at stop " + index);
    }
  }

  private void checkRest(String who, PlanPerson whose, DayPlan.Rest rest, long free, boolean past) {
    boolean kept =
        whose.pause().isPresent()
            && rest.startAt() >= free
            && (past
                || (rest.startAt() >= whose.pause().get().earliest()
                    && rest.startAt() <= whose.pause().get().latest()));
    require(kept, who + "the pause at " + rest.startAt() + " is not where it belongs");
  }

  private void checkVisit(
      String who, int person, PlanPerson whose, DayPlan.Visit visit, boolean past) {
    PlanOrder order = problem.orders().get(visit.order());
    startsOf.computeIfAbsent(visit.order(), unused -> new ArrayList<>()).add(visit.startAt());
    if (!past) {
      goersOf.computeIfAbsent(visit.order(), unused -> new ArrayList<>()).add(whose);
      require(
          whose.canDo(order) || (order.people() == 2 && whose.canComeAlong(order)),
          who + "lacks a skill for order " + visit.order());
      require(
          order.windows().stream()
              .anyMatch(own -> visit.startAt() >= own.from() && visit.startAt() <= own.until()),
          who + "order " + visit.order() + " begins outside its windows");
    }
    boolean first = startsOf.getOrDefault(visit.order(), List.of()).size() == 1;
    if (first && order.deadline().isPresent()) {
      PlanOrder.Deadline deadline = order.deadline().get();
      cost += (long) deadline.pricePerUnit() * Math.max(0, visit.startAt() - deadline.at());
    }
    order.promise().ifPresent(promise -> keptBy(promise, visit.order(), person));
  }

  private final Map<Integer, Boolean> promiseKept = new HashMap<>();

  private void keptBy(PlanOrder.Promise promise, int order, int person) {
    promiseKept.merge(order, promise.person() == person, Boolean::logicalOr);
  }

  private void checkServed() {
    Set<Integer> leftOut = new HashSet<>();
    for (DayPlan.LeftOut left : plan.leftOut()) {
      require(leftOut.add(left.order()), "order " + left.order() + " is left out twice");
    }
    for (int index = 0; index < problem.orders().size(); index++) {
      PlanOrder order = problem.orders().get(index);
      List<Integer> starts = startsOf.getOrDefault(index, List.of());
      if (starts.isEmpty()) {
        cost += order.unservedPenalty();
        require(leftOut.contains(index), "order " + index + " is neither done nor left out");
        continue;
      }
      require(!leftOut.contains(index), "order " + index + " is done and left out");
      require(starts.size() == order.people(), "order " + index + " is done by " + starts.size());
      require(starts.stream().distinct().count() == 1, "order " + index + " begins at two moments");
      List<PlanPerson> goers = goersOf.getOrDefault(index, List.of());
      require(
          goers.size() != 2 || canGo(order, goers.get(0), goers.get(1)),
          "order " + index + " is done by two of whom none may come along with the other");
      if (order.promise().isPresent() && !promiseKept.getOrDefault(index, false)) {
        cost += order.promise().get().price();
      }
    }
  }

  private static boolean canGo(PlanOrder order, PlanPerson one, PlanPerson other) {
    return (one.canDo(order) && other.canComeAlong(order))
        || (other.canDo(order) && one.canComeAlong(order));
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      wrong.add(otherwise);
    }
  }
}
