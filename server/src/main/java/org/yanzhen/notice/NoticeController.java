package org.yanzhen.notice;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.notice.MessageStore.Message;
import org.yanzhen.notice.MessageTexts.Reading.Letter;
import org.yanzhen.order.CallbackDraws;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** What was told: at an order, in the outbox of an area, in one's own inbox. */
@RestController
class NoticeController {

  /**
   * A message.
   *
   * @param orderId the order it is about, or else {@code itemId}: a message from outside, or {@code
   *     ticketId}: a ticket at the windows
   * @param to whom, by name only
   * @param channel the way it is on, or arrived by
   * @param tried the ways before it, each with its reason: {@code SMS no-consent}
   * @param why why it is held, put off or failed
   * @param asks whether the requester's word is asked for: a note has room for it
   * @param carriedTo where a note is to be carried, while it waits for that
   */
  record MessageView(
      UUID id,
      @Nullable UUID orderId,
      @Nullable UUID itemId,
      @Nullable UUID ticketId,
      @Nullable String number,
      String to,
      String text,
      MessageState state,
      @Nullable Channel channel,
      Urgency urgency,
      int attempts,
      List<String> tried,
      @Nullable String why,
      Instant createdAt,
      Instant dueAt,
      @Nullable Instant sentAt,
      @Nullable Instant readAt,
      boolean asks,
      @Nullable CarriedTo carriedTo) {}

  /**
   * Whom whoever carries a note looks for, as far as the reader may see the order: no number, it is
   * for those who call.
   *
   * @param name in full; absent where none was left
   * @param division from the county down
   * @param place of the matter, in the words of whoever asked
   */
  record CarriedTo(@Nullable String name, String division, @Nullable String place) {}

  record OutboxPage(List<MessageView> items, @Nullable String next) {}

  /** Never counted beyond 100. */
  record OutboxCounts(int held, int failed) {}

  /**
   * @param orderId the order it is about, or else {@code itemId}: a message from outside
   */
  record InboxItem(
      UUID id,
      @Nullable UUID orderId,
      @Nullable UUID itemId,
      String text,
      Urgency urgency,
      Instant at,
      @Nullable Instant readAt) {}

  /**
   * One's own messages, newest first.
   *
   * @param unread never counted beyond 100
   */
  record Inbox(List<InboxItem> items, int unread, @Nullable String next) {}

  /** When nobody of the realm is disturbed, as hours and minutes. */
  record Night(String from, String to) {}

  private static final int COUNTED = 100;

  private final MessageStore store;
  private final MessageTexts texts;
  private final OrderReads orders;
  private final CallbackDraws draws;
  private final CallList calls;
  private final Wishes wishes;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  NoticeController(
      MessageStore store,
      MessageTexts texts,
      OrderReads orders,
      CallbackDraws draws,
      CallList calls,
      Wishes wishes,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.texts = texts;
    this.orders = orders;
    this.draws = draws;
    this.calls = calls;
    this.wishes = wishes;
    this.transactions = transactions;
    this.clock = clock;
  }

  @GetMapping("/api/orders/{id}/messages")
  List<MessageView> messages(
      @PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    Language language = Language.of(locale);
    return transactions.read(
        actor.realm(),
        () -> {
          String area =
              orders.findCard(actor, id, language).isEmpty()
                  ? null
                  : orders.findFacts(actor.realm(), id).orElseThrow().area();
          if (area == null || !NoticeRights.mayHandle(actor, area)) {
            throw new ProblemException(ProblemCode.ORDER_NOT_FOUND);
          }
          // That they will be called says that they were drawn: not before the draw is shown.
          boolean hidden = draws.isHidden(actor.realm(), id);
          return views(
              actor,
              store.list(actor.realm(), id).stream()
                  .filter(message -> !(hidden && message.template() == Template.ASKED_AGAIN))
                  .toList(),
              language);
        });
  }

  /** How the requester wishes to be told. */
  @GetMapping("/api/orders/{id}/wish")
  Wishes.WishView wish(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    requireHandling(id, actor, locale);
    return wishes.view(wishes.ofRequester(actor.realm(), id).orElse(null), Language.of(locale));
  }

  /** What the requester said about it, newest first; on a day: what held then. */
  @GetMapping("/api/orders/{id}/wish/history")
  Wishes.StatementPage wishHistory(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable LocalDate on,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    checkLimit(limit);
    requireHandling(id, actor, locale);
    PageKey key = after == null ? null : PageKey.parse(after);
    return wishes.historyOfRequester(actor.realm(), id, on, key, limit);
  }

  /** How one wishes to be told oneself. */
  @GetMapping("/api/wish")
  Wishes.WishView ownWish(@AuthenticationPrincipal Actor actor, Locale locale) {
    return wishes.view(wishes.ofPerson(actor.realm(), person(actor)), Language.of(locale));
  }

  /** What one said about it oneself. */
  @GetMapping("/api/wish/history")
  Wishes.StatementPage ownHistory(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor) {
    checkLimit(limit);
    return wishes.historyOfPerson(
        actor.realm(), person(actor), after == null ? null : PageKey.parse(after), limit);
  }

  /** The messages of one's areas in one state, page by page. */
  @GetMapping("/api/outbox")
  OutboxPage outbox(
      @RequestParam(defaultValue = "HELD") MessageState state,
      @RequestParam(required = false) @Nullable Channel channel,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    requireDesk(actor);
    checkLimit(limit);
    PageKey key = after == null ? null : PageKey.parse(after);
    return transactions.read(
        actor.realm(),
        () -> {
          List<Message> rows =
              store.page(
                  actor.realm(), state, channel, null, NoticeRights.areas(actor), key, limit + 1);
          boolean more = rows.size() > limit;
          List<Message> shown = more ? rows.subList(0, limit) : rows;
          return new OutboxPage(
              views(actor, shown, Language.of(locale)),
              more ? new PageKey(shown.getLast().dueAt(), shown.getLast().id()).token() : null);
        });
  }

  @GetMapping("/api/outbox/counts")
  OutboxCounts counts(@AuthenticationPrincipal Actor actor) {
    requireDesk(actor);
    RealmId realm = actor.realm();
    List<String> areas = NoticeRights.areas(actor);
    return transactions.read(
        realm,
        () ->
            new OutboxCounts(
                store.count(realm, MessageState.HELD, areas, COUNTED),
                store.count(realm, MessageState.FAILED, areas, COUNTED)));
  }

  /** The realm's night, for whoever may set another. */
  @GetMapping("/api/outbox/night")
  Night night(@AuthenticationPrincipal Actor actor) {
    if (!actor.has(Role.ADMINISTRATOR)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    QuietHours night = transactions.read(actor.realm(), () -> wishes.night(actor.realm()));
    return new Night(night.from().toString(), night.to().toString());
  }

  /** Calls that are due, with what to say. */
  @GetMapping("/api/calls")
  CallList.Calls calls(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    requireDesk(actor);
    checkLimit(limit);
    return calls.due(
        actor, after == null ? null : PageKey.parse(after), limit, Language.of(locale));
  }

  /** One's own messages. */
  @GetMapping("/api/inbox")
  Inbox inbox(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    checkLimit(limit);
    RealmId realm = actor.realm();
    PageKey key = after == null ? null : PageKey.parse(after);
    List<UUID> mine = NoticeCommands.inboxes(actor);
    return transactions.read(
        realm,
        () -> {
          List<MessageStore.Shown> rows =
              store.inbox(realm, mine, Language.of(locale), key, limit + 1);
          boolean more = rows.size() > limit;
          List<MessageStore.Shown> shown = more ? rows.subList(0, limit) : rows;
          return new Inbox(
              shown.stream()
                  .map(
                      row ->
                          new InboxItem(
                              row.id(),
                              row.template().isAboutPost() ? null : row.orderId(),
                              row.template().isAboutPost() ? row.orderId() : null,
                              row.text(),
                              row.urgency(),
                              row.shownAt(),
                              row.readAt()))
                  .toList(),
              store.unread(realm, mine, COUNTED),
              more ? new PageKey(shown.getLast().shownAt(), shown.getLast().id()).token() : null);
        });
  }

  private List<MessageView> views(Actor actor, List<Message> rows, Language language) {
    List<MessageView> views = new ArrayList<>();
    for (Message message : rows) {
      views.add(view(actor, message, language));
    }
    return views;
  }

  /** What was sent is shown as it was sent; what was not, as it would be said now. */
  private MessageView view(Actor actor, Message message, Language language) {
    Letter letter =
        texts.read(actor.realm(), message, clock.instant()) instanceof Letter now ? now : null;
    boolean post = message.template().isAboutPost();
    boolean ticket = message.template().isAboutTicket();
    String number =
        letter != null ? letter.number() : post || ticket ? null : number(actor, message, language);
    String text = message.sentText();
    if (text == null) {
      text = letter == null ? "" : letter.text();
    }
    return new MessageView(
        message.id(),
        post || ticket ? null : message.orderId(),
        post ? message.orderId() : null,
        ticket ? message.orderId() : null,
        post ? null : number,
        letter == null ? "" : letter.to(),
        text,
        message.state(),
        message.channel(),
        message.urgency(),
        message.attempts(),
        message.tried(),
        message.why(),
        message.createdAt(),
        message.dueAt(),
        message.sentAt(),
        message.readAt(),
        message.template().asksForTheWord(),
        carriedTo(actor, message, language));
  }

  private @Nullable CarriedTo carriedTo(Actor actor, Message message, Language language) {
    Template.Audience audience = message.template().audience();
    boolean outside =
        audience == Template.Audience.REQUESTER || audience == Template.Audience.PRINCIPAL;
    if (message.state() != MessageState.HELD || message.channel() != Channel.PAPER || !outside) {
      return null;
    }
    return orders
        .find(actor, message.orderId(), language)
        .map(
            order ->
                new CarriedTo(
                    audience == Template.Audience.REQUESTER
                        ? order.requesterName()
                        : order.principalName(),
                    order.card().divisionName(),
                    order.card().place()))
        .orElse(null);
  }

  private void requireHandling(UUID orderId, Actor actor, Locale locale) {
    if (orders.findCard(actor, orderId, Language.of(locale)).isEmpty()
        || !NoticeRights.mayHandle(
            actor, orders.findFacts(actor.realm(), orderId).orElseThrow().area())) {
      throw new ProblemException(ProblemCode.ORDER_NOT_FOUND);
    }
  }

  private static UUID person(Actor actor) {
    UUID person = actor.personId();
    if (person == null) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return person;
  }

  private @Nullable String number(Actor actor, Message message, Language language) {
    return orders.findCard(actor, message.orderId(), language).map(OrderCard::number).orElse(null);
  }

  private static void requireDesk(Actor actor) {
    if (!actor.has(Role.CLERK) && !actor.has(Role.DISPATCHER)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
  }
}
