package org.yanzhen.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.dispatch.Going;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/** What would come of putting one order into somebody's day; changes nothing. */
@Service
class Trials {

  /** What has to happen to the order itself. */
  enum Step {
    /** Its person has it already: only times change. */
    NONE,
    /** It waits: it is offered, and the person says yes. */
    OFFER,
    /** It is taken back from who has it and offered to the other. */
    HAND_OVER
  }

  /** A rule that is broken, in words. */
  record Rule(String rule, boolean hard, String words) {}

  /**
   * @param to the day it comes into, with it
   * @param toBefore that day without it, as it stands
   * @param from the day it leaves, when that is another one
   * @param with the day of whoever comes along, when both move together
   * @param rules hard ones first
   */
  record Trial(
      DayData data,
      Worker worker,
      Step step,
      Layout.Day toBefore,
      Layout.Day to,
      @Nullable Visit now,
      Layout.@Nullable Day fromBefore,
      Layout.@Nullable Day from,
      @Nullable Worker fromWorker,
      @Nullable Along with,
      List<Rule> rules) {

    boolean isPossible() {
      return rules.stream().noneMatch(Rule::hard);
    }

    Optional<Rule> soft() {
      return rules.stream().filter(rule -> !rule.hard()).findFirst();
    }

    int travelBefore() {
      return toBefore.travel()
          + (fromBefore == null ? 0 : fromBefore.travel())
          + (with == null ? 0 : with.before().travel());
    }

    int travelAfter() {
      return to.travel()
          + (from == null ? 0 : from.travel())
          + (with == null ? 0 : with.after().travel());
    }
  }

  /**
   * Whoever comes along, with their own order at the same moment.
   *
   * @param now their visit as it stands
   */
  record Along(Worker worker, Task task, Visit now, Layout.Day before, Layout.Day after) {}

  private static final Comparator<Rule> HARD_FIRST =
      Comparator.comparing((Rule rule) -> !rule.hard());

  private final DayReader reader;
  private final PlanStore store;
  private final Going going;

  Trials(DayReader reader, PlanStore store, Going going) {
    this.reader = reader;
    this.store = store;
    this.going = going;
  }

  /**
   * @param index place in the person's day without it
   * @param mayMove by the area of an order, whether whoever asks may move it
   */
  Trial of(
      RealmId realm,
      LocalDate day,
      UUID orderId,
      Person to,
      int index,
      Predicate<String> mayMove,
      Language language) {
    Visit now = store.findVisit(realm, orderId).filter(visit -> !visit.done()).orElse(null);
    boolean sameDay = now != null && now.day().equals(day);
    List<Person> persons = new ArrayList<>(List.of(to));
    if (now != null && sameDay && !now.personId().equals(to.id())) {
      reader.find(realm, now.personId()).ifPresent(persons::add);
    }
    UUID leaves = persons.size() > 1 ? persons.get(1).id() : null;
    List<UUID> more = new ArrayList<>(List.of(orderId));
    Optional.ofNullable(reader.besides(realm, more).get(orderId))
        .ifPresent(
            other -> {
              more.add(other);
              store
                  .findVisit(realm, other)
                  .flatMap(visit -> reader.find(realm, visit.personId()))
                  .filter(one -> persons.stream().noneMatch(each -> each.id().equals(one.id())))
                  .ifPresent(persons::add);
            });
    DayData data = reader.read(realm, day, persons, null, more);
    Visit other =
        now == null
            ? data.visitOfOther(orderId, Visit.Standing.PLANNED).orElse(null)
            : data.visitOfOther(orderId, Visit.Standing.PLANNED, Visit.Standing.MISSED)
                .orElse(null);
    // Whoever is placed beside somebody who stands comes at that moment; who is moved takes the
    // other along.
    boolean meets = now == null && other != null;
    Task task = data.task(orderId).orElseThrow();
    if (meets && other != null && other.day().equals(day)) {
      task = task.beginningAt(data.clock().minute(other.startsAt()));
    }
    Worker worker = data.worker(to.id());
    Layout layout = data.layout();
    List<Layout.Stop> before = data.stops(to.id(), mayMove);
    Layout.Day after = placed(layout, worker, without(before, orderId), index, task, meets);
    Along along = null;
    if (!meets && other != null && !other.personId().equals(to.id())) {
      // Both begin when the later of them is there.
      for (int n = 0; n < MEETING_TRIES; n++) {
        int moment = start(after, orderId);
        along = along(data, other, moment, mayMove);
        int met = start(along.after(), other.orderId());
        if (met <= moment) {
          break;
        }
        after =
            placed(
                layout,
                worker,
                without(before, orderId),
                index,
                new Task(
                    task.order(),
                    task.kind(),
                    task.minutes(),
                    Math.max(task.from(), met),
                    task.until(),
                    task.due(),
                    task.notBefore(),
                    task.appointed()),
                false);
      }
    }
    Layout.Day fromBefore = null;
    Layout.Day from = null;
    Worker fromWorker = leaves == null ? null : data.worker(leaves);
    if (fromWorker != null) {
      List<Layout.Stop> there = data.stops(fromWorker.id(), mayMove);
      fromBefore = layout.of(fromWorker, there);
      from = layout.of(fromWorker, without(there, orderId));
    }
    Step step = step(task, to.id());
    List<Rule> rules = new ArrayList<>();
    own(realm, data, task, worker, step, now, language, rules);
    together(data, worker, day, other, meets, along, after, orderId, mayMove, language, rules);
    for (Layout.Broken broken : after.broken()) {
      if (broken.rule().equals("late")
          && orderId.equals(broken.orderId())
          && isLateAnyway(data, task, now, after)) {
        continue;
      }
      String about = about(data, broken.orderId(), orderId, mayMove);
      rules.add(
          new Rule(
              broken.rule(),
              broken.hard(),
              PlanWords.rule(broken.rule(), broken.minutes(), about, language)));
    }
    rules.sort(HARD_FIRST);
    return new Trial(
        data,
        worker,
        step,
        layout.of(worker, before),
        after,
        now,
        fromBefore,
        from,
        fromWorker,
        along,
        rules);
  }

  private static final int MEETING_TRIES = 6;

  private static List<Layout.Stop> without(List<Layout.Stop> stops, UUID order) {
    return stops.stream().filter(stop -> !stop.orderId().equals(order)).toList();
  }

  /**
   * @param meets whether the moment is given: then the place in the day follows from it
   */
  private static Layout.Day placed(
      Layout layout, Worker worker, List<Layout.Stop> others, int index, Task task, boolean meets) {
    List<Layout.Stop> with = new ArrayList<>(others);
    int at = meets ? placeAt(others, task.from()) : Math.clamp(index, 0, others.size());
    with.add(at, Layout.Stop.of(task, Layout.OPEN, false));
    return layout.of(worker, with);
  }

  private static int placeAt(List<Layout.Stop> stops, int moment) {
    return (int) stops.stream().filter(stop -> stop.start() < moment).count();
  }

  private static int start(Layout.Day day, UUID order) {
    return day.find(order).orElseThrow().start();
  }

  private static Along along(DayData data, Visit other, int moment, Predicate<String> mayMove) {
    Worker worker = data.worker(other.personId());
    Task task = data.task(other.orderId()).orElseThrow();
    List<Layout.Stop> there = data.stops(worker.id(), mayMove);
    List<Layout.Stop> rest = without(there, other.orderId());
    List<Layout.Stop> with = new ArrayList<>(rest);
    with.add(
        placeAt(rest, moment),
        new Layout.Stop(
            task.id(),
            task.place(),
            task.minutes(),
            Math.max(task.from(), moment),
            task.until(),
            task.due(),
            Layout.OPEN,
            false));
    Layout layout = data.layout();
    return new Along(worker, task, other, layout.of(worker, there), layout.of(worker, with));
  }

  /** What stands against both being there at one moment. */
  private static void together(
      DayData data,
      Worker worker,
      LocalDate day,
      @Nullable Visit other,
      boolean meets,
      @Nullable Along along,
      Layout.Day after,
      UUID orderId,
      Predicate<String> mayMove,
      Language language,
      List<Rule> rules) {
    if (other == null) {
      return;
    }
    if (other.personId().equals(worker.id())
        && rules.stream().noneMatch(rule -> rule.rule().equals(GOES_ALREADY))) {
      rules.add(rule(GOES_ALREADY, true, language));
    }
    if (meets && !other.day().equals(day)) {
      rules.add(rule("other-day", true, language));
    }
    if (along == null) {
      return;
    }
    String name = along.worker().person().name();
    if (along.worker().away()) {
      rules.add(new Rule("with-away", true, PlanWords.rule("with-away", 0, name, language)));
    }
    if (start(after, orderId) != start(along.after(), other.orderId())) {
      rules.add(new Rule("apart", true, PlanWords.rule("apart", 0, name, language)));
    }
    for (Layout.Broken broken : along.after().broken()) {
      boolean known = along.before().broken().stream().anyMatch(broken::equals);
      boolean same = broken.rule().equals("late") && other.orderId().equals(broken.orderId());
      if (!known && !same) {
        rules.add(
            new Rule(
                "with-" + broken.rule(),
                broken.hard(),
                PlanWords.along(
                    name,
                    PlanWords.rule(
                        broken.rule(),
                        broken.minutes(),
                        about(data, broken.orderId(), other.orderId(), mayMove),
                        language),
                    language)));
      }
    }
  }

  static final String GOES_ALREADY = "goes-already";

  /** What cannot be helped, or is no worse than before, needs no reason. */
  private static boolean isLateAnyway(
      DayData data, Task task, @Nullable Visit now, Layout.Day after) {
    boolean over = task.due() <= data.nowMinute();
    boolean sooner =
        now != null
            && after
                .find(task.id())
                .filter(one -> !data.clock().at(one.end()).isAfter(now.endsAt()))
                .isPresent();
    return over || sooner;
  }

  static Step step(Task task, UUID to) {
    UUID person = task.person();
    return person == null ? Step.OFFER : person.equals(to) ? Step.NONE : Step.HAND_OVER;
  }

  private void own(
      RealmId realm,
      DayData data,
      Task task,
      Worker worker,
      Step step,
      @Nullable Visit now,
      Language language,
      List<Rule> rules) {
    if (data.clock().isOver(data.now())) {
      rules.add(rule("past", true, language));
    }
    if (!Proposing.isInPlay(task.order().facts().state())) {
      rules.add(rule("not-open", true, language));
    }
    if (now != null
        && now.standing(task.order().facts().state(), data.now()) == Visit.Standing.BEGUN) {
      rules.add(rule("begun", true, language));
    }
    if (task.notBefore()) {
      rules.add(rule("before-day", true, language));
    }
    if (!worker.away() && !worker.works()) {
      rules.add(rule("day-off", false, language));
    }
    OrderFacts facts = task.order().facts();
    boolean holds = step == Step.NONE;
    going
        .at(realm, data.clock().noon())
        .refusals(facts, List.of(worker.person()), language)
        .getOrDefault(worker.id(), List.of())
        .stream()
        // Who has said yes to it has passed the others already.
        .filter(refused -> !holds || refused.rule().equals("on-leave"))
        .forEach(refused -> rules.add(new Rule(refused.rule(), refused.hard(), refused.words())));
    if (holds) {
      return;
    }
    if (reader.serving(realm, facts.area()).stream()
        .noneMatch(person -> person.id().equals(worker.id()))) {
      rules.add(rule("not-serving-here", true, language));
    }
    if (step == Step.HAND_OVER) {
      String name =
          Optional.ofNullable(task.person())
              .flatMap(person -> reader.find(realm, person))
              .map(Person::name)
              .orElse(null);
      rules.add(new Rule("hand-over", false, PlanWords.rule("hand-over", 0, name, language)));
    } else if (rules.isEmpty()
        && going.first(realm, facts).filter(first -> !first.equals(worker.id())).isPresent()) {
      rules.add(rule("not-first", false, language));
    }
  }

  private static Rule rule(String rule, boolean hard, Language language) {
    return new Rule(rule, hard, PlanWords.rule(rule, 0, null, language));
  }

  /** The number of another order, where whoever asks may read it. */
  private static @Nullable String about(
      DayData data, @Nullable UUID broken, UUID moved, Predicate<String> mayRead) {
    return broken == null || broken.equals(moved)
        ? null
        : data.task(broken)
            .filter(task -> mayRead.test(task.area()))
            .map(task -> task.order().number())
            .orElse(null);
  }

  /**
   * The best way to put an order into somebody's day.
   *
   * @param moved how many others move, by {@code movedMinutes} together
   */
  record Insertion(
      LocalDate day,
      int index,
      Layout.Timed stop,
      Layout.Day after,
      int extra,
      int moved,
      int movedMinutes,
      boolean late) {}

  /** Somebody, and when they could come; or the first rule that says no. */
  record Could(
      Person person,
      boolean holds,
      @Nullable Insertion best,
      @Nullable Rule refused,
      List<Rule> soft) {}

  /** Everybody who serves around an order: who could still take it, and when; the best first. */
  List<Could> who(
      RealmId realm,
      UUID orderId,
      String area,
      LocalDate from,
      int days,
      Predicate<String> mayMove,
      Language language) {
    List<Person> persons = reader.serving(realm, area);
    Map<UUID, Could> found = new HashMap<>();
    Map<UUID, Rule> refused = new HashMap<>();
    Set<UUID> open = new HashSet<>(persons.stream().map(Person::id).toList());
    for (int n = 0; n < days && !open.isEmpty(); n++) {
      LocalDate day = from.plusDays(n);
      List<Person> asked = persons.stream().filter(one -> open.contains(one.id())).toList();
      DayData data = reader.read(realm, day, asked, null, List.of(orderId));
      Task task = data.task(orderId).orElseThrow();
      Map<UUID, List<Going.Refused>> rules =
          going.at(realm, data.clock().noon()).refusals(task.order().facts(), asked, language);
      for (Person person : asked) {
        Could could =
            could(
                data, task, person, rules.getOrDefault(person.id(), List.of()), mayMove, language);
        if (could.refused() == null) {
          found.put(person.id(), could);
          open.remove(person.id());
        } else {
          refused.putIfAbsent(person.id(), could.refused());
        }
      }
    }
    List<Could> all = new ArrayList<>(found.values());
    all.sort(
        Comparator.comparing((Could could) -> !could.soft().isEmpty())
            .thenComparing(could -> best(could).late())
            .thenComparing(could -> best(could).day())
            .thenComparing(could -> weight(best(could)))
            .thenComparing(could -> could.person().id()));
    for (Person person : persons) {
      Rule rule = refused.get(person.id());
      if (!found.containsKey(person.id()) && rule != null) {
        all.add(new Could(person, false, null, rule, List.of()));
      }
    }
    return all;
  }

  private static Insertion best(Could could) {
    return Objects.requireNonNull(could.best());
  }

  /** Minutes on the road beside minutes for which others are told anew. */
  private static int weight(Insertion insertion) {
    return insertion.extra() + insertion.movedMinutes() + insertion.stop().start() / 60;
  }

  private Could could(
      DayData data,
      Task asked,
      Person person,
      List<Going.Refused> rules,
      Predicate<String> mayMove,
      Language language) {
    Worker worker = data.worker(person.id());
    boolean holds = person.id().equals(asked.person());
    Optional<Going.Refused> no =
        rules.stream().filter(rule -> !holds || rule.rule().equals("on-leave")).findFirst();
    if (no.isPresent()) {
      return new Could(
          person,
          holds,
          null,
          new Rule(no.get().rule(), no.get().hard(), no.get().words()),
          List.of());
    }
    if (asked.notBefore()) {
      return new Could(person, holds, null, rule("before-day", true, language), List.of());
    }
    Visit other = data.visitOfOther(asked.id(), Visit.Standing.PLANNED).orElse(null);
    if (other != null && !other.day().equals(data.clock().day())) {
      return new Could(person, holds, null, rule("other-day", true, language), List.of());
    }
    if (other != null && other.personId().equals(person.id())) {
      return new Could(person, holds, null, rule(GOES_ALREADY, true, language), List.of());
    }
    // Whoever else stands there already is met at that moment.
    Task task = other == null ? asked : asked.beginningAt(data.clock().minute(other.startsAt()));
    if (!worker.works()) {
      return new Could(person, holds, null, rule("day-off", false, language), List.of());
    }
    Insertion best = null;
    Layout layout = data.layout();
    List<Layout.Stop> without =
        data.stops(person.id(), mayMove).stream()
            .filter(stop -> !stop.orderId().equals(task.id()))
            .toList();
    int travel = layout.of(worker, without).travel();
    for (int index = 0; index <= without.size(); index++) {
      List<Layout.Stop> with = new ArrayList<>(without);
      with.add(index, Layout.Stop.of(task, Layout.OPEN, false));
      Layout.Day day = layout.of(worker, with);
      // By itself nobody is sent home late.
      boolean fits =
          day.isPossible() && day.broken().stream().noneMatch(one -> one.rule().equals("overtime"));
      if (!fits) {
        continue;
      }
      Insertion here =
          new Insertion(
              data.clock().day(),
              index,
              day.find(task.id()).orElseThrow(),
              day,
              day.travel() - travel,
              (int) day.stops().stream().filter(stop -> stop.moved() > 0).count(),
              day.stops().stream().mapToInt(Layout.Timed::moved).sum(),
              day.broken().stream().anyMatch(one -> one.rule().equals("late")));
      if (best == null
          || (best.late() && !here.late())
          || (best.late() == here.late() && weight(here) < weight(best))) {
        best = here;
      }
    }
    if (best == null) {
      return new Could(
          person,
          holds,
          null,
          new Rule("no-time", true, language.pick("日程里放不下", "There is no time for it in the day")),
          List.of());
    }
    List<Rule> soft =
        best.after().broken().stream()
            .map(
                broken ->
                    new Rule(
                        broken.rule(),
                        broken.hard(),
                        PlanWords.rule(
                            broken.rule(),
                            broken.minutes(),
                            about(data, broken.orderId(), task.id(), mayMove),
                            language)))
            .toList();
    return new Could(person, holds, best, null, soft);
  }
}
