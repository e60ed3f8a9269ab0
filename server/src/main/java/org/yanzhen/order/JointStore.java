package org.yanzhen.order;

import static org.yanzhen.order.OrderRowMapper.COLUMNS;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.order.OrdersInHand.Beside;
import org.yanzhen.shared.RealmId;

/**
 * Orders that go together: the parts of one, those that go on with another, two at the same moment.
 */
@Repository
class JointStore {

  record Joined(UUID orderId, String area) {}

  private static final String[] SERVED_TOGETHER = {
    "WAITING", "OPEN", "OFFERED", "ACCEPTED", "WORKING", "REPORTED", "SOLVED"
  };

  private final JdbcClient jdbc;
  private final OrderRowMapper rows;

  JointStore(JdbcClient jdbc, OrderRowMapper rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** How many others ask for the same; kept beside the order, not part of its history. */
  void addJoined(RealmId realm, UUID orderId, int more) {
    jdbc.sql(
            """
            update orders.orders set joined = joined + :more where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", orderId)
        .param("more", more)
        .update();
  }

  /** The orders of the same matter that go on with this one. */
  List<Joined> joinedTo(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select id as order_id, area from orders.orders
            where realm = :realm and merged_into = :order order by id
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(Joined.class)
        .list();
  }

  /** Parts of a joint order. */
  List<OrderRow> partsOf(RealmId realm, UUID leadId) {
    return jdbc.sql(
            "select %s from orders.orders where realm = :realm and part_of = :lead order by created_at, id limit 50"
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("lead", leadId)
        .query(rows)
        .list();
  }

  /**
   * The other of two orders that are served at the same moment, by each of them. A part that ended
   * otherwise or is waited for no longer is beside nothing.
   */
  Map<UUID, Beside> besides(RealmId realm, Collection<UUID> ids) {
    Map<UUID, Beside> besides = new HashMap<>();
    jdbc.sql(
            """
            select s.id as second, s.state as second_state, s.assignee as second_assignee, s.offered_to as second_offered,
                   l.id as lead, l.state as lead_state, l.assignee as lead_assignee, l.offered_to as lead_offered
            from orders.orders s
            join orders.orders l on l.realm = s.realm and l.id = s.part_of
            where s.realm = :realm and s.together and (s.part_of = any(:ids) or s.id = any(:ids))
              and s.state = any(:served) and (s.id = any(l.open_parts) or s.state = 'SOLVED')
            """)
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .param("served", SERVED_TOGETHER)
        .query(
            rs -> {
              UUID second = rs.getObject("second", UUID.class);
              UUID lead = rs.getObject("lead", UUID.class);
              besides.put(lead, beside(rs, second, "second"));
              besides.put(second, beside(rs, lead, "lead"));
            });
    return besides;
  }

  private static Beside beside(ResultSet rs, UUID id, String side) throws SQLException {
    OrderState state = OrderState.valueOf(rs.getString(side + "_state"));
    return new Beside(
        id,
        state,
        rs.getObject(
            state == OrderState.OFFERED ? side + "_offered" : side + "_assignee", UUID.class));
  }
}
