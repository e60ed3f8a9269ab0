package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OrderBoard;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** Candidates and decisions for the desk; the phone's work in one bounded document. */
@RestController
@RequestMapping("/api")
class DispatchController {

  private static final int IN_HAND = 60;
  private static final int ON_BOARD = 60;
  private static final int FINISHED = 20;
  private static final long BYTES = 5_000_000L;

  record Candidate(PersonRef person, int rank, int total, List<Score.Term> terms, String why) {}

  /**
   * @param soft whether a dispatcher may choose past it, with a reason
   */
  record RefusedCandidate(PersonRef person, String rule, String reason, boolean soft) {}

  /**
   * A group for the order.
   *
   * @param inRemit whether the order is its business
   * @param acting who answers for it now; absent when nobody does
   */
  record TeamChoice(
      UUID id, String name, String remit, boolean inRemit, @Nullable PersonRef acting) {}

  /**
   * Who is on duty at the body that answers for the order.
   *
   * @param acting who acts for them when they are away
   */
  record OnDuty(String body, PersonRef person, boolean away, @Nullable PersonRef acting) {}

  /**
   * @param modes of the kind, the automatic one first
   * @param waits why it found nobody by itself
   * @param passed why the nearest is not the first, where that is so
   * @param unserved why nobody is suggested, or why it had better wait
   * @param othersNote that what others need was not looked at, where it was not
   * @param travelNote how far the travel times can be trusted
   */
  record Candidates(
      List<Candidate> ranked,
      List<RefusedCandidate> refused,
      List<DispatchMode> modes,
      @Nullable String waits,
      @Nullable OnDuty onDuty,
      List<TeamChoice> teams,
      @Nullable String passed,
      @Nullable String unserved,
      @Nullable String othersNote,
      String travelNote) {}

  /**
   * @param of how many could have been asked
   * @param how in what way it came to this person; empty where the score is all
   * @param overruled rules somebody chose past
   * @param passed who was nearer and is needed elsewhere
   */
  record DecisionView(
      UUID personId,
      String personName,
      int rank,
      int of,
      int total,
      List<Score.Term> terms,
      String why,
      Mode mode,
      String how,
      List<String> overruled,
      @Nullable String passed) {}

  /** A member of a group, for the lead who names one. */
  record MemberChoice(
      UUID id, String name, boolean eligible, boolean soft, @Nullable String reason, int load) {}

  record OtherTeam(UUID id, String name, boolean inRemit) {}

  /** What a lead needs to answer for the group without signal. */
  record TeamOffer(
      UUID orderId,
      UUID teamId,
      String teamName,
      List<MemberChoice> members,
      List<OtherTeam> others) {}

  /**
   * What would come of giving this order to the person.
   *
   * @param first who is suggested, where it is somebody else: then a reason is needed
   */
  record BulkAnswer(
      UUID orderId,
      boolean possible,
      @Nullable String rule,
      @Nullable String reason,
      @Nullable String first) {}

  record BulkPreview(List<BulkAnswer> answers) {}

  record BoardEntry(OrderCard order, String text, boolean eligible, @Nullable String reason) {}

  /**
   * @param documents at most so many orders are sent to one phone
   * @param bytes at most so much the phone should keep
   */
  record Limits(int documents, long bytes) {}

  /**
   * @param boardIsPart whether more is on the board than stands here
   * @param taken what others have taken that this person could have too
   */
  record FieldWork(
      Instant asOf,
      List<OrderDetail> offers,
      List<TeamOffer> teamOffers,
      List<OrderDetail> active,
      List<BoardEntry> board,
      boolean boardIsPart,
      List<Contests.Taken> taken,
      List<OrderCard> recent,
      List<WhyMe> why,
      Limits limits) {}

  /** Why an order in somebody's hand came to them. */
  record WhyMe(UUID orderId, DecisionView decision) {}

  private final Ranking ranking;
  private final OrderReads orders;
  private final OrderBoard board;
  private final People people;
  private final Teams teams;
  private final Catalogue catalogue;
  private final DispatchCommands commands;
  private final Contests contests;
  private final DecisionStore decisions;
  private final HowWords how;
  private final Formations formations;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  DispatchController(
      Ranking ranking,
      OrderReads orders,
      OrderBoard board,
      People people,
      Teams teams,
      Catalogue catalogue,
      DispatchCommands commands,
      Contests contests,
      DecisionStore decisions,
      HowWords how,
      Formations formations,
      RealmTransactions transactions,
      InstantSource clock) {
    this.ranking = ranking;
    this.orders = orders;
    this.board = board;
    this.people = people;
    this.teams = teams;
    this.catalogue = catalogue;
    this.commands = commands;
    this.contests = contests;
    this.decisions = decisions;
    this.how = how;
    this.formations = formations;
    this.transactions = transactions;
    this.clock = clock;
  }

  @GetMapping("/orders/{id}/candidates")
  Candidates candidates(
      @PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    Language language = Language.of(locale);
    return transactions.read(
        actor.realm(),
        () -> {
          OrderFacts order = dispatchable(actor, id);
          Ranking.Result result = ranking.rank(actor.realm(), order, language);
          return new Candidates(
              result.ranked().stream()
                  .map(
                      ranked ->
                          new Candidate(
                              ref(ranked.person()),
                              ranked.rank(),
                              ranked.score().total(),
                              ranked.score().terms(),
                              ranked.score().why(language)))
                  .toList(),
              result.refused().stream()
                  .map(
                      refused ->
                          new RefusedCandidate(
                              ref(refused.person()),
                              refused.refusal().rule(),
                              refused.refusals().stream()
                                  .map(Eligibility.Refusal::reason)
                                  .collect(Collectors.joining(language.pick("；", "; "))),
                              refused.soft()))
                  .toList(),
              kind(actor, order).modes(),
              decisions
                  .findHeld(actor.realm(), id, order.version())
                  .filter(held -> order.state() == OrderState.WAITING)
                  .map(held -> how.waiting(actor.realm(), held, language))
                  .orElse(null),
              onDuty(actor, order),
              teamChoices(actor, order),
              result
                  .passed()
                  .map(Decision.Passed::of)
                  .map(passed -> how.passed(actor.realm(), passed, true, language))
                  .orElse(null),
              Unserved.of(result, formations.isLeft(actor.realm(), id))
                  .map(
                      reason ->
                          reason.words(
                              kind(actor, order),
                              how.deadline(actor.realm(), order, language),
                              language))
                  .orElse(null),
              formations.isTooMany(actor.realm())
                  ? language
                      .pick(
                          "手上和等着的单超过 %d 张，这里没有比较别处更需要谁。",
                          "More than %d orders are waiting or in hand: what others need was not weighed here.")
                      .formatted(Formations.MOST)
                  : null,
              language.pick(
                  "路程按两村直线距离和山路系数估算，括号内是可能的范围。",
                  "Travel is estimated from the distance between villages and a factor for hill roads; the likely range"
                      + " stands in brackets."));
        });
  }

  /** The last offer and why, for whoever may see the order; 204 when it was never offered. */
  @GetMapping("/orders/{id}/decision")
  ResponseEntity<DecisionView> decision(
      @PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return transactions.read(
        actor.realm(),
        () -> {
          if (orders.findCard(actor, id, Language.of(locale)).isEmpty()) {
            throw new ProblemException(ProblemCode.ORDER_NOT_FOUND);
          }
          return decisions
              .findLast(actor.realm(), id)
              .map(decision -> ResponseEntity.ok(view(actor, decision, Language.of(locale))))
              .orElseGet(() -> ResponseEntity.noContent().build());
        });
  }

  /** Everything one phone needs to work a day without signal. */
  @GetMapping("/field/work")
  FieldWork work(@AuthenticationPrincipal Actor actor, Locale locale) {
    Language language = Language.of(locale);
    UUID personId = actor.personId();
    if (personId == null || !actor.has(Role.WORKER)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return transactions.read(
        actor.realm(),
        () -> {
          List<OrderDetail> mine = orders.inHand(actor, IN_HAND, language);
          Optional<Person> me = people.find(actor.realm(), personId);
          Weighing weighing = ranking.now(actor.realm());
          OrderBoard.Board open = board.board(actor, ON_BOARD, language);
          List<OrderBoard.BoardOrder> onBoard = open.orders();
          weighing.readBesides(onBoard.stream().map(entry -> entry.facts().id()).toList());
          List<BoardEntry> board =
              onBoard.stream()
                  .map(
                      entry -> {
                        Optional<Eligibility.Refusal> refusal =
                            me.flatMap(
                                person -> Ranking.check(weighing, entry.facts(), person, language));
                        return new BoardEntry(
                            entry.card(),
                            entry.text(),
                            refusal.isEmpty(),
                            refusal.map(Eligibility.Refusal::reason).orElse(null));
                      })
                  .toList();
          List<OrderDetail> offers =
              mine.stream().filter(order -> isOffer(personId, order)).toList();
          return new FieldWork(
              clock.instant(),
              offers,
              offers.stream()
                  .flatMap(order -> teamOffer(actor, order.card().id(), language).stream())
                  .toList(),
              mine.stream().filter(order -> !isOffer(personId, order)).toList(),
              board,
              open.part(),
              me.map(person -> contests.taken(actor, person, weighing, language)).orElse(List.of()),
              orders.finished(actor, FINISHED, language),
              whyMe(actor, personId, mine, language),
              new Limits(IN_HAND + ON_BOARD + FINISHED, BYTES));
        });
  }

  /** Who of these orders could go to the person, each with its own answer. */
  @GetMapping("/dispatch/bulk")
  BulkPreview bulk(
      @RequestParam UUID person,
      @RequestParam List<UUID> orders,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    Language language = Language.of(locale);
    if (orders.isEmpty() || orders.size() > DispatchCommands.OfferMany.MOST) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "orders"));
    }
    return transactions.read(
        actor.realm(),
        () -> {
          Person whom =
              people
                  .find(actor.realm(), person)
                  .orElseThrow(() -> new ProblemException(ProblemCode.PEOPLE_PERSON_UNKNOWN));
          return new BulkPreview(
              orders.stream()
                  .map(id -> bulkAnswer(dispatchable(actor, id), whom, actor, language))
                  .toList());
        });
  }

  private BulkAnswer bulkAnswer(OrderFacts order, Person whom, Actor actor, Language language) {
    return commands
        .bulkProblem(order, whom, actor.realm())
        .map(
            problem ->
                new BulkAnswer(
                    order.id(),
                    false,
                    problem.params().getOrDefault("rule", problem.code().code()),
                    problem.params().containsKey("rule")
                        ? Ranking.check(ranking.now(actor.realm()), order, whom, language)
                            .map(Eligibility.Refusal::reason)
                            .orElse(null)
                        : language.pick("现在不在等人接", "Not waiting for anybody now"),
                    null))
        .orElseGet(() -> new BulkAnswer(order.id(), true, null, null, first(order, whom, actor)));
  }

  private @Nullable String first(OrderFacts order, Person whom, Actor actor) {
    return ranking.rank(actor.realm(), order, Language.ZH).ranked().stream()
        .findFirst()
        .map(Ranking.Ranked::person)
        .filter(person -> !person.id().equals(whom.id()))
        .map(Person::name)
        .orElse(null);
  }

  private Kind kind(Actor actor, OrderFacts order) {
    return catalogue.get(actor.realm(), order.kind(), order.kindVersion());
  }

  private @Nullable OnDuty onDuty(Actor actor, OrderFacts order) {
    RealmId realm = actor.realm();
    String body =
        order.responsibleBody() == null
            ? kind(actor, order).responsibleBody()
            : order.responsibleBody();
    Instant now = clock.instant();
    return teams
        .onDuty(realm, body, now)
        .flatMap(id -> people.find(realm, id))
        .map(
            person -> {
              UUID acting = teams.acting(realm, person.id(), now).orElse(null);
              boolean away = !person.id().equals(acting);
              return new OnDuty(
                  how.body(realm, body),
                  ref(person),
                  away,
                  away && acting != null
                      ? people.find(realm, acting).map(DispatchController::ref).orElse(null)
                      : null);
            })
        .orElse(null);
  }

  /** Groups are shown where the kind goes to groups; those with the order in their remit first. */
  private List<TeamChoice> teamChoices(Actor actor, OrderFacts order) {
    RealmId realm = actor.realm();
    Instant now = clock.instant();
    List<Team> fitting = teams.fitting(realm, order.kind(), order.area());
    if (fitting.isEmpty() && !kind(actor, order).modes().contains(DispatchMode.GROUP)) {
      return List.of();
    }
    return Stream.concat(
            fitting.stream(),
            teams.list(realm).stream().filter(team -> team.active() && !fitting.contains(team)))
        .limit(20)
        .map(
            team ->
                new TeamChoice(
                    team.id(),
                    team.name(),
                    team.remit(),
                    fitting.contains(team),
                    teams
                        .acting(realm, team.lead(), now)
                        .flatMap(id -> people.find(realm, id))
                        .map(DispatchController::ref)
                        .orElse(null)))
        .toList();
  }

  private Optional<TeamOffer> teamOffer(Actor actor, UUID orderId, Language language) {
    RealmId realm = actor.realm();
    Optional<Team> asked =
        decisions
            .findLast(realm, orderId)
            .filter(decision -> decision.mode() == Mode.GROUP && decision.teamId() != null)
            .filter(decision -> decision.personId().equals(actor.personId()))
            .flatMap(decision -> teams.find(realm, Objects.requireNonNull(decision.teamId())));
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    Team team = asked.get();
    OrderFacts order = orders.findFacts(realm, orderId).orElseThrow();
    Set<UUID> ids = new LinkedHashSet<>(team.members());
    ids.add(team.lead());
    List<Person> members = List.copyOf(people.findAll(realm, ids).values());
    List<MemberChoice> choices =
        ranking.matters(realm, order, members).stream()
            .map(
                matter -> {
                  List<Eligibility.Refusal> refusals = Eligibility.all(matter, language);
                  return new MemberChoice(
                      matter.person().id(),
                      matter.person().name(),
                      refusals.isEmpty(),
                      refusals.stream().noneMatch(Eligibility.Refusal::hard),
                      refusals.isEmpty() ? null : refusals.getFirst().reason(),
                      matter.load());
                })
            .sorted(
                Comparator.comparing((MemberChoice choice) -> !choice.eligible())
                    .thenComparingInt(MemberChoice::load)
                    .thenComparing(MemberChoice::id))
            .toList();
    return Optional.of(
        new TeamOffer(
            orderId,
            team.id(),
            team.name(),
            choices,
            teams.list(realm).stream()
                .filter(other -> other.active() && !other.id().equals(team.id()))
                .map(
                    other ->
                        new OtherTeam(
                            other.id(), other.name(), other.hasInRemit(order.kind(), order.area())))
                .sorted(Comparator.comparing((OtherTeam other) -> !other.inRemit()))
                .limit(20)
                .toList()));
  }

  private List<WhyMe> whyMe(Actor actor, UUID personId, List<OrderDetail> mine, Language language) {
    List<UUID> ids = mine.stream().map(order -> order.card().id()).toList();
    Map<UUID, Decision> last = ids.isEmpty() ? Map.of() : decisions.findLast(actor.realm(), ids);
    return ids.stream()
        .flatMap(id -> Stream.ofNullable(last.get(id)).map(one -> Map.entry(id, one)))
        .filter(entry -> entry.getValue().personId().equals(personId))
        .map(entry -> new WhyMe(entry.getKey(), view(actor, entry.getValue(), language)))
        .toList();
  }

  private static boolean isOffer(UUID person, OrderDetail order) {
    PersonRef offered = order.card().offeredTo();
    return offered != null && offered.id().equals(person);
  }

  private OrderFacts dispatchable(Actor actor, UUID id) {
    return orders
        .findFacts(actor.realm(), id)
        .filter(order -> actor.has(Role.DISPATCHER, order.area()))
        .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
  }

  private DecisionView view(Actor actor, Decision decision, Language language) {
    List<Score.Term> terms = decision.terms().getOrDefault(language, List.of());
    Person person = people.find(actor.realm(), decision.personId()).orElse(null);
    return new DecisionView(
        decision.personId(),
        person == null ? "" : person.name(),
        decision.rank(),
        decision.of(),
        decision.total(),
        terms,
        new Score(decision.total(), terms).why(language),
        decision.mode(),
        how.of(actor.realm(), decision, language),
        decision.overruled(),
        decision.passed() == null
            ? null
            : how.passed(actor.realm(), decision.passed(), actor.has(Role.DISPATCHER), language));
  }

  private static PersonRef ref(Person person) {
    return new PersonRef(person.id(), person.name(), person.post(), person.phone());
  }
}
