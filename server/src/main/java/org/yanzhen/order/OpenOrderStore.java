package org.yanzhen.order;

import static org.yanzhen.order.OrderRowMapper.COLUMNS;
import static org.yanzhen.order.OrderStore.utc;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** Open orders, as what somebody asks for now is compared with them. */
@Repository
class OpenOrderStore {

  private final JdbcClient jdbc;
  private final OrderRowMapper rows;

  OpenOrderStore(JdbcClient jdbc, OrderRowMapper rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** Unfinished orders of the kind in the village which others may join, the newest first. */
  List<OrderRow> openLike(RealmId realm, String kind, int divisionId, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and division_id = :division and kind = :kind and part_of is null
              and state in ('WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'SUSPENDED')
            order by created_at desc, id desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("division", divisionId)
        .param("kind", kind)
        .param("limit", limit)
        .query(rows)
        .list();
  }

  /** The same in several villages at once. */
  List<OrderRow> openLikeIn(RealmId realm, String kind, Collection<Integer> divisions, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and division_id = any(:divisions) and kind = :kind and part_of is null
              and state in ('WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'SUSPENDED')
            order by created_at desc, id desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("divisions", divisions.toArray(Integer[]::new))
        .param("kind", kind)
        .param("limit", limit)
        .query(rows)
        .list();
  }

  /** Open orders of these divisions asked for since then, the latest first. */
  List<OrderRow> openIn(RealmId realm, Collection<Integer> divisions, Instant since, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and division_id = any(:divisions) and created_at >= :since and state = any(:open)
            order by created_at desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("divisions", divisions.toArray(Integer[]::new))
        .param("since", utc(since))
        .param("open", OrderState.UNFINISHED.stream().map(Enum::name).toArray(String[]::new))
        .param("limit", limit)
        .query(rows)
        .list();
  }

  /** Open orders of the realm whose promise is furthest off: mostly those asked for last. */
  List<OrderRow> openLatest(RealmId realm, Instant since, int limit) {
    return jdbc.sql(
            """
            select %s from orders.orders
            where realm = :realm and state in ('WAITING', 'OFFERED', 'OPEN', 'ACCEPTED', 'WORKING', 'REPORTED')
              and created_at >= :since
            order by next_due desc, id desc limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("since", utc(since))
        .param("limit", limit)
        .query(rows)
        .list();
  }
}
