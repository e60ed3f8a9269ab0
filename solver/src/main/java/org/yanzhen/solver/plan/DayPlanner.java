package org.yanzhen.solver.plan;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Plans a day: whoever asks gets a plan that breaks no rule, and for what is left out the reason.
 */
public final class DayPlanner {
  private final LongSupplier nanos;

  private DayPlanner(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** The time of a budget is time that passes; jumps of the system's clock do not matter. */
  public static DayPlanner byWallTime() {
    return new DayPlanner(System::nanoTime);
  }

  /**
   * The time of a budget is what the calling thread spends on a processor: for fair comparisons.
   */
  public static DayPlanner byThreadTime() {
    return new DayPlanner(ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
  }

  static DayPlanner by(LongSupplier nanos) {
    return new DayPlanner(nanos);
  }

  public DayPlan plan(PlanProblem problem, long seed, Budget budget) {
    return plan(problem, seed, budget, Progress.SILENT);
  }

  public DayPlan plan(PlanProblem problem, long seed, Budget budget, Progress progress) {
    long start = nanos.getAsLong();
    double whole = Math.max(1, budget.time().toNanos());
    Jobs jobs = new Jobs(problem);
    Search search =
        new Search(jobs, seed, budget, progress, () -> (nanos.getAsLong() - start) / whole);
    search.run();
    return answer(jobs, search);
  }

  private static DayPlan answer(Jobs jobs, Search search) {
    List<DayPlan.Day> days = new ArrayList<>();
    boolean[] served = new boolean[jobs.count];
    for (int person = 0; person < jobs.people; person++) {
      int[] stops = search.bestOf(person);
      for (int job : stops) {
        served[job] = true;
        search.bindToBest(job);
      }
      days.add(day(jobs, person, stops));
    }
    Reasons reasons = new Reasons(jobs);
    List<DayPlan.LeftOut> leftOut = new ArrayList<>();
    for (int order = 0; order < jobs.orders; order++) {
      if (!served[order]) {
        leftOut.add(new DayPlan.LeftOut(order, reasons.of(order)));
      }
    }
    return new DayPlan(days, leftOut, search.bestCost(), search.iterations());
  }

  private static DayPlan.Day day(Jobs jobs, int person, int[] stops) {
    Route route = new Route(jobs, person);
    for (int job : stops) {
      route.insertAfter(route.size, job);
    }
    PlanPerson whose = jobs.problem.people().get(person);
    route.frozen = whose.frozen().size();
    route.refresh(1);
    if (route.isIdle()) {
      return new DayPlan.Day(whose.shiftStart(), whose.shiftStart(), List.of());
    }
    int time = route.leavesAt();
    int leaves = time;
    int at = whose.startPlace();
    List<DayPlan.Stop> days = new ArrayList<>();
    for (int position = 1; position <= route.size; position++) {
      int job = route.job[position];
      time = Math.max(time + jobs.time(at, route.where[position]), jobs.earliest[job]);
      days.add(stop(jobs, job, time));
      time += jobs.duration[job];
      at = route.where[position];
    }
    return new DayPlan.Day(leaves, time + jobs.time(at, whose.endPlace()), days);
  }

  private static DayPlan.Stop stop(Jobs jobs, int job, int time) {
    if (jobs.isPause(job)) {
      return new DayPlan.Rest(time);
    }
    boolean secondHalf = job >= jobs.orders;
    return new DayPlan.Visit(secondHalf ? jobs.partner[job] : job, time);
  }

  /** Why an order is left out. */
  private static final class Reasons {
    private final Jobs jobs;
    private final Roster begun;
    private final Insertions insertions;

    Reasons(Jobs jobs) {
      this.jobs = jobs;
      Arrays.setAll(jobs.earliest, job -> jobs.windowStart[job]);
      Arrays.setAll(jobs.latest, job -> jobs.windowEnd[job]);
      begun = new Roster(jobs);
      insertions = new Insertions(jobs);
    }

    DayPlan.Reason of(int order) {
      int skilled = 0;
      int free = 0;
      boolean isPair = jobs.partner[order] != Jobs.NONE;
      int leading = 0;
      int following = 0;
      boolean carried = false;
      int inTime = 0;
      for (Route route : begun.routes) {
        boolean leads = jobs.mayDo(route.person, order);
        boolean follows = isPair && jobs.mayDo(route.person, jobs.partner[order]);
        boolean may = leads || follows;
        leading += leads ? 1 : 0;
        following += follows ? 1 : 0;
        skilled += may ? 1 : 0;
        carried |= may && route.hasRoomFor(order);
        if (may && route.holdsGroupOf(order)) {
          continue;
        }
        free += may ? 1 : 0;
        int half = leads ? order : jobs.partner[order];
        inTime +=
            may && insertions.cost(insertions.look(half, route)) != Insertions.IMPOSSIBLE ? 1 : 0;
      }
      int needed = isPair ? 2 : 1;
      if (jobs.people == 0) {
        return DayPlan.Reason.NOBODY_WORKS;
      }
      if (skilled == 0) {
        return DayPlan.Reason.NOBODY_HAS_THE_SKILLS;
      }
      boolean oneIsMissing = isPair && (leading == 0 || following == 0);
      if (oneIsMissing || free < needed || skilled < neededByGroup(order)) {
        return DayPlan.Reason.TOO_FEW_HAVE_THE_SKILLS;
      }
      if (!carried) {
        return DayPlan.Reason.NOBODY_CAN_CARRY_IT;
      }
      return inTime < needed
          ? DayPlan.Reason.NOBODY_GETS_THERE_IN_TIME
          : DayPlan.Reason.DAYS_ARE_FULL;
    }

    /** How many different people the orders of the same group with the same needs ask for. */
    private int neededByGroup(int order) {
      int needed = 0;
      for (int other = 0; other < jobs.orders; other++) {
        boolean same =
            other == order
                || jobs.group[order] != Jobs.NONE && jobs.group[other] == jobs.group[order];
        if (same
            && jobs.problem
                .orders()
                .get(other)
                .needs()
                .equals(jobs.problem.orders().get(order).needs())) {
          needed += jobs.problem.orders().get(other).people();
        }
      }
      return needed;
    }
  }
}
