package org.yanzhen.order;

import static org.yanzhen.order.OrderStore.utc;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Writes;

/** What ends by itself, and what is to be raised: a row with its date. */
@Repository
class TimerStore {

  record Timer(UUID orderId, int version) {}

  private final JdbcClient jdbc;
  private final Writes writes;

  TimerStore(JdbcClient jdbc, Writes writes) {
    this.jdbc = jdbc;
    this.writes = writes;
  }

  void set(RealmId realm, UUID orderId, int version, @Nullable Instant dueAt) {
    if (dueAt == null) {
      writes.later(
          "delete from orders.timer where realm = :realm and order_id = :order",
          Map.of("realm", realm.value(), "order", orderId));
      return;
    }
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("order", orderId);
    params.put("version", version);
    params.put("due", utc(dueAt));
    writes.later(
        """
            insert into orders.timer (realm, order_id, version, due_at) values (:realm, :order, :version, :due)
            on conflict (realm, order_id) do update set version = excluded.version, due_at = excluded.due_at
            """,
        params);
  }

  /**
   * One that cannot be acted on now is tried again later; one that was set anew meanwhile stays.
   */
  void putOff(RealmId realm, UUID orderId, int version, Instant until) {
    jdbc.sql(
            """
            update orders.timer set due_at = :until
            where realm = :realm and order_id = :order and version = :version
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("version", version)
        .param("until", utc(until))
        .update();
  }

  List<Timer> due(RealmId realm, Instant now) {
    return jdbc.sql(
            """
            select order_id, version from orders.timer
            where realm = :realm and due_at <= :now order by due_at limit 200
            """)
        .param("realm", realm.value())
        .param("now", utc(now))
        .query(Timer.class)
        .list();
  }

  /** Orders whose broken promise is to be raised. */
  List<Timer> toEscalate(RealmId realm, Instant now) {
    return jdbc.sql(
            """
            select id as order_id, version from orders.orders
            where realm = :realm and escalate_at <= :now order by escalate_at limit 200
            """)
        .param("realm", realm.value())
        .param("now", utc(now))
        .query(Timer.class)
        .list();
  }

  /** One that cannot be raised now is tried again later, and stands in nobody's way. */
  void putOffEscalation(RealmId realm, UUID orderId, Instant until) {
    jdbc.sql("update orders.orders set escalate_at = :until where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", orderId)
        .param("until", utc(until))
        .update();
  }
}
