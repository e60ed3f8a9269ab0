package org.yanzhen.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderResult;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.Orders;
import org.yanzhen.order.Step;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Deciding who goes. */
@Component
class DispatchCommands implements CommandRoom {

  /**
   * @param reason needed when the person is not the first-ranked: why past the suggestion
   * @param override past a rule that has exceptions, with the reason
   */
  record Offer(
      UUID orderId, UUID personId, @Personal @Nullable String reason, @Nullable Boolean override) {
    Offer {
      Checks.present("orderId", orderId);
      Checks.present("personId", personId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /**
   * To a group: its lead, or whoever stands in, answers for it.
   *
   * @param reason needed when the order is out of the group's remit
   */
  record OfferToTeam(UUID orderId, UUID teamId, @Personal @Nullable String reason) {
    OfferToTeam {
      Checks.present("orderId", orderId);
      Checks.present("teamId", teamId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /**
   * Several orders to one person.
   *
   * @param all true: all of them or none; false: those that are possible
   * @param reason needed where the person is not the first-ranked, as before this command
   */
  record OfferMany(
      List<UUID> orderIds, UUID personId, boolean all, @Personal @Nullable String reason) {
    static final int MOST = 50;

    OfferMany {
      orderIds = List.copyOf(Checks.present("orderIds", orderIds)).stream().distinct().toList();
      Checks.present("personId", personId);
      reason = Checks.optionalText("reason", reason, 500);
      if (orderIds.isEmpty() || orderIds.size() > MOST) {
        throw Checks.malformed("orderIds", "none, or more than " + MOST);
      }
    }
  }

  /** The lead says yes for the group and names who goes. */
  record AcceptForTeam(UUID orderId, UUID personId, @Personal @Nullable String reason) {
    AcceptForTeam {
      Checks.present("orderId", orderId);
      Checks.present("personId", personId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /** Why a group does not take an order on. */
  enum TeamReason {
    OUT_OF_REMIT,
    NO_CAPACITY,
    NOT_NOW,
    OTHER
  }

  record ReturnFromTeam(UUID orderId, TeamReason reason, @Personal String text) {
    ReturnFromTeam {
      Checks.present("orderId", orderId);
      Checks.present("reason", reason);
      text = Checks.text("text", text, 500);
    }
  }

  record HandOn(UUID orderId, UUID teamId, @Personal String text) {
    HandOn {
      Checks.present("orderId", orderId);
      Checks.present("teamId", teamId);
      text = Checks.text("text", text, 500);
    }
  }

  /** What happens by itself to an order as of a version; only the product sends it. */
  record Assign(UUID orderId, int version) {
    Assign {
      Checks.present("orderId", orderId);
    }
  }

  /**
   * Takes the orders from somebody who is away; only the product sends it.
   *
   * @param gone has left for good
   */
  record HandOver(UUID personId, boolean gone) {
    HandOver {
      Checks.present("personId", personId);
    }
  }

  /**
   * One order's own answer.
   *
   * @param code of the problem, where it was not sent
   * @param rule that refuses, where one does
   */
  record Answered(
      UUID orderId,
      boolean done,
      @Nullable Integer version,
      @Nullable String code,
      @Nullable String rule) {}

  record ManyAnswered(int sent, List<Answered> answers) {}

  record Open(UUID orderId) {
    Open {
      Checks.present("orderId", orderId);
    }
  }

  record Recall(UUID orderId, @Personal @Nullable String reason) {
    Recall {
      Checks.present("orderId", orderId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /**
   * @param text how whoever takes it means to go about it with this requester, if they say so; read
   *     in the order's thread
   */
  record Claim(UUID orderId, @Personal @Nullable String text) {
    Claim {
      Checks.present("orderId", orderId);
      text = Checks.optionalText("text", text, 1_000);
    }
  }

  /** Why somebody else would take an order over from whoever has it. */
  enum ContestReason {
    NEARER,
    KNOWS_THEM,
    ON_THE_WAY,
    HAS_MEANS,
    AGREED_BEFORE,
    IN_WORDS
  }

  /**
   * Somebody would take an order over from whoever has it and has not begun.
   *
   * @param personId who would; absent: the sender, or whoever acts for the group
   * @param teamId the group they would do it for
   * @param text needed where the reason stands in words
   */
  record Contesting(
      UUID orderId,
      @Nullable UUID personId,
      @Nullable UUID teamId,
      ContestReason reason,
      @Personal @Nullable String text) {
    Contesting {
      Checks.present("orderId", orderId);
      Checks.present("reason", reason);
      text = Checks.optionalText("text", text, 1_000);
    }
  }

  /** It stays with whoever has it, for a reason somebody gives. */
  record Keep(UUID orderId, @Personal String text) {
    Keep {
      Checks.present("orderId", orderId);
      text = Checks.text("text", text, 1_000);
    }
  }

  record Yield(UUID orderId, @Personal @Nullable String text) {
    Yield {
      Checks.present("orderId", orderId);
      text = Checks.optionalText("text", text, 1_000);
    }
  }

  record DropContest(UUID orderId, @Personal @Nullable String text) {
    DropContest {
      Checks.present("orderId", orderId);
      text = Checks.optionalText("text", text, 1_000);
    }
  }

  /** Nobody has answered in time; only the product sends it. */
  record ContestDue(UUID orderId) {
    ContestDue {
      Checks.present("orderId", orderId);
    }
  }

  private final Orders orders;
  private final OrderReads reads;
  private final Ranking ranking;
  private final Sending sending;
  private final Absences absences;
  private final People people;
  private final Teams teams;
  private final DecisionStore decisions;
  private final AnswerStore answers;
  private final Hands hands;
  private final Contests contests;

  DispatchCommands(
      Orders orders,
      OrderReads reads,
      Ranking ranking,
      Sending sending,
      Absences absences,
      People people,
      Teams teams,
      DecisionStore decisions,
      AnswerStore answers,
      Hands hands,
      Contests contests) {
    this.orders = orders;
    this.reads = reads;
    this.ranking = ranking;
    this.sending = sending;
    this.absences = absences;
    this.people = people;
    this.teams = teams;
    this.decisions = decisions;
    this.answers = answers;
    this.hands = hands;
    this.contests = contests;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("dispatch.offer", Offer.class, this::offer, Role.DISPATCHER)
        .add("dispatch.offer-to-team", OfferToTeam.class, this::offerToTeam, Role.DISPATCHER)
        .add("dispatch.offer-many", OfferMany.class, this::offerMany, Role.DISPATCHER)
        .add("dispatch.open", Open.class, this::open, Role.DISPATCHER)
        .add("dispatch.recall", Recall.class, this::recall, Role.DISPATCHER)
        .add("dispatch.claim", Claim.class, this::claim, Role.WORKER)
        .add("dispatch.accept-for-team", AcceptForTeam.class, this::acceptForTeam, Role.WORKER)
        .add("dispatch.return-from-team", ReturnFromTeam.class, this::returnFromTeam, Role.WORKER)
        .add("dispatch.hand-on", HandOn.class, this::handOn, Role.WORKER)
        .add("dispatch.contest", Contesting.class, contests::contest, Role.WORKER, Role.DISPATCHER)
        .add(
            "dispatch.keep",
            Keep.class,
            (c, x) ->
                orders.step(c.orderId(), Step.with(Action.KEEP, "KEPT", c.text()), List.of(), x),
            Role.WORKER,
            Role.DISPATCHER)
        .add("dispatch.yield", Yield.class, contests::yieldTo, Role.WORKER, Role.DISPATCHER)
        .add(
            "dispatch.drop-contest",
            DropContest.class,
            (c, x) ->
                orders.step(c.orderId(), Step.words(Action.DROP_CONTEST, c.text()), List.of(), x),
            Role.WORKER,
            Role.DISPATCHER)
        .add("dispatch.contest-due", ContestDue.class, contests::due)
        .add("dispatch.assign", Assign.class, this::assign)
        .add("dispatch.hand-over", HandOver.class, this::handOver);
  }

  private CommandResult offer(Offer command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    if (order.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (!maySend(order.get(), context)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_ALLOWED);
    }
    Optional<Person> person = people.find(context.realm(), command.personId());
    if (person.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    hands.hold(context.realm(), List.of(command.personId()));
    Ranking.Result result = ranking.rank(context.realm(), order.get(), Language.ZH);
    List<UUID> eligible = result.eligible();
    Optional<Ranking.Ranked> chosen =
        result.ranked().stream()
            .filter(ranked -> ranked.person().id().equals(command.personId()))
            .findAny();
    if (chosen.isEmpty()) {
      return offerPastRules(command, result, eligible, context);
    }
    if (chosen.get().rank() > 1 && command.reason() == null) {
      return CommandResult.refused(ProblemCode.DISPATCH_REASON_MISSING, "body.reason");
    }
    return sending.offer(
        Choice.only(chosen.get().matter(), Mode.OFFER)
            .ranked(chosen.get().rank(), eligible)
            .pastNearer(result),
        command.reason(),
        context);
  }

  /** A soft rule has exceptions, for a reason that is kept; a hard one has none. */
  private CommandResult offerPastRules(
      Offer command, Ranking.Result result, List<UUID> eligible, CommandContext context) {
    Optional<Ranking.Refused> refused =
        result.refused().stream()
            .filter(one -> one.person().id().equals(command.personId()))
            .findAny();
    String rule = refused.map(one -> one.refusal().rule()).orElse("not-serving-here");
    boolean override = Boolean.TRUE.equals(command.override());
    if (!override) {
      return CommandResult.refused(
          Problem.at(ProblemCode.DISPATCH_NOT_ELIGIBLE, "body.personId").with("rule", rule));
    }
    if (refused.isEmpty() || !refused.get().soft()) {
      String hard =
          refused.stream()
              .flatMap(one -> one.refusals().stream())
              .filter(Eligibility.Refusal::hard)
              .map(Eligibility.Refusal::rule)
              .findFirst()
              .orElse(rule);
      return CommandResult.refused(
          Problem.at(ProblemCode.DISPATCH_OVERRIDE_HARD, "body.personId").with("rule", hard));
    }
    if (command.reason() == null) {
      return CommandResult.refused(ProblemCode.DISPATCH_REASON_MISSING, "body.reason");
    }
    return sending.offer(
        Choice.only(refused.get().matter(), Mode.OFFER)
            .ranked(eligible.size() + 1, eligible)
            .past(refused.get().refusals().stream().map(Eligibility.Refusal::rule).toList()),
        command.reason(),
        context);
  }

  private CommandResult offerToTeam(OfferToTeam command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    if (order.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (!maySend(order.get(), context)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_ALLOWED);
    }
    Optional<Team> team = teams.find(context.realm(), command.teamId()).filter(Team::active);
    if (team.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_TEAM_UNKNOWN, "body.teamId");
    }
    if (!outOfRemit(order.get(), team.get()).isEmpty() && command.reason() == null) {
      return CommandResult.refused(ProblemCode.DISPATCH_REASON_MISSING, "body.reason");
    }
    return sending.toTeam(
        order.get(), team.get(), outOfRemit(order.get(), team.get()), command.reason(), context);
  }

  /** An order out of the group's remit says so beside the choice. */
  private static List<String> outOfRemit(OrderFacts order, Team team) {
    return team.hasInRemit(order.kind(), order.area()) ? List.of() : List.of("out-of-remit");
  }

  /**
   * Orders are locked in the order of their ids, so that two who give out the same ones wait for
   * each other and neither gives one out twice.
   */
  private CommandResult offerMany(OfferMany command, CommandContext context) {
    Optional<Person> person = people.find(context.realm(), command.personId());
    if (person.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    hands.hold(context.realm(), List.of(command.personId()));
    // As the desk saw it: the orders of this command do not push the person down for the next one.
    Map<UUID, Ranking.Result> before = new HashMap<>();
    for (UUID orderId : command.orderIds()) {
      reads
          .findFacts(context.realm(), orderId)
          .ifPresent(
              order -> before.put(orderId, ranking.rank(context.realm(), order, Language.ZH)));
    }
    Map<UUID, Answered> answered = new HashMap<>();
    for (UUID orderId : command.orderIds().stream().sorted().toList()) {
      answered.put(
          orderId,
          offerOne(
              orderId,
              person.get(),
              before.getOrDefault(orderId, Ranking.Result.NOBODY),
              command.reason(),
              context));
    }
    List<Answered> answers =
        command.orderIds().stream().map(id -> Objects.requireNonNull(answered.get(id))).toList();
    long refused = answers.stream().filter(answer -> !answer.done()).count();
    if (refused == answers.size() || (command.all() && refused > 0)) {
      return CommandResult.refused(
          Problem.at(ProblemCode.DISPATCH_BULK_REFUSED, "body.orderIds")
              .with("count", refused)
              .with(
                  "answers",
                  answers.stream()
                      .filter(answer -> !answer.done())
                      .map(
                          answer ->
                              answer.orderId()
                                  + "="
                                  + (answer.rule() == null ? answer.code() : answer.rule()))
                      .collect(Collectors.joining(","))));
    }
    return CommandResult.done(new ManyAnswered((int) (answers.size() - refused), answers));
  }

  private Answered offerOne(
      UUID orderId,
      Person person,
      Ranking.Result before,
      @Nullable String reason,
      CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), orderId);
    if (order.isEmpty() || !maySend(order.get(), context)) {
      return new Answered(orderId, false, null, ProblemCode.ORDER_NOT_FOUND.code(), null);
    }
    Problem problem = bulkProblem(order.get(), person, context.realm()).orElse(null);
    if (problem != null) {
      return new Answered(
          orderId, false, null, problem.code().code(), problem.params().get("rule"));
    }
    int rank = before.rankOf(person.id());
    if (rank > 1 && reason == null) {
      return new Answered(orderId, false, null, ProblemCode.DISPATCH_REASON_MISSING.code(), null);
    }
    CommandResult moved =
        sending.offer(
            Choice.only(ranking.matter(context.realm(), order.get(), person), Mode.BULK)
                .ranked(rank, before.eligible())
                .pastNearer(before),
            reason,
            context.withoutBase());
    return switch (moved) {
      case CommandResult.Done done ->
          new Answered(
              orderId,
              true,
              done.value() instanceof OrderResult at ? at.version() : null,
              null,
              null);
      case CommandResult.Refused refused ->
          new Answered(orderId, false, null, refused.problem().code().code(), null);
    };
  }

  /** What would stand in the way of this order going to this person with others. */
  Optional<Problem> bulkProblem(OrderFacts order, Person person, RealmId realm) {
    if (order.state() != OrderState.WAITING && order.state() != OrderState.OPEN) {
      return Optional.of(Problem.of(ProblemCode.ORDER_WRONG_STATE).with("state", order.state()));
    }
    return Eligibility.check(ranking.matter(realm, order, person), Language.ZH)
        .map(refusal -> Problem.of(ProblemCode.DISPATCH_NOT_ELIGIBLE).with("rule", refusal.rule()));
  }

  /** A group's answer comes from whoever was asked for it. */
  private Optional<Decision> teamOffer(OrderFacts order, CommandContext context) {
    return decisions
        .findLast(context.realm(), order.id())
        .filter(decision -> decision.mode() == Mode.GROUP && decision.teamId() != null)
        .filter(decision -> order.state() == OrderState.OFFERED)
        .filter(decision -> decision.personId().equals(context.actor().personId()));
  }

  private CommandResult acceptForTeam(AcceptForTeam command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    Optional<Decision> asked = order.flatMap(one -> teamOffer(one, context));
    if (asked.isEmpty()) {
      return CommandResult.refused(ProblemCode.DISPATCH_NOT_A_TEAM_OFFER, "body.orderId");
    }
    Optional<Team> team = teams.find(context.realm(), teamOf(asked.get()));
    Optional<Person> member = people.find(context.realm(), command.personId());
    boolean belongs =
        team.isPresent()
            && (team.get().members().contains(command.personId())
                || team.get().lead().equals(command.personId()));
    if (member.isEmpty() || !belongs) {
      return CommandResult.refused(ProblemCode.DISPATCH_NOT_A_MEMBER, "body.personId");
    }
    hands.hold(context.realm(), List.of(command.personId()));
    Matter matter = ranking.matter(context.realm(), order.get(), member.get());
    List<Eligibility.Refusal> refusals = Eligibility.all(matter, Language.ZH);
    Optional<Eligibility.Refusal> hard =
        refusals.stream().filter(Eligibility.Refusal::hard).findFirst();
    if (hard.isPresent()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.DISPATCH_NOT_ELIGIBLE, "body.personId")
              .with("rule", hard.get().rule()));
    }
    if (!refusals.isEmpty() && command.reason() == null) {
      return CommandResult.refused(
          Problem.at(ProblemCode.DISPATCH_REASON_MISSING, "body.reason")
              .with("rule", refusals.getFirst().rule()));
    }
    CommandResult moved =
        orders.step(
            command.orderId(),
            Step.acceptFor(team.get().id(), command.personId(), command.reason()),
            List.of(),
            context);
    sending.remember(
        Choice.only(matter, Mode.NAMED)
            .ranked(1, mayGo(order.get(), team.get(), context))
            .forTeam(team.get().id())
            .past(Sending.softRules(matter)),
        moved,
        context);
    return moved;
  }

  /** The members who could have been named. */
  private List<UUID> mayGo(OrderFacts order, Team team, CommandContext context) {
    List<Person> members = List.copyOf(people.findAll(context.realm(), team.members()).values());
    return ranking
        .rank(ranking.matters(context.realm(), order, members), Language.ZH)
        .ranked()
        .stream()
        .map(ranked -> ranked.person().id())
        .toList();
  }

  private CommandResult returnFromTeam(ReturnFromTeam command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    Optional<Decision> asked = order.flatMap(one -> teamOffer(one, context));
    if (asked.isEmpty()) {
      return CommandResult.refused(ProblemCode.DISPATCH_NOT_A_TEAM_OFFER, "body.orderId");
    }
    CommandResult returned =
        orders.step(
            command.orderId(),
            Step.with(Action.DECLINE, command.reason().name(), command.text()),
            List.of(),
            context);
    if (returned instanceof CommandResult.Done && command.reason() == TeamReason.OUT_OF_REMIT) {
      Optional<OrderFacts> waiting = reads.findFacts(context.realm(), command.orderId());
      teams
          .find(context.realm(), teamOf(asked.get()))
          .ifPresent(
              team ->
                  waiting.ifPresent(now -> sending.toFallback(now, team, context.withoutBase())));
      return now(command.orderId(), returned, context);
    }
    return returned;
  }

  private CommandResult handOn(HandOn command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    Optional<Decision> asked = order.flatMap(one -> teamOffer(one, context));
    if (asked.isEmpty()) {
      return CommandResult.refused(ProblemCode.DISPATCH_NOT_A_TEAM_OFFER, "body.orderId");
    }
    Optional<Team> other = teams.find(context.realm(), command.teamId()).filter(Team::active);
    if (other.isEmpty() || command.teamId().equals(asked.get().teamId())) {
      return CommandResult.refused(ProblemCode.PEOPLE_TEAM_UNKNOWN, "body.teamId");
    }
    CommandResult returned =
        orders.step(
            command.orderId(),
            Step.with(Action.DECLINE, "HANDED_ON", command.text()),
            List.of(),
            context);
    if (returned instanceof CommandResult.Refused) {
      return returned;
    }
    OrderFacts waiting = reads.findFacts(context.realm(), command.orderId()).orElseThrow();
    return sending.toTeam(
        waiting, other.get(), outOfRemit(waiting, other.get()), null, Sending.byItself(context));
  }

  /** What a later step of the same command made of it. */
  private CommandResult now(UUID orderId, CommandResult before, CommandContext context) {
    return before instanceof CommandResult.Done done && done.value() instanceof OrderResult at
        ? reads
            .findFacts(context.realm(), orderId)
            .map(
                facts ->
                    CommandResult.done(
                        new OrderResult(orderId, at.number(), facts.version(), facts.state())))
            .orElse(before)
        : before;
  }

  private static UUID teamOf(Decision decision) {
    return Objects.requireNonNull(decision.teamId());
  }

  private CommandResult assign(Assign command, CommandContext context) {
    reads
        .findFacts(context.realm(), command.orderId())
        .filter(order -> order.state() == OrderState.WAITING)
        // Somebody was quicker: then it is that person's decision.
        .filter(order -> order.version() == command.version())
        .ifPresent(order -> sending.assign(order, Sending.byItself(context)));
    return CommandResult.done();
  }

  private CommandResult handOver(HandOver command, CommandContext context) {
    absences.handOver(command.personId(), command.gone(), Sending.byItself(context));
    return CommandResult.done();
  }

  private static boolean maySend(OrderFacts order, CommandContext context) {
    return context.actor().isSystem() || context.actor().has(Role.DISPATCHER, order.area());
  }

  private CommandResult open(Open command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    if (order.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (!sending.kind(context.realm(), order.get()).modes().contains(DispatchMode.BOARD)) {
      return CommandResult.refused(
          Problem.at(ProblemCode.DISPATCH_MODE, "body.orderId").with("kind", order.get().kind()));
    }
    return orders.step(command.orderId(), Step.of(Action.PUBLISH), List.of(), context);
  }

  private CommandResult recall(Recall command, CommandContext context) {
    return orders.step(
        command.orderId(),
        Step.with(Action.RECALL, command.reason() == null ? null : "RECALLED", command.reason()),
        List.of(),
        context);
  }

  private CommandResult claim(Claim command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    if (order.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    UUID personId = context.actor().personId();
    Optional<Person> person =
        personId == null ? Optional.empty() : people.find(context.realm(), personId);
    if (person.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN);
    }
    hands.hold(context.realm(), List.of(person.get().id()));
    // What is in hand without this one.
    Matter matter = ranking.matter(context.realm(), order.get(), person.get());
    // First the order's own answer: whoever lost the race should not read that they are too far
    // away.
    CommandResult moved =
        orders.step(
            command.orderId(), Step.words(Action.CLAIM, command.text()), List.of(), context);
    if (moved instanceof CommandResult.Refused) {
      return moved;
    }
    Optional<Eligibility.Refusal> refusal = Eligibility.check(matter, Language.ZH);
    if (refusal.isPresent()) {
      return CommandResult.refused(
          Problem.of(ProblemCode.DISPATCH_NOT_ELIGIBLE).with("rule", refusal.get().rule()));
    }
    if (moved instanceof CommandResult.Done done && done.value() instanceof OrderResult at) {
      answers.insert(
          context.realm(),
          new AnswerStore.Answer(
              command.orderId(),
              at.version(),
              person.get().id(),
              AnswerStore.What.CLAIMED,
              null,
              matter.minutes(),
              order.get().area(),
              order.get().kind(),
              context.at()));
      sending.remember(Choice.only(matter, Mode.CLAIM), moved, context);
    }
    return moved;
  }
}
