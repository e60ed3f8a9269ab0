package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** What people answered, and what came of what they took on. */
@Repository
class AnswerStore {

  /** The kinds of answers; their names stand in the table. */
  enum What {
    ACCEPTED,
    CLAIMED,
    DECLINED,
    RELEASED,
    LAPSED,
    RECALLED,
    SOLVED,
    REOPENED
  }

  record Answer(
      UUID orderId,
      int version,
      UUID personId,
      What what,
      @Nullable String reason,
      @Nullable Integer minutes,
      String area,
      String kind,
      Instant at) {}

  private final JdbcClient jdbc;

  AnswerStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(RealmId realm, Answer answer) {
    jdbc.sql(
            """
            insert into dispatch.answer (realm, order_id, version, person_id, what, reason, minutes, area, kind, at)
            values (:realm, :order, :version, :person, :what, :reason, :minutes, :area, :kind, :at)
            """)
        .param("realm", realm.value())
        .param("order", answer.orderId())
        .param("version", answer.version())
        .param("person", answer.personId())
        .param("what", answer.what().name())
        .param("reason", answer.reason())
        .param("minutes", answer.minutes())
        .param("area", answer.area())
        .param("kind", answer.kind())
        .param("at", DecisionStore.utc(answer.at()))
        .update();
  }

  /** Who last took the order on. */
  Optional<UUID> lastTaker(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select person_id from dispatch.answer
            where realm = :realm and order_id = :order and what in ('ACCEPTED', 'CLAIMED')
            order by version desc limit 1
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(UUID.class)
        .optional();
  }
}
