package org.yanzhen.notice;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** The outbox. */
@Repository
class MessageStore {

  record Message(
      UUID id,
      UUID orderId,
      int version,
      Template template,
      @Nullable UUID personId,
      MessageState state,
      int attempts,
      @Nullable String why,
      Instant dueAt,
      @Nullable Instant sentAt,
      @Nullable String sentText) {}

  private static final String COLUMNS =
      "id, order_id, version, template, person_id, state, attempts, why, due_at, sent_at, sent_text";

  private final JdbcClient jdbc;
  private final Vault vault;

  MessageStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  void insert(
      RealmId realm,
      UUID id,
      UUID orderId,
      int version,
      Template template,
      @Nullable UUID personId,
      Instant dueAt) {
    jdbc.sql(
            """
            insert into notice.message (realm, id, order_id, version, template, person_id, state, attempts, due_at)
            values (:realm, :id, :order, :version, :template, :person, 'WAITING', 0, :due)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("order", orderId)
        .param("version", version)
        .param("template", template.name())
        .param("person", personId)
        .param("due", utc(dueAt))
        .update();
  }

  /**
   * Takes due messages for one attempt: until {@code again} no other sender sees them, so a sender
   * that dies in the middle only delays them.
   */
  List<Message> take(RealmId realm, Instant now, Instant again, int limit) {
    return jdbc.sql(
            """
            update notice.message m set due_at = :again, attempts = attempts + 1
            from (
              select id from notice.message
              where realm = :realm and state = 'WAITING' and due_at <= :now
              order by due_at limit :limit for update skip locked) as due
            where m.realm = :realm and m.id = due.id
            returning m.id, m.order_id, m.version, m.template, m.person_id, m.state, m.attempts, m.why, m.due_at, m.sent_at, m.sent_text
            """)
        .param("realm", realm.value())
        .param("now", utc(now))
        .param("again", utc(again))
        .param("limit", limit)
        .query((rs, n) -> message(realm, rs))
        .list();
  }

  /** The provider took it; the words it took are kept, encrypted. */
  void sent(RealmId realm, UUID id, Instant at, String text) {
    jdbc.sql(
            """
            update notice.message set state = 'SENT', why = null, due_at = :at, sent_at = :at, sent_text = :text
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("at", utc(at))
        .param("text", vault.encrypt(realm, text, "notice.message.sent_text/" + id))
        .update();
  }

  void settle(RealmId realm, UUID id, MessageState state, @Nullable String why, Instant dueAt) {
    jdbc.sql(
            """
            update notice.message set state = :state, why = :why, due_at = :due
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("state", state.name())
        .param("why", why)
        .param("due", utc(dueAt))
        .update();
  }

  List<Message> list(RealmId realm, UUID orderId) {
    return jdbc.sql(
            "select %s from notice.message where realm = :realm and order_id = :order order by version, template"
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("order", orderId)
        .query((rs, n) -> message(realm, rs))
        .list();
  }

  private Message message(RealmId realm, java.sql.ResultSet rs) throws java.sql.SQLException {
    OffsetDateTime sent = rs.getObject("sent_at", OffsetDateTime.class);
    return new Message(
        rs.getObject("id", UUID.class),
        rs.getObject("order_id", UUID.class),
        rs.getInt("version"),
        Template.valueOf(rs.getString("template")),
        rs.getObject("person_id", UUID.class),
        MessageState.valueOf(rs.getString("state")),
        rs.getInt("attempts"),
        rs.getString("why"),
        rs.getObject("due_at", OffsetDateTime.class).toInstant(),
        sent == null ? null : sent.toInstant(),
        vault.decrypt(
            realm,
            rs.getBytes("sent_text"),
            "notice.message.sent_text/" + rs.getObject("id", UUID.class)));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
