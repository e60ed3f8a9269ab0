package org.yanzhen.order;

import static org.yanzhen.order.OrderRowMapper.time;
import static org.yanzhen.order.OrderStore.utc;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** The stages that are to come after an order. */
@Repository
class FollowUpStore {

  record FollowUp(UUID orderId, String stage) {}

  record Planned(String stage, Instant dueAt) {}

  private final JdbcClient jdbc;

  FollowUpStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void plan(RealmId realm, UUID orderId, String stage, Instant dueAt) {
    jdbc.sql(
            """
            insert into orders.follow_up (realm, order_id, stage, due_at)
            select :realm, :order, :stage, :due
            where not exists (
              select from orders.orders where realm = :realm and follows = :order and stage = :stage)
            on conflict (realm, order_id, stage) do update set due_at = excluded.due_at
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("stage", stage)
        .param("due", utc(dueAt))
        .update();
  }

  /** Not planned anew: what was dropped or placed meanwhile stays so. */
  void putOff(RealmId realm, UUID orderId, String stage, Instant until) {
    jdbc.sql(
            """
            update orders.follow_up set due_at = :until
            where realm = :realm and order_id = :order and stage = :stage
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("stage", stage)
        .param("until", utc(until))
        .update();
  }

  void drop(RealmId realm, UUID orderId) {
    jdbc.sql("delete from orders.follow_up where realm = :realm and order_id = :order")
        .param("realm", realm.value())
        .param("order", orderId)
        .update();
  }

  /** False when somebody else took it. */
  boolean take(RealmId realm, UUID orderId, String stage) {
    return jdbc.sql(
                """
                delete from orders.follow_up where realm = :realm and order_id = :order and stage = :stage
                """)
            .param("realm", realm.value())
            .param("order", orderId)
            .param("stage", stage)
            .update()
        == 1;
  }

  /** Stages that will come after the order. */
  List<Planned> of(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select stage, due_at from orders.follow_up
            where realm = :realm and order_id = :order order by due_at, stage
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query((rs, n) -> new Planned(rs.getString("stage"), time(rs, "due_at")))
        .list();
  }

  List<FollowUp> due(RealmId realm, Instant now) {
    return jdbc.sql(
            """
            select order_id, stage from orders.follow_up
            where realm = :realm and due_at <= :now order by due_at limit 200
            """)
        .param("realm", realm.value())
        .param("now", utc(now))
        .query(FollowUp.class)
        .list();
  }

  /** Who served the order that this one follows. */
  Optional<UUID> servedBefore(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select first.assignee from orders.orders o
            join orders.orders first on first.realm = o.realm and first.id = o.follows
            where o.realm = :realm and o.id = :id and first.assignee is not null
            """)
        .param("realm", realm.value())
        .param("id", orderId)
        .query(UUID.class)
        .optional();
  }
}
