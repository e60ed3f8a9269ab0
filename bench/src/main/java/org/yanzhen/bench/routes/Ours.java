package org.yanzhen.bench.routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yanzhen.solver.plan.Budget;
import org.yanzhen.solver.plan.DayPlan;
import org.yanzhen.solver.plan.DayPlanner;
import org.yanzhen.solver.plan.PlanProblem;

final class Ours implements Peer {
  @Override
  public String name() {
    return "yanzhen";
  }

  @Override
  public boolean models(PlanProblem problem) {
    return true;
  }

  @Override
  public List<List<Integer>> solve(PlanProblem problem, Duration time, long seed) {
    DayPlan plan = DayPlanner.byThreadTime().plan(problem, seed, Budget.ofTime(time));
    List<List<Integer>> visits = new ArrayList<>();
    for (DayPlan.Day day : plan.days()) {
      visits.add(
          day.stops().stream()
              .filter(DayPlan.Visit.class::isInstance)
              .map(stop -> ((DayPlan.Visit) stop).order())
              .toList());
    }
    return visits;
  }
}
