package org.yanzhen.bench.routes;

import com.google.ortools.Loader;
import com.google.ortools.constraintsolver.FirstSolutionStrategy;
import com.google.ortools.constraintsolver.LocalSearchMetaheuristic;
import com.google.ortools.constraintsolver.RoutingDimension;
import com.google.ortools.constraintsolver.RoutingIndexManager;
import com.google.ortools.constraintsolver.RoutingModel;
import com.google.ortools.constraintsolver.RoutingSearchParameters;
import com.google.ortools.constraintsolver.main;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.yanzhen.solver.plan.PlanOrder;
import org.yanzhen.solver.plan.PlanPerson;
import org.yanzhen.solver.plan.PlanProblem;

/**
 * The routing library with the cheapest-arc start and guided local search, as its guide recommends.
 */
final class OrTools implements Peer {
  @Override
  public String name() {
    return "or-tools";
  }

  @Override
  public boolean models(PlanProblem problem) {
    return true;
  }

  @Override
  public List<List<Integer>> solve(PlanProblem problem, Duration time, long seed) {
    ProcessorTime clock = new ProcessorTime();
    Loader.loadNativeLibraries();
    int[] orderAt = new int[problem.travel().places()];
    for (int order = 0; order < problem.orders().size(); order++) {
      orderAt[problem.orders().get(order).place()] = order + 1;
    }
    RoutingIndexManager manager = manager(problem);
    RoutingModel model = new RoutingModel(manager);
    addTravel(problem, model, orderAt);
    addDemand(problem, model, orderAt);
    addTime(problem, manager, model, orderAt);
    allow(problem, manager, model);
    letDrop(problem, manager, model);
    // Whole seconds of the clock are far too many on a busy machine; the processor's time is what
    // stops it.
    model.addSearchMonitor(model.solver().makeCustomLimit(() -> clock.isUp(time)));
    Best best = new Best();
    model.addAtSolutionCallback(() -> best.note(problem, manager, model, orderAt));
    RoutingSearchParameters parameters =
        main.defaultRoutingSearchParameters().toBuilder()
            .setFirstSolutionStrategy(FirstSolutionStrategy.Value.PATH_CHEAPEST_ARC)
            .setLocalSearchMetaheuristic(LocalSearchMetaheuristic.Value.GUIDED_LOCAL_SEARCH)
            .setTimeLimit(
                com.google.protobuf.Duration.newBuilder()
                    .setSeconds(10 * Math.max(1, time.toSeconds())))
            .build();
    model.solveWithParameters(parameters);
    return best.routes;
  }

  private static RoutingIndexManager manager(PlanProblem problem) {
    int[] starts = problem.people().stream().mapToInt(PlanPerson::startPlace).toArray();
    int[] ends = problem.people().stream().mapToInt(PlanPerson::endPlace).toArray();
    return new RoutingIndexManager(problem.travel().places(), starts.length, starts, ends);
  }

  private static void addTravel(PlanProblem problem, RoutingModel model, int[] orderAt) {
    int places = problem.travel().places();
    long[][] travel = new long[places][places];
    long[][] service = new long[places][places];
    for (int from = 0; from < places; from++) {
      long takes = orderAt[from] == 0 ? 0 : problem.orders().get(orderAt[from] - 1).duration();
      for (int to = 0; to < places; to++) {
        travel[from][to] = problem.travel().time(from, to);
        service[from][to] = travel[from][to] + takes;
      }
    }
    model.setArcCostEvaluatorOfAllVehicles(model.registerTransitMatrix(travel));
    model.addDimension(
        model.registerTransitMatrix(service),
        PlanProblem.HORIZON,
        PlanProblem.HORIZON,
        false,
        "time");
  }

  private static void addDemand(PlanProblem problem, RoutingModel model, int[] orderAt) {
    long[] demand = new long[orderAt.length];
    for (int place = 0; place < demand.length; place++) {
      demand[place] = orderAt[place] == 0 ? 0 : problem.orders().get(orderAt[place] - 1).demand();
    }
    long[] capacity = problem.people().stream().mapToLong(PlanPerson::capacity).toArray();
    int load = model.registerUnaryTransitVector(demand);
    model.addDimensionWithVehicleCapacity(load, 0, capacity, true, "load");
  }

  private static void addTime(
      PlanProblem problem, RoutingIndexManager manager, RoutingModel model, int[] orderAt) {
    RoutingDimension time = model.getMutableDimension("time");
    for (int place = 0; place < orderAt.length; place++) {
      if (orderAt[place] > 0) {
        PlanOrder order = problem.orders().get(orderAt[place] - 1);
        time.cumulVar(manager.nodeToIndex(place)).setRange(order.earliest(), order.latest());
      }
    }
    for (int vehicle = 0; vehicle < problem.people().size(); vehicle++) {
      PlanPerson person = problem.people().get(vehicle);
      time.cumulVar(model.start(vehicle)).setRange(person.shiftStart(), person.shiftEnd());
      time.cumulVar(model.end(vehicle)).setRange(person.shiftStart(), person.shiftEnd());
      if (person.longestDay() < person.shiftEnd() - person.shiftStart()) {
        time.setSpanUpperBoundForVehicle(person.longestDay(), vehicle);
      }
    }
  }

  private static void allow(PlanProblem problem, RoutingIndexManager manager, RoutingModel model) {
    for (PlanOrder order : problem.orders()) {
      if (!order.needs().isEmpty()) {
        long[] able =
            LongStream.range(-1, problem.people().size())
                .filter(person -> person < 0 || problem.people().get((int) person).canDo(order))
                .toArray();
        model.vehicleVar(manager.nodeToIndex(order.place())).setValue(able);
      }
    }
  }

  /**
   * Orders may be dropped at a penalty, as the guide has it ("Penalties and Dropping Visits"): with
   * every order a must the cheapest-arc start runs into a dead end and goes back and forth there
   * until the time is up. An answer that drops one is refused by the bench.
   */
  private static void letDrop(
      PlanProblem problem, RoutingIndexManager manager, RoutingModel model) {
    for (PlanOrder order : problem.orders()) {
      model.addDisjunction(
          new long[] {manager.nodeToIndex(order.place())}, order.unservedPenalty());
    }
  }

  /** The best solution seen: a custom limit ends the search without handing it back. */
  private static final class Best {
    private List<List<Integer>> routes = List.of();
    private long cost = Long.MAX_VALUE;

    void note(PlanProblem problem, RoutingIndexManager manager, RoutingModel model, int[] orderAt) {
      long found = model.costVar().value();
      if (found < cost) {
        cost = found;
        routes = routes(problem, manager, model, orderAt);
      }
    }
  }

  private static List<List<Integer>> routes(
      PlanProblem problem, RoutingIndexManager manager, RoutingModel model, int[] orderAt) {
    List<List<Integer>> routes = new ArrayList<>();
    for (int vehicle = 0; vehicle < problem.people().size(); vehicle++) {
      List<Integer> route = new ArrayList<>();
      long index = model.nextVar(model.start(vehicle)).value();
      while (!model.isEnd(index)) {
        route.add(orderAt[manager.indexToNode(index)] - 1);
        index = model.nextVar(index).value();
      }
      routes.add(route);
    }
    return routes;
  }
}
