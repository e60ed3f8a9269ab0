package org.yanzhen.bench.routes;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.CascadingUpdateShadowVariable;
import ai.timefold.solver.core.api.domain.variable.InverseRelationShadowVariable;
import ai.timefold.solver.core.api.domain.variable.PlanningListVariable;
import ai.timefold.solver.core.api.domain.variable.PreviousElementShadowVariable;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.yanzhen.solver.plan.PlanOrder;
import org.yanzhen.solver.plan.PlanPerson;
import org.yanzhen.solver.plan.PlanProblem;

/**
 * Timefold Community with the model of its own vehicle-routing quickstart: a list variable and
 * cascading start times.
 */
final class Timefold implements Peer {
  private static final int LOOK_MILLIS = 20;

  @Override
  public String name() {
    return "timefold";
  }

  @Override
  public boolean models(PlanProblem problem) {
    return !Peer.isSiteDependent(problem);
  }

  @Override
  public List<List<Integer>> solve(PlanProblem problem, Duration time, long seed) {
    ProcessorTime clock = new ProcessorTime();
    SolverConfig config =
        new SolverConfig()
            .withSolutionClass(Whole.class)
            .withEntityClasses(Vehicle.class, Stop.class)
            .withConstraintProviderClass(Rules.class)
            .withRandomSeed(seed)
            .withTerminationConfig(new TerminationConfig().withSpentLimit(time.multipliedBy(10)));
    Solver<Whole> solver = SolverFactory.<Whole>create(config).buildSolver();
    Whole solved;
    try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
      watch.scheduleWithFixedDelay(
          () -> stopWhenUp(solver, clock, time), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      solved = solver.solve(new Whole(problem));
      watch.shutdownNow();
    }
    return solved.vehicles.stream()
        .map(vehicle -> vehicle.stops.stream().map(stop -> stop.id).toList())
        .toList();
  }

  private static void stopWhenUp(Solver<Whole> solver, ProcessorTime clock, Duration time) {
    if (clock.isUp(time)) {
      solver.terminateEarly();
    }
  }

  /** One vehicle; filled by the framework. */
  @PlanningEntity
  @NullUnmarked
  public static class Vehicle {
    @PlanningId int id;
    PlanProblem problem;
    PlanPerson person;
    @PlanningListVariable List<Stop> stops = new ArrayList<>();

    long overload() {
      return Math.max(
          0, stops.stream().mapToLong(stop -> stop.order.demand()).sum() - person.capacity());
    }

    long travel() {
      int at = person.startPlace();
      long sum = 0;
      for (Stop stop : stops) {
        sum += problem.travel().time(at, stop.order.place());
        at = stop.order.place();
      }
      return stops.isEmpty() ? 0 : sum + problem.travel().time(at, person.endPlace());
    }

    long lateHome() {
      if (stops.isEmpty() || stops.getLast().start == null) {
        return 0;
      }
      Stop last = stops.getLast();
      long home =
          last.start
              + last.order.duration()
              + problem.travel().time(last.order.place(), person.endPlace());
      return Math.max(0, home - person.shiftEnd());
    }
  }

  /** One order; filled by the framework. */
  @PlanningEntity
  @NullUnmarked
  public static class Stop {
    @PlanningId int id;
    PlanProblem problem;
    PlanOrder order;

    @InverseRelationShadowVariable(sourceVariableName = "stops")
    Vehicle vehicle;

    @PreviousElementShadowVariable(sourceVariableName = "stops")
    Stop previous;

    @CascadingUpdateShadowVariable(targetMethodName = "updateStart")
    Long start;

    void updateStart() {
      if (vehicle == null || (previous != null && previous.start == null)) {
        start = null;
        return;
      }
      int from = previous == null ? vehicle.person.startPlace() : previous.order.place();
      long free =
          previous == null
              ? vehicle.person.shiftStart()
              : previous.start + previous.order.duration();
      start = Math.max(free + problem.travel().time(from, order.place()), order.earliest());
    }

    long late() {
      return start == null ? 0 : Math.max(0, start - order.latest());
    }
  }

  /** The whole plan; filled by the framework. */
  @PlanningSolution
  @NullUnmarked
  public static class Whole {
    @PlanningEntityCollectionProperty List<Vehicle> vehicles = new ArrayList<>();
    @PlanningEntityCollectionProperty @ValueRangeProvider List<Stop> stops = new ArrayList<>();
    @PlanningScore HardSoftLongScore score;

    public Whole() {}

    Whole(PlanProblem problem) {
      for (int index = 0; index < problem.people().size(); index++) {
        Vehicle vehicle = new Vehicle();
        vehicle.id = index;
        vehicle.problem = problem;
        vehicle.person = problem.people().get(index);
        vehicles.add(vehicle);
      }
      for (int index = 0; index < problem.orders().size(); index++) {
        Stop stop = new Stop();
        stop.id = index;
        stop.problem = problem;
        stop.order = problem.orders().get(index);
        stops.add(stop);
      }
    }
  }

  /** The rules as constraint streams. */
  public static class Rules implements ConstraintProvider {
    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
      return new Constraint[] {
        factory
            .forEach(Vehicle.class)
            .filter(vehicle -> vehicle.overload() > 0)
            .penalizeLong(HardSoftLongScore.ONE_HARD, Vehicle::overload)
            .asConstraint("capacity"),
        factory
            .forEach(Stop.class)
            .filter(stop -> stop.late() > 0)
            .penalizeLong(HardSoftLongScore.ONE_HARD, Stop::late)
            .asConstraint("window"),
        factory
            .forEach(Vehicle.class)
            .filter(vehicle -> vehicle.lateHome() > 0)
            .penalizeLong(HardSoftLongScore.ONE_HARD, Vehicle::lateHome)
            .asConstraint("home in time"),
        factory
            .forEach(Vehicle.class)
            .penalizeLong(HardSoftLongScore.ONE_SOFT, Vehicle::travel)
            .asConstraint("travel")
      };
    }
  }
}
