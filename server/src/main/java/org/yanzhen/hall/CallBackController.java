package org.yanzhen.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.hall.CallBackStore.CallBack;
import org.yanzhen.hall.CallBackStore.CallBackTry;
import org.yanzhen.order.BadGrades;
import org.yanzhen.order.CallbackDraws;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** People to be called, for whoever calls. */
@RestController
@RequestMapping("/api/hall/call-backs")
class CallBackController {

  /**
   * Somebody to be called.
   *
   * @param phone only for whoever holds it, so that nobody calls beside the list; on the list of
   *     visits for all who see it
   * @param heldBy the name of who is calling now
   * @param about what is to be said or asked
   * @param notBefore when they may be called, where they may not be called now
   * @param visit why they are asked at home
   */
  record CallBackView(
      UUID id,
      CallBackSource source,
      CallBackState state,
      Instant dueAt,
      boolean due,
      @Nullable Integer bestFrom,
      @Nullable Integer bestTo,
      int attempts,
      int maxAttempts,
      List<CallBackTry> tried,
      boolean mine,
      @Nullable String heldBy,
      @Nullable Instant leaseUntil,
      @Nullable String name,
      @Nullable String phone,
      @Nullable String about,
      @Nullable OrderCard order,
      @Nullable Instant notBefore,
      @Nullable VisitReason visit) {}

  /**
   * The queue.
   *
   * @param mayCallNow whether people may be called at this hour
   */
  record CallBackPage(List<CallBackView> items, @Nullable String next, boolean mayCallNow) {}

  private final CallBackStore store;
  private final OrderReads orders;
  private final HallRights rights;
  private final CallbackDraws draws;
  private final BadGrades badGrades;
  private final HallPolicy policy;
  private final Accounts accounts;
  private final CallBackWish wish;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  CallBackController(
      CallBackStore store,
      OrderReads orders,
      HallRights rights,
      CallbackDraws draws,
      BadGrades badGrades,
      HallPolicy policy,
      Accounts accounts,
      CallBackWish wish,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.orders = orders;
    this.rights = rights;
    this.draws = draws;
    this.badGrades = badGrades;
    this.policy = policy;
    this.accounts = accounts;
    this.wish = wish;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The queue, or what of it is about one order. */
  @GetMapping
  CallBackPage page(
      @RequestParam(defaultValue = "WAITING") CallBackState state,
      @RequestParam(required = false) @Nullable UUID order,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    List<String> areas = rights.areas(actor);
    if (areas.isEmpty()) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    PageKey key = after == null ? null : PageKey.parse(after);
    return transactions.read(
        actor.realm(),
        () -> {
          List<LocalDate> hidden =
              rights.callsTheDrawn(actor) ? List.of() : draws.unshown(actor.realm());
          List<CallBackView> shown =
              shown(
                  actor,
                  (from, most) ->
                      store.page(actor.realm(), areas, state, order, hidden, from, most),
                  key,
                  limit + 1,
                  Language.of(locale));
          boolean more = shown.size() > limit;
          List<CallBackView> items = more ? List.copyOf(shown.subList(0, limit)) : shown;
          return new CallBackPage(
              items,
              more ? new PageKey(items.getLast().dueAt(), items.getLast().id()).token() : null,
              CallBackRule.mayCall(
                  policy.callBacks(), clock.instant(), realms.get(actor.realm()).zone()));
        });
  }

  /** Where the queue is read, in its order. */
  private interface Queue {
    List<CallBack> read(@Nullable PageKey after, int most);
  }

  /**
   * So many as there are, up to the most asked for, reading on past those that are not for the
   * actor: neither a gap in the page nor a next one behind which there is nothing tells of them.
   */
  private List<CallBackView> shown(
      Actor actor, Queue queue, @Nullable PageKey after, int most, Language language) {
    List<CallBackView> shown = new ArrayList<>();
    PageKey from = after;
    boolean isAtEnd = false;
    while (!isAtEnd && shown.size() < most) {
      List<CallBack> rows = queue.read(from, most);
      for (CallBack back : rows) {
        if (shown.size() < most && mayHear(actor, back)) {
          CallBackView view = view(actor, back, language);
          if (!isOwnWork(actor, view)) {
            shown.add(view);
          }
        }
      }
      isAtEnd = rows.size() < most;
      from = rows.isEmpty() ? from : new PageKey(rows.getLast().dueAt(), rows.getLast().id());
    }
    return shown;
  }

  /** Whoever was graded does not learn that somebody is called about it. */
  private boolean mayHear(Actor actor, CallBack back) {
    UUID order = back.orderId();
    return back.source() != CallBackSource.GRADED
        || order == null
        || badGrades.mayHear(actor, order);
  }

  /** Whoever did the work does not learn that it was drawn; they could not make the call either. */
  private static boolean isOwnWork(Actor actor, CallBackView back) {
    PersonRef assignee = back.order() == null ? null : back.order().assignee();
    return back.source() == CallBackSource.SAMPLE
        && assignee != null
        && assignee.id().equals(actor.personId());
  }

  private CallBackView view(Actor actor, CallBack back, Language language) {
    Instant now = clock.instant();
    boolean held = back.leaseUntil() != null && back.leaseUntil().isAfter(now);
    boolean mine = held && back.claimedByIs(actor.accountId());
    boolean open = mine || back.state() == CallBackState.VISIT;
    CallBackStore.Words words = store.words(actor.realm(), back.id());
    UUID orderId = back.orderId();
    // The call may be the operator's and the order another township's.
    OrderDetail order = orderId == null ? null : orders.find(actor, orderId, language).orElse(null);
    String phone = words.phone() != null || order == null ? words.phone() : order.requesterPhone();
    UUID holder = back.claimedBy();
    return new CallBackView(
        back.id(),
        back.source(),
        back.state(),
        back.dueAt(),
        !back.dueAt().isAfter(now),
        back.best() == null ? null : back.best().from(),
        back.best() == null ? null : back.best().to(),
        back.attempts(),
        policy.callBacks().maxAttempts(),
        back.attempts() == 0 ? List.of() : store.attempts(actor.realm(), back.id()),
        mine,
        held && holder != null ? accounts.findName(actor.realm(), holder).orElse("") : null,
        held ? back.leaseUntil() : null,
        order == null ? null : open ? order.requesterName() : order.card().askedBy(),
        open ? phone : null,
        words.about(),
        order == null ? null : order.card(),
        back.state() == CallBackState.WAITING
            ? notBefore(actor.realm(), back, words, order, now)
            : null,
        back.visit());
  }

  private @Nullable Instant notBefore(
      RealmId realm,
      CallBack back,
      CallBackStore.Words words,
      @Nullable OrderDetail order,
      Instant now) {
    CallBackRule.@Nullable Quiet own =
        order == null
            ? wish.quiet(realm, words.phone(), back.orderId())
            : wish.quiet(realm, words.phone(), order);
    ZoneId zone = realms.get(realm).zone();
    return CallBackRule.mayCall(policy.callBacks(), now, own, zone)
        ? null
        : CallBackRule.allowed(policy.callBacks(), now, back.best(), own, zone);
  }
}
