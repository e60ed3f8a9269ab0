package org.yanzhen.order;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
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

/** Which order serves which promise of the year. */
@Repository
class PromiseStore {

  record Linked(UUID order, Instant at) {}

  record Counts(long orders, long solved) {}

  private final JdbcClient jdbc;

  PromiseStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** False when the order serves one already. */
  boolean link(RealmId realm, UUID commitment, UUID order, Instant at, @Nullable UUID account) {
    return jdbc.sql(
                """
                insert into orders.promise_order (realm, order_id, commitment_id, linked_at, linked_by)
                values (:realm, :order, :commitment, :at, :account) on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("order", order)
            .param("commitment", commitment)
            .param("at", OrderStore.utc(at))
            .param("account", account)
            .update()
        == 1;
  }

  boolean unlink(RealmId realm, UUID commitment, UUID order) {
    return jdbc.sql(
                """
                delete from orders.promise_order
                where realm = :realm and order_id = :order and commitment_id = :commitment
                """)
            .param("realm", realm.value())
            .param("order", order)
            .param("commitment", commitment)
            .update()
        == 1;
  }

  Optional<UUID> findOf(RealmId realm, UUID order) {
    return jdbc.sql(
            "select commitment_id from orders.promise_order where realm = :realm and order_id = :order")
        .param("realm", realm.value())
        .param("order", order)
        .query(UUID.class)
        .optional();
  }

  /** What was put to another order is counted there. */
  Counts count(RealmId realm, UUID commitment) {
    return jdbc.sql(
            """
            select count(*) as orders, count(*) filter (where o.state = 'SOLVED') as solved
            from orders.promise_order p join orders.orders o on o.realm = p.realm and o.id = p.order_id
            where p.realm = :realm and p.commitment_id = :commitment and o.state <> 'MERGED'
            """)
        .param("realm", realm.value())
        .param("commitment", commitment)
        .query((rs, n) -> new Counts(rs.getLong("orders"), rs.getLong("solved")))
        .single();
  }

  /** Those in the areas, the last one linked first. */
  List<Linked> page(
      RealmId realm,
      UUID commitment,
      Collection<String> areas,
      @Nullable PageKey after,
      int limit) {
    Map<String, Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("commitment", commitment);
    params.put("areas", areas.toArray(String[]::new));
    params.put("limit", limit);
    String key = "";
    if (after != null) {
      key = " and (p.linked_at, p.order_id) < (:after, :afterId)";
      params.put("after", after.utc());
      params.put("afterId", after.id());
    }
    return jdbc.sql(
            """
            select p.order_id, p.linked_at
            from orders.promise_order p join orders.orders o on o.realm = p.realm and o.id = p.order_id
            where p.realm = :realm and p.commitment_id = :commitment
              and exists (select from unnest(:areas) as mine where starts_with(o.area, mine))
            """
                + key
                + " order by p.linked_at desc, p.order_id desc limit :limit")
        .params(params)
        .query(
            (rs, n) ->
                new Linked(
                    rs.getObject("order_id", UUID.class),
                    rs.getObject("linked_at", OffsetDateTime.class).toInstant()))
        .list();
  }
}
