package org.yanzhen.bench.assign;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintCollectors;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.yanzhen.bench.routes.ProcessorTime;

/**
 * Timefold Community as its task-assigning guides have it: each order has a variable for its
 * person, from those who may take it, and may stay unassigned; default search, one thread.
 */
final class TimefoldPeer {
  private static final int LOOK_MILLIS = 20;

  private TimefoldPeer() {}

  /** By order the person, or -1. Uses so much of the calling thread's processor time. */
  static int[] personOf(County county, int capacity, Duration time) {
    ProcessorTime clock = new ProcessorTime();
    SolverConfig config =
        new SolverConfig()
            .withSolutionClass(Whole.class)
            .withEntityClasses(Task.class)
            .withConstraintProviderClass(Rules.class)
            .withRandomSeed(1L)
            .withTerminationConfig(new TerminationConfig().withSpentLimit(time.multipliedBy(10)));
    Solver<Whole> solver = SolverFactory.<Whole>create(config).buildSolver();
    Whole solved;
    try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
      watch.scheduleWithFixedDelay(
          () -> stopWhenUp(solver, clock, time), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      solved = solver.solve(new Whole(county, capacity));
      watch.shutdownNow();
    }
    return solved.tasks.stream().mapToInt(task -> task.who == null ? -1 : task.who.id).toArray();
  }

  private static void stopWhenUp(Solver<Whole> solver, ProcessorTime clock, Duration time) {
    if (clock.isUp(time)) {
      solver.terminateEarly();
    }
  }

  /** Somebody with room for so many. */
  @NullUnmarked
  public static class Who {
    @PlanningId int id;
    int capacity;
  }

  /** One order; filled by the framework. */
  @PlanningEntity
  @NullUnmarked
  public static class Task {
    @PlanningId int id;
    long unserved;
    int[] people;
    long[] costs;

    @ValueRangeProvider(id = "able")
    List<Who> able = new ArrayList<>();

    @PlanningVariable(valueRangeProviderRefs = "able", allowsUnassigned = true)
    Who who;

    long cost() {
      return who == null ? unserved : costs[Arrays.binarySearch(people, who.id)];
    }
  }

  /** All orders and people; filled by the framework. */
  @PlanningSolution
  @NullUnmarked
  public static class Whole {
    @ProblemFactCollectionProperty List<Who> people = new ArrayList<>();
    @PlanningEntityCollectionProperty List<Task> tasks = new ArrayList<>();
    @PlanningScore HardSoftLongScore score;

    public Whole() {}

    Whole(County county, int capacity) {
      for (int person = 0; person < county.people(); person++) {
        Who who = new Who();
        who.id = person;
        who.capacity = capacity;
        people.add(who);
      }
      for (int order = 0; order < county.orders(); order++) {
        Task task = new Task();
        task.id = order;
        task.unserved = county.unserved()[order];
        task.people = county.peopleOf(order);
        task.costs = county.costsOf(order);
        for (int person : task.people) {
          task.able.add(people.get(person));
        }
        tasks.add(task);
      }
    }
  }

  /** The rules as constraint streams. */
  public static class Rules implements ConstraintProvider {
    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
      return new Constraint[] {
        factory
            .forEach(Task.class)
            .groupBy(task -> task.who, ConstraintCollectors.count())
            .filter((who, count) -> count > who.capacity)
            .penalizeLong(HardSoftLongScore.ONE_HARD, (who, count) -> (long) count - who.capacity)
            .asConstraint("capacity"),
        factory
            .forEachIncludingUnassigned(Task.class)
            .penalizeLong(HardSoftLongScore.ONE_SOFT, Task::cost)
            .asConstraint("cost")
      };
    }
  }
}
