package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandHandler;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.command.PersonalParts;
import org.yanzhen.notice.Announcements;
import org.yanzhen.order.Asking;
import org.yanzhen.order.Placement;
import org.yanzhen.order.Source;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Taking messages in, and turning them into orders. */
@Component
class HallCommands implements CommandRoom {

  /**
   * A message as it came; the item's id is made from source and source id by the sender.
   *
   * @param category what the source called it; levels divided by a slash
   * @param historical answered elsewhere: kept as a precedent, never made an order
   */
  record Receive(
      UUID itemId,
      String source,
      String sourceId,
      @Personal String subject,
      @Personal String text,
      Instant placedAt,
      @Personal @Nullable String requester,
      @Personal @Nullable String reply,
      @Nullable Instant repliedAt,
      @Nullable String category,
      @Nullable Boolean historical) {
    Receive {
      Checks.present("itemId", itemId);
      source = Checks.text("source", source, 40);
      sourceId = Checks.text("sourceId", sourceId, 80);
      subject = Checks.text("subject", subject, 300);
      text = Checks.text("text", text, 10_000);
      Checks.present("placedAt", placedAt);
      requester = Checks.optionalText("requester", requester, 60);
      reply = Checks.optionalText("reply", reply, 20_000);
      if ((reply == null) != (repliedAt == null)) {
        throw Checks.malformed("repliedAt", "reply and its time belong together");
      }
      if (repliedAt != null && repliedAt.isBefore(placedAt)) {
        throw Checks.malformed("repliedAt", "before the message");
      }
      category = Checks.optionalText("category", category, 200);
      if (Boolean.TRUE.equals(historical) && reply == null) {
        throw Checks.malformed("reply", "missing");
      }
    }
  }

  /**
   * A person says what it is and where: now it is an order.
   *
   * @param joins an unfinished order of the same kind that is the same matter: this one has its own
   *     receipt and goes on with it
   * @param body code of the organisation that answers for it; absent for the one the kind names
   * @param fields answers to the kind's questions, as far as the message gives them; the rest is
   *     asked later
   */
  record Confirm(
      UUID itemId,
      UUID orderId,
      String kind,
      int divisionId,
      @Personal @Nullable String place,
      @Nullable Urgency urgency,
      @Nullable UUID joins,
      @Nullable String body,
      @Personal Map<String, String> fields) {
    Confirm(
        UUID itemId,
        UUID orderId,
        String kind,
        int divisionId,
        @Nullable String place,
        @Nullable Urgency urgency,
        @Nullable UUID joins,
        @Nullable String body,
        @Nullable Map<String, String> fields) {
      this.itemId = Checks.present("itemId", itemId);
      this.orderId = Checks.present("orderId", orderId);
      this.kind = Checks.text("kind", kind, 60);
      this.divisionId = divisionId;
      this.place = Checks.optionalText("place", place, 200);
      this.urgency = urgency;
      this.joins = joins;
      this.body = Checks.optionalText("body", body, 40);
      // In the order of their codes, as in an order that is placed.
      this.fields =
          fields == null
              ? Map.of()
              : Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(fields)));
    }
  }

  record Dismiss(UUID itemId, @Personal String reason) {
    Dismiss {
      Checks.present("itemId", itemId);
      reason = Checks.text("reason", reason, 500);
    }
  }

  /** Sent by the timer; {@code level} tells one telling from the next. */
  record TellUnread(UUID itemId, int level) {
    TellUnread {
      Checks.present("itemId", itemId);
    }
  }

  /**
   * Sent by the timer: it was set aside long ago, its words are forgotten. That it came and when it
   * was set aside stays, and so does that nothing else comes under its id.
   */
  record Forget(UUID itemId) {
    Forget {
      Checks.present("itemId", itemId);
    }
  }

  private static final String FORGOTTEN = "（搁置已满规定的天数，原文已删去 words forgotten after their time）";

  private final IntakeStore store;
  private final PersonalParts personal;
  private final Asking asking;
  private final IntakeRights rights;

  private final Catalogue catalogue;
  private final WorkCalendar calendar;
  private final Realms realms;
  private final Triage triage;
  private final ReadingPromise promise;
  private final Divisions divisions;
  private final Announcements announcements;

  HallCommands(
      IntakeStore store,
      PersonalParts personal,
      Asking asking,
      IntakeRights rights,
      Catalogue catalogue,
      WorkCalendar calendar,
      Realms realms,
      Triage triage,
      ReadingPromise promise,
      Divisions divisions,
      Announcements announcements) {
    this.store = store;
    this.personal = personal;
    this.asking = asking;
    this.rights = rights;
    this.catalogue = catalogue;
    this.calendar = calendar;
    this.realms = realms;
    this.triage = triage;
    this.promise = promise;
    this.divisions = divisions;
    this.announcements = announcements;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("hall.receive", Receive.class, ifEntitled(this::receive), Role.CLERK, Role.DISPATCHER)
        .add("hall.confirm", Confirm.class, ifEntitled(this::confirm), Role.CLERK, Role.DISPATCHER)
        .add("hall.dismiss", Dismiss.class, ifEntitled(this::dismiss), Role.CLERK, Role.DISPATCHER)
        .add("hall.tell-unread", TellUnread.class, this::tellUnread)
        .add("hall.forget-message", Forget.class, this::forget);
  }

  private <C extends Record> CommandHandler<C> ifEntitled(CommandHandler<C> handler) {
    return (command, context) ->
        rights.mayHandle(context.actor())
            ? handler.handle(command, context)
            : CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN);
  }

  private CommandResult receive(Receive command, CommandContext context) {
    boolean historical = Boolean.TRUE.equals(command.historical());
    Instant due = historical ? null : promise.due(context.realm(), context.at(), false);
    boolean isNew =
        store.insert(
            context.realm(),
            new IntakeItem(
                command.itemId(),
                command.source(),
                command.sourceId(),
                command.subject(),
                command.text(),
                command.requester(),
                null,
                command.placedAt(),
                context.at(),
                due,
                null,
                false,
                historical ? IntakeState.HISTORICAL : IntakeState.NEW,
                null,
                command.category(),
                command.reply() != null,
                command.reply(),
                command.repliedAt(),
                historical ? workMinutes(command, context.realm()) : null,
                historical
                    ? minutes(Duration.between(command.placedAt(), command.repliedAt()))
                    : null,
                null),
            "",
            due == null ? null : promise.tellAt(context.realm(), context.at(), due, 0, false));
    if (!isNew) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_EXISTS, "body.sourceId");
    }
    triage.mark(context.realm(), command.itemId());
    return CommandResult.done();
  }

  /** On the work calendar of the days it took, not on today's. */
  private @Nullable Integer workMinutes(Receive command, RealmId realm) {
    Instant repliedAt = command.repliedAt();
    return repliedAt == null
        ? null
        : minutes(calendar.between(command.placedAt(), repliedAt, realms.get(realm).zone()));
  }

  private static int minutes(Duration duration) {
    return (int) Math.min(Integer.MAX_VALUE, duration.toMinutes());
  }

  private CommandResult confirm(Confirm command, CommandContext context) {
    Optional<IntakeItem> item = store.lock(context.realm(), command.itemId());
    if (item.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_NOT_FOUND, "body.itemId");
    }
    if (item.get().state() == IntakeState.HISTORICAL) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_HISTORICAL, "body.itemId");
    }
    if (item.get().state() != IntakeState.NEW) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_DONE, "body.itemId");
    }
    String subject = item.get().subject();
    // A text says no name, a connected system may say both: the number it came from is the way
    // back.
    String sender = item.get().requester();
    boolean isNumber = Senders.isNumber(sender);
    IntakeItem.SaidBySystem said = item.get().said();
    CommandResult placed =
        asking.place(
            new Placement(
                command.orderId(),
                command.kind(),
                shortened(subject, 60),
                item.get().text(),
                command.divisionId(),
                command.place(),
                command.fields(),
                item.get().name() == null && !isNumber ? sender : item.get().name(),
                isNumber ? sender : null,
                command.urgency(),
                said == null ? Source.INTAKE : said.as(),
                command.itemId(),
                null,
                command.joins(),
                null,
                null,
                null,
                null,
                null),
            // What was promised runs since it came in, however long nobody read it.
            item.get().receivedAt(),
            command.body(),
            context);
    if (placed instanceof CommandResult.Done) {
      String body =
          command.body() == null
              ? catalogue.find(context.realm(), command.kind()).orElseThrow().responsibleBody()
              : command.body();
      store.confirm(
          context.realm(),
          command.itemId(),
          command.orderId(),
          command.kind(),
          body,
          command.divisionId(),
          divisions.get(command.divisionId()).path(),
          context.at());
    }
    return placed;
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private CommandResult dismiss(Dismiss command, CommandContext context) {
    Optional<IntakeItem> item = store.lock(context.realm(), command.itemId());
    if (item.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_NOT_FOUND, "body.itemId");
    }
    if (item.get().state() == IntakeState.HISTORICAL) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_HISTORICAL, "body.itemId");
    }
    if (item.get().state() != IntakeState.NEW) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_DONE, "body.itemId");
    }
    store.dismiss(context.realm(), command.itemId(), context.at());
    return CommandResult.done();
  }

  private CommandResult forget(Forget command, CommandContext context) {
    RealmId realm = context.realm();
    UUID item = command.itemId();
    if (!store.lockSetAside(realm, item, promise.forgottenBefore(realm, context.at()))) {
      return CommandResult.refused(ProblemCode.COMMAND_BASE_STALE, "body.itemId");
    }
    store.eraseWords(realm, List.of(item), FORGOTTEN);
    personal.erase(realm, List.of(), List.of(item));
    store.forgotten(realm, item, context.at());
    return CommandResult.done();
  }

  /** Its promise is over, and the next one up hears of it; unless somebody has read it since. */
  private CommandResult tellUnread(TellUnread command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<IntakeStore.Unread> found =
        store.lockUnread(realm, command.itemId()).filter(item -> item.level() == command.level());
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.COMMAND_BASE_STALE, "body.level");
    }
    int level = command.level() + 1;
    store.told(
        realm,
        command.itemId(),
        level,
        promise.tellAt(
            realm, found.get().receivedAt(), found.get().dueAt(), level, found.get().alert()));
    String whole = divisions.get(realms.get(realm).divisionId()).path();
    announcements.unread(realm, command.itemId(), level, whole, context.at());
    return CommandResult.done();
  }
}
