package org.yanzhen.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.notice.MessageStore.Message;
import org.yanzhen.notice.MessageTexts.Reading.Letter;
import org.yanzhen.shared.RealmId;

/** Where a message goes next: the route of its recipient, and the night. */
@Component
class Routing {

  private final MessagePack pack;
  private final PreferenceStore preferences;
  private final Realms realms;

  Routing(MessagePack pack, PreferenceStore preferences, Realms realms) {
    this.pack = pack;
    this.preferences = preferences;
    this.realms = realms;
  }

  Route route(Message message, Letter letter) {
    Route way =
        message.template().isAboutTicket()
            ? pack.visitorRoute()
            : pack.route(message.template().audience().isStaff(), letter.urgency());
    Route route = way.preferring(letter.preference().preferred());
    return message.template().isOnlyWritten() ? route.written() : route;
  }

  /**
   * When somebody may be disturbed: now, or when the night and their own quiet hours are over.
   * Danger does not wait.
   */
  Instant awake(RealmId realm, Urgency urgency, @Nullable QuietHours own, Instant now) {
    if (urgency == Urgency.DANGER) {
      return now;
    }
    QuietHours night = preferences.findNight(realm).orElse(pack.night());
    ZoneId zone = realms.get(realm).zone();
    LocalDateTime local = LocalDateTime.ofInstant(now, zone);
    // The night was lengthened until own hours leave nothing of the day: then the night decides, or
    // the message would wait for ever.
    LocalDateTime awake =
        QuietHours.firstOutside(local, own == null ? List.of(night) : List.of(night, own))
            .or(() -> QuietHours.firstOutside(local, List.of(night)))
            .orElse(local);
    return awake.equals(local) ? now : awake.atZone(zone).toInstant();
  }

  /** The same message on its next way. */
  static Message onwards(Message message, @Nullable Channel channel, String why, Instant now) {
    List<String> tried = new ArrayList<>(message.tried());
    tried.add((channel == null ? "" : channel + " ") + why);
    // That nobody ever gave an address explains nothing where something else did.
    boolean absent = why.equals("no-address") || why.equals("no-account");
    String shown = absent && message.why() != null ? message.why() : why;
    return with(message, MessageState.WAITING, null, message.step() + 1, now, 0, tried, shown, now);
  }

  static Message stay(
      Message message,
      MessageState state,
      @Nullable Channel channel,
      @Nullable String why,
      Instant due) {
    return with(
        message,
        state,
        channel,
        message.step(),
        message.stepSince(),
        message.attempts(),
        message.tried(),
        why,
        due);
  }

  /** From the beginning, as if nothing had been tried. */
  static Message again(Message message, Instant now) {
    return with(message, MessageState.WAITING, null, 0, now, 0, List.of(), null, now);
  }

  /** Until the morning: the night counts neither as an attempt nor against the step's time. */
  static Message asleep(Message message, Channel channel, Instant awake) {
    return with(
        message,
        MessageState.WAITING,
        channel,
        message.step(),
        awake,
        Math.max(0, message.attempts() - 1),
        message.tried(),
        "quiet-hours",
        awake);
  }

  static Message tried(Message message, int attempts) {
    return with(
        message,
        message.state(),
        message.channel(),
        message.step(),
        message.stepSince(),
        attempts,
        message.tried(),
        message.why(),
        message.dueAt());
  }

  static Message pressing(Message message, Urgency urgency) {
    return new Message(
        message.id(),
        message.orderId(),
        message.version(),
        message.template(),
        message.personId(),
        message.accountId(),
        message.area(),
        urgency,
        message.state(),
        message.channel(),
        message.step(),
        message.stepSince(),
        message.attempts(),
        message.tried(),
        message.why(),
        message.createdAt(),
        message.dueAt(),
        message.sentAt(),
        message.readAt(),
        message.sentText());
  }

  private static Message with(
      Message message,
      MessageState state,
      @Nullable Channel channel,
      int step,
      Instant since,
      int attempts,
      List<String> tried,
      @Nullable String why,
      Instant due) {
    return new Message(
        message.id(),
        message.orderId(),
        message.version(),
        message.template(),
        message.personId(),
        message.accountId(),
        message.area(),
        message.urgency(),
        state,
        channel,
        step,
        since,
        attempts,
        tried,
        why,
        message.createdAt(),
        due,
        message.sentAt(),
        message.readAt(),
        message.sentText());
  }

  /** 30 s, 1 min, 2 min … an hour at most. */
  static Duration backOff(int attempts) {
    return Duration.ofSeconds(Math.min(3_600, 30L << Math.clamp(attempts - 1, 0, 10)));
  }
}
