package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderBoard;
import org.yanzhen.order.OrderBoard.TakenOrder;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderResult;
import org.yanzhen.order.Orders;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.OrdersInHand.Contested;
import org.yanzhen.order.Step;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/**
 * Somebody else would take an order over that somebody has and has not begun: asked with a reason,
 * answered by whoever has it, by a dispatcher, or by silence. It goes over only to somebody who may
 * be sent at that moment; their hands are held before the order.
 */
@Service
class Contests {

  private static final String SILENT = "SILENT";
  private static final String HANDED_OVER = "HANDED_OVER";
  private static final String NOT_ELIGIBLE = "NOT_ELIGIBLE";
  private static final int LOOKED_AT = 60;
  private static final int SHOWN = 20;

  /**
   * An order somebody else has, on the phone of somebody who could have it too.
   *
   * @param until when it goes back by itself
   * @param contestUntil when silence hands it over, while somebody would take it over
   * @param mine whether that is whoever looks
   * @param mayAsk whether they may say now that they would
   */
  record Taken(
      UUID orderId,
      String number,
      String kindName,
      String kindIcon,
      Urgency urgency,
      String divisionName,
      String holder,
      @Nullable Instant until,
      @Nullable Instant contestUntil,
      boolean mine,
      boolean mayAsk) {}

  /**
   * An order that is held, and whoever would take it over with their hands held.
   *
   * @param contester null when nobody would, or another than was seen before anything was held
   * @param seen the order's version then
   * @param now its version while it is held
   */
  private record Held(@Nullable Person contester, int seen, int now) {

    /** Somebody else asks by now, whose hands are not held: whoever decides looks again. */
    CommandResult stale() {
      return CommandResult.refused(
          Problem.of(ProblemCode.COMMAND_BASE_STALE).with("base", seen).with("current", now));
    }
  }

  private final Orders orders;
  private final OrderReads reads;
  private final OrdersInHand inHand;
  private final OrderBoard board;
  private final Ranking ranking;
  private final Sending sending;
  private final Policies policies;
  private final Catalogue catalogue;
  private final People people;
  private final Teams teams;
  private final AnswerStore answers;
  private final Hands hands;
  private final WorkCalendar calendar;
  private final Realms realms;

  Contests(
      Orders orders,
      OrderReads reads,
      OrdersInHand inHand,
      OrderBoard board,
      Ranking ranking,
      Sending sending,
      Policies policies,
      Catalogue catalogue,
      People people,
      Teams teams,
      AnswerStore answers,
      Hands hands,
      WorkCalendar calendar,
      Realms realms) {
    this.orders = orders;
    this.reads = reads;
    this.inHand = inHand;
    this.board = board;
    this.ranking = ranking;
    this.sending = sending;
    this.policies = policies;
    this.catalogue = catalogue;
    this.people = people;
    this.teams = teams;
    this.answers = answers;
    this.hands = hands;
    this.calendar = calendar;
    this.realms = realms;
  }

  CommandResult contest(DispatchCommands.Contesting command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<OrderFacts> order = reads.findFacts(realm, command.orderId());
    if (order.isEmpty() || !mayKnow(order.get(), context)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    boolean forOthers = command.personId() != null || command.teamId() != null;
    if (forOthers && !sends(context.actor(), order.get()) && !isOnlyOneself(command, context)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_ALLOWED);
    }
    if (command.reason() == DispatchCommands.ContestReason.IN_WORDS && command.text() == null) {
      return CommandResult.refused(ProblemCode.ORDER_TEXT_MISSING, "body.text");
    }
    UUID personId = command.personId() == null ? context.actor().personId() : command.personId();
    if (command.teamId() != null) {
      Optional<Team> team = teams.find(realm, command.teamId()).filter(Team::active);
      if (team.isEmpty()) {
        return CommandResult.refused(ProblemCode.PEOPLE_TEAM_UNKNOWN, "body.teamId");
      }
      personId =
          command.personId() == null
              ? teams.acting(realm, team.get().lead(), context.at()).orElse(null)
              : command.personId();
      if (personId == null) {
        return CommandResult.refused(ProblemCode.DISPATCH_TEAM_UNREACHABLE, "body.teamId");
      }
      if (!isOf(team.get(), personId) && command.personId() != null) {
        return CommandResult.refused(ProblemCode.DISPATCH_NOT_A_MEMBER, "body.personId");
      }
    }
    Optional<Person> person = Optional.ofNullable(personId).flatMap(id -> people.find(realm, id));
    if (person.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    // First the order's own answer: it may be under way by now.
    CommandResult moved =
        orders.step(
            command.orderId(),
            Step.contest(
                person.get().id(),
                command.teamId(),
                until(order.get(), context),
                command.reason().name(),
                command.text()),
            List.of(),
            context);
    return moved instanceof CommandResult.Refused
        ? moved
        : refusal(ranking.matter(realm, order.get(), person.get())).orElse(moved);
  }

  /** By whoever has it, or a dispatcher. */
  CommandResult yieldTo(DispatchCommands.Yield command, CommandContext context) {
    Held held = hold(command.orderId(), context);
    Person contester = held.contester();
    Step step = Step.with(Action.YIELD, HANDED_OVER, command.text());
    if (contester == null) {
      // The order's own answer: mostly that nobody would. It never goes to hands not held.
      CommandResult moved = orders.step(command.orderId(), step, List.of(), context);
      return moved instanceof CommandResult.Refused ? moved : held.stale();
    }
    return over(command.orderId(), contester, step, context);
  }

  /** Silence hands it over, if they may still be sent. */
  CommandResult due(DispatchCommands.ContestDue command, CommandContext context) {
    CommandContext inner = Sending.byItself(context);
    Held held = hold(command.orderId(), context);
    Optional<Person> contester = Optional.ofNullable(held.contester());
    Instant until =
        inHand.findContested(context.realm(), command.orderId()).map(Contested::until).orElse(null);
    // Answered meanwhile, or another has asked since, whose time is not over.
    if (until == null || until.isAfter(context.at())) {
      return CommandResult.done();
    }
    if (contester.isEmpty() && held.seen() != held.now()) {
      // Asked again later.
      return held.stale();
    }
    Optional<Matter> matter =
        contester.flatMap(
            person ->
                reads
                    .findFacts(context.realm(), command.orderId())
                    .map(order -> ranking.matter(context.realm(), order, person)));
    boolean may = matter.filter(one -> refusal(one).isEmpty()).isPresent();
    return may
        ? over(
            command.orderId(),
            contester.orElseThrow(),
            Step.with(Action.YIELD, SILENT, null),
            inner)
        : orders.step(
            command.orderId(),
            Step.with(Action.DROP_CONTEST, NOT_ELIGIBLE, null),
            List.of(),
            inner);
  }

  private CommandResult over(UUID orderId, Person contester, Step step, CommandContext context) {
    RealmId realm = context.realm();
    OrderFacts order = reads.findFacts(realm, orderId).orElseThrow();
    // What is in hand without this one.
    Matter matter = ranking.matter(realm, order, contester);
    CommandResult moved = orders.step(orderId, step, List.of(), context);
    if (moved instanceof CommandResult.Refused) {
      return moved;
    }
    Optional<CommandResult> refused = refusal(matter);
    if (refused.isPresent()) {
      return refused.get();
    }
    if (moved instanceof CommandResult.Done done && done.value() instanceof OrderResult at) {
      answers.insert(
          realm,
          new AnswerStore.Answer(
              orderId,
              at.version(),
              contester.id(),
              AnswerStore.What.CLAIMED,
              null,
              matter.minutes(),
              order.area(),
              order.kind(),
              context.at()));
      sending.remember(Choice.only(matter, Mode.CONTEST), moved, context);
    }
    return moved;
  }

  /** Holds the hands of whoever would take it over, and then the order. */
  private Held hold(UUID orderId, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Contested> before = inHand.findContested(realm, orderId);
    Optional<UUID> seen = before.map(Contested::by);
    seen.ifPresent(id -> hands.hold(realm, List.of(id)));
    orders.lock(realm, List.of(orderId));
    Optional<Contested> held = inHand.findContested(realm, orderId);
    return new Held(
        held.map(Contested::by)
            .filter(id -> Objects.equals(id, seen.orElse(null)))
            .flatMap(id -> people.find(realm, id))
            .orElse(null),
        before.map(Contested::version).orElse(0),
        held.map(Contested::version).orElse(0));
  }

  private static Optional<CommandResult> refusal(Matter matter) {
    return Eligibility.check(matter, Language.ZH)
        .map(
            refusal ->
                CommandResult.refused(
                    Problem.of(ProblemCode.DISPATCH_NOT_ELIGIBLE).with("rule", refusal.rule())));
  }

  /** What others have taken and the actor could have taken, with what they may say of it. */
  List<Taken> taken(Actor actor, Person person, Weighing weighing, Language language) {
    List<String> kinds =
        catalogue.list(actor.realm()).stream()
            .filter(kind -> kind.modes().contains(DispatchMode.BOARD))
            .map(Kind::code)
            .toList();
    List<TakenOrder> taken = board.takenByOthers(actor, kinds, LOOKED_AT, language);
    weighing.readBesides(taken.stream().map(order -> order.facts().id()).toList());
    return taken.stream()
        .filter(
            order ->
                order.mine() || Ranking.check(weighing, order.facts(), person, language).isEmpty())
        .limit(SHOWN)
        .map(Contests::taken)
        .toList();
  }

  private static Taken taken(TakenOrder order) {
    return new Taken(
        order.facts().id(),
        order.number(),
        order.kindName(),
        order.kindIcon(),
        order.facts().urgency(),
        order.divisionName(),
        order.holder(),
        order.until(),
        order.contestUntil(),
        order.mine(),
        order.contestUntil() == null && !order.answered());
  }

  /** Not later than silence gives the order back by itself. */
  private Instant until(OrderFacts order, CommandContext context) {
    RealmId realm = context.realm();
    Limit limit = policies.at(realm, context.at()).contest(order.urgency());
    Instant silence =
        limit.workingTime()
            ? calendar.plus(context.at(), limit.duration(), realms.get(realm).zone())
            : context.at().plus(limit.duration());
    Instant lease = inHand.findContested(realm, order.id()).map(Contested::leaseUntil).orElse(null);
    return lease != null && lease.isBefore(silence) ? lease : silence;
  }

  /** Whoever serves there knows what could have been taken from the board, and nothing else. */
  private boolean mayKnow(OrderFacts order, CommandContext context) {
    return sends(context.actor(), order)
        || (context.actor().has(Role.WORKER, order.area())
            && sending.kind(context.realm(), order).modes().contains(DispatchMode.BOARD));
  }

  private static boolean sends(Actor actor, OrderFacts order) {
    return actor.has(Role.DISPATCHER, order.area());
  }

  private static boolean isOnlyOneself(
      DispatchCommands.Contesting command, CommandContext context) {
    return command.teamId() == null
        && Objects.equals(command.personId(), context.actor().personId());
  }

  private static boolean isOf(Team team, UUID person) {
    return team.lead().equals(person) || team.members().contains(person);
  }
}
