package org.yanzhen.notice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.notice.PreferenceStore.Preference;
import org.yanzhen.notice.PreferenceStore.Subject;
import org.yanzhen.order.Clock;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrderViews.ContestView;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.order.OrderViews.ThreadEntry;
import org.yanzhen.order.Source;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/**
 * Makes a message out of a row: to whom, where, in which words. The words are made when they are
 * needed, from what the order says then, and never from what other people are called.
 */
@Component
class MessageTexts {

  /** What a row is worth now. */
  sealed interface Reading {

    /** The order is gone, or it is no longer true. */
    record Gone(String why) implements Reading {}

    /** Its time has not come. */
    record NotYet(Instant until) implements Reading {}

    /**
     * A message in words.
     *
     * @param to whom, for the desk
     * @param hasAccount whether there is an inbox
     * @param subject whose wish it follows, where somebody may have one
     * @param night how it presses at night: a number somebody typed at the door is woken only once
     *     one of us has the order
     */
    record Letter(
        String to,
        @Nullable String phone,
        boolean hasAccount,
        @Nullable Subject subject,
        Preference preference,
        Urgency urgency,
        Urgency night,
        String number,
        Map<Language, String> words)
        implements Reading {

      String text() {
        return words.getOrDefault(preference.language(), "");
      }
    }
  }

  private record Recipient(
      String name,
      @Nullable String phone,
      boolean hasAccount,
      @Nullable Subject subject,
      Preference preference) {}

  /** Nobody of ours has said yes to it. */
  private static final Set<OrderState> UNSEEN =
      EnumSet.of(OrderState.DRAFT, OrderState.WAITING, OrderState.OFFERED, OrderState.OPEN);

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter WHEN_ZH = DateTimeFormatter.ofPattern("M月d日HH:mm");
  private static final DateTimeFormatter WHEN_EN =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private final OrderReads orders;
  private final Catalogue catalogue;
  private final People people;
  private final Accounts accounts;
  private final Realms realms;
  private final PreferenceStore preferences;
  private final MessagePack pack;
  private final PrincipalNumber principals;
  private final UnreadPost post;
  private final WaitingTickets tickets;
  private final boolean answersBySms;

  MessageTexts(
      OrderReads orders,
      Catalogue catalogue,
      People people,
      Accounts accounts,
      Realms realms,
      PreferenceStore preferences,
      MessagePack pack,
      PrincipalNumber principals,
      UnreadPost post,
      WaitingTickets tickets,
      @Value("${yanzhen.sms.secret:}") String secret) {
    this.orders = orders;
    this.catalogue = catalogue;
    this.people = people;
    this.accounts = accounts;
    this.realms = realms;
    this.preferences = preferences;
    this.pack = pack;
    this.principals = principals;
    this.post = post;
    this.tickets = tickets;
    this.answersBySms = !secret.isBlank();
  }

  /** Reads the row against the order as it stands. */
  Reading read(RealmId realm, MessageStore.Message message, Instant now) {
    if (message.template().isAboutPost()) {
      return aboutPost(realm, message);
    }
    if (message.template().isAboutTicket()) {
      return aboutTicket(realm, message);
    }
    Actor system = Actor.system(realm, Origin.JOB);
    OrderDetail order;
    try {
      order = orders.get(system, message.orderId(), Language.ZH);
    } catch (ProblemException e) {
      return new Reading.Gone("order-gone");
    }
    OrderCard card = order.card();
    if (!isStillTrue(message, order)) {
      return new Reading.Gone("moved-on");
    }
    if (message.template().audience() == Template.Audience.REQUESTER
        && principals.isProxyOver(realm, card.id())) {
      return new Reading.Gone("authority-over");
    }
    if (message.template() == Template.LEASE_ENDING) {
      Instant warn = warnAt(card, message, now);
      if (warn == null) {
        return new Reading.Gone("moved-on");
      }
      if (warn.isAfter(now)) {
        return new Reading.NotYet(warn);
      }
    }
    Recipient to = recipient(realm, message, order);
    Map<Language, String> words = new EnumMap<>(Language.class);
    Kind kind =
        catalogue.get(
            realm, card.kind(), orders.findFacts(realm, card.id()).orElseThrow().kindVersion());
    ZoneId zone = realms.get(realm).zone();
    for (Language language : Language.values()) {
      words.put(
          language,
          pack.text(message.template(), language, values(message, order, kind, zone, language)));
    }
    return new Reading.Letter(
        to.name(),
        to.phone(),
        to.hasAccount(),
        to.subject(),
        to.preference(),
        card.urgency(),
        wakes(message, card) ? card.urgency() : Urgency.NORMAL,
        card.number(),
        words);
  }

  /** Not what it says: whoever is told opens it. */
  private Reading aboutPost(RealmId realm, MessageStore.Message message) {
    if (!post.isUnread(realm, message.orderId())) {
      return new Reading.Gone("moved-on");
    }
    Recipient to = staff(realm, message);
    Map<Language, String> words = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      words.put(
          language,
          pack.text(
              message.template(), language, Map.of("level", String.valueOf(message.version()))));
    }
    return new Reading.Letter(
        to.name(),
        to.phone(),
        to.hasAccount(),
        to.subject(),
        to.preference(),
        Urgency.NORMAL,
        Urgency.NORMAL,
        "",
        words);
  }

  /** The number on the ticket, the hall and the time; never what somebody comes for. */
  private Reading aboutTicket(RealmId realm, MessageStore.Message message) {
    WaitingTickets.Turn turn =
        tickets
            .find(realm, message.orderId())
            .filter(found -> found.told() == message.version())
            .orElse(null);
    if (turn == null) {
      return new Reading.Gone("moved-on");
    }
    Recipient to = outside(realm, null, "取号的人", turn.phone(), null);
    String due = CLOCK.withZone(realms.get(realm).zone()).format(turn.about());
    Map<Language, String> words = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      words.put(
          language,
          pack.text(
              message.template(),
              language,
              Map.of("number", turn.label(), "due", due, "place", turn.hall())));
    }
    return new Reading.Letter(
        to.name(),
        to.phone(),
        to.hasAccount(),
        to.subject(),
        to.preference(),
        Urgency.NORMAL,
        Urgency.NORMAL,
        turn.label(),
        words);
  }

  /** At the door anybody may write anybody's number and call it danger. */
  private static boolean wakes(MessageStore.Message message, OrderCard card) {
    return message.template().audience().isStaff()
        || card.source() != Source.DOOR
        || !UNSEEN.contains(card.state());
  }

  private static boolean isStillTrue(MessageStore.Message message, OrderDetail order) {
    OrderCard card = order.card();
    UUID person = message.personId();
    return switch (message.template()) {
      case OFFERED -> message.template().isTrueIn(card.state()) && is(card.offeredTo(), person);
      case LEASE_ENDING, TO_PERSON_PRESSES ->
          message.template().isTrueIn(card.state())
              && (is(card.offeredTo(), person) || is(card.assignee(), person));
      case ASSIGNED, CONTEST_WON, CONTEST_DROPPED ->
          message.template().isTrueIn(card.state()) && is(card.assignee(), person);
      case CONTESTED ->
          message.template().isTrueIn(card.state())
              && is(card.assignee(), person)
              && card.contest() != null;
      case PROMISE_MOVED, PRINCIPAL_PROMISE_MOVED ->
          message.template().isTrueIn(card.state()) && next(message, order) != null;
      // Only what the requester added; colleagues read each other in the thread.
      case TO_PERSON_NOTED ->
          entry(message, order).filter(e -> e.actor().role() == Role.REQUESTER).isPresent();
      default -> message.template().isTrueIn(card.state());
    };
  }

  private static boolean is(@Nullable PersonRef ref, @Nullable UUID person) {
    return ref != null && ref.id().equals(person);
  }

  private static Optional<ThreadEntry> entry(MessageStore.Message message, OrderDetail order) {
    return order.thread().stream()
        .filter(entry -> entry.version() == message.version())
        .findFirst();
  }

  /** Null when there is nothing to warn of: no lease, or one as short as the warning. */
  private @Nullable Instant warnAt(OrderCard card, MessageStore.Message message, Instant now) {
    Instant lease = card.leaseUntil();
    if (lease == null || !lease.isAfter(now)) {
      return null;
    }
    Instant warn = lease.minus(pack.leaseWarning());
    return warn.isAfter(message.createdAt()) ? warn : null;
  }

  private Recipient recipient(RealmId realm, MessageStore.Message message, OrderDetail order) {
    return switch (message.template().audience()) {
      case REQUESTER ->
          outside(realm, order.card().askedBy(), "点单人", order.requesterPhone(), order.card().id());
      case PRINCIPAL ->
          outside(realm, null, "委托人", principals.find(realm, order.card().id()).orElse(null), null);
      case PERSON, DESK -> staff(realm, message);
      case VISITOR -> throw new IllegalArgumentException("a ticket is no order");
    };
  }

  /**
   * @param said the order on whose receipt a word may have been said that counts for it alone
   */
  private Recipient outside(
      RealmId realm,
      @Nullable String name,
      String otherwise,
      @Nullable String phone,
      @Nullable UUID said) {
    Subject number = phone == null ? null : preferences.ofPhone(realm, phone);
    Subject subject = number == null || said == null ? number : number.about(said);
    Preference wish = subject == null ? Preference.NONE : preferences.get(realm, subject);
    return new Recipient(name == null ? otherwise : name, phone, false, subject, wish);
  }

  private Recipient staff(RealmId realm, MessageStore.Message message) {
    UUID id = message.personId();
    Person person = id == null ? null : people.find(realm, id).orElse(null);
    if (id != null && person != null) {
      boolean hasAccount =
          message.accountId() != null || accounts.findByPerson(realm, id).isPresent();
      Subject subject = Subject.ofPerson(id);
      return new Recipient(
          person.name(), person.phone(), hasAccount, subject, preferences.get(realm, subject));
    }
    UUID account = message.accountId();
    String name = account == null ? "" : accounts.findName(realm, account).orElse("");
    return new Recipient(name, null, account != null, null, Preference.NONE);
  }

  private Map<String, String> values(
      MessageStore.Message message, OrderDetail order, Kind kind, ZoneId zone, Language language) {
    OrderCard card = order.card();
    Map<String, String> values = new HashMap<>();
    boolean open = !isPrivate(kind) || message.template().audience().isStaff();
    values.put("kind", isPrivate(kind) ? "" : kind.name().in(language));
    values.put("place", card.divisionName());
    values.put(
        "matter", pack.part(isPrivate(kind) ? "matter-private" : "matter", language, values));
    values.put("task", pack.part(isPrivate(kind) ? "task-private" : "task", language, values));
    values.put("number", card.number());
    values.put("code", code(card.number()));
    values.put("who", who(card.assignee(), language));
    values.put(
        "body", open ? body(message, order, kind, language) : pack.part("us", language, values));
    values.put("hops", String.valueOf(card.hops()));
    values.put("level", String.valueOf(card.level()));
    values.put("holder", card.tier().holder());
    Clock next = next(message, order);
    if (next != null) {
      values.put("due", at(next.dueAt(), zone, language));
    }
    values.put("next", pack.part(nextPart(next), language, values));
    values.put(
        "reason",
        pack.reason(entry(message, order).map(ThreadEntry::reason).orElse(null), language));
    if (card.leaseUntil() != null) {
      values.put("lease", at(card.leaseUntil(), zone, language));
      values.put("until", at(card.leaseUntil(), zone, language));
      values.put("lease", pack.part("lease", language, values));
    }
    ContestView contest = card.contest();
    if (contest != null) {
      values.put("until", at(contest.until(), zone, language));
    }
    values.put(
        "other",
        entry(message, order)
            .map(ThreadEntry::person)
            .map(person -> who(person, language))
            .orElseGet(() -> pack.part("somebody", language, values)));
    values.put("answer", pack.part(answersBySms ? "answer-sms" : "answer-hand", language, values));
    return values;
  }

  /** The last figures of a number: enough beside the telephone it was sent to. */
  static String code(String number) {
    return number.substring(number.indexOf('-') + 1);
  }

  /** The promise it speaks of; no new time is given to one that was broken before. */
  private static @Nullable Clock next(MessageStore.Message message, OrderDetail order) {
    return switch (message.template()) {
      case PROMISE_MOVED, PRINCIPAL_PROMISE_MOVED ->
          order.clocks().stream()
              .filter(clock -> clock.isAhead(message.createdAt()))
              .min(Comparator.comparing(Clock::dueAt))
              .orElse(null);
      default -> order.card().nextClock();
    };
  }

  private static String nextPart(@Nullable Clock next) {
    return next == null ? "none" : next.name().name().toLowerCase(Locale.ROOT);
  }

  /** Who answers for it: by the service list, or whoever it went to since. */
  private static String body(
      MessageStore.Message message, OrderDetail order, Kind kind, Language language) {
    boolean wentOn =
        message.template() == Template.TRANSFERRED
            || message.template() == Template.PRINCIPAL_TRANSFERRED
            || message.template() == Template.TO_DESK_HOPS;
    String name = order.bodyName();
    return wentOn && name != null ? name : kind.responsible().in(language);
  }

  /** Kinds whose very name says something about somebody's health or need. */
  private static boolean isPrivate(Kind kind) {
    return kind.privacy() == PrivacyClass.RESTRICTED;
  }

  private String who(@Nullable PersonRef person, Language language) {
    if (person == null) {
      return pack.part("somebody", language, Map.of());
    }
    boolean withPost = person.post() != null && language == Language.ZH;
    return withPost ? person.name() + "（" + person.post() + "）" : person.name();
  }

  private static String at(Instant instant, ZoneId zone, Language language) {
    return (language == Language.ZH ? WHEN_ZH : WHEN_EN).withZone(zone).format(instant);
  }
}
