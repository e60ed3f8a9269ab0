package org.yanzhen.plan;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.order.PersonalKeeper;
import org.yanzhen.shared.RealmId;

/** Why an order was moved in a day, in somebody's words. */
@Component
class PlannedWords implements PersonalKeeper {

  private final JdbcClient jdbc;

  PlannedWords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Entry> entries(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select w.text from plan.change c join plan.change_words w on w.realm = c.realm and w.change_id = c.id
            where c.realm = :realm and c.order_id = :order order by c.at, c.id
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query((rs, n) -> new Entry(orderId, "plan.reason", null, rs.getString("text")))
        .list();
  }

  /** What a day was adopted with was said of all its orders; with this one it goes. */
  @Override
  public List<UUID> erase(RealmId realm, UUID orderId, CommandContext context) {
    jdbc.sql(
            """
            delete from plan.change_words w using plan.change c
            where w.realm = :realm and c.realm = :realm and c.order_id = :order and w.change_id = c.id
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .update();
    return List.of();
  }
}
