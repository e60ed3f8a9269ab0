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
      List<Rule> rules) {

    boolean isPossible() {
      return rules.stream().noneMatch(Rule::hard);
    }

    Optional<Rule> soft() {
      return rules.stream().filter(rule -> !rule.hard()).findFirst();
    }

    int travelBefore() {
      return toBefore.travel() + (fromBefore == null ? 0 : fromBefore.travel());
    }

    int travelAfter() {
      return to.travel() + (from == null ? 0 : from.travel());
    }
  }

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
    DayData data = reader.read(realm, day, persons, null, List.of(orderId));
    Task task = data.task(orderId).orElseThrow();
    Worker worker = data.worker(to.id());
    Layout layout = data.layout();
    List<Layout.Stop> before = data.stops(to.id(), mayMove);
    List<Layout.Stop> without =
        before.stream().filter(stop -> !stop.orderId().equals(orderId)).toList();
    List<Layout.Stop> with = new ArrayList<>(without);
    int at = Math.clamp(index, 0, without.size());
    with.add(at, Layout.Stop.of(task, Layout.OPEN, false));
    Layout.Day after = layout.of(worker, with);
    Layout.Day fromBefore = null;
    Layout.Day from = null;
    if (persons.size() > 1) {
      Worker other = data.worker(persons.get(1).id());
      List<Layout.Stop> there = data.stops(other.id(), mayMove);
      fromBefore = layout.of(other, there);
      from =
          layout.of(other, there.stream().filter(stop -> !stop.orderId().equals(orderId)).toList());
    }
    Step step = step(task, to.id());
    List<Rule> rules = new ArrayList<>();
    own(realm, data, task, worker, step, now, language, rules);
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
        data, worker, step, layout.of(worker, before), after, now, fromBefore, from, rules);
  }

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
      Task task,
      Person person,
      List<Going.Refused> rules,
      Predicate<String> mayMove,
      Language language) {
    Worker worker = data.worker(person.id());
    boolean holds = person.id().equals(task.person());
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
    if (task.notBefore()) {
      return new Could(person, holds, null, rule("before-day", true, language), List.of());
    }
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
