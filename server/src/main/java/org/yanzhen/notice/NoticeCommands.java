package org.yanzhen.notice;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.notice.MessageStore.Message;
import org.yanzhen.notice.MessageTexts.Reading.Letter;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** Working the outbox, reading the inbox, and wishes about being told. */
@Component
class NoticeCommands implements CommandRoom {

  /** Marks one's own messages as read, many at once. */
  record Read(List<UUID> messageIds) {
    Read {
      messageIds = List.copyOf(Checks.present("messageIds", messageIds));
      if (messageIds.isEmpty() || messageIds.size() > 100) {
        throw Checks.malformed("messageIds", "1 to 100 at a time");
      }
    }
  }

  /** Tries all ways again, from the first. */
  record Retry(UUID messageId) {
    Retry {
      Checks.present("messageId", messageId);
    }
  }

  record Cancel(UUID messageId) {
    Cancel {
      Checks.present("messageId", messageId);
    }
  }

  /** How somebody was told without the outbox. */
  enum By {
    CALL,
    PAPER,
    WINDOW
  }

  record Told(UUID messageId, By by) {
    Told {
      Checks.present("messageId", messageId);
      Checks.present("by", by);
    }
  }

  /** Takes a call of the list in hand. */
  record ClaimCall(UUID messageId) {
    ClaimCall {
      Checks.present("messageId", messageId);
    }
  }

  record ReleaseCall(UUID messageId) {
    ReleaseCall {
      Checks.present("messageId", messageId);
    }
  }

  record Call(UUID messageId, CallOutcome outcome, @Nullable Instant until) {
    Call {
      Checks.present("messageId", messageId);
      Checks.present("outcome", outcome);
      if (until != null && outcome != CallOutcome.LATER) {
        throw Checks.malformed("until", "only for later");
      }
    }
  }

  /** The wish of an order's requester, known by their number: {@link Said}. */
  record Prefer(
      UUID orderId,
      Language language,
      Consent consent,
      @Nullable Way preferred,
      @Personal @Nullable String email,
      @Nullable String quietFrom,
      @Nullable String quietTo) {
    Prefer {
      Checks.present("orderId", orderId);
      new Said(language, consent, preferred, email, quietFrom, quietTo);
    }

    Said said() {
      return new Said(language, consent, preferred, email, quietFrom, quietTo);
    }
  }

  /** One's own wish: {@link Said}. */
  record PreferMine(
      Language language,
      Consent consent,
      @Nullable Way preferred,
      @Personal @Nullable String email,
      @Nullable String quietFrom,
      @Nullable String quietTo) {
    PreferMine {
      new Said(language, consent, preferred, email, quietFrom, quietTo);
    }

    Said said() {
      return new Said(language, consent, preferred, email, quietFrom, quietTo);
    }
  }

  /** The realm's own night, as hours and minutes. */
  record SetQuietHours(String from, String to) {
    SetQuietHours {
      from = Said.time("from", from);
      to = Said.time("to", to);
      Said.apart("to", from, to);
    }
  }

  private final MessageStore store;
  private final MessageTexts texts;
  private final MessagePack pack;
  private final PreferenceStore preferences;
  private final CallList calls;
  private final OrderReads orders;
  private final Realms realms;
  private final Divisions divisions;
  private final SmsAnswers answers;
  private final Wishes wishes;

  NoticeCommands(
      MessageStore store,
      MessageTexts texts,
      MessagePack pack,
      PreferenceStore preferences,
      CallList calls,
      OrderReads orders,
      Realms realms,
      Divisions divisions,
      SmsAnswers answers,
      Wishes wishes) {
    this.store = store;
    this.texts = texts;
    this.pack = pack;
    this.preferences = preferences;
    this.calls = calls;
    this.orders = orders;
    this.realms = realms;
    this.divisions = divisions;
    this.answers = answers;
    this.wishes = wishes;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] desk = {Role.CLERK, Role.DISPATCHER};
    Role[] staff = {Role.WORKER, Role.CLERK, Role.DISPATCHER, Role.ADMINISTRATOR};
    types
        .add("notice.read", Read.class, this::read, staff)
        .add("notice.retry", Retry.class, this::retry, desk)
        .add("notice.cancel", Cancel.class, this::cancel, desk)
        .add("notice.told", Told.class, this::told, desk)
        .add("notice.claim-call", ClaimCall.class, (c, x) -> calls.claim(c.messageId(), x), desk)
        .add(
            "notice.release-call",
            ReleaseCall.class,
            (c, x) -> calls.release(c.messageId(), x),
            desk)
        .add(
            "notice.call",
            Call.class,
            (c, x) -> calls.record(c.messageId(), c.outcome(), c.until(), x),
            desk)
        .add(
            "notice.prefer",
            Prefer.class,
            this::prefer,
            Role.REQUESTER,
            Role.CLERK,
            Role.DISPATCHER)
        .add("notice.prefer-mine", PreferMine.class, this::preferMine, staff)
        .add("notice.set-quiet-hours", SetQuietHours.class, this::setQuietHours, Role.ADMINISTRATOR)
        // Only the door of the SMS provider sends it.
        .add("notice.hear", SmsAnswers.Hear.class, answers::hear);
  }

  /** Whose inbox it is: the person's, whichever account they hold, and the account's. */
  static List<UUID> inboxes(Actor actor) {
    List<UUID> inboxes = new ArrayList<>();
    if (actor.personId() != null) {
      inboxes.add(actor.personId());
    }
    if (actor.accountId() != null) {
      inboxes.add(actor.accountId());
    }
    return inboxes;
  }

  private CommandResult read(Read command, CommandContext context) {
    // Somebody else's, and what was read before, is left alone: there is nothing to refuse.
    store.read(context.realm(), inboxes(context.actor()), command.messageIds(), context.at());
    return CommandResult.done();
  }

  private CommandResult retry(Retry command, CommandContext context) {
    return onOpen(
        command.messageId(),
        context,
        message -> store.settle(context.realm(), Routing.again(message, context.at())));
  }

  private CommandResult cancel(Cancel command, CommandContext context) {
    return onOpen(
        command.messageId(),
        context,
        message ->
            store.settle(
                context.realm(),
                Routing.stay(
                    message, MessageState.CANCELLED, message.channel(), "by-hand", context.at())));
  }

  private CommandResult told(Told command, CommandContext context) {
    Channel channel = Channel.valueOf(command.by().name());
    return onOpen(
        command.messageId(),
        context,
        message -> {
          String words =
              texts.read(context.realm(), message, context.at()) instanceof Letter letter
                  ? letter.text()
                  : null;
          store.sent(context.realm(), message, channel, context.at(), words, null, pack.version());
        });
  }

  private CommandResult onOpen(
      UUID id, CommandContext context, java.util.function.Consumer<Message> change) {
    Optional<Message> found = store.lock(context.realm(), id);
    if (found.isEmpty() || !NoticeRights.mayHandle(context.actor(), found.get().area())) {
      return CommandResult.refused(ProblemCode.NOTICE_MESSAGE_NOT_FOUND, "body.messageId");
    }
    if (!found.get().state().isOpen()) {
      return CommandResult.refused(ProblemCode.NOTICE_MESSAGE_DONE, "body.messageId");
    }
    if (calls.isHeldByAnother(id, context)) {
      return CommandResult.refused(ProblemCode.NOTICE_CALL_TAKEN, "body.messageId");
    }
    change.accept(found.get());
    return CommandResult.done();
  }

  private CommandResult prefer(Prefer command, CommandContext context) {
    Actor actor = context.actor();
    Optional<String> area =
        orders.findFacts(context.realm(), command.orderId()).map(OrderReads.OrderFacts::area);
    boolean may =
        area.isPresent()
            && (command.orderId().equals(actor.requesterOf())
                // The system hears nobody.
                || (actor.accountId() != null && NoticeRights.mayHandle(actor, area.get())));
    if (!may) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Optional<String> phone = wishes.findNumber(context.realm(), command.orderId());
    if (phone.isEmpty()) {
      return CommandResult.refused(ProblemCode.NOTICE_NO_NUMBER, "body.orderId");
    }
    if (actor.requesterOf() != null) {
      return wishes.saidAtTheDoor(phone.get(), command.orderId(), command.said(), context);
    }
    // Or whoever reports it done could keep the question whether it is solved from being asked.
    return isOwnWork(command.orderId(), actor)
        ? CommandResult.refused(ProblemCode.NOTICE_OWN_WORK, "body.orderId")
        : wishes.heard(phone.get(), command.said(), context);
  }

  private boolean isOwnWork(UUID orderId, Actor actor) {
    return orders
        .findCard(actor, orderId, Language.ZH)
        .map(OrderCard::assignee)
        .filter(person -> person.id().equals(actor.personId()))
        .isPresent();
  }

  private CommandResult preferMine(PreferMine command, CommandContext context) {
    UUID person = context.actor().personId();
    return person == null
        ? CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN)
        : wishes.saidInTheApp(person, command.said(), context);
  }

  private CommandResult setQuietHours(SetQuietHours command, CommandContext context) {
    String whole = divisions.get(realms.get(context.realm()).divisionId()).path();
    if (!context.actor().isSystem() && !context.actor().has(Role.ADMINISTRATOR, whole)) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN);
    }
    preferences.putNight(
        context.realm(),
        new QuietHours(LocalTime.parse(command.from()), LocalTime.parse(command.to())));
    return CommandResult.done();
  }
}
