package org.yanzhen.notice;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Accounts;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.notice.MessageStore.Claim;
import org.yanzhen.notice.MessageStore.Message;
import org.yanzhen.notice.MessageTexts.Reading.Letter;
import org.yanzhen.notice.PreferenceStore.Preference;
import org.yanzhen.order.OrderReads;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * Calls somebody has to make because no other way leads there: whom, and what to say. Worked by the
 * clerks and dispatchers of the area.
 */
@Service
public class CallList {

  /**
   * A call to make.
   *
   * @param orderId the order it is about; absent where it is about a ticket
   * @param ticketId the ticket it is about
   * @param phone only for whoever has it in hand, so that nobody calls beside the list
   * @param mine whether the one who looks has it in hand
   * @param heldBy the name of who has it in hand
   * @param say the message, to be said in one's own words
   * @param why what stood in the way of a text
   * @param notBefore when their quiet hours are over, where it is quiet for them now
   */
  public record Call(
      UUID messageId,
      @Nullable UUID orderId,
      @Nullable UUID ticketId,
      String number,
      String to,
      @Nullable String phone,
      String say,
      Urgency urgency,
      Instant dueAt,
      @Nullable String why,
      List<Attempt> attempts,
      boolean mine,
      @Nullable String heldBy,
      @Nullable Instant leaseUntil,
      @Nullable Instant notBefore) {}

  /** One try. */
  public record Attempt(CallOutcome outcome, Instant at, @Nullable Instant until) {}

  /**
   * A page of calls.
   *
   * @param next give it as {@code after} for the next page; absent on the last
   */
  public record Calls(List<Call> items, @Nullable String next) {}

  private final MessageStore store;
  private final MessageTexts texts;
  private final Routing routing;
  private final MessagePack pack;
  private final Tellings tellings;
  private final OrderReads orders;
  private final Accounts accounts;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  CallList(
      MessageStore store,
      MessageTexts texts,
      Routing routing,
      MessagePack pack,
      Tellings tellings,
      OrderReads orders,
      Accounts accounts,
      RealmTransactions transactions,
      InstantSource clock) {
    this.store = store;
    this.texts = texts;
    this.routing = routing;
    this.pack = pack;
    this.tellings = tellings;
    this.orders = orders;
    this.accounts = accounts;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The calls that are due now in the actor's areas, the longest due first. */
  public Calls due(Actor actor, @Nullable PageKey after, int limit, Language language) {
    RealmId realm = actor.realm();
    Instant now = clock.instant();
    return transactions.read(
        realm,
        () -> {
          List<Message> rows =
              store.page(
                  realm,
                  MessageState.HELD,
                  Channel.CALL,
                  now,
                  NoticeRights.areas(actor),
                  after,
                  limit + 1);
          boolean more = rows.size() > limit;
          List<Message> shown = more ? rows.subList(0, limit) : rows;
          List<Call> calls = new ArrayList<>();
          for (Message message : shown) {
            if (texts.read(realm, message, now) instanceof Letter letter
                && letter.preference().consent().allows(Channel.CALL)) {
              calls.add(call(actor, message, letter, now, language));
            }
          }
          String next =
              more ? new PageKey(shown.getLast().dueAt(), shown.getLast().id()).token() : null;
          return new Calls(calls, next);
        });
  }

  private Call call(Actor actor, Message message, Letter letter, Instant now, Language language) {
    RealmId realm = actor.realm();
    Optional<Claim> held =
        store.findClaim(realm, message.id()).filter(claim -> claim.until().isAfter(now));
    Instant awake = routing.awake(realm, message.urgency(), letter.preference().quiet(), now);
    boolean mine = held.filter(claim -> claim.isHeldBy(actor.accountId(), now)).isPresent();
    boolean ticket = message.template().isAboutTicket();
    return new Call(
        message.id(),
        ticket ? null : message.orderId(),
        ticket ? message.orderId() : null,
        letter.number(),
        letter.to(),
        mine ? letter.phone() : null,
        letter.words().getOrDefault(language, letter.text()),
        letter.urgency(),
        message.dueAt(),
        message.why(),
        store.attempts(realm, message.id()),
        mine,
        held.map(claim -> accounts.findName(realm, claim.accountId()).orElse("")).orElse(null),
        held.map(Claim::until).orElse(null),
        awake.isAfter(now) ? awake : null);
  }

  /** Takes a call in hand: for a while nobody else makes it. Call inside a command. */
  CommandResult claim(UUID messageId, CommandContext context) {
    RealmId realm = context.realm();
    UUID account = context.actor().accountId();
    Optional<Message> found = open(messageId, context);
    if (found.isEmpty() || account == null) {
      return CommandResult.refused(ProblemCode.NOTICE_MESSAGE_NOT_FOUND, "body.messageId");
    }
    Message message = found.get();
    Preference wish = wish(realm, message, context.at());
    ProblemCode problem = doneOrHeld(message, context);
    if (problem == null && !wish.consent().allows(Channel.CALL)) {
      problem = ProblemCode.NOTICE_MESSAGE_DONE;
    }
    if (problem == null
        && routing
            .awake(realm, message.urgency(), wish.quiet(), context.at())
            .isAfter(context.at())) {
      problem = ProblemCode.NOTICE_CALL_QUIET;
    }
    if (problem != null) {
      return CommandResult.refused(problem, "body.messageId");
    }
    store.claim(realm, messageId, account, context.at().plus(pack.callLease()));
    return CommandResult.done();
  }

  /** Gives a call back without having made it. Call inside a command. */
  CommandResult release(UUID messageId, CommandContext context) {
    Optional<Message> found = open(messageId, context);
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.NOTICE_MESSAGE_NOT_FOUND, "body.messageId");
    }
    ProblemCode problem = doneOrHeld(found.get(), context);
    if (problem != null) {
      return CommandResult.refused(problem, "body.messageId");
    }
    store.release(context.realm(), messageId, context.at());
    return CommandResult.done();
  }

  private Optional<Message> open(UUID messageId, CommandContext context) {
    return store
        .lock(context.realm(), messageId)
        .filter(message -> NoticeRights.mayHandle(context.actor(), message.area()));
  }

  private @Nullable ProblemCode doneOrHeld(Message message, CommandContext context) {
    if (message.state() != MessageState.HELD || message.channel() != Channel.CALL) {
      return ProblemCode.NOTICE_MESSAGE_DONE;
    }
    return isHeldByAnother(message.id(), context) ? ProblemCode.NOTICE_CALL_TAKEN : null;
  }

  /** Whether somebody else is calling right now. */
  boolean isHeldByAnother(UUID messageId, CommandContext context) {
    return store
        .findClaim(context.realm(), messageId)
        .filter(claim -> claim.isHeldByAnother(context.actor().accountId(), context.at()))
        .isPresent();
  }

  /**
   * Notes what came of a call. Call inside a command.
   *
   * @param until when to call again; only with {@link CallOutcome#LATER}
   */
  public CommandResult record(
      UUID messageId, CallOutcome outcome, @Nullable Instant until, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Message> found = open(messageId, context);
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.NOTICE_MESSAGE_NOT_FOUND, "body.messageId");
    }
    Message message = found.get();
    ProblemCode problem = doneOrHeld(message, context);
    // The lease may have run out under a long talk; what was said still counts if nobody else has
    // begun. Whoever never took it has called nobody.
    if (problem == null
        && store
            .findClaim(realm, messageId)
            .filter(claim -> claim.accountId().equals(context.actor().accountId()))
            .isEmpty()) {
      problem = ProblemCode.NOTICE_CALL_UNCLAIMED;
    }
    if (problem != null) {
      return CommandResult.refused(problem, "body.messageId");
    }
    Instant now = context.at();
    store.insertAttempt(realm, messageId, outcome, now, until, context.actor().accountId());
    store.release(realm, messageId, now);
    int tries = message.attempts() + 1;
    switch (outcome) {
      case REACHED ->
          store.sent(
              realm, message, Channel.CALL, now, words(realm, message, now), null, pack.version());
      case LATER ->
          again(realm, message, until == null ? now.plus(pack.callAgain()) : until, tries, now);
      case NO_ANSWER -> {
        if (tries < pack.callAttempts()) {
          again(realm, message, now.plus(pack.callAgain()), tries, now);
        } else {
          giveUp(realm, message, "not-reached", now);
        }
      }
      case WRONG_NUMBER -> giveUp(realm, message, "wrong-number", now);
    }
    return CommandResult.done();
  }

  private @Nullable String words(RealmId realm, Message message, Instant now) {
    return texts.read(realm, message, now) instanceof Letter letter ? letter.text() : null;
  }

  private void again(RealmId realm, Message message, Instant at, int tries, Instant now) {
    Preference wish = wish(realm, message, now);
    if (!wish.consent().allows(Channel.CALL)) {
      // Said in this very call, perhaps: then it goes another way, or none.
      store.settle(realm, Routing.again(message, now));
      return;
    }
    Instant awake = routing.awake(realm, message.urgency(), wish.quiet(), at);
    Message later = Routing.stay(message, MessageState.HELD, Channel.CALL, message.why(), awake);
    store.settle(realm, Routing.tried(later, tries));
  }

  private Preference wish(RealmId realm, Message message, Instant now) {
    return texts.read(realm, message, now) instanceof Letter letter
        ? letter.preference()
        : Preference.NONE;
  }

  /** The next way, and those who answer for the area are told that it is needed. */
  private void giveUp(RealmId realm, Message message, String why, Instant now) {
    store.settle(realm, Routing.onwards(message, Channel.CALL, why, now));
    // Of a ticket nobody need look for another way: it is called at its window.
    if (!message.template().audience().isStaff() && !message.template().isAboutTicket()) {
      store.insert(
          realm,
          message.orderId(),
          message.version(),
          message.area(),
          now,
          tellings.desk(
              realm,
              Template.TO_DESK_UNREACHED,
              message.area(),
              orders.findFacts(realm, message.orderId()).orElseThrow().kind(),
              pack.receivers(1),
              now));
    }
  }
}
