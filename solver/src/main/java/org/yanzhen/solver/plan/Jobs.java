package org.yanzhen.solver.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The problem as flat arrays. A job is what one person does at one moment: an order, the second
 * half of an order for two, or a pause. Jobs 0 … orders-1 are the orders themselves.
 */
final class Jobs {
  static final int NONE = -1;

  final PlanProblem problem;
  final int orders;
  final int count;
  final int people;
  final int places;

  /**
   * Travel times by row of origin, and turned, by row of destination: both are read along one row.
   */
  final int[] travel;

  final int[] travelTo;

  final int[] place;
  final int[] duration;

  /**
   * Moved while searching: the two halves of an order for two are bound to one moment, an order
   * with several windows to the one in which it is placed.
   */
  final int[] earliest;

  final int[] latest;
  final int[] windowStart;
  final int[] windowEnd;

  /** First and last moment of each window in turn, where there are several; otherwise empty. */
  final int[][] choices;

  final int mostChoices;

  /** Orders with the same number are for different people, or {@link #NONE}. */
  final int[] group;

  final long[] demand;
  final long[] penalty;
  final int[] partner;
  final int[] pauseOf;
  final int[] deadline;
  final int[] latePrice;
  final int[] promisedTo;
  final int[] promisePrice;
  final int[] frozenWith;

  /** By job × people: who may do it. */
  final boolean[] allowed;

  /** People with the same number are alike while their day is empty. */
  final int[] kind;

  final int kinds;

  /** The pause of a person, or {@link #NONE}. */
  final int[] pauseJob;

  /** Whether the longest day is shorter than the shift and so has to be looked at. */
  final boolean[] dayLimited;

  final boolean hasDeadlines;

  Jobs(PlanProblem problem) {
    this.problem = problem;
    orders = problem.orders().size();
    people = problem.people().size();
    places = problem.travel().places();
    travel = problem.travel().times();
    travelTo = problem.travel().transposed();
    List<Integer> doubled = new ArrayList<>();
    for (int order = 0; order < orders; order++) {
      if (problem.orders().get(order).people() == 2) {
        doubled.add(order);
      }
    }
    int pauses =
        (int) problem.people().stream().filter(person -> person.pause().isPresent()).count();
    count = orders + doubled.size() + pauses;
    place = new int[count];
    duration = new int[count];
    windowStart = new int[count];
    windowEnd = new int[count];
    choices = new int[count][0];
    group = filled(count);
    demand = new long[count];
    penalty = new long[count];
    partner = filled(count);
    pauseOf = filled(count);
    deadline = new int[count];
    latePrice = new int[count];
    promisedTo = filled(count);
    promisePrice = new int[count];
    frozenWith = filled(count);
    allowed = new boolean[count * people];
    pauseJob = filled(people);
    dayLimited = new boolean[people];
    for (int order = 0; order < orders; order++) {
      fill(order, problem.orders().get(order));
    }
    sortIntoGroups();
    int job = orders;
    for (int order : doubled) {
      partner[order] = job;
      partner[job] = order;
      fill(job, problem.orders().get(order));
      group[job] = group[order];
      penalty[job] = 0;
      job++;
    }
    for (int person = 0; person < people; person++) {
      PlanPerson whose = problem.people().get(person);
      dayLimited[person] = whose.longestDay() < whose.shiftEnd() - whose.shiftStart();
      if (whose.pause().isPresent()) {
        fillPause(job++, person, whose.pause().get());
      }
      freeze(person, whose);
    }
    earliest = windowStart.clone();
    latest = windowEnd.clone();
    mostChoices = Arrays.stream(choices).mapToInt(own -> own.length / 2).max().orElse(0);
    hasDeadlines = Arrays.stream(latePrice).anyMatch(price -> price > 0);
    kind = new int[people];
    kinds = sortIntoKinds();
  }

  private static int[] filled(int size) {
    int[] values = new int[size];
    Arrays.fill(values, NONE);
    return values;
  }

  private void fill(int job, PlanOrder order) {
    place[job] = order.place();
    duration[job] = order.duration();
    windowStart[job] = order.earliest();
    windowEnd[job] = order.latest();
    if (order.windows().size() > 1) {
      choices[job] =
          order.windows().stream()
              .flatMapToInt(window -> IntStream.of(window.from(), window.until()))
              .toArray();
    }
    demand[job] = order.demand();
    penalty[job] = order.unservedPenalty();
    if (job < orders && order.deadline().isPresent()) {
      deadline[job] = order.deadline().get().at();
      latePrice[job] = order.deadline().get().pricePerUnit();
    }
    if (job < orders && order.promise().isPresent()) {
      promisedTo[job] = order.promise().get().person();
      promisePrice[job] = order.promise().get().price();
    }
    for (int person = 0; person < people; person++) {
      PlanPerson whose = problem.people().get(person);
      allowed[job * people + person] =
          job < orders ? whose.canDo(order) : whose.canComeAlong(order);
    }
  }

  private void fillPause(int job, int person, PlanPerson.Pause pause) {
    pauseOf[job] = person;
    pauseJob[person] = job;
    place[job] = problem.people().get(person).startPlace();
    duration[job] = pause.duration();
    windowStart[job] = pause.earliest();
    windowEnd[job] = pause.latest();
    penalty[job] = 1000 * PlanOrder.MUST;
    allowed[job * people + person] = true;
  }

  private void freeze(int person, PlanPerson whose) {
    for (DayPlan.Stop stop : whose.frozen()) {
      int job =
          switch (stop) {
            case DayPlan.Rest unused -> pauseJob[person];
            case DayPlan.Visit visit -> {
              if (promisedTo[visit.order()] == person) {
                promisePrice[visit.order()] = 0;
              }
              yield frozenWith[visit.order()] == NONE ? visit.order() : partner[visit.order()];
            }
          };
      frozenWith[job] = person;
      windowStart[job] = stop.startAt();
      windowEnd[job] = stop.startAt();
      choices[job] = new int[0];
      allowed[job * people + person] = true;
    }
  }

  private void sortIntoGroups() {
    Map<Integer, Integer> known = new HashMap<>();
    for (int order = 0; order < orders; order++) {
      Optional<Integer> own = problem.orders().get(order).group();
      if (own.isPresent()) {
        Integer number = known.putIfAbsent(own.get(), known.size());
        group[order] = number == null ? known.size() - 1 : number;
      }
    }
  }

  private int sortIntoKinds() {
    Map<Object, Integer> known = new HashMap<>();
    boolean[] singled = new boolean[people];
    for (int job = 0; job < count; job++) {
      if (promisedTo[job] != NONE) {
        singled[promisedTo[job]] = true;
      }
    }
    for (int person = 0; person < people; person++) {
      PlanPerson whose = problem.people().get(person);
      boolean alone = singled[person] || whose.pause().isPresent() || !whose.frozen().isEmpty();
      Object key =
          alone
              ? person
              : new PlanPerson(
                  whose.startPlace(),
                  whose.endPlace(),
                  whose.shiftStart(),
                  whose.shiftEnd(),
                  whose.longestDay(),
                  whose.capacity(),
                  whose.skills(),
                  Optional.empty(),
                  List.of());
      Integer number = known.putIfAbsent(key, known.size());
      kind[person] = number == null ? known.size() - 1 : number;
    }
    return known.size();
  }

  boolean isPause(int job) {
    return pauseOf[job] != NONE;
  }

  boolean mayDo(int person, int job) {
    return allowed[job * people + person];
  }

  /** Whether somebody may do one of the two halves of an order for two. */
  boolean mayDoHalf(int person, int job) {
    return mayDo(person, job) || mayDo(person, partner[job]);
  }

  /** Whether one may do the first half while the other does the second. */
  boolean mayDoTogether(int job, int one, int other) {
    return mayDo(one, job) && mayDo(other, partner[job]);
  }

  int time(int from, int to) {
    return travel[from * places + to];
  }

  int promiseCost(int job, int person) {
    return promisedTo[job] == NONE || promisedTo[job] == person ? 0 : promisePrice[job];
  }

  /** Binds both halves of an order for two to one moment. */
  void bind(int job, int at) {
    setWindow(job, at, at);
    setWindow(partner[job], at, at);
  }

  void unbind(int job) {
    setWindow(job, windowStart[job], windowEnd[job]);
    setWindow(partner[job], windowStart[job], windowEnd[job]);
  }

  boolean hasChoice(int job) {
    return choices[job].length > 0;
  }

  /** Binds an order to one of its windows. */
  void choose(int job, int choice) {
    setWindow(job, choices[job][2 * choice], choices[job][2 * choice + 1]);
  }

  void unchoose(int job) {
    setWindow(job, windowStart[job], windowEnd[job]);
  }

  void setWindow(int job, int from, int until) {
    earliest[job] = from;
    latest[job] = until;
  }
}
