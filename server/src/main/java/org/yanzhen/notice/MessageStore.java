package org.yanzhen.notice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.notice.PreferenceStore.Subject;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;
import org.yanzhen.shared.Writes;

/** The outbox and the inboxes. */
@Repository
class MessageStore {

  /** A message to be written: whose it is, and when it is due. */
  record Draft(
      Template template, @Nullable UUID personId, @Nullable UUID accountId, Instant dueAt) {}

  /**
   * A message.
   *
   * @param step where it stands in its route, since {@code stepSince}; {@code attempts} are those
   *     of this step
   * @param tried the ways that failed before, each with its reason
   * @param sentText the words somebody got, where they were kept
   */
  record Message(
      UUID id,
      UUID orderId,
      int version,
      Template template,
      @Nullable UUID personId,
      @Nullable UUID accountId,
      String area,
      Urgency urgency,
      MessageState state,
      @Nullable Channel channel,
      int step,
      Instant stepSince,
      int attempts,
      List<String> tried,
      @Nullable String why,
      Instant createdAt,
      Instant dueAt,
      @Nullable Instant sentAt,
      @Nullable Instant readAt,
      @Nullable String sentText) {

    Message {
      tried = List.copyOf(tried);
    }
  }

  /** A line of somebody's inbox. */
  record Shown(
      UUID id,
      UUID orderId,
      Template template,
      Urgency urgency,
      String text,
      Instant shownAt,
      @Nullable Instant readAt) {}

  private static final List<String> COLUMN_NAMES =
      List.of(
          "id",
          "order_id",
          "version",
          "template",
          "person_id",
          "account_id",
          "area",
          "urgency",
          "state",
          "channel",
          "step",
          "step_since",
          "attempts",
          "tried",
          "why",
          "created_at",
          "due_at",
          "sent_at",
          "read_at",
          "sent_text");
  private static final String COLUMNS = "m." + String.join(", m.", COLUMN_NAMES);

  private final JdbcClient jdbc;
  private final Writes writes;
  private final Vault vault;

  MessageStore(JdbcClient jdbc, Writes writes, Vault vault) {
    this.jdbc = jdbc;
    this.writes = writes;
    this.vault = vault;
  }

  /** All messages of one step in one statement; what is already there stays. */
  void insert(
      RealmId realm, UUID orderId, int version, String area, Instant at, List<Draft> drafts) {
    if (drafts.isEmpty()) {
      return;
    }
    writes.later(
        """
            insert into notice.message
              (realm, id, order_id, version, template, person_id, account_id, area, state, attempts, created_at, step_since, due_at)
            select :realm, id, :order, :version, template, person, account, :area, 'WAITING', 0, :at, :at, due
            from unnest(:ids::uuid[], :templates::text[], :persons::uuid[], :accounts::uuid[], :dues::timestamptz[])
              as draft(id, template, person, account, due)
            on conflict do nothing
            """,
        Map.ofEntries(
            Map.entry("realm", realm.value()),
            Map.entry("order", orderId),
            Map.entry("version", version),
            Map.entry("area", area),
            Map.entry("at", utc(at)),
            Map.entry("ids", array(drafts, draft -> Ids.next().toString())),
            Map.entry("templates", array(drafts, draft -> draft.template().name())),
            Map.entry("persons", array(drafts, draft -> text(draft.personId()))),
            Map.entry("accounts", array(drafts, draft -> text(draft.accountId()))),
            Map.entry("dues", array(drafts, draft -> draft.dueAt().toString()))));
  }

  /**
   * Takes due messages for one attempt: until {@code again} no other sender sees them, so a sender
   * that dies in the middle only delays them.
   */
  List<Message> take(RealmId realm, Instant now, Instant again, int limit) {
    return jdbc.sql(
            """
            update notice.message m set due_at = :again, attempts = m.attempts + 1
            from (
              select id from notice.message
              where realm = :realm and state in ('WAITING', 'SHOWN') and due_at <= :now
              order by due_at limit :limit for update skip locked) as due
            where m.realm = :realm and m.id = due.id
            returning %s
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("now", utc(now))
        .param("again", utc(again))
        .param("limit", limit)
        .query((rs, n) -> message(realm, rs))
        .list();
  }

  /** It reached somebody; the words that did are kept, encrypted. */
  void sent(
      RealmId realm,
      Message message,
      Channel channel,
      Instant at,
      @Nullable String text,
      byte @Nullable [] phoneIndex,
      int wordsVersion) {
    jdbc.sql(
            """
            update notice.message set state = 'SENT', channel = :channel, why = null, due_at = :at, sent_at = :at,
              sent_text = :text, phone_index = :phone, words_version = :words, urgency = :urgency, tried = :tried,
              step = :step, step_since = :since, attempts = :attempts, awaits = null
            where realm = :realm and id = :id and state <> 'SENT'
            """)
        .param("realm", realm.value())
        .param("id", message.id())
        .param("channel", channel.name())
        .param("at", utc(at))
        .param("text", vault.encrypt(realm, text, context("sent_text", message.id())))
        .param("phone", phoneIndex)
        .param("words", wordsVersion)
        .param("urgency", message.urgency().name())
        .param("tried", message.tried().toArray(String[]::new))
        .param("step", message.step())
        .param("since", utc(message.stepSince()))
        .param("attempts", message.attempts())
        .update();
  }

  /** How many went to this number since then, never counted beyond the limit. */
  int textsTo(RealmId realm, byte[] phoneIndex, Instant since, int limit) {
    return jdbc.sql(
            """
            select count(*) from (
              select 1 from notice.message
              where realm = :realm and phone_index = :phone and phone_index is not null
                and created_at >= :since and channel = 'SMS' and sent_at is not null
              limit :limit) as counted
            """)
        .param("realm", realm.value())
        .param("phone", phoneIndex)
        .param("since", utc(since))
        .param("limit", limit)
        .query(Integer.class)
        .single();
  }

  /** Keeps where the message stands; the row is locked since the message was read. */
  void settle(RealmId realm, Message message) {
    settle(realm, message, null, "state <> 'SENT'");
  }

  /**
   * Keeps where a message stands that was taken for sending. Carrying takes its time, and nothing
   * is locked meanwhile: whoever called it off, or told the words themselves, is not overruled.
   *
   * @param under whose wish it waits under, where it waits for somebody to be awake or called
   */
  void settleTaken(RealmId realm, Message message, @Nullable Subject under) {
    settle(realm, message, under == null ? null : under.key(), "state in ('WAITING', 'SHOWN')");
  }

  /**
   * Somebody said how they wish to be told: what waits for them sets out again and goes by that. A
   * call that is being made is left to whoever makes it, and so is a note in somebody's bag, unless
   * they want none.
   */
  void setOut(RealmId realm, Subject subject, Consent consent, Instant now) {
    jdbc.sql(
            """
            update notice.message m set state = 'WAITING', channel = null, step = 0, step_since = :now, attempts = 0,
              tried = '{}', why = null, due_at = :now, awaits = null
            where m.realm = :realm and m.awaits = :awaits and m.awaits is not null
              and (:order::uuid is null or m.order_id = :order)
              and (m.state = 'WAITING' or (m.state = 'HELD' and m.channel = any(:held)))
              and not exists (
                select from notice.call_claim c
                where c.realm = m.realm and c.message_id = m.id and c.lease_until > :now)
            """)
        .param("realm", realm.value())
        .param("awaits", subject.key())
        .param("order", subject.orderId())
        .param(
            "held",
            consent.allows(Channel.PAPER)
                ? new String[] {Channel.CALL.name()}
                : new String[] {Channel.CALL.name(), Channel.PAPER.name()})
        .param("now", utc(now))
        .update();
  }

  /** What is about this and has reached nobody yet is not sent any more. */
  void callOff(RealmId realm, UUID about) {
    jdbc.sql(
            """
            update notice.message set state = 'CANCELLED', why = 'moved-on', awaits = null
            where realm = :realm and order_id = :about and state in ('WAITING', 'HELD')
            """)
        .param("realm", realm.value())
        .param("about", about)
        .update();
  }

  private void settle(RealmId realm, Message message, byte @Nullable [] awaits, String still) {
    jdbc.sql(
            """
            update notice.message set state = :state, channel = :channel, step = :step, step_since = :since,
              attempts = :attempts, tried = :tried, why = :why, due_at = :due, urgency = :urgency,
              awaits = case when :state in ('WAITING', 'HELD') then coalesce(:awaits::bytea, awaits) end
            where realm = :realm and id = :id and %s
            """
                .formatted(still))
        .param("realm", realm.value())
        .param("id", message.id())
        .param("state", message.state().name())
        .param("channel", message.channel() == null ? null : message.channel().name())
        .param("step", message.step())
        .param("since", utc(message.stepSince()))
        .param("attempts", message.attempts())
        .param("tried", message.tried().toArray(String[]::new))
        .param("why", message.why())
        .param("due", utc(message.dueAt()))
        .param("urgency", message.urgency().name())
        .param("awaits", awaits)
        .update();
  }

  /** Puts the words into the recipient's inbox. */
  void show(RealmId realm, UUID id, Map<Language, String> words, Instant at) {
    jdbc.sql(
            """
            update notice.message set shown_zh = :zh, shown_en = :en, shown_at = coalesce(shown_at, :at)
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("zh", vault.encrypt(realm, words.get(Language.ZH), context("shown_zh", id)))
        .param("en", vault.encrypt(realm, words.get(Language.EN), context("shown_en", id)))
        .param("at", utc(at))
        .update();
  }

  Optional<Message> lock(RealmId realm, UUID id) {
    return jdbc.sql(
            "select %s from notice.message m where m.realm = :realm and m.id = :id for update"
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> message(realm, rs))
        .optional();
  }

  List<Message> list(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select %s from notice.message m where m.realm = :realm and m.order_id = :order
            order by m.version, m.template, m.id limit 200
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("order", orderId)
        .query((rs, n) -> message(realm, rs))
        .list();
  }

  /**
   * A page of the outbox in these areas: what is open by when it is due, what is over newest first.
   *
   * <p>Without what announces a drawn call: it needs nobody's hand, and would say who was drawn.
   *
   * @param channel only those held for this way
   * @param until only those due by then
   */
  List<Message> page(
      RealmId realm,
      MessageState state,
      @Nullable Channel channel,
      @Nullable Instant until,
      Collection<String> areas,
      @Nullable PageKey after,
      int limit) {
    boolean newestFirst = state == MessageState.SENT || state == MessageState.CANCELLED;
    return jdbc.sql(
            """
            select %s from notice.message m
            where m.realm = :realm and m.state = :state and m.template <> 'ASKED_AGAIN'
              and (:channel::text is null or m.channel = :channel)
              and (:until::timestamptz is null or m.due_at <= :until)
              and exists (select from unnest(:areas::text[]) as area where starts_with(m.area, area))
              and (:at::timestamptz is null or (m.due_at, m.id) %s (:at, :id::uuid))
            order by m.due_at %s, m.id %s limit :limit
            """
                .formatted(
                    COLUMNS,
                    newestFirst ? "<" : ">",
                    newestFirst ? "desc" : "asc",
                    newestFirst ? "desc" : "asc"))
        .param("realm", realm.value())
        .param("state", state.name())
        .param("channel", channel == null ? null : channel.name())
        .param("until", until == null ? null : utc(until))
        .param("areas", areas.toArray(String[]::new))
        .param("at", after == null ? null : after.utc())
        .param("id", after == null ? null : after.id())
        .param("limit", limit)
        .query((rs, n) -> message(realm, rs))
        .list();
  }

  /** How many stand in that state in these areas, never counted beyond the limit. */
  int count(RealmId realm, MessageState state, Collection<String> areas, int limit) {
    return jdbc.sql(
            """
            select count(*) from (
              select 1 from notice.message m
              where m.realm = :realm and m.state = :state and m.template <> 'ASKED_AGAIN'
                and exists (select from unnest(:areas::text[]) as area where starts_with(m.area, area))
              limit :limit) as found
            """)
        .param("realm", realm.value())
        .param("state", state.name())
        .param("areas", areas.toArray(String[]::new))
        .param("limit", limit)
        .query(Integer.class)
        .single();
  }

  /** Newest first. */
  List<Shown> inbox(
      RealmId realm,
      Collection<UUID> recipients,
      Language language,
      @Nullable PageKey after,
      int limit) {
    String column = "shown_" + language.name().toLowerCase(Locale.ROOT);
    return jdbc.sql(
            """
            select id, order_id, template, urgency, %s as words, shown_at, read_at from notice.message
            where realm = :realm and recipient = any(:recipients) and shown_at is not null
              and (:at::timestamptz is null or (shown_at, id) < (:at, :id::uuid))
            order by shown_at desc, id desc limit :limit
            """
                .formatted(column))
        .param("realm", realm.value())
        .param("recipients", recipients.toArray(UUID[]::new))
        .param("at", after == null ? null : after.utc())
        .param("id", after == null ? null : after.id())
        .param("limit", limit)
        .query(
            (rs, n) -> {
              UUID id = rs.getObject("id", UUID.class);
              String text = vault.decrypt(realm, rs.getBytes("words"), context(column, id));
              return new Shown(
                  id,
                  rs.getObject("order_id", UUID.class),
                  Template.valueOf(rs.getString("template")),
                  Urgency.valueOf(rs.getString("urgency")),
                  text == null ? "" : text,
                  instant(rs, "shown_at").orElseThrow(),
                  instant(rs, "read_at").orElse(null));
            })
        .list();
  }

  int unread(RealmId realm, Collection<UUID> recipients, int limit) {
    return jdbc.sql(
            """
            select count(*) from (
              select 1 from notice.message
              where realm = :realm and recipient = any(:recipients) and shown_at is not null and read_at is null
              limit :limit) as found
            """)
        .param("realm", realm.value())
        .param("recipients", recipients.toArray(UUID[]::new))
        .param("limit", limit)
        .query(Integer.class)
        .single();
  }

  /** Once read, a message has arrived; answers how many were still unread. */
  int read(RealmId realm, Collection<UUID> recipients, Collection<UUID> ids, Instant at) {
    return jdbc.sql(
            """
            update notice.message set read_at = :at,
              state = case when state = 'SHOWN' then 'SENT' else state end,
              sent_at = case when state = 'SHOWN' then :at else sent_at end
            where realm = :realm and recipient = any(:recipients) and id = any(:ids)
              and shown_at is not null and read_at is null
            """)
        .param("realm", realm.value())
        .param("recipients", recipients.toArray(UUID[]::new))
        .param("ids", ids.toArray(UUID[]::new))
        .param("at", utc(at))
        .update();
  }

  /** The orders somebody with this number was lately asked about, newest first. */
  List<UUID> askedOf(RealmId realm, byte[] phoneIndex, Template template, int limit) {
    return jdbc.sql(
            """
            select order_id from (
              select order_id, max(created_at) as last from notice.message
              where realm = :realm and phone_index = :phone and template = any(:templates)
              group by order_id) as asked
            order by last desc limit :limit
            """)
        .param("realm", realm.value())
        .param("phone", phoneIndex)
        .param(
            "templates",
            template == Template.REPORTED
                ? new String[] {Template.REPORTED.name(), Template.REMINDED.name()}
                : new String[] {template.name()})
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  void insertAttempt(
      RealmId realm,
      UUID messageId,
      CallOutcome outcome,
      Instant at,
      @Nullable Instant until,
      @Nullable UUID accountId) {
    jdbc.sql(
            """
            insert into notice.call_attempt (realm, message_id, attempt, outcome, at, until, account_id)
            select :realm, :message, coalesce(max(attempt), 0) + 1, :outcome, :at, :until, :account
            from notice.call_attempt where realm = :realm and message_id = :message
            """)
        .param("realm", realm.value())
        .param("message", messageId)
        .param("outcome", outcome.name())
        .param("at", utc(at))
        .param("until", until == null ? null : utc(until), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("account", accountId, java.sql.Types.OTHER)
        .update();
  }

  /** Who has a call in hand, until when. */
  record Claim(UUID accountId, Instant until) {
    boolean isHeldByAnother(@Nullable UUID account, Instant at) {
      return until.isAfter(at) && !accountId.equals(account);
    }

    boolean isHeldBy(@Nullable UUID account, Instant at) {
      return until.isAfter(at) && accountId.equals(account);
    }
  }

  Optional<Claim> findClaim(RealmId realm, UUID messageId) {
    return jdbc.sql(
            """
            select account_id, lease_until from notice.call_claim
            where realm = :realm and message_id = :message
            """)
        .param("realm", realm.value())
        .param("message", messageId)
        .query(
            (rs, n) ->
                new Claim(
                    rs.getObject("account_id", UUID.class),
                    instant(rs, "lease_until").orElseThrow()))
        .optional();
  }

  /** The message's row is locked by whoever calls this. */
  void claim(RealmId realm, UUID messageId, UUID accountId, Instant until) {
    jdbc.sql(
            """
            insert into notice.call_claim (realm, message_id, account_id, lease_until)
            values (:realm, :message, :account, :until)
            on conflict (realm, message_id) do update set account_id = :account, lease_until = :until
            """)
        .param("realm", realm.value())
        .param("message", messageId)
        .param("account", accountId)
        .param("until", utc(until))
        .update();
  }

  void release(RealmId realm, UUID messageId, Instant at) {
    jdbc.sql(
            """
            update notice.call_claim set lease_until = :at
            where realm = :realm and message_id = :message and lease_until > :at
            """)
        .param("realm", realm.value())
        .param("message", messageId)
        .param("at", utc(at))
        .update();
  }

  /** What became of the calls, oldest first. */
  List<CallList.Attempt> attempts(RealmId realm, UUID messageId) {
    return jdbc.sql(
            """
            select outcome, at, until from notice.call_attempt
            where realm = :realm and message_id = :message order by attempt
            """)
        .param("realm", realm.value())
        .param("message", messageId)
        .query(
            (rs, n) ->
                new CallList.Attempt(
                    CallOutcome.valueOf(rs.getString("outcome")),
                    instant(rs, "at").orElseThrow(),
                    instant(rs, "until").orElse(null)))
        .list();
  }

  private Message message(RealmId realm, ResultSet rs) throws SQLException {
    UUID id = rs.getObject("id", UUID.class);
    String channel = rs.getString("channel");
    return new Message(
        id,
        rs.getObject("order_id", UUID.class),
        rs.getInt("version"),
        Template.valueOf(rs.getString("template")),
        rs.getObject("person_id", UUID.class),
        rs.getObject("account_id", UUID.class),
        rs.getString("area"),
        Urgency.valueOf(rs.getString("urgency")),
        MessageState.valueOf(rs.getString("state")),
        channel == null ? null : Channel.valueOf(channel),
        rs.getInt("step"),
        instant(rs, "step_since").orElseThrow(),
        rs.getInt("attempts"),
        List.of((String[]) rs.getArray("tried").getArray()),
        rs.getString("why"),
        instant(rs, "created_at").orElseThrow(),
        instant(rs, "due_at").orElseThrow(),
        instant(rs, "sent_at").orElse(null),
        instant(rs, "read_at").orElse(null),
        vault.decrypt(realm, rs.getBytes("sent_text"), context("sent_text", id)));
  }

  private static Optional<Instant> instant(ResultSet rs, String column) throws SQLException {
    return Optional.ofNullable(rs.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static String context(String column, UUID id) {
    return "notice.message." + column + "/" + id;
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  private static String[] array(List<Draft> drafts, Function<Draft, @Nullable String> value) {
    return drafts.stream().map(value).toArray(String[]::new);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
