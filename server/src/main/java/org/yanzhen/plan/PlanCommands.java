package org.yanzhen.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.dispatch.Going;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.OrdersInHand.ToServe;
import org.yanzhen.people.Person;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Making, adopting and changing days. */
@Component
class PlanCommands implements CommandRoom {

  /** Further ahead nobody knows who will be there. */
  static final int DAYS_AHEAD = 30;

  /** A proposal whose first change should have begun so long ago is of another hour. */
  private static final Duration STILL_FRESH = Duration.ofMinutes(10);

  /** Beyond its budget a computation waits in line and is laid down. */
  private static final Duration IN_LINE = Duration.ofMinutes(5);

  /** Proposals of days so long ago are of no use. */
  private static final int KEPT_DAYS = 30;

  /**
   * A proposal for a day of an area; computed after the answer.
   *
   * @param waiting whether orders that still wait are placed too
   * @param around an order to be fitted in with the least disruption; then nothing else changes
   */
  record Make(LocalDate day, int divisionId, boolean waiting, @Nullable UUID around) {
    Make {
      day = checkedDay(day);
    }
  }

  record Cancel(UUID draftId) {
    Cancel {
      Checks.present("draftId", draftId);
    }
  }

  /**
   * @param personIds whose days; absent for all
   * @param reason kept with each change
   */
  record Adopt(UUID draftId, @Nullable List<UUID> personIds, @Personal @Nullable String reason) {
    Adopt {
      Checks.present("draftId", draftId);
      personIds = personIds == null ? null : List.copyOf(personIds).stream().distinct().toList();
      if (personIds != null && (personIds.isEmpty() || personIds.size() > 500)) {
        throw Checks.malformed("personIds", "none, or more than 500");
      }
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /**
   * Puts an order into somebody's day.
   *
   * @param index place among the others of that day
   * @param expectedVersion of that day, as it was seen
   * @param expectedFromVersion of the day it leaves, when that is somebody else's
   * @param expectedWithVersion of the day of whoever comes along, when both move
   * @param reason needed past a rule that has exceptions
   */
  record Move(
      LocalDate day,
      UUID orderId,
      UUID toPersonId,
      int index,
      int expectedVersion,
      @Nullable Integer expectedFromVersion,
      @Nullable Integer expectedWithVersion,
      @Personal @Nullable String reason) {
    Move {
      day = checkedDay(day);
      Checks.present("orderId", orderId);
      Checks.present("toPersonId", toPersonId);
      if (index < 0 || index > 500) {
        throw Checks.malformed("index", "0 to 500");
      }
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /** Takes an order out of a day; it stays with its person. */
  record Remove(UUID orderId, int expectedVersion, @Personal @Nullable String reason) {
    Remove {
      Checks.present("orderId", orderId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /** A computation is over; only the product sends it. */
  record Computed(UUID draftId) {
    Computed {
      Checks.present("draftId", draftId);
    }
  }

  record DraftOf(UUID draftId) {}

  /**
   * @param code of the problem for which an order was passed over
   */
  record Skipped(UUID orderId, UUID personId, String code) {}

  /**
   * @param offered orders that waited, and whose person is asked now
   */
  record Adopted(int visits, int offered, List<Skipped> skipped) {}

  /**
   * @param offered whether the person still has to say yes
   */
  record Moved(
      UUID orderId,
      UUID personId,
      Instant startsAt,
      Instant endsAt,
      int version,
      boolean offered) {}

  record Removed(UUID orderId, UUID personId, int version) {}

  private final PlanStore store;
  private final DayReader reader;
  private final Trials trials;
  private final Runs runs;
  private final Going going;
  private final OrdersInHand orders;
  private final Divisions divisions;
  private final ApplicationEventPublisher events;

  PlanCommands(
      PlanStore store,
      DayReader reader,
      Trials trials,
      Runs runs,
      Going going,
      OrdersInHand orders,
      Divisions divisions,
      ApplicationEventPublisher events) {
    this.store = store;
    this.reader = reader;
    this.trials = trials;
    this.runs = runs;
    this.going = going;
    this.orders = orders;
    this.divisions = divisions;
    this.events = events;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("plan.make", Make.class, this::make, Role.DISPATCHER)
        .add("plan.cancel", Cancel.class, this::cancel, Role.DISPATCHER)
        .add("plan.adopt", Adopt.class, this::adopt, Role.DISPATCHER)
        .add("plan.move", Move.class, this::move, Role.DISPATCHER)
        .add("plan.remove", Remove.class, this::remove, Role.DISPATCHER)
        .add("plan.computed", Computed.class, this::computed);
  }

  private static LocalDate checkedDay(@Nullable LocalDate day) {
    LocalDate given = Checks.present("day", day);
    if (!Checks.isOfOurTime(given)) {
      throw Checks.malformed("day", "not of our time");
    }
    return given;
  }

  /** Why nothing of that day can be changed. */
  private Optional<Problem> outOfReach(RealmId realm, LocalDate day) {
    LocalDate today = reader.today(realm);
    if (day.isBefore(today)) {
      return Optional.of(Problem.at(ProblemCode.PLAN_DAY_PAST, "body.day"));
    }
    return day.isAfter(today.plusDays(DAYS_AHEAD))
        ? Optional.of(Problem.at(ProblemCode.REQUEST_INVALID, "body.day"))
        : Optional.empty();
  }

  private CommandResult make(Make command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Division> division = divisions.find(command.divisionId());
    if (division.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    String area = division.get().path();
    if (!context.actor().has(Role.DISPATCHER, area)) {
      return CommandResult.refused(
          Problem.of(ProblemCode.ACCESS_FORBIDDEN).with("type", "plan.make"));
    }
    Optional<Problem> problem = outOfReach(realm, command.day());
    if (problem.isPresent()) {
      return CommandResult.refused(problem.get());
    }
    UUID around = command.around();
    if (around != null) {
      ToServe order = orders.toServe(realm, List.of(around)).get(around);
      if (order == null || !order.facts().area().startsWith(area)) {
        return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.around");
      }
      if (!Proposing.isInPlay(order.facts().state())) {
        return CommandResult.refused(
            Problem.at(ProblemCode.ORDER_WRONG_STATE, "body.around")
                .with("state", order.facts().state()));
      }
    }
    store.tidyDrafts(realm, context.at(), reader.today(realm).minusDays(KEPT_DAYS));
    store.lockMaking(realm);
    UUID account = context.actor().accountId();
    if (account != null && store.computingOf(realm, account) >= Runs.MOST_OF_ONE) {
      return CommandResult.refused(
          Problem.of(ProblemCode.PLAN_TOO_MANY_RUNNING).with("most", Runs.MOST_OF_ONE));
    }
    if (runs.isFull() || store.computing(realm) >= Runs.MOST_OF_REALM) {
      return CommandResult.refused(ProblemCode.SERVICE_BUSY);
    }
    Draft draft =
        new Draft(
            context.commandId(),
            command.day(),
            command.divisionId(),
            area,
            Draft.State.COMPUTING,
            command.waiting(),
            around,
            account,
            context.at(),
            context.at().plus(reader.policy(command.day()).budget().multipliedBy(2)).plus(IN_LINE),
            null,
            null,
            null,
            List.of());
    if (!store.insert(realm, draft)) {
      return store
          .computing(realm, command.day(), command.divisionId())
          .map(
              id -> CommandResult.refused(Problem.of(ProblemCode.PLAN_RUNNING).with("draftId", id)))
          .orElseGet(() -> CommandResult.refused(ProblemCode.SERVICE_BUSY));
    }
    events.publishEvent(new Runs.Wanted(realm, draft));
    return CommandResult.done(new DraftOf(draft.id()));
  }

  private CommandResult computed(Computed command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Draft> draft =
        store
            .findDraft(realm, command.draftId(), true)
            .filter(one -> one.state() == Draft.State.COMPUTING);
    Optional<Runs.Result> result = runs.result(command.draftId());
    if (draft.isPresent() && result.isPresent()) {
      Proposal proposal = result.get().proposal();
      store.finish(
          realm,
          command.draftId(),
          proposal == null ? Draft.State.FAILED : Draft.State.READY,
          proposal,
          result.get().problem(),
          context.at());
    }
    return CommandResult.done();
  }

  private Optional<Draft> findDraft(UUID id, CommandContext context) {
    return store
        .findDraft(context.realm(), id, true)
        .filter(draft -> context.actor().has(Role.DISPATCHER, draft.area()));
  }

  private CommandResult cancel(Cancel command, CommandContext context) {
    Optional<Draft> draft = findDraft(command.draftId(), context);
    if (draft.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLAN_DRAFT_NOT_FOUND, "body.draftId");
    }
    Draft.State state = draft.get().state();
    if (state != Draft.State.COMPUTING && state != Draft.State.READY) {
      return CommandResult.refused(inState(state));
    }
    store.finish(
        context.realm(), command.draftId(), Draft.State.CANCELLED, null, null, context.at());
    runs.stop(command.draftId());
    return CommandResult.done(new DraftOf(command.draftId()));
  }

  private static Problem inState(Draft.State state) {
    return Problem.of(ProblemCode.PLAN_DRAFT_STATE)
        .with("state", state)
        .with("state.ZH", PlanWords.state(state, Language.ZH))
        .with("state.EN", PlanWords.state(state, Language.EN));
  }

  // Adopting.

  private CommandResult adopt(Adopt command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Draft> found = findDraft(command.draftId(), context);
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLAN_DRAFT_NOT_FOUND, "body.draftId");
    }
    Draft draft = found.get();
    Proposal proposal = draft.proposal();
    if (draft.state() != Draft.State.READY || proposal == null) {
      return CommandResult.refused(inState(draft.state()));
    }
    Optional<Problem> problem = outOfReach(realm, draft.day());
    if (problem.isPresent()) {
      return CommandResult.refused(problem.get());
    }
    List<UUID> asked = command.personIds();
    List<Proposal.ForPerson> left =
        proposal.people().stream()
            .filter(Proposal.ForPerson::changes)
            .filter(person -> !draft.adopted().contains(person.personId()))
            .toList();
    List<Proposal.ForPerson> named =
        left.stream().filter(person -> asked == null || asked.contains(person.personId())).toList();
    if (asked != null && named.size() < asked.size()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personIds");
    }
    Map<UUID, UUID> besides = besides(realm, proposal);
    List<Proposal.ForPerson> chosen = withThoseWhoGoAlong(named, left, besides);
    going.hold(
        realm,
        chosen.stream().map(Proposal.ForPerson::personId).toList(),
        inDays(
            realm,
            draft.day(),
            chosen.stream().map(Proposal.ForPerson::personId).toList(),
            chosen.stream()
                .flatMap(person -> person.lines().stream())
                .map(Proposal.Line::orderId)
                .toList()));
    long stale = stale(draft, chosen, metBy(chosen, proposal, besides), context);
    if (stale > 0) {
      return CommandResult.refused(Problem.of(ProblemCode.PLAN_DRAFT_STALE).with("count", stale));
    }
    Adopting adopting = new Adopting(draft, command.reason(), context);
    chosen.forEach(adopting::adopt);
    chosen.stream()
        .flatMap(person -> person.lines().stream())
        .map(Proposal.Line::orderId)
        .forEach(
            order ->
                Optional.ofNullable(besides.get(order))
                    .ifPresent(other -> store.tie(realm, order, other)));
    store.adopted(
        realm,
        draft.id(),
        chosen.stream().map(Proposal.ForPerson::personId).toList(),
        chosen.size() == left.size());
    return store.holds()
        ? CommandResult.done(
            new Adopted(adopting.visits, adopting.offered, List.copyOf(adopting.skipped)))
        : CommandResult.refused(
            Problem.of(ProblemCode.PLAN_DRAFT_STALE).with("count", chosen.size()));
  }

  private Map<UUID, UUID> besides(RealmId realm, Proposal proposal) {
    return reader.besides(
        realm,
        proposal.people().stream()
            .flatMap(person -> person.lines().stream())
            .map(Proposal.Line::orderId)
            .toList());
  }

  /** Two who go together are planned for one moment: the day of one is not adopted alone. */
  private static List<Proposal.ForPerson> withThoseWhoGoAlong(
      List<Proposal.ForPerson> named, List<Proposal.ForPerson> left, Map<UUID, UUID> besides) {
    Set<Proposal.ForPerson> chosen = new LinkedHashSet<>(named);
    int before = 0;
    while (before < chosen.size()) {
      before = chosen.size();
      Set<UUID> met = others(chosen, besides);
      left.stream().filter(person -> has(person, met)).forEach(chosen::add);
    }
    return List.copyOf(chosen);
  }

  /** Whose day stays as it is, and whom somebody of these meets in it. */
  private static List<Proposal.ForPerson> metBy(
      List<Proposal.ForPerson> chosen, Proposal proposal, Map<UUID, UUID> besides) {
    Set<UUID> met = others(chosen, besides);
    return proposal.people().stream()
        .filter(person -> !chosen.contains(person) && has(person, met))
        .toList();
  }

  private static Set<UUID> others(Collection<Proposal.ForPerson> people, Map<UUID, UUID> besides) {
    return people.stream()
        .flatMap(person -> person.lines().stream())
        .flatMap(line -> Optional.ofNullable(besides.get(line.orderId())).stream())
        .collect(Collectors.toSet());
  }

  private static boolean has(Proposal.ForPerson person, Set<UUID> orderIds) {
    return person.lines().stream().anyMatch(line -> orderIds.contains(line.orderId()));
  }

  /** These orders and what already stands in these days: what a change of them may touch. */
  private Set<UUID> inDays(
      RealmId realm, LocalDate day, Collection<UUID> persons, Collection<UUID> orderIds) {
    Set<UUID> touched = new HashSet<>(orderIds);
    store.visits(realm, day, persons).forEach(visit -> touched.add(visit.orderId()));
    return touched;
  }

  /** Of how many the day has moved on: changed by somebody, or its hour has come. */
  private long stale(
      Draft draft,
      List<Proposal.ForPerson> chosen,
      List<Proposal.ForPerson> met,
      CommandContext context) {
    Map<UUID, Integer> versions =
        store.lock(
            context.realm(),
            draft.day(),
            Stream.concat(chosen.stream(), met.stream())
                .map(Proposal.ForPerson::personId)
                .toList());
    Instant freshFrom = context.at().minus(STILL_FRESH);
    long moved =
        met.stream()
            .filter(person -> versions.getOrDefault(person.personId(), 0) != person.version())
            .count();
    return moved
        + chosen.stream()
            .filter(
                person ->
                    versions.getOrDefault(person.personId(), 0) != person.version()
                        || person.lines().stream()
                            .anyMatch(line -> isNew(line) && line.startsAt().isBefore(freshFrom)))
            .count();
  }

  private static boolean isNew(Proposal.Line line) {
    return switch (line.change()) {
      case MOVED, NEW, SUGGESTED -> true;
      case SAME, FIXED -> false;
    };
  }

  /** One proposal being adopted, person by person. */
  private final class Adopting {
    private final Draft draft;
    private final @Nullable String reason;
    private final CommandContext context;
    private final Map<UUID, ToServe> now;
    private int visits;
    private int offered;
    private final List<Skipped> skipped = new ArrayList<>();

    Adopting(Draft draft, @Nullable String reason, CommandContext context) {
      this.draft = draft;
      this.reason = reason;
      this.context = context;
      this.now =
          orders.toServe(
              context.realm(),
              Objects.requireNonNull(draft.proposal()).people().stream()
                  .flatMap(person -> person.lines().stream())
                  .map(Proposal.Line::orderId)
                  .toList());
    }

    void adopt(Proposal.ForPerson person) {
      RealmId realm = context.realm();
      Map<UUID, Visit> before = new LinkedHashMap<>();
      store
          .visits(realm, draft.day(), List.of(person.personId()))
          .forEach(visit -> before.put(visit.orderId(), visit));
      Set<UUID> kept = new HashSet<>();
      for (Proposal.Line line : person.lines()) {
        kept.add(line.orderId());
        if (line.change() != Proposal.Change.FIXED) {
          take(person.personId(), line, before.get(line.orderId()));
        }
      }
      for (Visit visit : before.values()) {
        if (!kept.contains(visit.orderId()) && !visit.done()) {
          store.remove(realm, visit.orderId());
          tell(PlanStore.What.REMOVED, visit, null, null, reason, context);
        }
      }
      store.bump(realm, person.personId(), draft.day());
    }

    private void take(UUID person, Proposal.Line line, @Nullable Visit before) {
      ToServe order = now.get(line.orderId());
      Optional<String> no = refusal(person, line, order);
      if (no.isPresent() || order == null) {
        skipped.add(
            new Skipped(line.orderId(), person, no.orElse(ProblemCode.ORDER_NOT_FOUND.code())));
        return;
      }
      boolean suggested = line.change() == Proposal.Change.SUGGESTED;
      Visit visit =
          placed(
              context.realm(),
              order,
              person,
              draft.day(),
              line.startsAt(),
              line.endsAt(),
              context.at());
      visits += line.change() == Proposal.Change.SAME ? 0 : 1;
      offered += suggested ? 1 : 0;
      if (line.change() != Proposal.Change.SAME) {
        tell(PlanStore.What.ADOPTED, visit, person, before, reason, context);
      }
    }

    /** Why an order is not as it was proposed; one that waits is offered here. */
    private Optional<String> refusal(UUID person, Proposal.Line line, @Nullable ToServe order) {
      if (order == null) {
        return Optional.of(ProblemCode.ORDER_NOT_FOUND.code());
      }
      if (line.change() != Proposal.Change.SUGGESTED) {
        return person.equals(order.person()) && Proposing.isInPlay(order.facts().state())
            ? Optional.empty()
            : Optional.of(ProblemCode.ORDER_WRONG_STATE.code());
      }
      if (order.person() != null || !Proposing.isInPlay(order.facts().state())) {
        return Optional.of(ProblemCode.ORDER_WRONG_STATE.code());
      }
      return going.send(line.orderId(), person, true, reason, context)
              instanceof CommandResult.Refused refused
          ? Optional.of(refused.problem().code().code())
          : Optional.empty();
    }
  }

  /** Writes a visit; where the order stood in another day, that day changes too. */
  private Visit placed(
      RealmId realm,
      ToServe order,
      UUID person,
      LocalDate day,
      Instant startsAt,
      Instant endsAt,
      Instant at) {
    Visit before =
        store.findVisit(realm, order.facts().id()).filter(visit -> !visit.done()).orElse(null);
    Instant changedAt = null;
    Instant startsBefore = null;
    if (before != null) {
      boolean same = before.startsAt().equals(startsAt) && before.personId().equals(person);
      changedAt = same ? before.changedAt() : at;
      startsBefore = same ? before.startsBefore() : before.startsAt();
    }
    Visit visit =
        new Visit(
            order.facts().id(),
            person,
            day,
            startsAt,
            endsAt,
            order.facts().divisionId(),
            order.facts().area(),
            false,
            changedAt,
            startsBefore,
            null);
    store.put(realm, visit);
    if (before != null && before.with() != null) {
      store.tie(realm, visit.orderId(), before.with());
    }
    if (before != null && !(before.personId().equals(person) && before.day().equals(day))) {
      store.bump(realm, before.personId(), before.day());
    }
    return visit;
  }

  private void tell(
      PlanStore.What what,
      Visit visit,
      @Nullable UUID to,
      @Nullable Visit before,
      @Nullable String words,
      CommandContext context) {
    boolean removed = what == PlanStore.What.REMOVED;
    UUID from = removed ? visit.personId() : before == null ? null : before.personId();
    store.tell(
        context.realm(),
        new PlanStore.Change(
            PlanStore.id(),
            visit.day(),
            what,
            visit.orderId(),
            visit.area(),
            to,
            from != null && from.equals(to) ? null : from,
            removed ? visit.startsAt() : before == null ? null : before.startsAt(),
            removed ? null : visit.startsAt(),
            null,
            context.actor().accountId(),
            context.at()),
        words);
  }

  // By hand.

  private CommandResult move(Move command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Problem> problem = outOfReach(realm, command.day());
    if (problem.isPresent()) {
      return CommandResult.refused(problem.get());
    }
    if (movable(command.orderId(), context).isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Optional<Person> to = reader.find(realm, command.toPersonId());
    if (to.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.toPersonId");
    }
    Set<UUID> persons = new HashSet<>(Set.of(command.toPersonId()));
    Set<UUID> touched = new HashSet<>(Set.of(command.orderId()));
    Optional.ofNullable(reader.besides(realm, touched).get(command.orderId()))
        .ifPresent(touched::add);
    store.visitsOf(realm, touched).values().forEach(visit -> persons.add(visit.personId()));
    going.hold(
        realm, List.of(command.toPersonId()), inDays(realm, command.day(), persons, touched));
    // As it stands from here on: it may just have been given back.
    Optional<ToServe> order = movable(command.orderId(), context);
    if (order.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Optional<Problem> unseen = unseen(command, context);
    if (unseen.isPresent()) {
      return CommandResult.refused(unseen.get());
    }
    Trials.Trial trial =
        trials.of(
            realm,
            command.day(),
            command.orderId(),
            to.get(),
            command.index(),
            mayMove(context),
            Language.ZH);
    Optional<Problem> unseenToo = unseenBeside(command, trial, context);
    if (unseenToo.isPresent()) {
      return CommandResult.refused(unseenToo.get());
    }
    if (!trial.isPossible()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.PLAN_NOT_POSSIBLE, "body.index")
              .with("rule", trial.rules().getFirst().rule()));
    }
    Optional<Trials.Rule> soft = trial.soft();
    if (soft.isPresent() && command.reason() == null) {
      return CommandResult.refused(
          Problem.at(ProblemCode.PLAN_REASON_MISSING, "body.reason")
              .with("rule", soft.get().rule()));
    }
    if (trial.step() != Trials.Step.NONE
        && going.send(command.orderId(), command.toPersonId(), false, command.reason(), context)
            instanceof CommandResult.Refused refused) {
      return refused;
    }
    Moved moved = write(command, order.get(), trial, context);
    return store.holds()
        ? CommandResult.done(moved)
        : CommandResult.refused(
            Problem.at(ProblemCode.PLAN_NOT_POSSIBLE, "body.index").with("rule", "fixed"));
  }

  private Optional<ToServe> movable(UUID orderId, CommandContext context) {
    return Optional.ofNullable(orders.toServe(context.realm(), List.of(orderId)).get(orderId))
        .filter(order -> context.actor().has(Role.DISPATCHER, order.facts().area()));
  }

  private static Predicate<String> mayMove(CommandContext context) {
    return area -> context.actor().has(Role.DISPATCHER, area);
  }

  /** Whether a day it touches is not as it was seen; both are locked from here on. */
  private Optional<Problem> unseen(Move command, CommandContext context) {
    RealmId realm = context.realm();
    Map<UUID, Integer> expected = new HashMap<>();
    expected.put(command.toPersonId(), command.expectedVersion());
    store
        .findVisit(realm, command.orderId())
        .filter(visit -> !visit.done() && visit.day().equals(command.day()))
        .filter(visit -> !visit.personId().equals(command.toPersonId()))
        .ifPresent(
            visit ->
                expected.put(
                    visit.personId(),
                    Objects.requireNonNullElse(command.expectedFromVersion(), -1)));
    Map<UUID, Integer> versions = store.lock(realm, command.day(), expected.keySet());
    return expected.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(versions.get(entry.getKey())))
        .findFirst()
        .map(
            entry ->
                Problem.of(ProblemCode.COMMAND_BASE_STALE)
                    .with("base", Math.max(0, entry.getValue()))
                    .with("current", versions.getOrDefault(entry.getKey(), 0)));
  }

  /** Whether the day of whoever comes along is not as it was seen. */
  private Optional<Problem> unseenBeside(Move command, Trials.Trial trial, CommandContext context) {
    Trials.Along along = trial.with();
    if (along == null) {
      return Optional.empty();
    }
    UUID person = along.worker().id();
    int current =
        store.lock(context.realm(), command.day(), List.of(person)).getOrDefault(person, 0);
    Integer expected = command.expectedWithVersion();
    return expected != null && expected == current && along.worker().version() == current
        ? Optional.empty()
        : Optional.of(
            Problem.of(ProblemCode.COMMAND_BASE_STALE)
                .with("base", Objects.requireNonNullElse(expected, 0))
                .with("current", current));
  }

  /** The other order moves to the same moment, in its own person's day. */
  private void takeAlong(Move command, Trials.Along along, DayData data, CommandContext context) {
    RealmId realm = context.realm();
    Map<UUID, Visit> there = new HashMap<>();
    data.visitsOf(along.worker().id()).forEach(visit -> there.put(visit.orderId(), visit));
    for (Layout.Timed one : along.after().stops()) {
      Visit visit = there.get(one.stop().orderId());
      if (!one.stop().orderId().equals(along.task().id()) && visit != null) {
        keep(visit, one, data, context);
      }
    }
    Layout.Timed at = along.after().find(along.task().id()).orElseThrow();
    Instant startsAt = data.clock().at(at.start());
    if (startsAt.equals(along.now().startsAt())) {
      return;
    }
    Visit placed =
        placed(
            realm,
            along.task().order(),
            along.worker().id(),
            command.day(),
            startsAt,
            data.clock().at(at.end()),
            context.at());
    tell(PlanStore.What.MOVED, placed, along.worker().id(), along.now(), command.reason(), context);
    store.bump(realm, along.worker().id(), command.day());
  }

  private Moved write(Move command, ToServe order, Trials.Trial trial, CommandContext context) {
    RealmId realm = context.realm();
    DayData data = trial.data();
    UUID person = command.toPersonId();
    Map<UUID, Visit> there = new HashMap<>();
    data.visitsOf(person).forEach(visit -> there.put(visit.orderId(), visit));
    for (Layout.Timed one : trial.to().stops()) {
      UUID id = one.stop().orderId();
      Visit visit = there.get(id);
      if (!id.equals(command.orderId()) && visit != null) {
        keep(visit, one, data, context);
      }
    }
    Layout.Timed dropped = trial.to().find(command.orderId()).orElseThrow();
    Visit placed =
        placed(
            realm,
            order,
            person,
            command.day(),
            data.clock().at(dropped.start()),
            data.clock().at(dropped.end()),
            context.at());
    Layout.Day from = trial.from();
    if (from != null) {
      Map<UUID, Visit> left = new HashMap<>();
      data.visits().values().forEach(of -> of.forEach(one -> left.put(one.orderId(), one)));
      from.stops().forEach(one -> keep(visitOf(left, one), one, data, context));
    }
    Trials.Along along = trial.with();
    if (along != null) {
      takeAlong(command, along, data, context);
    }
    DayData.Other other = data.others().get(command.orderId());
    if (other != null) {
      store.tie(realm, command.orderId(), other.orderId());
    }
    tell(PlanStore.What.MOVED, placed, person, trial.now(), command.reason(), context);
    int version = store.bump(realm, person, command.day());
    return new Moved(
        command.orderId(),
        person,
        placed.startsAt(),
        placed.endsAt(),
        version,
        trial.step() != Trials.Step.NONE);
  }

  private static Visit visitOf(Map<UUID, Visit> visits, Layout.Timed one) {
    return Objects.requireNonNull(visits.get(one.stop().orderId()));
  }

  /** Another visit of the day, which may begin later now. */
  private void keep(Visit visit, Layout.Timed now, DayData data, CommandContext context) {
    if (now.moved() == 0) {
      return;
    }
    store.put(
        context.realm(),
        new Visit(
            visit.orderId(),
            visit.personId(),
            visit.day(),
            data.clock().at(now.start()),
            data.clock().at(now.end()),
            visit.divisionId(),
            visit.area(),
            visit.done(),
            context.at(),
            visit.startsAt(),
            visit.with()));
  }

  private CommandResult remove(Remove command, CommandContext context) {
    RealmId realm = context.realm();
    if (movable(command.orderId(), context).isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    going.hold(realm, List.of(), List.of(command.orderId()));
    Optional<ToServe> order = movable(command.orderId(), context);
    if (order.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Optional<Visit> visit = store.findVisit(realm, command.orderId());
    if (visit.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLAN_NOT_IN_DAY, "body.orderId");
    }
    Optional<Problem> problem = outOfReach(realm, visit.get().day());
    if (problem.isPresent()) {
      return CommandResult.refused(problem.get());
    }
    UUID person = visit.get().personId();
    int current = store.lock(realm, visit.get().day(), List.of(person)).getOrDefault(person, 0);
    if (current != command.expectedVersion()) {
      return CommandResult.refused(
          Problem.of(ProblemCode.COMMAND_BASE_STALE)
              .with("base", command.expectedVersion())
              .with("current", current));
    }
    Visit.Standing standing = visit.get().standing(order.get().facts().state(), context.at());
    if (standing == Visit.Standing.DONE || standing == Visit.Standing.BEGUN) {
      return CommandResult.refused(
          Problem.at(ProblemCode.PLAN_NOT_POSSIBLE, "body.orderId").with("rule", "begun"));
    }
    store.remove(realm, command.orderId());
    tell(PlanStore.What.REMOVED, visit.get(), null, null, command.reason(), context);
    return CommandResult.done(
        new Removed(command.orderId(), person, store.bump(realm, person, visit.get().day())));
  }
}
