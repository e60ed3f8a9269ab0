package org.yanzhen.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Accounts;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.OrdersInHand.ToServe;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Point;
import org.yanzhen.place.Positions;
import org.yanzhen.plan.PlanViews.ChangeView;
import org.yanzhen.plan.PlanViews.Changes;
import org.yanzhen.plan.PlanViews.DayView;
import org.yanzhen.plan.PlanViews.DraftLine;
import org.yanzhen.plan.PlanViews.DraftPerson;
import org.yanzhen.plan.PlanViews.DraftRef;
import org.yanzhen.plan.PlanViews.DraftView;
import org.yanzhen.plan.PlanViews.MovedVisit;
import org.yanzhen.plan.PlanViews.MyDay;
import org.yanzhen.plan.PlanViews.Option;
import org.yanzhen.plan.PlanViews.PersonDay;
import org.yanzhen.plan.PlanViews.RefusedPerson;
import org.yanzhen.plan.PlanViews.RuleView;
import org.yanzhen.plan.PlanViews.Stretch;
import org.yanzhen.plan.PlanViews.TriedDay;
import org.yanzhen.plan.PlanViews.TriedVisit;
import org.yanzhen.plan.PlanViews.TryView;
import org.yanzhen.plan.PlanViews.Unplanned;
import org.yanzhen.plan.PlanViews.WhoView;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** Reading days, always as somebody: what is returned is what that actor may see. */
@Service
class PlanReads {

  /** Roles that look at an area's days, whoever serves there. */
  private static final Set<Role> DESK = Set.of(Role.CLERK, Role.DISPATCHER, Role.ADMINISTRATOR);

  private static final int MOST_UNPLANNED = 200;
  private static final int MINE = 60;
  private static final int BACK = 7;

  private final PlanStore store;
  private final DayReader reader;
  private final Trials trials;
  private final Runs runs;
  private final OrdersInHand orders;
  private final People people;
  private final Teams teams;
  private final Positions positions;
  private final Divisions divisions;
  private final Accounts accounts;
  private final RealmTransactions transactions;

  PlanReads(
      PlanStore store,
      DayReader reader,
      Trials trials,
      Runs runs,
      OrdersInHand orders,
      People people,
      Teams teams,
      Positions positions,
      Divisions divisions,
      Accounts accounts,
      RealmTransactions transactions) {
    this.store = store;
    this.reader = reader;
    this.trials = trials;
    this.runs = runs;
    this.orders = orders;
    this.people = people;
    this.teams = teams;
    this.positions = positions;
    this.divisions = divisions;
    this.accounts = accounts;
    this.transactions = transactions;
  }

  // Everybody's day.

  /**
   * Which rows of a day are asked for.
   *
   * @param team only who is in this group
   * @param name only whose name has this in it
   * @param draft whoever this proposal changes is shown too, wherever they stand in the list
   * @param person likewise
   * @param after the last row that is known; then rows alone are answered
   * @param limit absent: all
   */
  record Rows(
      @Nullable UUID team,
      @Nullable String name,
      @Nullable UUID draft,
      @Nullable UUID person,
      @Nullable RowKey after,
      @Nullable Integer limit) {}

  /** Persons of one page, in their order. */
  private record Page(List<Person> persons, int count, int going, @Nullable String next) {}

  DayView day(
      Actor actor,
      @Nullable LocalDate asked,
      @Nullable Integer division,
      Rows rows,
      Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          LocalDate day = asked == null ? reader.today(realm) : asked;
          Division area = area(actor, division);
          List<Person> persons = reader.serving(realm, area.path());
          Page page = page(actor, day, persons, rows);
          boolean more = rows.after() != null;
          DayData data =
              reader.read(
                  realm,
                  day,
                  more ? page.persons() : persons,
                  more ? null : area.path(),
                  List.of());
          Set<UUID> shown = new HashSet<>(page.persons().stream().map(Person::id).toList());
          DayViews views = views(actor, data, reads(actor, area.path()), language);
          Map<UUID, String> names = names(realm, data);
          // Further rows come without what was said with the first.
          List<Task> unplanned = more ? List.of() : views.unplanned();
          boolean past = data.clock().isOver(data.now());
          return new DayView(
              day,
              area.id(),
              views.name(area.id()),
              data.clock().zone().getId(),
              data.now(),
              past,
              !past && actor.has(Role.DISPATCHER, area.path()),
              data.workingDay(),
              people(data, views, shown),
              page.count(),
              page.going(),
              page.next(),
              unplanned.stream()
                  .limit(MOST_UNPLANNED)
                  .map(task -> views.unplanned(task, views.reason(task), names))
                  .toList(),
              unplanned.size() > MOST_UNPLANNED,
              more ? List.of() : drafts(actor, day),
              PlanWords.travel(language));
        });
  }

  private Page page(Actor actor, LocalDate day, List<Person> serving, Rows rows) {
    RealmId realm = actor.realm();
    Set<UUID> members = rows.team() == null ? null : members(realm, rows.team());
    String name = rows.name() == null ? "" : rows.name().strip().toLowerCase(Locale.ROOT);
    List<Person> found =
        serving.stream()
            .filter(person -> members == null || members.contains(person.id()))
            .filter(person -> person.name().toLowerCase(Locale.ROOT).contains(name))
            .toList();
    Set<UUID> going =
        store.visits(realm, day, found.stream().map(Person::id).toList()).stream()
            .map(Visit::personId)
            .collect(Collectors.toSet());
    RowKey after = rows.after();
    List<Person> sorted =
        found.stream()
            .filter(person -> after == null || key(person, going).compareTo(after) > 0)
            .sorted(Comparator.comparing(person -> key(person, going)))
            .toList();
    int limit = rows.limit() == null ? Integer.MAX_VALUE : rows.limit();
    boolean cut = sorted.size() > limit;
    List<Person> shown = new ArrayList<>(cut ? sorted.subList(0, limit) : sorted);
    String next = cut ? key(shown.getLast(), going).token() : null;
    if (after == null) {
      Set<UUID> too = too(actor, rows);
      serving.stream()
          .filter(person -> too.contains(person.id()) && !shown.contains(person))
          .forEach(shown::add);
    }
    return new Page(shown, found.size(), going.size(), next);
  }

  private static RowKey key(Person person, Set<UUID> going) {
    return new RowKey(!going.contains(person.id()), person.name(), person.id());
  }

  private Set<UUID> members(RealmId realm, UUID team) {
    Team found =
        teams
            .find(realm, team)
            .orElseThrow(
                () -> new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "team")));
    Set<UUID> members = new HashSet<>(found.members());
    members.add(found.lead());
    return members;
  }

  /** Who has to be there wherever the list ends. */
  private Set<UUID> too(Actor actor, Rows rows) {
    Set<UUID> too = new HashSet<>();
    Optional.ofNullable(rows.person()).ifPresent(too::add);
    Optional.ofNullable(rows.draft())
        .flatMap(id -> store.findDraft(actor.realm(), id, false))
        .filter(draft -> mayLook(actor, draft.area()))
        .map(Draft::proposal)
        .ifPresent(
            proposal ->
                proposal.people().stream()
                    .filter(Proposal.ForPerson::changes)
                    .forEach(one -> too.add(one.personId())));
    return too;
  }

  private static List<PersonDay> people(DayData data, DayViews views, Set<UUID> shown) {
    return data.workers().values().stream()
        .filter(worker -> shown.contains(worker.id()))
        .map(worker -> views.person(worker, true))
        .sorted(
            Comparator.comparing((PersonDay person) -> person.visits().isEmpty())
                .thenComparing(PersonDay::name)
                .thenComparing(PersonDay::personId))
        .toList();
  }

  private List<DraftRef> drafts(Actor actor, LocalDate day) {
    return store.openDrafts(actor.realm(), day).stream()
        .filter(draft -> mayLook(actor, draft.area()))
        .filter(draft -> draft.stateAt(reader.now()) != Draft.State.FAILED)
        .map(
            draft ->
                new DraftRef(
                    draft.id(),
                    draft.state(),
                    draft.startedAt(),
                    share(draft),
                    draft.waiting(),
                    draft.around(),
                    madeBy(actor.realm(), draft.madeBy())))
        .toList();
  }

  private int share(Draft draft) {
    return draft.state() == Draft.State.COMPUTING ? runs.share(draft.id()) : 100;
  }

  private @Nullable String madeBy(RealmId realm, @Nullable UUID account) {
    return account == null ? null : accounts.findName(realm, account).orElse(null);
  }

  private static boolean mayLook(Actor actor, String area) {
    return DESK.stream().anyMatch(role -> actor.has(role, area));
  }

  /** An order is read by the desks of its own area, within what is looked at. */
  private static Predicate<Task> reads(Actor actor, String within) {
    return task -> task.area().startsWith(within) && mayLook(actor, task.area());
  }

  private static Predicate<String> mayMove(Actor actor) {
    return area -> actor.has(Role.DISPATCHER, area);
  }

  /** The reader's own area when none is named. */
  private Division area(Actor actor, @Nullable Integer division) {
    int id =
        division != null
            ? division
            : actor.grants().stream()
                .filter(grant -> DESK.contains(grant.role()))
                .min(Comparator.comparing((Grant grant) -> grant.area().length()))
                .map(Grant::divisionId)
                .orElseThrow(() -> new ProblemException(ProblemCode.ACCESS_FORBIDDEN));
    Division area =
        divisions
            .find(id)
            .orElseThrow(
                () -> new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "division")));
    if (!mayLook(actor, area.path())) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return area;
  }

  private DayViews views(Actor actor, DayData data, Predicate<Task> mayRead, Language language) {
    Set<Integer> places = new HashSet<>();
    data.workers().values().forEach(worker -> places.add(worker.home()));
    data.tasks().values().stream().filter(mayRead).forEach(task -> places.add(task.place()));
    Map<Integer, Point> points = positions.findAll(actor.realm(), places);
    return new DayViews(data, divisions, points, mayRead, language);
  }

  private Map<UUID, String> names(RealmId realm, DayData data) {
    Set<UUID> ids = new HashSet<>();
    data.tasks().values().forEach(task -> Optional.ofNullable(task.person()).ifPresent(ids::add));
    return names(realm, ids);
  }

  private Map<UUID, String> names(RealmId realm, Set<UUID> ids) {
    Map<UUID, String> names = new HashMap<>();
    people.findAll(realm, ids).forEach((id, person) -> names.put(id, person.name()));
    return names;
  }

  // One's own day.

  MyDay mine(Actor actor, @Nullable LocalDate asked, Language language) {
    RealmId realm = actor.realm();
    UUID me = actor.personId();
    if (me == null || !actor.has(Role.WORKER)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return transactions.read(
        realm,
        () -> {
          LocalDate today = reader.today(realm);
          LocalDate day = asked == null ? today : asked;
          if (day.isBefore(today.minusDays(BACK))
              || day.isAfter(today.plusDays(PlanCommands.DAYS_AHEAD))) {
            throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "day"));
          }
          Person person =
              people
                  .find(realm, me)
                  .orElseThrow(() -> new ProblemException(ProblemCode.ACCESS_FORBIDDEN));
          DayData data = reader.read(realm, day, List.of(person), null, List.of());
          DayViews views = views(actor, data, task -> isMine(data, task, me), language);
          Worker worker = data.worker(me);
          DayViews.Laid laid = views.laid(worker);
          return new MyDay(
              day,
              data.clock().zone().getId(),
              data.now(),
              worker.version(),
              worker.away(),
              worker.works(),
              views.note(worker),
              worker.works() ? views.stretch(worker.from(), worker.until()) : null,
              views.pause(laid.day()),
              views.name(worker.home()),
              positions.find(realm, worker.home()).orElse(null),
              laid.day().travel(),
              laid.day().home(),
              laid.day().stops().isEmpty() ? null : data.clock().at(laid.day().returns()),
              laid.visits().stream().limit(MINE).toList(),
              views.unplanned().stream()
                  .limit(MINE)
                  .map(task -> views.unplanned(task, views.reason(task), Map.of(me, person.name())))
                  .toList());
        });
  }

  /**
   * Of what somebody served the order stays theirs to read; of what went elsewhere the time only.
   */
  private static boolean isMine(DayData data, Task task, UUID me) {
    return me.equals(task.person())
        || data.visitsOf(me).stream()
            .anyMatch(visit -> visit.done() && visit.orderId().equals(task.id()));
  }

  // Proposals.

  DraftView draft(Actor actor, UUID id, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          Draft draft =
              store
                  .findDraft(realm, id, false)
                  .filter(one -> mayLook(actor, one.area()))
                  .orElseThrow(() -> new ProblemException(ProblemCode.PLAN_DRAFT_NOT_FOUND));
          Proposal proposal =
              Objects.requireNonNullElse(draft.proposal(), new Proposal(List.of(), List.of()));
          return view(actor, draft, proposal, language);
        });
  }

  private DraftView view(Actor actor, Draft draft, Proposal proposal, Language language) {
    RealmId realm = actor.realm();
    Set<UUID> named = new HashSet<>();
    proposal.people().forEach(one -> one.lines().forEach(line -> named.add(line.orderId())));
    proposal.leftOut().forEach(left -> named.add(left.orderId()));
    Optional.ofNullable(draft.around()).ifPresent(named::add);
    Map<UUID, Person> known =
        people.findAll(
            realm, proposal.people().stream().map(Proposal.ForPerson::personId).toList());
    DayData data = reader.read(realm, draft.day(), List.copyOf(known.values()), null, named);
    DayViews views =
        views(actor, data, reads(actor, draft.area()), language).proposed(placed(proposal, known));
    Figures figures = new Figures(proposal);
    return new DraftView(
        draft.id(),
        draft.day(),
        draft.divisionId(),
        views.name(draft.divisionId()),
        draft.stateAt(reader.now()),
        share(draft),
        draft.startedAt(),
        draft.finishedAt(),
        madeBy(realm, draft.madeBy()),
        draft.waiting(),
        draft.around(),
        Optional.ofNullable(draft.around())
            .flatMap(data::task)
            .map(task -> task.order().number())
            .orElse(null),
        draft.stateAt(reader.now()) == Draft.State.FAILED
            ? PlanWords.failed(draft.problem(), language)
            : null,
        figures.summary(draft, language),
        figures.before - figures.after,
        figures.before,
        figures.after,
        figures.placed,
        figures.suggested,
        figures.moved,
        figures.movedMinutes,
        figures.movedMost,
        figures.people,
        proposal.people().stream()
            .filter(one -> known.containsKey(one.personId()))
            .map(one -> person(draft, one, data, views))
            .toList(),
        leftOut(realm, proposal, data, views));
  }

  /** Where each order would come, so that two who would go together are shown as such. */
  private static Map<UUID, DayViews.Placed> placed(Proposal proposal, Map<UUID, Person> known) {
    Map<UUID, DayViews.Placed> placed = new HashMap<>();
    for (Proposal.ForPerson one : proposal.people()) {
      Person person = known.get(one.personId());
      if (person != null) {
        one.lines()
            .forEach(
                line -> placed.put(line.orderId(), new DayViews.Placed(person, line.startsAt())));
      }
    }
    return placed;
  }

  private List<Unplanned> leftOut(RealmId realm, Proposal proposal, DayData data, DayViews views) {
    Map<UUID, String> names = names(realm, data);
    List<Unplanned> left = new ArrayList<>();
    for (Proposal.Left one : proposal.leftOut()) {
      data.task(one.orderId())
          .ifPresent(task -> left.add(views.unplanned(task, one.reason(), names)));
    }
    return left;
  }

  private static DraftPerson person(
      Draft draft, Proposal.ForPerson one, DayData data, DayViews views) {
    Worker worker = data.worker(one.personId());
    boolean adopted = draft.adopted().contains(one.personId());
    List<DraftLine> lines = new ArrayList<>();
    Map<UUID, Visit> visits = new HashMap<>();
    data.visitsOf(one.personId()).forEach(visit -> visits.put(visit.orderId(), visit));
    for (Proposal.Line line : one.lines()) {
      Visit visit = visits.get(line.orderId());
      lines.add(
          new DraftLine(
              views.line(
                  line.orderId(),
                  lines.size(),
                  line.startsAt(),
                  line.endsAt(),
                  line.travelMinutes(),
                  line.change() == Proposal.Change.FIXED && visit != null
                      ? data.standing(visit)
                      : Visit.Standing.PLANNED,
                  null,
                  null),
              line.change(),
              line.before(),
              minutes(line)));
    }
    return new DraftPerson(
        one.personId(),
        worker.person().name(),
        worker.home(),
        views.name(worker.home()),
        data.ways().point(worker.home()).orElse(null),
        one.version(),
        !adopted && worker.version() != one.version(),
        one.changes(),
        adopted,
        one.travelBefore(),
        one.travelAfter(),
        one.returnsBefore(),
        one.returnsAfter(),
        one.pauseFrom() == null || one.pauseUntil() == null
            ? null
            : new Stretch(one.pauseFrom(), one.pauseUntil()),
        lines);
  }

  private static int minutes(Proposal.Line line) {
    return line.before() == null
        ? 0
        : (int) Math.abs(Duration.between(line.before(), line.startsAt()).toMinutes());
  }

  /** What a proposal comes to. */
  private static final class Figures {
    private int before;
    private int after;
    private int placed;
    private int suggested;
    private int moved;
    private int movedMinutes;
    private int movedMost;
    private int people;

    Figures(Proposal proposal) {
      for (Proposal.ForPerson one : proposal.people()) {
        before += one.travelBefore();
        after += one.travelAfter();
        people += one.changes() ? 1 : 0;
        one.lines().forEach(this::count);
      }
    }

    private void count(Proposal.Line line) {
      switch (line.change()) {
        case NEW -> placed++;
        case SUGGESTED -> {
          placed++;
          suggested++;
        }
        case MOVED -> {
          int by = minutes(line);
          moved++;
          movedMinutes += by;
          movedMost = Math.max(movedMost, by);
        }
        case SAME, FIXED -> {}
      }
    }

    String summary(Draft draft, Language language) {
      if (draft.state() == Draft.State.COMPUTING) {
        return language.pick("正在排。", "Being made.");
      }
      if (draft.proposal() == null) {
        return "";
      }
      List<String> parts = new ArrayList<>();
      if (placed > 0) {
        parts.add(language.pick("新排进 %d 单", "%d orders come in").formatted(placed));
      }
      if (suggested > 0) {
        parts.add(
            language.pick("其中 %d 单要先问人", "%d of them are offered first").formatted(suggested));
      }
      if (before != after && placed == 0) {
        parts.add(
            before > after
                ? language
                    .pick("路上少 %d 分钟", "%d minutes less on the road")
                    .formatted(before - after)
                : language
                    .pick("路上多 %d 分钟", "%d minutes more on the road")
                    .formatted(after - before));
      }
      parts.add(
          moved == 0
              ? language.pick("不用挪别的", "nothing else moves")
              : language
                  .pick("挪动 %d 处，最多 %d 分钟", "%d visits move, by %d minutes at most")
                  .formatted(moved, movedMost));
      if (people > 0) {
        parts.add(language.pick("%d 人的日程会变", "days that change: %d").formatted(people));
      }
      return String.join(language.pick("；", "; "), parts) + language.pick("。", ".");
    }
  }

  // Who could, and what if.

  WhoView who(Actor actor, UUID orderId, @Nullable LocalDate asked, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          ToServe order = sendable(actor, orderId);
          LocalDate today = reader.today(realm);
          LocalDate from = asked == null ? today : asked;
          checkAhead(from, today);
          int days = reader.policy(from).daysAhead();
          List<Trials.Could> all =
              trials.who(
                  realm, orderId, order.facts().area(), from, days, mayMove(actor), language);
          ZoneId zone = reader.zone(realm);
          List<Option> options = new ArrayList<>();
          List<RefusedPerson> refused = new ArrayList<>();
          for (Trials.Could could : all) {
            Trials.Rule rule = could.refused();
            if (rule != null) {
              refused.add(
                  new RefusedPerson(
                      could.person().id(),
                      could.person().name(),
                      rule.rule(),
                      rule.hard(),
                      rule.words()));
            } else {
              options.add(option(could, zone, today, language));
            }
          }
          return new WhoView(
              orderId,
              order.number(),
              reader.now(),
              from,
              days,
              PlanWords.travel(language),
              options,
              refused);
        });
  }

  private static void checkAhead(LocalDate day, LocalDate today) {
    if (day.isBefore(today) || day.isAfter(today.plusDays(PlanCommands.DAYS_AHEAD))) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "day"));
    }
  }

  private static Option option(
      Trials.Could could, ZoneId zone, LocalDate today, Language language) {
    Trials.Insertion best = Objects.requireNonNull(could.best());
    DayClock clock = new DayClock(best.day(), zone);
    Instant startsAt = clock.at(best.stop().start());
    return new Option(
        could.person().id(),
        could.person().name(),
        could.person().post(),
        could.person().phone(),
        best.day(),
        best.index(),
        startsAt,
        clock.at(best.stop().end()),
        best.stop().travel(),
        best.extra(),
        best.late(),
        best.moved(),
        best.movedMinutes(),
        could.holds(),
        rules(could.soft()),
        words(best, startsAt, zone, today, language));
  }

  private static String words(
      Trials.Insertion best, Instant startsAt, ZoneId zone, LocalDate today, Language language) {
    String at =
        DateTimeFormatter.ofPattern(
                best.day().equals(today) ? "H:mm" : language.pick("M月d日 H:mm", "d MMM H:mm"),
                language.locale())
            .withZone(zone)
            .format(startsAt);
    String others =
        best.moved() == 0
            ? language.pick("不挪别人", "nobody else moves")
            : language
                .pick("要挪 %d 处，共 %d 分钟", "%d visits move, by %d minutes together")
                .formatted(best.moved(), best.movedMinutes());
    return language
        .pick("%s 能到，路上多 %d 分钟，%s", "There at %s, %d minutes more on the road; %s")
        .formatted(at, best.extra(), others);
  }

  private static List<RuleView> rules(List<Trials.Rule> rules) {
    return rules.stream()
        .map(rule -> new RuleView(rule.rule(), rule.hard(), rule.words()))
        .toList();
  }

  TryView tryOut(
      Actor actor, LocalDate day, UUID orderId, UUID toPersonId, int index, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          sendable(actor, orderId);
          Person to =
              people
                  .find(realm, toPersonId)
                  .orElseThrow(
                      () ->
                          new ProblemException(
                              Problem.at(ProblemCode.PEOPLE_PERSON_UNKNOWN, "toPersonId")));
          Trials.Trial trial = trials.of(realm, day, orderId, to, index, mayMove(actor), language);
          return view(actor, orderId, trial, language);
        });
  }

  private TryView view(Actor actor, UUID orderId, Trials.Trial trial, Language language) {
    DayData data = trial.data();
    boolean possible = trial.isPossible();
    Layout.Timed dropped = trial.to().find(orderId).orElseThrow();
    List<TriedDay> days = new ArrayList<>();
    days.add(tried(data, trial.worker(), trial.to()));
    List<MovedVisit> moved =
        new ArrayList<>(moved(actor, data, trial.worker(), trial.to(), orderId));
    Integer fromVersion = null;
    Worker other = trial.fromWorker();
    if (trial.from() != null && other != null) {
      days.add(tried(data, other, trial.from()));
      moved.addAll(moved(actor, data, other, trial.from(), orderId));
      fromVersion = other.version();
    }
    Trials.Along along = trial.with();
    if (along != null) {
      days.add(tried(data, along.worker(), along.after()));
      moved.addAll(moved(actor, data, along.worker(), along.after(), orderId));
      movedAlong(actor, data, along).ifPresent(moved::add);
    }
    return new TryView(
        possible,
        trial.soft().isPresent(),
        trial.step(),
        stepWords(trial, language),
        rules(trial.rules()),
        possible ? data.clock().at(dropped.start()) : null,
        possible ? data.clock().at(dropped.end()) : null,
        trial.travelBefore(),
        trial.travelAfter(),
        trial.travelAfter() - trial.travelBefore(),
        moved,
        days,
        trial.worker().version(),
        fromVersion,
        along == null ? null : along.worker().version(),
        along == null
            ? null
            : language
                .pick("一起去的%s也跟着挪。", "%s, who comes along, moves as well.")
                .formatted(along.worker().person().name()));
  }

  private static Optional<MovedVisit> movedAlong(Actor actor, DayData data, Trials.Along along) {
    Instant after = data.clock().at(along.after().find(along.task().id()).orElseThrow().start());
    Instant before = along.now().startsAt();
    boolean shown = mayLook(actor, along.task().area());
    return after.equals(before)
        ? Optional.empty()
        : Optional.of(
            new MovedVisit(
                along.task().id(),
                shown ? along.task().order().number() : null,
                shown ? along.task().order().title() : null,
                along.worker().id(),
                along.worker().person().name(),
                before,
                after,
                (int) Math.abs(Duration.between(before, after).toMinutes())));
  }

  private static @Nullable String stepWords(Trials.Trial trial, Language language) {
    String name = trial.worker().person().name();
    return switch (trial.step()) {
      case NONE -> null;
      case OFFER ->
          language
              .pick("放下后派给%s，要等%s答应。", "It is offered to %s, who still has to accept.")
              .formatted(name, name);
      case HAND_OVER ->
          language
              .pick(
                  "放下后从现在的人手里收回，改派给%s，两边都会收到通知。",
                  "It is taken back and offered to %s; both are told.")
              .formatted(name);
    };
  }

  private static TriedDay tried(DayData data, Worker worker, Layout.Day day) {
    List<TriedVisit> visits = new ArrayList<>();
    for (Layout.Timed one : day.stops()) {
      visits.add(
          new TriedVisit(
              one.stop().orderId(),
              visits.size(),
              data.clock().at(one.start()),
              data.clock().at(one.end()),
              one.travel()));
    }
    Layout.Part pause = day.pause();
    return new TriedDay(
        worker.id(),
        worker.version(),
        visits,
        pause == null
            ? null
            : new Stretch(data.clock().at(pause.from()), data.clock().at(pause.until())),
        day.stops().isEmpty() ? null : data.clock().at(day.returns()));
  }

  private static List<MovedVisit> moved(
      Actor actor, DayData data, Worker worker, Layout.Day day, UUID dropped) {
    List<MovedVisit> moved = new ArrayList<>();
    for (Layout.Timed one : day.stops()) {
      UUID id = one.stop().orderId();
      if (one.moved() == 0 || id.equals(dropped)) {
        continue;
      }
      Optional<Task> task = data.task(id).filter(other -> mayLook(actor, other.area()));
      moved.add(
          new MovedVisit(
              id,
              task.map(other -> other.order().number()).orElse(null),
              task.map(other -> other.order().title()).orElse(null),
              worker.id(),
              worker.person().name(),
              data.clock().at(one.stop().start()),
              data.clock().at(one.start()),
              one.moved()));
    }
    return moved;
  }

  private ToServe sendable(Actor actor, UUID orderId) {
    return Optional.ofNullable(orders.toServe(actor.realm(), List.of(orderId)).get(orderId))
        .filter(order -> actor.has(Role.DISPATCHER, order.facts().area()))
        .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
  }

  // What changed.

  Changes changes(
      Actor actor,
      @Nullable LocalDate asked,
      @Nullable Integer division,
      @Nullable PageKey after,
      int limit,
      Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          LocalDate day = asked == null ? reader.today(realm) : asked;
          Division area = area(actor, division);
          List<PlanStore.Told> found = store.changes(realm, day, area.path(), after, limit + 1);
          boolean more = found.size() > limit;
          List<PlanStore.Told> shown = more ? found.subList(0, limit) : found;
          Map<UUID, ToServe> about =
              orders.toServe(realm, shown.stream().map(told -> told.change().orderId()).toList());
          Set<UUID> ids = new HashSet<>();
          for (PlanStore.Told told : shown) {
            Optional.ofNullable(told.change().personId()).ifPresent(ids::add);
            Optional.ofNullable(told.change().fromPersonId()).ifPresent(ids::add);
          }
          Map<UUID, String> names = names(realm, ids);
          Map<UUID, String> accountNames = new LinkedHashMap<>();
          return new Changes(
              shown.stream()
                  .map(
                      told ->
                          change(
                              realm,
                              told,
                              Optional.ofNullable(about.get(told.change().orderId()))
                                  .filter(order -> mayLook(actor, order.facts().area()))
                                  .orElse(null),
                              names,
                              accountNames,
                              language))
                  .toList(),
              more
                  ? new PageKey(shown.getLast().change().at(), shown.getLast().change().id())
                      .token()
                  : null);
        });
  }

  private ChangeView change(
      RealmId realm,
      PlanStore.Told told,
      @Nullable ToServe order,
      Map<UUID, String> names,
      Map<UUID, String> accountNames,
      Language language) {
    PlanStore.Change change = told.change();
    String to = change.personId() == null ? null : names.get(change.personId());
    String from = change.fromPersonId() == null ? null : names.get(change.fromPersonId());
    String by =
        change.accountId() == null
            ? null
            : accountNames.computeIfAbsent(
                change.accountId(), id -> accounts.findName(realm, id).orElse(""));
    return new ChangeView(
        change.id(),
        change.at(),
        change.what(),
        change.orderId(),
        order == null ? null : order.number(),
        order == null ? null : order.title(),
        change.personId(),
        to,
        change.fromPersonId(),
        from,
        change.startsBefore(),
        change.startsAt(),
        by,
        change.why(),
        words(change, to, from, language),
        told.words());
  }

  private static String words(
      PlanStore.Change change, @Nullable String to, @Nullable String from, Language language) {
    String somebody = language.pick("（不知道是谁）", "somebody");
    String there = Objects.requireNonNullElse(to, somebody);
    String away = Objects.requireNonNullElse(from, somebody);
    return switch (change.what()) {
      case ADOPTED ->
          language.pick("按草案排进%s的日程", "Put into the day of %s with a draft").formatted(there);
      case MOVED ->
          from == null
              ? language.pick("在%s的日程里挪了", "Moved in the day of %s").formatted(there)
              : language
                  .pick("从%s的日程挪到%s", "Moved from the day of %s to that of %s")
                  .formatted(away, there);
      case REMOVED -> language.pick("从%s的日程里拿出来了", "Taken out of the day of %s").formatted(away);
      case GONE ->
          language
              .pick("从%s的日程里去掉了：%s", "Gone from the day of %s: %s")
              .formatted(away, PlanWords.gone(change.why(), language));
    };
  }
}
