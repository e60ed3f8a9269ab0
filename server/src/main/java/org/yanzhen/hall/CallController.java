package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.notice.Wishes;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.Requesters;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;

/** The telephone, for whoever answers it. */
@RestController
@RequestMapping("/api/hall/calls")
class CallController {

  private static final int RECENT = 20;
  private static final int HISTORY = 20;
  private static final Duration ANSWERING_DAYS = Duration.ofDays(1);

  /**
   * A call in a list; the number shows only its last digits.
   *
   * @param order what it ended with
   * @param also what else it made or was about
   */
  record CallEntry(
      UUID id,
      CallState state,
      Instant createdAt,
      @Nullable Instant takenAt,
      @Nullable Instant endedAt,
      @Nullable CallOutcome outcome,
      @Nullable String fromMasked,
      @Nullable OrderCard order,
      List<OrderCard> also) {}

  /**
   * How the telephone was answered today, where an exchange tells of the ringing.
   *
   * @param withinSeconds what counts as in time
   */
  record AnsweringView(int rang, int answered, int inTime, long withinSeconds) {}

  /**
   * The telephone as its operator sees it.
   *
   * @param ringing not yet taken, the longest first
   * @param mine taken and not yet ended
   * @param recent what became of the calls I took
   */
  record Telephone(
      List<CallEntry> ringing, List<CallEntry> mine, List<CallEntry> recent, AnsweringView today) {}

  /** A call with what the caller asked for before. */
  record CallView(
      UUID id,
      CallState state,
      @Nullable String from,
      Instant createdAt,
      @Nullable Instant takenAt,
      @Nullable Instant endedAt,
      @Nullable CallOutcome outcome,
      int earlierCalls,
      List<OrderCard> history) {}

  private final CallStore store;
  private final OrderReads orders;
  private final Requesters requesters;
  private final HallRights rights;
  private final HallPolicy policy;
  private final Wishes wishes;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  CallController(
      CallStore store,
      OrderReads orders,
      Requesters requesters,
      HallRights rights,
      HallPolicy policy,
      Wishes wishes,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.orders = orders;
    this.requesters = requesters;
    this.rights = rights;
    this.policy = policy;
    this.wishes = wishes;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  @GetMapping
  Telephone telephone(@AuthenticationPrincipal Actor actor, Locale locale) {
    List<String> areas = rights.areas(actor);
    UUID account = actor.accountId();
    if (areas.isEmpty() || account == null) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    Language language = Language.of(locale);
    return transactions.read(
        actor.realm(),
        () -> {
          List<CallStore.Call> goingOn = store.goingOn(actor.realm(), areas, account);
          List<CallStore.Call> ended = store.endedOf(actor.realm(), account, RECENT);
          Map<UUID, List<UUID>> also =
              store.furtherOrders(actor.realm(), ended.stream().map(CallStore.Call::id).toList());
          return new Telephone(
              entries(actor, goingOn, CallState.RINGING, language),
              entries(actor, goingOn, CallState.TAKEN, language),
              ended.stream()
                  .map(
                      call -> entry(actor, call, also.getOrDefault(call.id(), List.of()), language))
                  .toList(),
              answering(actor, areas));
        });
  }

  /** Who took a call, or may take it, reads its number and what was asked for from it before. */
  @GetMapping("/{id}")
  CallView call(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return transactions.read(
        actor.realm(),
        () -> {
          CallStore.Call call =
              store
                  .find(actor.realm(), id)
                  .filter(found -> maySee(actor, found))
                  .orElseThrow(() -> new ProblemException(ProblemCode.HALL_CALL_NOT_FOUND));
          String from = store.findPhone(actor.realm(), id).orElse(null);
          return new CallView(
              id,
              call.state(),
              from,
              call.createdAt(),
              call.takenAt(),
              call.endedAt(),
              call.outcome(),
              from == null ? 0 : store.countEarlier(actor.realm(), id, from),
              from == null
                  ? List.of()
                  : requesters.ofCaller(actor, from, HISTORY, Language.of(locale)));
        });
  }

  /**
   * How the caller wishes to be told; nothing is known of a hidden number. Of a number that nobody
   * of the desk's areas asked from, only what has to be known of whoever is talked to: anybody can
   * type a number.
   */
  @GetMapping("/{id}/wish")
  Wishes.WishView wish(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return transactions.read(
        actor.realm(),
        () ->
            wishes.view(
                number(id, actor).map(phone -> wish(actor, phone)).orElse(null),
                Language.of(locale)));
  }

  private Wishes.Wish wish(Actor actor, String phone) {
    Wishes.Wish wish = wishes.ofNumber(actor.realm(), phone);
    return requesters.isOfDesk(actor, phone) ? wish : wish.ofStranger();
  }

  /**
   * What the caller said about it, newest first; on a day: what held then. Nothing of a number that
   * nobody of the desk's areas asked from.
   */
  @GetMapping("/{id}/wish/history")
  Wishes.StatementPage wishHistory(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable LocalDate on,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor) {
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    PageKey key = after == null ? null : PageKey.parse(after);
    return transactions.read(
        actor.realm(),
        () ->
            number(id, actor)
                .filter(phone -> requesters.isOfDesk(actor, phone))
                .map(phone -> wishes.historyOfNumber(actor.realm(), phone, on, key, limit))
                .orElse(new Wishes.StatementPage(List.of(), null)));
  }

  private Optional<String> number(UUID id, Actor actor) {
    CallStore.Call call =
        store
            .find(actor.realm(), id)
            .filter(found -> maySee(actor, found))
            .orElseThrow(() -> new ProblemException(ProblemCode.HALL_CALL_NOT_FOUND));
    return store.findPhone(actor.realm(), call.id());
  }

  private boolean maySee(Actor actor, CallStore.Call call) {
    UUID account = actor.accountId();
    return (account != null && account.equals(call.accountId()))
        || rights.serves(actor, call.area());
  }

  private List<CallEntry> entries(
      Actor actor, List<CallStore.Call> calls, CallState state, Language language) {
    return calls.stream()
        .filter(call -> call.state() == state)
        .map(call -> entry(actor, call, List.of(), language))
        .toList();
  }

  private CallEntry entry(Actor actor, CallStore.Call call, List<UUID> also, Language language) {
    UUID orderId = call.orderId();
    return new CallEntry(
        call.id(),
        call.state(),
        call.createdAt(),
        call.takenAt(),
        call.endedAt(),
        call.outcome(),
        store.findPhone(actor.realm(), call.id()).map(CallController::masked).orElse(null),
        orderId == null ? null : orders.findCard(actor, orderId, language).orElse(null),
        also.stream().flatMap(one -> orders.findCard(actor, one, language).stream()).toList());
  }

  private AnsweringView answering(Actor actor, List<String> areas) {
    ZoneId zone = realms.get(actor.realm()).zone();
    Instant from = LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
    long within = policy.answerWithin().toSeconds();
    CallStore.Answering found =
        store.answering(actor.realm(), areas, from, from.plus(ANSWERING_DAYS), within);
    return new AnsweringView(found.rang(), found.answered(), found.inTime(), within);
  }

  static String masked(String phone) {
    return phone.length() <= 4
        ? "****"
        : "*".repeat(phone.length() - 4) + phone.substring(phone.length() - 4);
  }
}
