package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.Source;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Areas;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;

/** Messages from outside. */
@Repository
class IntakeStore {

  private static final String COLUMNS =
      "i.id, i.source, i.source_id, i.subject, i.text, i.placed_at, i.received_at, i.due_at, i.decided_at, i.state, i.order_id,"
          + " i.category, i.reply, i.replied_at, i.reply_work_minutes, i.reply_minutes,"
          + " i.came_as, i.said_kind, i.said_division, i.said_urgency, "
          + Senders.COLUMNS;
  private static final String FROM = " from hall.intake_item i" + Senders.JOIN;

  private final JdbcClient jdbc;
  private final Senders senders;
  private final Divisions divisions;
  private final InstantSource clock;

  IntakeStore(JdbcClient jdbc, Senders senders, Divisions divisions, InstantSource clock) {
    this.jdbc = jdbc;
    this.divisions = divisions;
    this.senders = senders;
    this.clock = clock;
  }

  /**
   * Keeps it, its sender and its words with their name apart. False when the source's item is
   * already here.
   *
   * @param apart lines below the words for whoever reads the post: nothing is made of them
   * @param tellAt when somebody is told that it is still unread
   */
  boolean insert(RealmId realm, IntakeItem item, String apart, @Nullable Instant tellAt) {
    Senders.Words open = new Senders.Words(item.subject(), item.text(), item.reply());
    Senders.Words words = new Senders.Words(item.subject(), item.text() + apart, item.reply());
    Senders.Words kept = Senders.withoutNames(item.requester(), item.name(), open);
    boolean isNew =
        jdbc.sql(
                    """
                    insert into hall.intake_item
                      (realm, id, source, source_id, subject, text, placed_at, category, reply,
                       replied_at, reply_work_minutes, reply_minutes, state, received_at, due_at, tell_at,
                       came_as, said_kind, said_division, said_urgency, without_names)
                    values
                      (:realm, :id, :source, :sourceId, :subject, :text, :placedAt, :category, :reply,
                       :repliedAt, :replyWork, :replyReal, :state, :at, :due, :tell, :cameAs, :saidKind, :saidDivision, :saidUrgency, true)
                    on conflict do nothing
                    """)
                .param("realm", realm.value())
                .param("id", item.id())
                .param("source", item.source())
                .param("sourceId", item.sourceId())
                .param("subject", kept.subject())
                .param("text", kept.text())
                .param("placedAt", utc(item.placedAt()))
                .param("category", item.category())
                .param("replyWork", item.replyWorkMinutes())
                .param("replyReal", item.replyMinutes())
                .param("state", item.state().name())
                .param("reply", kept.reply())
                .param("repliedAt", item.repliedAt() == null ? null : utc(item.repliedAt()))
                .param("at", utc(item.receivedAt()))
                .param("due", item.dueAt() == null ? null : utc(item.dueAt()))
                .param("tell", tellAt == null ? null : utc(tellAt))
                .params(said(item.said()))
                .update()
            == 1;
    if (isNew) {
      String sender =
          item.requester() == null ? SenderNames.said(item.text()).orElse(null) : item.requester();
      senders.keep(realm, item.id(), sender, item.name(), words, kept);
    }
    return isNew;
  }

  private static Map<String, @Nullable Object> said(IntakeItem.@Nullable SaidBySystem said) {
    Map<String, @Nullable Object> params = new HashMap<>();
    Urgency urgency = said == null ? null : said.urgency();
    params.put("cameAs", said == null ? null : said.as().name());
    params.put("saidKind", said == null ? null : said.kind());
    params.put("saidDivision", said == null ? null : said.divisionId());
    params.put("saidUrgency", urgency == null ? null : urgency.name());
    return params;
  }

  /**
   * Until the end of the transaction nobody else keeps this message or makes something else of it.
   */
  void alone(RealmId realm, UUID id) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:id, :realm))")
        .param("id", id.toString())
        .param("realm", (long) realm.value())
        .query((rs, n) -> 0)
        .list();
  }

  /** As it is kept, its words without the sender's name: what is made of it must not hold it. */
  Optional<IntakeItem> lock(RealmId realm, UUID id) {
    return select(realm, id, " for update of i", false);
  }

  /** As it came, for whoever reads the post. */
  Optional<IntakeItem> find(RealmId realm, UUID id) {
    return select(realm, id, "", true);
  }

  private Optional<IntakeItem> select(RealmId realm, UUID id, String lock, boolean whole) {
    return jdbc.sql(
            "select %s %s where i.realm = :realm and i.id = :id%s".formatted(COLUMNS, FROM, lock))
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> item(realm, rs, whole, true))
        .optional();
  }

  /** Set aside; why stands in the command. */
  void dismiss(RealmId realm, UUID id, Instant at) {
    jdbc.sql(
            """
            update hall.intake_item set state = 'DISMISSED', decided_at = :at, tell_at = null
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("at", utc(at))
        .update();
  }

  /** Those set aside before, whose words are still here; the longest ago first. */
  List<UUID> setAside(RealmId realm, Instant before, int limit) {
    return jdbc.sql(
            """
            select id from hall.intake_item
            where realm = :realm and state = 'DISMISSED' and forgotten_at is null
              and coalesce(decided_at, received_at) < :before
            order by coalesce(decided_at, received_at) limit :limit
            """)
        .param("realm", realm.value())
        .param("before", utc(before))
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  /** Locked; whether it was set aside before that day and its words are still here. */
  boolean lockSetAside(RealmId realm, UUID id, Instant before) {
    return jdbc.sql(
            """
            select id from hall.intake_item
            where realm = :realm and id = :id and state = 'DISMISSED' and forgotten_at is null
              and coalesce(decided_at, received_at) < :before for update
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("before", utc(before))
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  void forgotten(RealmId realm, UUID id, Instant at) {
    jdbc.sql("update hall.intake_item set forgotten_at = :at where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .param("at", utc(at))
        .update();
  }

  /**
   * Its words and who it is from go, and what it was found alike by, which was chosen from them and
   * is not chosen anew: the row that says it is to be chosen goes first ({@link TriageStore#mark}).
   *
   * @param instead what stands in their place
   */
  void eraseWords(RealmId realm, Collection<UUID> ids, String instead) {
    UUID[] items = ids.toArray(UUID[]::new);
    for (String table : List.of("hall.intake_words", "hall.marked", "hall.mark")) {
      jdbc.sql("delete from %s where realm = :realm and item_id = any(:ids)".formatted(table))
          .param("realm", realm.value())
          .param("ids", items)
          .update();
    }
    jdbc.sql(
            """
            update hall.intake_item set subject = :instead, text = :instead, reply = null
            where realm = :realm and id = any(:ids)
            """)
        .param("realm", realm.value())
        .param("instead", instead)
        .param("ids", items)
        .update();
  }

  /** A person has said what it is: the order is made, and the next suggestions learn from it. */
  void confirm(
      RealmId realm,
      UUID id,
      UUID orderId,
      String kind,
      String body,
      int divisionId,
      String area,
      Instant at) {
    jdbc.sql(
            """
            update hall.intake_item set state = 'CONFIRMED', order_id = :order, kind = :kind, body = :body,
              division_id = :division, area = :area, decided_at = :at, tell_at = null
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("order", orderId)
        .param("kind", kind)
        .param("body", body)
        .param("division", divisionId)
        .param("area", area)
        .param("at", utc(at))
        .update();
  }

  /** Beyond so many messages with the words, the next page is found sooner by walking the list. */
  private static final int MANY = 2_000;

  /** Newest first; {@code after} the last row seen. */
  List<IntakeItem> page(
      RealmId realm, IntakeState state, @Nullable String text, @Nullable PageKey after, int limit) {
    Map<String, Object> params = new HashMap<>();
    params.put("state", state.name());
    String where = "i.state = :state" + words(state, text, params);
    if (after != null) {
      where += " and (i.placed_at, i.id) < (:at, :after)";
      params.put("at", after.utc());
      params.put("after", after.id());
    }
    return list(realm, where, "i.placed_at desc, i.id desc", params, limit);
  }

  /**
   * The unread, those whose promise is the oldest first.
   *
   * @param late only those whose promise is over
   */
  List<IntakeItem> unread(
      RealmId realm, boolean late, @Nullable String text, @Nullable PageKey after, int limit) {
    Map<String, Object> params = new HashMap<>();
    String where =
        "i.state = 'NEW' and i.due_at is not null" + words(IntakeState.NEW, text, params);
    if (late) {
      where += " and i.due_at < :now";
      params.put("now", utc(clock.instant()));
    }
    if (after != null) {
      where += " and (i.due_at, i.id) > (:at, :after)";
      params.put("at", after.utc());
      params.put("after", after.id());
    }
    return list(realm, where, "i.due_at, i.id", params, limit);
  }

  private List<IntakeItem> list(
      RealmId realm, String where, String order, Map<String, Object> params, int limit) {
    return jdbc.sql(
            "select %s %s where i.realm = :realm and %s order by %s limit :limit"
                .formatted(COLUMNS, FROM, where, order))
        .param("realm", realm.value())
        .param("limit", limit)
        .params(params)
        .query((rs, n) -> item(realm, rs, true, false))
        .list();
  }

  /** What is kept is searched, so nobody is found by the name they gave. */
  private String words(IntakeState state, @Nullable String text, Map<String, Object> params) {
    if (text == null) {
      return "";
    }
    String words = " and (i.subject || ' ' || i.text) ilike :pattern";
    params.put(
        "pattern", "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
    // A single character stands in too many messages for an index.
    List<UUID> found = text.length() > 1 ? withWords(state, text) : List.of();
    if (text.length() > 1 && found.size() <= MANY) {
      words += " and i.id = any(:among)";
      params.put("among", found.toArray(UUID[]::new));
    }
    return words;
  }

  /**
   * An unread message.
   *
   * @param level how often somebody was told of it
   */
  record Unread(UUID id, int level, Instant receivedAt, Instant dueAt, boolean alert) {}

  /** Those of which the next one up is to be told, the longest waiting first. */
  List<Unread> toTell(RealmId realm, Instant now, int limit) {
    return jdbc.sql(
            """
            select id, told_level as level, received_at, due_at, came_as from hall.intake_item
            where realm = :realm and tell_at <= :now order by tell_at limit :limit
            """)
        .param("realm", realm.value())
        .param("now", utc(now))
        .param("limit", limit)
        .query(IntakeStore::unread)
        .list();
  }

  /** Locked; empty once somebody has read it. */
  Optional<Unread> lockUnread(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select id, told_level as level, received_at, due_at, came_as from hall.intake_item
            where realm = :realm and id = :id and state = 'NEW' and due_at is not null for update
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(IntakeStore::unread)
        .optional();
  }

  private static Unread unread(ResultSet rs, int row) throws SQLException {
    return new Unread(
        rs.getObject("id", UUID.class),
        rs.getInt("level"),
        rs.getObject("received_at", OffsetDateTime.class).toInstant(),
        rs.getObject("due_at", OffsetDateTime.class).toInstant(),
        Source.ALERT.name().equals(rs.getString("came_as")));
  }

  boolean isUnread(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select exists (select from hall.intake_item where realm = :realm and id = :id and state = 'NEW')
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  void told(RealmId realm, UUID id, int level, @Nullable Instant next) {
    jdbc.sql(
            """
            update hall.intake_item set told_level = :level, tell_at = :next
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("level", level)
        .param("next", next == null ? null : utc(next))
        .update();
  }

  /** Unread messages of before there were promises, with when they came in. */
  Map<UUID, Instant> withoutPromise(RealmId realm, int limit) {
    Map<UUID, Instant> found = new HashMap<>();
    jdbc.sql(
            """
            select id, received_at from hall.intake_item
            where realm = :realm and state = 'NEW' and due_at is null limit :limit
            """)
        .param("realm", realm.value())
        .param("limit", limit)
        .query(
            rs -> {
              found.put(
                  rs.getObject("id", UUID.class),
                  rs.getObject("received_at", OffsetDateTime.class).toInstant());
            });
    return found;
  }

  void promise(RealmId realm, UUID id, Instant due, @Nullable Instant tellAt) {
    jdbc.sql(
            """
            update hall.intake_item set due_at = :due, tell_at = :tell
            where realm = :realm and id = :id and state = 'NEW' and due_at is null
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("due", utc(due))
        .param("tell", tellAt == null ? null : utc(tellAt))
        .update();
  }

  /** At most one more than {@link #MANY}. */
  private List<UUID> withWords(IntakeState state, String text) {
    return jdbc.sql("select * from hall.with_words(:words, :state, :most)")
        .param("words", text)
        .param("state", state.name())
        .param("most", MANY + 1)
        .query(UUID.class)
        .list();
  }

  /**
   * @param whole with the words as they came
   * @param withReply only where one item is opened
   */
  private IntakeItem item(RealmId realm, ResultSet rs, boolean whole, boolean withReply)
      throws SQLException {
    Senders.Words words =
        whole
            ? senders.whole(realm, rs)
            : new Senders.Words(
                rs.getString("subject"), rs.getString("text"), rs.getString("reply"));
    Instant due = instant(rs, "due_at");
    Instant decided = instant(rs, "decided_at");
    Instant until = decided == null ? clock.instant() : decided;
    return new IntakeItem(
        rs.getObject("id", UUID.class),
        rs.getString("source"),
        rs.getString("source_id"),
        words.subject(),
        words.text(),
        senders.of(realm, rs),
        senders.nameOf(realm, rs),
        rs.getObject("placed_at", OffsetDateTime.class).toInstant(),
        rs.getObject("received_at", OffsetDateTime.class).toInstant(),
        due,
        decided,
        due != null && due.isBefore(until),
        IntakeState.valueOf(rs.getString("state")),
        rs.getObject("order_id", UUID.class),
        rs.getString("category"),
        words.reply() != null,
        withReply ? words.reply() : null,
        withReply ? instant(rs, "replied_at") : null,
        rs.getObject("reply_work_minutes", Integer.class),
        rs.getObject("reply_minutes", Integer.class),
        said(rs));
  }

  private IntakeItem.@Nullable SaidBySystem said(ResultSet rs) throws SQLException {
    String as = rs.getString("came_as");
    if (as == null) {
      return null;
    }
    Integer division = rs.getObject("said_division", Integer.class);
    String urgency = rs.getString("said_urgency");
    return new IntakeItem.SaidBySystem(
        Source.valueOf(as),
        rs.getString("said_kind"),
        division,
        division == null ? null : divisions.findArea(division).map(Areas.Area::name).orElse(null),
        urgency == null ? null : Urgency.valueOf(urgency));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
