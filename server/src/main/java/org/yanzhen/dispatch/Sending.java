package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderResult;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.Orders;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.Step;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;

/**
 * Sends an order to somebody and remembers why; or, where nobody can be found by itself, remembers
 * why it waits. Call inside a command.
 */
@Service
class Sending {

  static final String OUT_OF_REMIT = "OUT_OF_REMIT";

  private final Orders orders;
  private final OrderReads reads;
  private final OrdersInHand inHand;
  private final Ranking ranking;
  private final Policies policies;
  private final Catalogue catalogue;
  private final People people;
  private final Teams teams;
  private final DecisionStore decisions;
  private final RotaStore rota;
  private final Hands hands;
  private final ApplicationEventPublisher events;

  Sending(
      Orders orders,
      OrderReads reads,
      OrdersInHand inHand,
      Ranking ranking,
      Policies policies,
      Catalogue catalogue,
      People people,
      Teams teams,
      DecisionStore decisions,
      RotaStore rota,
      Hands hands,
      ApplicationEventPublisher events) {
    this.orders = orders;
    this.reads = reads;
    this.inHand = inHand;
    this.ranking = ranking;
    this.policies = policies;
    this.catalogue = catalogue;
    this.people = people;
    this.teams = teams;
    this.decisions = decisions;
    this.rota = rota;
    this.hands = hands;
    this.events = events;
  }

  /** The product itself, inside the command of whoever set it off. */
  static CommandContext byItself(CommandContext context) {
    return new CommandContext(
        context.commandId(),
        Actor.system(context.realm(), Origin.JOB),
        context.at(),
        null,
        null,
        null);
  }

  /** Offers the order and keeps the explanation with the version it made. */
  CommandResult offer(Choice choice, @Nullable String reason, CommandContext context) {
    OrderFacts order = choice.matter().order();
    Instant silence = context.at().plus(choice.matter().kind().lease());
    UUID person = choice.matter().person().id();
    UUID team = choice.teamId();
    CommandResult moved =
        orders.step(
            order.id(),
            team == null
                ? Step.offer(person, silence, reason)
                : Step.offerToTeam(team, person, silence, reason),
            List.of(),
            context);
    remember(choice, moved, context);
    return moved;
  }

  void remember(Choice choice, CommandResult moved, CommandContext context) {
    if (moved instanceof CommandResult.Done done && done.value() instanceof OrderResult at) {
      decisions.insert(context.realm(), at.version(), choice, context.at());
    }
  }

  /** What happens by itself to a waiting order of this kind. */
  void assign(OrderFacts order, CommandContext context) {
    if (toWhoServedBefore(order, context)) {
      return;
    }
    Kind kind = kind(context.realm(), order);
    switch (policies.at(context.realm(), context.at()).automaticMode(kind)) {
      case DUTY -> toDuty(order, body(order, kind), context);
      case BOARD -> orders.step(order.id(), Step.of(Action.PUBLISH), List.of(), byItself(context));
      case GROUP -> toGroup(order, context);
      case ROTA -> inTurn(order, context);
      // An offer and a batch need somebody who chooses.
      case OFFER, BULK -> {}
    }
  }

  /**
   * A next stage is offered to whoever served the order before, who knows the matter; once, and
   * only as somebody who may be sent without an exception.
   */
  private boolean toWhoServedBefore(OrderFacts order, CommandContext context) {
    if (order.version() > 1) {
      return false;
    }
    Optional<UUID> before = inHand.servedBefore(context.realm(), order.id());
    return before.isPresent()
        && ranking.rank(context.realm(), order, Language.ZH).ranked().stream()
            .filter(ranked -> ranked.person().id().equals(before.get()))
            .findFirst()
            .map(ranked -> Choice.only(ranked.matter(), Mode.FOLLOW_UP))
            .filter(choice -> offer(choice, null, byItself(context)) instanceof CommandResult.Done)
            .isPresent();
  }

  private static String body(OrderFacts order, Kind kind) {
    return order.responsibleBody() == null ? kind.responsibleBody() : order.responsibleBody();
  }

  /**
   * To whoever is on duty at the body, or acts for them. Being on duty is the reason: only rules
   * without exception stand in the way.
   */
  void toDuty(OrderFacts order, String body, CommandContext context) {
    RealmId realm = context.realm();
    Optional<UUID> onDuty = teams.onDuty(realm, body, context.at());
    if (onDuty.isEmpty()) {
      hold(order, "nobody-on-duty", body, context);
      return;
    }
    Optional<Person> acting =
        teams.acting(realm, onDuty.get(), context.at()).flatMap(id -> people.find(realm, id));
    if (acting.isEmpty()) {
      hold(order, "duty-away", onDuty.get().toString(), context);
      return;
    }
    UUID standsInFor = acting.get().id().equals(onDuty.get()) ? null : onDuty.get();
    offerUnlessHard(
        order,
        acting.get(),
        choice -> choice.ofBody(body).standingInFor(standsInFor),
        Mode.DUTY,
        context);
  }

  /** To the group that has it in its remit and was not asked yet; else to the named fallback. */
  private void toGroup(OrderFacts order, CommandContext context) {
    RealmId realm = context.realm();
    Set<UUID> asked = new HashSet<>(decisions.asked(realm, order.id(), Mode.GROUP));
    List<Team> fitting = teams.fitting(realm, order.kind(), order.area());
    Optional<String> refused = Optional.empty();
    for (Team team : fitting) {
      if (asked.contains(team.id())) {
        continue;
      }
      switch (toTeam(order, team, List.of(), null, byItself(context))) {
        case CommandResult.Done ignored -> {
          return;
        }
        case CommandResult.Refused no ->
            refused =
                refused.or(
                    () ->
                        Optional.ofNullable(no.problem().params().get("rule"))
                            .map(rule -> rule + "/" + team.id()));
      }
    }
    if (refused.isPresent()) {
      hold(order, "group-refused", refused.get(), context);
      return;
    }
    if (!fitting.isEmpty()) {
      hold(order, "groups-away", fitting.getFirst().id().toString(), context);
      return;
    }
    String body = body(order, kind(realm, order));
    teams.list(realm).stream()
        .filter(Team::active)
        .filter(team -> body.equals(team.organisation()) || team.kinds().contains(order.kind()))
        .findFirst()
        .ifPresentOrElse(
            team -> toFallback(order, team, context), () -> hold(order, "no-group", null, context));
  }

  /** Offers to the group's lead, or whoever acts for the lead. */
  CommandResult toTeam(
      OrderFacts order,
      Team team,
      List<String> overruled,
      @Nullable String reason,
      CommandContext context) {
    RealmId realm = context.realm();
    Optional<Person> acting =
        teams.acting(realm, team.lead(), context.at()).flatMap(id -> people.find(realm, id));
    if (acting.isEmpty()) {
      return CommandResult.refused(ProblemCode.DISPATCH_TEAM_UNREACHABLE, "body.teamId");
    }
    Matter matter = ranking.matter(realm, order, acting.get());
    Optional<Eligibility.Refusal> refusal = Eligibility.checkAsLead(matter, Language.ZH);
    if (refusal.isPresent()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.DISPATCH_NOT_ELIGIBLE, "body.teamId")
              .with("rule", refusal.get().rule()));
    }
    Choice choice =
        Choice.only(matter, Mode.GROUP)
            .forTeam(team.id())
            .standingInFor(acting.get().id().equals(team.lead()) ? null : team.lead())
            .past(overruled);
    return offer(choice, reason, context);
  }

  /**
   * What is out of a group's remit goes to the body the group names for it; by the hop limit it may
   * come to another, and stays there.
   */
  void toFallback(OrderFacts order, Team team, CommandContext context) {
    OrderFacts there = order;
    if (!team.fallback().equals(order.responsibleBody())) {
      orders.step(
          order.id(),
          Step.transfer(team.fallback(), OUT_OF_REMIT, null),
          List.of(),
          byItself(context));
      there = reads.findFacts(context.realm(), order.id()).orElse(order);
    }
    String body = there.responsibleBody();
    toDuty(there, body == null ? team.fallback() : body, context);
  }

  /** To whoever has had the fewest turns, among the members of the group or the body. */
  private void inTurn(OrderFacts order, CommandContext context) {
    RealmId realm = context.realm();
    Policy policy = policies.at(realm, context.at());
    Set<UUID> asked = new HashSet<>(decisions.asked(realm, order.id(), Mode.ROTA));
    if (asked.size() >= policy.rotaTries()) {
      hold(order, "rota-asked", String.valueOf(asked.size()), context);
      return;
    }
    Optional<Team> team =
        teams.fitting(realm, order.kind(), order.area()).stream()
            .filter(one -> !one.members().isEmpty())
            .findFirst();
    String body = body(order, kind(realm, order));
    Set<UUID> pool =
        team.<Set<UUID>>map(one -> new HashSet<>(one.members()))
            .orElseGet(() -> teams.postedAt(realm, body, context.at()));
    String rotaOf = team.map(one -> "team/" + one.id()).orElse(body);
    hands.hold(realm, pool);
    List<Matter> matters =
        pool.isEmpty()
            ? List.of()
            : ranking.matters(realm, order, List.copyOf(people.findAll(realm, pool).values()));
    Map<UUID, Matter> mayGo =
        matters.stream()
            .filter(matter -> Eligibility.check(matter, Language.ZH).isEmpty())
            .filter(matter -> !asked.contains(matter.person().id()))
            .filter(matter -> !matter.person().id().equals(order.returnedBy()))
            .collect(Collectors.toMap(matter -> matter.person().id(), matter -> matter));
    if (mayGo.isEmpty()) {
      hold(order, "nobody-eligible", team.map(Team::name).orElse(body), context);
      return;
    }
    Map<UUID, Rota.Turns> turns = rota.lock(realm, rotaOf, pool);
    UUID next = Rota.next(turns, mayGo.keySet()).orElseThrow();
    Rota.Turns had = turns.getOrDefault(next, new Rota.Turns(0, null));
    Choice choice =
        Choice.only(Objects.requireNonNull(mayGo.get(next)), Mode.ROTA)
            .ranked(1, List.copyOf(mayGo.keySet()))
            .ofBody(body)
            .afterTurns(had.had(), had.lastAt());
    if (team.isPresent()) {
      choice = choice.forTeam(team.get().id());
    }
    if (offer(choice, null, byItself(context)) instanceof CommandResult.Done) {
      Set<UUID> away =
          matters.stream()
              .filter(Matter::away)
              .map(matter -> matter.person().id())
              .collect(Collectors.toSet());
      Rota.after(turns, next, away, pool.size() - away.size(), context.at())
          .forEach(
              (id, count) -> {
                if (!count.equals(turns.get(id))) {
                  rota.set(realm, rotaOf, id, count.had(), count.lastAt());
                }
              });
    }
  }

  /**
   * To whoever acts for somebody who is away.
   *
   * @return who is asked now; empty when nobody acts for them, or a rule stands in the way
   */
  Optional<UUID> toStandIn(OrderFacts order, UUID away, Instant when, CommandContext context) {
    RealmId realm = context.realm();
    return teams
        .acting(realm, away, when)
        .filter(id -> !id.equals(away))
        .flatMap(id -> people.find(realm, id))
        .map(person -> ranking.matter(realm, order, person))
        .filter(
            matter ->
                Eligibility.all(matter, Language.ZH).stream().noneMatch(Eligibility.Refusal::hard))
        .filter(
            matter ->
                offer(
                        Choice.only(matter, Mode.STAND_IN)
                            .standingInFor(away)
                            .past(softRules(matter)),
                        null,
                        byItself(context))
                    instanceof CommandResult.Done)
        .map(matter -> matter.person().id());
  }

  private void offerUnlessHard(
      OrderFacts order,
      Person person,
      UnaryOperator<Choice> with,
      Mode mode,
      CommandContext context) {
    Matter matter = ranking.matter(context.realm(), order, person);
    Optional<Eligibility.Refusal> hard =
        Eligibility.all(matter, Language.ZH).stream().filter(Eligibility.Refusal::hard).findFirst();
    if (hard.isPresent()) {
      hold(order, "duty-refused", hard.get().rule() + "/" + person.id(), context);
      return;
    }
    offer(with.apply(Choice.only(matter, mode)).past(softRules(matter)), null, byItself(context));
  }

  static List<String> softRules(Matter matter) {
    return Eligibility.all(matter, Language.ZH).stream().map(Eligibility.Refusal::rule).toList();
  }

  void hold(OrderFacts order, String code, @Nullable String subject, CommandContext context) {
    // Only of a version somebody can still see: an order that has moved has its own story by now.
    if (order.state() == OrderState.WAITING) {
      decisions.hold(context.realm(), order.id(), order.version(), code, subject, context.at());
      events.publishEvent(
          new OrderHeld(
              context.realm(),
              order.id(),
              order.version(),
              order.area(),
              order.kind(),
              code,
              context.at()));
    }
  }

  Kind kind(RealmId realm, OrderFacts order) {
    return catalogue.get(realm, order.kind(), order.kindVersion());
  }
}
