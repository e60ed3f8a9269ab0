package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;

/** Messages from outside. */
@Repository
class IntakeStore {

  private static final String COLUMNS =
      "id, source, source_id, subject, text, requester, requester_phone, placed_at, state, order_id, category, reply, replied_at,"
          + " reply_work_minutes, reply_minutes";

  private final JdbcClient jdbc;
  private final Senders senders;

  IntakeStore(JdbcClient jdbc, Senders senders) {
    this.jdbc = jdbc;
    this.senders = senders;
  }

  /** False when the source's item is already here. */
  boolean insert(RealmId realm, IntakeItem item, Instant at) {
    return jdbc.sql(
                """
                insert into hall.intake_item
                  (realm, id, source, source_id, subject, text, requester, requester_phone, placed_at, category, reply,
                   replied_at, reply_work_minutes, reply_minutes, state, received_at)
                values
                  (:realm, :id, :source, :sourceId, :subject, :text, :requester, :phone, :placedAt, :category, :reply,
                   :repliedAt, :replyWork, :replyReal, :state, :at)
                on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", item.id())
            .param("source", item.source())
            .param("sourceId", item.sourceId())
            .param("subject", item.subject())
            .param("text", item.text())
            .param("requester", Senders.isNumber(item.requester()) ? null : item.requester())
            .param("phone", senders.seal(realm, item.id(), item.requester()))
            .param("placedAt", utc(item.placedAt()))
            .param("category", item.category())
            .param("replyWork", item.replyWorkMinutes())
            .param("replyReal", item.replyMinutes())
            .param("state", item.state().name())
            .param("reply", item.reply())
            .param("repliedAt", item.repliedAt() == null ? null : utc(item.repliedAt()))
            .param("at", utc(at))
            .update()
        == 1;
  }

  Optional<IntakeItem> lock(RealmId realm, UUID id) {
    return select(realm, id, " for update");
  }

  Optional<IntakeItem> find(RealmId realm, UUID id) {
    return select(realm, id, "");
  }

  private Optional<IntakeItem> select(RealmId realm, UUID id, String lock) {
    return jdbc.sql(
            "select %s from hall.intake_item where realm = :realm and id = :id%s"
                .formatted(COLUMNS, lock))
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> item(realm, rs, true))
        .optional();
  }

  void close(
      RealmId realm, UUID id, IntakeState state, @Nullable UUID orderId, @Nullable String reason) {
    jdbc.sql(
            """
            update hall.intake_item set state = :state, order_id = :order, reason = :reason
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("state", state.name())
        .param("order", orderId)
        .param("reason", reason)
        .update();
  }

  /** A person has said what it is: the order is made, and the next suggestions learn from it. */
  void confirm(
      RealmId realm, UUID id, UUID orderId, String kind, String body, int divisionId, Instant at) {
    jdbc.sql(
            """
            update hall.intake_item set state = 'CONFIRMED', order_id = :order, kind = :kind, body = :body,
              division_id = :division, decided_at = :at
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("order", orderId)
        .param("kind", kind)
        .param("body", body)
        .param("division", divisionId)
        .param("at", utc(at))
        .update();
  }

  /** Beyond so many messages with the words, the next page is found sooner by walking the list. */
  private static final int MANY = 2_000;

  /** Newest first; {@code after} the last row seen. */
  List<IntakeItem> page(
      RealmId realm, IntakeState state, @Nullable String text, @Nullable PageKey after, int limit) {
    Map<String, Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("state", state.name());
    params.put("limit", limit);
    String key = "";
    if (after != null) {
      key = " and (placed_at, id) < (:placed, :after)";
      params.put("placed", after.utc());
      params.put("after", after.id());
    }
    String words = "";
    if (text != null) {
      words = " and (subject || ' ' || text) ilike :pattern";
      params.put(
          "pattern",
          "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
      // A single character stands in too many messages for an index.
      List<UUID> found = text.length() > 1 ? withWords(state, text) : List.of();
      if (text.length() > 1 && found.size() <= MANY) {
        words += " and id = any(:among)";
        params.put("among", found.toArray(UUID[]::new));
      }
    }
    return jdbc.sql(
            """
            select %s from hall.intake_item where realm = :realm and state = :state%s%s
            order by placed_at desc, id desc limit :limit
            """
                .formatted(COLUMNS, key, words))
        .params(params)
        .query((rs, n) -> item(realm, rs, false))
        .list();
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

  private IntakeItem item(RealmId realm, ResultSet rs, boolean whole) throws SQLException {
    OffsetDateTime replied = rs.getObject("replied_at", OffsetDateTime.class);
    String reply = rs.getString("reply");
    return new IntakeItem(
        rs.getObject("id", UUID.class),
        rs.getString("source"),
        rs.getString("source_id"),
        rs.getString("subject"),
        rs.getString("text"),
        senders.of(realm, rs),
        rs.getObject("placed_at", OffsetDateTime.class).toInstant(),
        IntakeState.valueOf(rs.getString("state")),
        rs.getObject("order_id", UUID.class),
        rs.getString("category"),
        reply != null,
        whole ? reply : null,
        whole && replied != null ? replied.toInstant() : null,
        rs.getObject("reply_work_minutes", Integer.class),
        rs.getObject("reply_minutes", Integer.class));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
