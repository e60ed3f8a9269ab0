package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
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

  record RefusedCandidate(PersonRef person, String rule, String reason) {}

  /**
   * @param travelNote how far the travel times can be trusted
   */
  record Candidates(List<Candidate> ranked, List<RefusedCandidate> refused, String travelNote) {}

  /**
   * @param of how many could have been asked
   */
  record DecisionView(
      UUID personId,
      String personName,
      int rank,
      int of,
      int total,
      List<Score.Term> terms,
      String why) {}

  record BoardEntry(OrderCard order, String text, boolean eligible, @Nullable String reason) {}

  /**
   * @param documents at most so many orders are sent to one phone
   * @param bytes at most so much the phone should keep
   */
  record Limits(int documents, long bytes) {}

  record FieldWork(
      Instant asOf,
      List<OrderDetail> offers,
      List<OrderDetail> active,
      List<BoardEntry> board,
      List<OrderCard> recent,
      Limits limits) {}

  private final Ranking ranking;
  private final OrderReads orders;
  private final People people;
  private final DecisionStore decisions;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  DispatchController(
      Ranking ranking,
      OrderReads orders,
      People people,
      DecisionStore decisions,
      RealmTransactions transactions,
      InstantSource clock) {
    this.ranking = ranking;
    this.orders = orders;
    this.people = people;
    this.decisions = decisions;
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
                              refused.refusal().reason()))
                  .toList(),
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
          List<BoardEntry> board =
              orders.board(actor, ON_BOARD, language).stream()
                  .map(
                      entry -> {
                        Optional<Eligibility.Refusal> refusal =
                            me.flatMap(
                                person ->
                                    ranking.check(actor.realm(), entry.facts(), person, language));
                        return new BoardEntry(
                            entry.card(),
                            entry.text(),
                            refusal.isEmpty(),
                            refusal.map(Eligibility.Refusal::reason).orElse(null));
                      })
                  .toList();
          return new FieldWork(
              clock.instant(),
              mine.stream().filter(order -> isOffer(personId, order)).toList(),
              mine.stream().filter(order -> !isOffer(personId, order)).toList(),
              board,
              orders.finished(actor, FINISHED, language),
              new Limits(IN_HAND + ON_BOARD + FINISHED, BYTES));
        });
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

  private DecisionView view(Actor actor, DecisionStore.Decision decision, Language language) {
    List<Score.Term> terms = decision.terms().getOrDefault(language, List.of());
    Person person = people.find(actor.realm(), decision.personId()).orElse(null);
    return new DecisionView(
        decision.personId(),
        person == null ? "" : person.name(),
        decision.rank(),
        decision.of(),
        decision.total(),
        terms,
        new Score(decision.total(), terms).why(language));
  }

  private static PersonRef ref(Person person) {
    return new PersonRef(person.id(), person.name(), person.post(), person.phone());
  }
}
