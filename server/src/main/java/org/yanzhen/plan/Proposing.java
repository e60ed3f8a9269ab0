package org.yanzhen.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.order.OrderState;
import org.yanzhen.solver.plan.Budget;
import org.yanzhen.solver.plan.DayPlan;
import org.yanzhen.solver.plan.DayPlanner;
import org.yanzhen.solver.plan.PlanChecker;
import org.yanzhen.solver.plan.PlanOrder;
import org.yanzhen.solver.plan.PlanPerson;
import org.yanzhen.solver.plan.PlanProblem;
import org.yanzhen.solver.plan.Travel;

/**
 * Makes a proposal for a day. Knows no database: it is asked with all that was read.
 *
 * <p>Everybody is planned from where they are: what is begun or done lies before, and is taken over
 * as it is. Who has accepted an order keeps it: such an order needs a "skill" that only this person
 * has. A waiting order needs one that only those have who may go.
 *
 * <p>The day is searched several times, each time letting what people were told move further: not
 * at all, by some minutes, freely. Around one order the first that fits it counts. For a whole day,
 * a person's day changes only where the next search saves more than it costs to tell people.
 *
 * <p>Two orders that are served at one moment are one order for two to the library; the second of
 * them stands there as a thing nobody can do, so that the numbers stay. Where no moment suits both,
 * whoever goes already goes alone rather than not at all.
 */
final class Proposing {

  /** A plan that its checker refuses: never shown to anybody. */
  static final class WrongPlanException extends RuntimeException {
    WrongPlanException(List<String> violations) {
      super(String.join("; ", violations));
    }
  }

  /** Told how far it is, in hundredths; says whether to go on. */
  @FunctionalInterface
  interface Watch {
    boolean goOn(int share);
  }

  /** So many rounds are enough for a few orders; then the time is not used up. */
  private static final long ROUNDS = 4_000;

  private static final long SEED = 1;

  /** Freely. */
  private static final int ANYWHERE = DayClock.DAY;

  private final DayData data;
  private final String area;
  private final boolean waiting;
  private final @Nullable UUID around;
  private final Map<UUID, Set<UUID>> mayGo;
  private final Map<UUID, Integer> room;
  private final Watch watch;

  private final List<Worker> planned = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final Map<UUID, Visit> current = new HashMap<>();
  private final Set<UUID> fixed = new HashSet<>();
  private final Map<UUID, String> left = new LinkedHashMap<>();

  /** Of those that are placed together, the other one; both ways. */
  private final Map<UUID, UUID> pairs = new HashMap<>();

  /**
   * @param area only orders there are placed or moved
   * @param mayGo of each order that waits, who may go
   * @param room how many more orders somebody may be asked for
   */
  Proposing(
      DayData data,
      String area,
      boolean waiting,
      @Nullable UUID around,
      Map<UUID, Set<UUID>> mayGo,
      Map<UUID, Integer> room,
      Watch watch) {
    this.data = data;
    this.area = area;
    this.waiting = waiting;
    this.around = around;
    this.mayGo = mayGo;
    this.room = room;
    this.watch = watch;
  }

  /** Empty when it was stopped. */
  Optional<Proposal> make() {
    choosePeople();
    chooseTasks();
    if (planned.isEmpty() || tasks.isEmpty()) {
      tasks.forEach(task -> left.putIfAbsent(task.id(), "nobody-works"));
      return Optional.of(proposal(null));
    }
    pairUp();
    Plan best = around == null ? whole() : fitted();
    if (best != null && takeApart(best)) {
      best = around == null ? whole() : fitted();
    }
    return best == null ? Optional.empty() : Optional.of(proposal(best));
  }

  // Two at one moment.

  private void pairUp() {
    Set<UUID> there = new HashSet<>(tasks.stream().map(Task::id).toList());
    for (Task task : tasks) {
      DayData.Other other = data.others().get(task.id());
      if (other != null && there.contains(other.orderId())) {
        pairs.put(task.id(), other.orderId());
      }
    }
  }

  /**
   * Of two for whom there is no moment, one goes on alone: who stands in the day already, else who
   * has somebody already. Says whether there was such a one.
   */
  private boolean takeApart(Plan plan) {
    Set<UUID> alone = new HashSet<>();
    for (int index : plan.leftOut()) {
      Task task = tasks.get(index);
      UUID other = pairs.get(task.id());
      if (other != null && goesBefore(task, task(other))) {
        alone.add(task.id());
      }
    }
    for (UUID one : alone) {
      UUID other = Objects.requireNonNull(pairs.remove(one));
      pairs.remove(other);
      tasks.removeIf(task -> task.id().equals(other));
      left.put(other, "together");
    }
    return !alone.isEmpty();
  }

  private boolean goesBefore(Task task, Task other) {
    boolean stands = current.containsKey(task.id());
    boolean otherStands = current.containsKey(other.id());
    return stands != otherStands ? stands : task.person() != null && other.person() == null;
  }

  private Task task(UUID order) {
    return tasks.get(indexOfTask(order));
  }

  private int indexOfTask(UUID order) {
    for (int n = 0; n < tasks.size(); n++) {
      if (tasks.get(n).id().equals(order)) {
        return n;
      }
    }
    throw new IllegalStateException("not to be placed: " + order);
  }

  private boolean isSecond(int n) {
    UUID other = pairs.get(tasks.get(n).id());
    return other != null && indexOfTask(other) < n;
  }

  private boolean isAround(UUID order) {
    return order.equals(around)
        || (around != null
            && Optional.ofNullable(data.others().get(around))
                .filter(other -> other.orderId().equals(order))
                .isPresent());
  }

  // Who and what.

  /** Whoever has hours left that day; whoever is asked to come all the same has them too. */
  private void choosePeople() {
    for (Worker worker : data.workers().values()) {
      boolean comes = worker.works() || data.visitsOf(worker.id()).stream().anyMatch(this::isAhead);
      if (!worker.away() && comes && from(worker) < worker.until()) {
        planned.add(worker);
      }
    }
  }

  private boolean isAhead(Visit visit) {
    return data.standing(visit) == Visit.Standing.PLANNED;
  }

  private void chooseTasks() {
    Set<UUID> people = new HashSet<>(planned.stream().map(Worker::id).toList());
    Set<UUID> behind = new HashSet<>();
    for (Worker worker : data.workers().values()) {
      for (Visit visit : data.visitsOf(worker.id())) {
        switch (data.standing(visit)) {
          case DONE, BEGUN -> behind.add(visit.orderId());
          case MISSED -> {}
          case PLANNED -> {
            if (people.contains(worker.id())) {
              current.put(visit.orderId(), visit);
              if (!visit.area().startsWith(area)) {
                fixed.add(visit.orderId());
              }
            }
          }
        }
      }
    }
    data.tasks().values().stream()
        .sorted(Comparator.comparing(Task::id))
        .filter(task -> !behind.contains(task.id()))
        .forEach(task -> choose(task, people));
  }

  private void choose(Task task, Set<UUID> people) {
    UUID person = task.person();
    if (fixed.contains(task.id())) {
      tasks.add(task);
      return;
    }
    boolean asked = isAround(task.id());
    if (!task.area().startsWith(area)
        || data.elsewhere().contains(task.id())
        || !isInPlay(task.order().facts().state())
        || (around != null && !asked && !current.containsKey(task.id()))
        || (person == null && !waiting && !asked)) {
      return;
    }
    if (task.notBefore()) {
      left.put(task.id(), "not-before");
    } else if (isMetAnotherDay(task)) {
      left.put(task.id(), "together");
    } else if (person == null) {
      if (mayGo.getOrDefault(task.id(), Set.of()).stream().noneMatch(people::contains)) {
        left.put(task.id(), "nobody-may");
      } else {
        tasks.add(task);
      }
    } else if (people.contains(person)) {
      tasks.add(task);
    } else {
      Worker worker = data.workers().get(person);
      if (worker != null) {
        left.put(task.id(), worker.away() ? "away" : worker.works() ? "day-over" : "day-off");
      }
    }
  }

  private boolean isMetAnotherDay(Task task) {
    return !current.containsKey(task.id())
        && data.visitOfOther(task.id(), Visit.Standing.PLANNED)
            .filter(other -> !other.day().equals(data.clock().day()))
            .isPresent();
  }

  static boolean isInPlay(OrderState state) {
    return switch (state) {
      case WAITING, OPEN, OFFERED, ACCEPTED, WORKING -> true;
      case DRAFT, REPORTED, SOLVED, CANCELLED, MERGED, SUSPENDED -> false;
    };
  }

  // From where and when.

  private Optional<Visit> last(Worker worker) {
    return data.visitsOf(worker.id()).stream()
        .filter(
            visit ->
                switch (data.standing(visit)) {
                  case DONE, BEGUN -> true;
                  case MISSED, PLANNED -> false;
                })
        .reduce((before, later) -> later);
  }

  private int from(Worker worker) {
    int free =
        last(worker).map(visit -> data.clock().minuteAfter(visit.endsAt())).orElse(worker.from());
    int now = data.nowMinute();
    return Math.max(0, Math.max(worker.from(), Math.max(free, now)));
  }

  // Searching.

  /** An answer with its problem, the stops of each person by order. */
  private record Plan(
      Map<UUID, List<DayPlan.Visit>> days, Set<Integer> leftOut, Map<Integer, String> reasons) {}

  private @Nullable Plan whole() {
    List<Integer> steps = List.of(0, data.policy().aroundMinutes().getLast(), ANYWHERE);
    Plan best = null;
    for (int step = 0; step < steps.size(); step++) {
      Plan next = search(steps.get(step), step, steps.size());
      if (next == null) {
        return null;
      }
      best = best == null ? next : better(best, next);
    }
    return best;
  }

  private @Nullable Plan fitted() {
    List<Integer> steps = new ArrayList<>(data.policy().aroundMinutes());
    steps.add(ANYWHERE);
    Plan last = null;
    for (int step = 0; step < steps.size(); step++) {
      last = search(steps.get(step), step, steps.size());
      if (last == null) {
        return null;
      }
      Plan fits = last;
      boolean all =
          fits.leftOut().stream()
              .map(index -> tasks.get(index).id())
              .noneMatch(id -> id.equals(around) || current.containsKey(id));
      if (all) {
        return fits;
      }
    }
    return last;
  }

  private @Nullable Plan search(int within, int step, int steps) {
    PlanProblem problem = problem(within);
    Duration time = data.policy().budget().dividedBy(steps);
    boolean[] goesOn = {watch.goOn(100 * step / steps)};
    if (!goesOn[0]) {
      return null;
    }
    DayPlan plan =
        DayPlanner.byWallTime()
            .plan(
                problem,
                SEED,
                new Budget(ROUNDS + ROUNDS / 2 * tasks.size(), time),
                (iterations, cost, share) -> {
                  goesOn[0] = watch.goOn((int) (100 * (step + share) / steps));
                  return goesOn[0];
                });
    if (!goesOn[0]) {
      return null;
    }
    List<String> violations = PlanChecker.violations(problem, plan);
    if (!violations.isEmpty()) {
      throw new WrongPlanException(violations);
    }
    return read(plan);
  }

  private Plan read(DayPlan plan) {
    Map<UUID, List<DayPlan.Visit>> days = new HashMap<>();
    Map<Integer, List<UUID>> goers = new HashMap<>();
    for (int person = 0; person < planned.size(); person++) {
      UUID id = planned.get(person).id();
      List<DayPlan.Visit> visits =
          plan.days().get(person).stops().stream()
              .filter(DayPlan.Visit.class::isInstance)
              .map(DayPlan.Visit.class::cast)
              .toList();
      days.put(id, visits);
      visits.forEach(
          visit -> goers.computeIfAbsent(visit.order(), unused -> new ArrayList<>()).add(id));
    }
    Set<Integer> leftOut = new HashSet<>();
    Map<Integer, String> reasons = new HashMap<>();
    for (DayPlan.LeftOut one : plan.leftOut()) {
      leftOut.add(one.order());
      reasons.put(
          one.order(),
          switch (one.reason()) {
            case NOBODY_WORKS -> "nobody-works";
            case NOBODY_HAS_THE_SKILLS, TOO_FEW_HAVE_THE_SKILLS -> "nobody-may";
            case NOBODY_CAN_CARRY_IT -> "full";
            case NOBODY_GETS_THERE_IN_TIME -> "no-time";
            case DAYS_ARE_FULL -> "days-full";
          });
    }
    for (int second = 0; second < tasks.size(); second++) {
      if (isSecond(second)) {
        int first = indexOfTask(Objects.requireNonNull(pairs.get(tasks.get(second).id())));
        if (leftOut.contains(first)) {
          reasons.put(second, reasons.getOrDefault(first, "days-full"));
        } else {
          leftOut.remove(second);
          reasons.remove(second);
          giveSecond(first, second, Objects.requireNonNull(goers.get(first)), days);
        }
      }
    }
    return new Plan(days, leftOut, reasons);
  }

  /** Which of the two has which of the two orders. */
  private void giveSecond(
      int first, int second, List<UUID> goers, Map<UUID, List<DayPlan.Visit>> days) {
    boolean asListed = may(goers.get(0), first) && may(goers.get(1), second);
    UUID along = goers.get(asListed ? 1 : 0);
    days.computeIfPresent(
        along,
        (id, visits) ->
            visits.stream()
                .map(
                    visit ->
                        visit.order() == first ? new DayPlan.Visit(second, visit.startAt()) : visit)
                .toList());
  }

  private boolean may(UUID person, int n) {
    Task task = tasks.get(n);
    UUID goes = goes(task);
    return goes == null
        ? mayGo.getOrDefault(task.id(), Set.of()).contains(person)
        : goes.equals(person);
  }

  /** Who has it; absent while it waits. */
  private @Nullable UUID goes(Task task) {
    Visit now = current.get(task.id());
    return now == null ? task.person() : now.personId();
  }

  /**
   * @param within so many minutes what people were told may move
   */
  private PlanProblem problem(int within) {
    List<Integer> places = new ArrayList<>();
    List<PlanPerson> people = new ArrayList<>();
    for (int n = 0; n < planned.size(); n++) {
      Worker worker = planned.get(n);
      int from = from(worker);
      int home = place(worker.home(), places);
      PlanPerson person =
          PlanPerson.at(home, from, worker.until())
              .withSkills(skills(n))
              .withCapacity(room.getOrDefault(worker.id(), 0));
      int start = last(worker).map(visit -> place(visit.divisionId(), places)).orElse(home);
      person =
          new PlanPerson(
              start,
              person.endPlace(),
              person.shiftStart(),
              person.shiftEnd(),
              person.longestDay(),
              person.capacity(),
              person.skills(),
              pause(worker, from),
              List.of());
      people.add(person);
    }
    List<PlanOrder> orders = new ArrayList<>();
    for (int n = 0; n < tasks.size(); n++) {
      orders.add(order(n, within, place(tasks.get(n).place(), places)));
    }
    Travel travel =
        Travel.of(
            places.size(),
            (from, to) -> from == to ? 0 : data.ways().minutes(places.get(from), places.get(to)));
    return new PlanProblem(travel, people, orders);
  }

  /**
   * Each home and each order is a place of its own, though several lie in one village: from door to
   * door there takes its minutes, and staying where one is (for a pause) takes none.
   */
  private static int place(int division, List<Integer> places) {
    places.add(division);
    return places.size() - 1;
  }

  /** A rest belongs into the day as long as its time is not over. */
  private Optional<PlanPerson.Pause> pause(Worker worker, int from) {
    PlanPolicy.Pause pause = data.policy().pause();
    int earliest = Math.max(pause.begins().from(), from);
    List<Layout.Stop> stands = asItStands(worker);
    // Whose day was laid out without one keeps it so until somebody lays it out otherwise.
    boolean without = !stands.isEmpty() && data.layout().of(worker, stands).pause() == null;
    boolean fits =
        pause.minutes() > 0
            && !without
            && earliest <= pause.begins().until()
            && worker.from() <= pause.begins().from()
            && pause.begins().until() + pause.minutes() <= worker.until()
            && !hasFixedIn(worker, earliest, pause.begins().until() + pause.minutes());
    return fits
        ? Optional.of(new PlanPerson.Pause(pause.minutes(), earliest, pause.begins().until()))
        : Optional.empty();
  }

  private boolean hasFixedIn(Worker worker, int from, int until) {
    return data.visitsOf(worker.id()).stream()
        .filter(visit -> fixed.contains(visit.orderId()))
        .anyMatch(
            visit ->
                data.clock().minute(visit.startsAt()) < until
                    && data.clock().minuteAfter(visit.endsAt()) > from);
  }

  private Map<Integer, Integer> skills(int person) {
    UUID id = planned.get(person).id();
    Map<Integer, Integer> skills = new HashMap<>();
    skills.put(person, 1);
    for (int n = 0; n < tasks.size(); n++) {
      if (planned.get(person).works()
          && mayGo.getOrDefault(tasks.get(n).id(), Set.of()).contains(id)) {
        skills.put(planned.size() + n, 1);
      }
    }
    return skills;
  }

  private PlanOrder order(int n, int within, int place) {
    Task task = tasks.get(n);
    UUID id = pairs.get(task.id());
    if (id == null) {
      return alone(n, within, place);
    }
    if (isSecond(n)) {
      // Comes with the first; a thing nobody can do and nobody misses.
      return PlanOrder.at(place, 1)
          .needing(Map.of(planned.size() + tasks.size(), 1))
          .withPenalty(0);
    }
    int other = indexOfTask(id);
    PlanOrder first = alone(n, within, place);
    PlanOrder second = alone(other, within, place);
    int from = Math.max(first.earliest(), second.earliest());
    int until = Math.min(first.latest(), second.latest());
    boolean meet = from <= until;
    PlanOrder stays = current.containsKey(id) ? second : first;
    PlanOrder order =
        PlanOrder.at(place, Math.max(first.duration(), second.duration()))
            .within(meet ? from : stays.earliest(), meet ? until : stays.latest())
            .needing(first.needs())
            .forTwo(second.needs())
            .withPenalty(penalty(task, first, task(id), second))
            // Who has it already has room for it.
            .withDemand(Math.min(first.demand(), second.demand()));
    return first.deadline().isEmpty()
        ? order
        : order.dueBy(first.deadline().get().at(), first.deadline().get().pricePerUnit());
  }

  /** Whoever would go alone otherwise is not lost: then only the other one is left out. */
  private long penalty(Task task, PlanOrder first, Task other, PlanOrder second) {
    if (goesBefore(task, other)) {
      return second.unservedPenalty();
    }
    return goesBefore(other, task)
        ? first.unservedPenalty()
        : first.unservedPenalty() + second.unservedPenalty();
  }

  /** The moment of the other one, who stands today and is not placed here. */
  private @Nullable Integer metAt(Task task) {
    return pairs.containsKey(task.id())
        ? null
        : data.visitOfOther(task.id(), Visit.Standing.PLANNED)
            .filter(other -> other.day().equals(data.clock().day()))
            .map(other -> data.clock().minute(other.startsAt()))
            .orElse(null);
  }

  private PlanOrder alone(int n, int within, int place) {
    Task task = tasks.get(n);
    Visit now = current.get(task.id());
    Integer met = metAt(task);
    int from = met == null ? task.from() : met;
    int until = met == null ? task.until() : met;
    if (now != null) {
      int start = data.clock().minute(now.startsAt());
      boolean stays = fixed.contains(task.id()) || met != null;
      int keep = stays ? 0 : isAround(task.id()) ? ANYWHERE : within;
      int narrowFrom = Math.max(from, start - keep);
      int narrowUntil = Math.min(until, start + keep);
      // What was placed past its window by hand stays there rather than nowhere.
      from = narrowFrom <= narrowUntil ? narrowFrom : start;
      until = narrowFrom <= narrowUntil ? narrowUntil : start;
    }
    UUID person = goes(task);
    boolean free = person == null;
    int skill = free ? planned.size() + n : indexOf(Objects.requireNonNull(person));
    long penalty =
        free
            ? data.policy().waitingOut(task.order().facts().urgency())
            : data.policy().prices().acceptedOut();
    if (isAround(task.id()) || fixed.contains(task.id())) {
      penalty = 10L * data.policy().prices().acceptedOut();
    } else if (now != null) {
      penalty *= 2;
    }
    PlanOrder order =
        PlanOrder.at(place, minutes(task))
            .within(Math.max(0, from), Math.max(0, until))
            .needing(Map.of(skill, 1))
            .withPenalty(penalty)
            .withDemand(free ? 1 : 0);
    return task.due() == Task.NEVER
        ? order
        : order.dueBy(
            Math.max(0, task.due() - minutes(task)),
            data.policy().lateMinute(task.order().facts().urgency()));
  }

  /** As long as it was planned for, where it stands already. */
  private int minutes(Task task) {
    Visit now = current.get(task.id());
    return now == null
        ? task.minutes()
        : Math.max(1, data.clock().minuteAfter(now.endsAt()) - data.clock().minute(now.startsAt()));
  }

  private int indexOf(UUID person) {
    for (int n = 0; n < planned.size(); n++) {
      if (planned.get(n).id().equals(person)) {
        return n;
      }
    }
    throw new IllegalStateException("not planned for: " + person);
  }

  // Choosing between two answers.

  /**
   * Where both give somebody the same orders, that day changes alone, for a gain that is larger
   * than telling people; all others change together or not at all.
   */
  private Plan better(Plan known, Plan next) {
    Map<UUID, List<DayPlan.Visit>> days = new HashMap<>(known.days());
    Set<UUID> together = new HashSet<>();
    for (Worker worker : planned) {
      UUID id = worker.id();
      if (!orders(known, id).equals(orders(next, id)) || meetsLater(known, next, id)) {
        together.add(id);
      } else if (cost(worker, next) < cost(worker, known)) {
        days.put(id, Objects.requireNonNull(next.days().get(id)));
      }
    }
    long before = penalties(known);
    long after = penalties(next);
    for (Worker worker : planned) {
      if (together.contains(worker.id())) {
        before += cost(worker, known);
        after += cost(worker, next);
      }
    }
    if (after >= before) {
      return new Plan(days, known.leftOut(), known.reasons());
    }
    together.forEach(id -> days.put(id, Objects.requireNonNull(next.days().get(id))));
    return new Plan(days, next.leftOut(), next.reasons());
  }

  /** Whether somebody would meet whoever comes along at another moment: then both days change. */
  private boolean meetsLater(Plan known, Plan next, UUID person) {
    return !meetings(known, person).equals(meetings(next, person));
  }

  private Map<Integer, Integer> meetings(Plan plan, UUID person) {
    Map<Integer, Integer> meetings = new HashMap<>();
    Objects.requireNonNull(plan.days().get(person)).stream()
        .filter(visit -> pairs.containsKey(tasks.get(visit.order()).id()))
        .forEach(visit -> meetings.put(visit.order(), visit.startAt()));
    return meetings;
  }

  private static Set<Integer> orders(Plan plan, UUID person) {
    Set<Integer> orders = new HashSet<>();
    Objects.requireNonNull(plan.days().get(person)).forEach(visit -> orders.add(visit.order()));
    return orders;
  }

  private long penalties(Plan plan) {
    long sum = 0;
    for (int index : plan.leftOut()) {
      sum += order(index, ANYWHERE, 0).unservedPenalty();
    }
    return sum;
  }

  /** Minutes on the road, lateness, and telling people. */
  private long cost(Worker worker, Plan plan) {
    List<DayPlan.Visit> visits = Objects.requireNonNull(plan.days().get(worker.id()));
    long cost = 0;
    int place = last(worker).map(Visit::divisionId).orElse(worker.home());
    for (DayPlan.Visit visit : visits) {
      Task task = tasks.get(visit.order());
      cost += data.ways().minutes(place, task.place());
      place = task.place();
      int end = visit.startAt() + minutes(task);
      if (task.due() != Task.NEVER && end > task.due()) {
        cost +=
            (long) data.policy().lateMinute(task.order().facts().urgency()) * (end - task.due());
      }
      Visit now = current.get(task.id());
      if (now != null && data.clock().minute(now.startsAt()) != visit.startAt()) {
        cost += data.policy().prices().movedVisit();
      }
    }
    return visits.isEmpty() ? cost : cost + data.ways().minutes(place, worker.home());
  }

  // Saying it.

  private Proposal proposal(@Nullable Plan plan) {
    List<Proposal.ForPerson> people = new ArrayList<>();
    Set<UUID> placed = new HashSet<>();
    Set<UUID> stay = plan == null ? Set.of() : whoStay(plan);
    for (Worker worker : data.workers().values()) {
      List<DayPlan.Visit> ahead = plan == null ? null : plan.days().get(worker.id());
      List<Layout.Stop> stops =
          ahead == null || stay.contains(worker.id())
              ? asItStands(worker)
              : asPlanned(worker, ahead);
      if (stops.isEmpty()) {
        continue;
      }
      Proposal.ForPerson one = person(worker, stops);
      one.lines().forEach(line -> placed.add(line.orderId()));
      people.add(one);
    }
    if (plan != null) {
      for (Task task : tasks) {
        if (!placed.contains(task.id()) && !fixed.contains(task.id())) {
          left.put(task.id(), plan.reasons().getOrDefault(tasks.indexOf(task), "days-full"));
        }
      }
    }
    return new Proposal(
        people,
        left.entrySet().stream()
            .filter(entry -> !placed.contains(entry.getKey()))
            .map(entry -> new Proposal.Left(entry.getKey(), entry.getValue()))
            .toList());
  }

  /** Whose day stays as it is: what is fixed in it would be lost, or they meet such a one. */
  private Set<UUID> whoStay(Plan plan) {
    Set<UUID> stay = new HashSet<>();
    int before = -1;
    while (before < stay.size()) {
      before = stay.size();
      Set<UUID> met = new HashSet<>();
      for (UUID one : stay) {
        for (DayPlan.Visit visit : plan.days().getOrDefault(one, List.of())) {
          Optional.ofNullable(pairs.get(tasks.get(visit.order()).id())).ifPresent(met::add);
        }
      }
      for (Worker worker : data.workers().values()) {
        List<DayPlan.Visit> ahead = plan.days().get(worker.id());
        if (ahead != null
            && (losesFixed(worker, ahead)
                || ahead.stream().anyMatch(visit -> met.contains(tasks.get(visit.order()).id())))) {
          stay.add(worker.id());
        }
      }
    }
    return stay;
  }

  private boolean losesFixed(Worker worker, List<DayPlan.Visit> ahead) {
    Set<UUID> there = new HashSet<>();
    ahead.forEach(visit -> there.add(tasks.get(visit.order()).id()));
    return data.visitsOf(worker.id()).stream()
        .map(Visit::orderId)
        .anyMatch(order -> fixed.contains(order) && !there.contains(order));
  }

  private List<Layout.Stop> asItStands(Worker worker) {
    return data.stops(worker.id(), unused -> false);
  }

  private List<Layout.Stop> asPlanned(Worker worker, List<DayPlan.Visit> ahead) {
    List<Layout.Stop> stops = new ArrayList<>();
    for (Layout.Stop stop : asItStands(worker)) {
      Visit visit =
          data.visitsOf(worker.id()).stream()
              .filter(one -> one.orderId().equals(stop.orderId()))
              .findFirst()
              .orElseThrow();
      switch (data.standing(visit)) {
        case DONE, BEGUN -> stops.add(stop);
        // Planned anew, or said to be left out.
        case MISSED, PLANNED -> {}
      }
    }
    for (DayPlan.Visit visit : ahead) {
      Task task = tasks.get(visit.order());
      stops.add(
          new Layout.Stop(
              task.id(),
              task.place(),
              minutes(task),
              task.from(),
              task.until(),
              task.due(),
              visit.startAt(),
              true));
    }
    return stops;
  }

  private Proposal.ForPerson person(Worker worker, List<Layout.Stop> stops) {
    Layout layout = data.layout();
    Layout.Day before = layout.of(worker, asItStands(worker));
    Layout.Day after = layout.of(worker, stops);
    List<Proposal.Line> lines = new ArrayList<>();
    Map<UUID, Visit> visits = new HashMap<>();
    data.visitsOf(worker.id()).forEach(visit -> visits.put(visit.orderId(), visit));
    for (Layout.Timed one : after.stops()) {
      UUID order = one.stop().orderId();
      Visit visit = visits.get(order);
      Instant startsAt = data.clock().at(one.start());
      boolean moves = visit == null || !visit.startsAt().equals(startsAt);
      lines.add(
          new Proposal.Line(
              order,
              moves || visit == null ? startsAt : visit.startsAt(),
              moves || visit == null ? data.clock().at(one.end()) : visit.endsAt(),
              one.travel(),
              change(order, visit, moves),
              visit == null ? null : visit.startsAt()));
    }
    return new Proposal.ForPerson(
        worker.id(),
        worker.version(),
        before.travel(),
        after.travel(),
        before.stops().isEmpty() ? null : data.clock().at(before.returns()),
        after.stops().isEmpty() ? null : data.clock().at(after.returns()),
        after.pause() == null ? null : data.clock().at(after.pause().from()),
        after.pause() == null ? null : data.clock().at(after.pause().until()),
        lines);
  }

  private Proposal.Change change(UUID order, @Nullable Visit visit, boolean moves) {
    if (visit == null) {
      Task task = data.tasks().get(order);
      return task != null && task.person() == null
          ? Proposal.Change.SUGGESTED
          : Proposal.Change.NEW;
    }
    Visit.Standing standing = data.standing(visit);
    boolean fixedHere =
        fixed.contains(order)
            || standing == Visit.Standing.DONE
            || standing == Visit.Standing.BEGUN;
    return fixedHere ? Proposal.Change.FIXED : moves ? Proposal.Change.MOVED : Proposal.Change.SAME;
  }
}
