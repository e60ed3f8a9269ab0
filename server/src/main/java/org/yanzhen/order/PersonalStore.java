package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.command.CommandContext;
import org.yanzhen.shared.RealmId;

/** The personal words of orders: which there are, and erasing them. */
@Repository
class PersonalStore {

  /** In their stead, in lists and on receipts. */
  static final String ERASED = "（已按本人要求删去 erased on request）";

  private final JdbcClient jdbc;

  PersonalStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Nullable Instant erasedAt(RealmId realm, UUID order) {
    return jdbc.sql("select at from orders.erased where realm = :realm and order_id = :order")
        .param("realm", realm.value())
        .param("order", order)
        .query((rs, n) -> OrderStore.time(rs, "at"))
        .optional()
        .orElse(null);
  }

  List<UUID> commands(RealmId realm, UUID order) {
    return jdbc.sql(
            "select distinct command_id from orders.history where realm = :realm and order_id = :order")
        .param("realm", realm.value())
        .param("order", order)
        .query(UUID.class)
        .list();
  }

  /** What came with the order or with a step of anybody but who served it. */
  List<UUID> uploads(RealmId realm, UUID order) {
    return jdbc.sql(
            """
            (select unnest(attachments) from orders.orders where realm = :realm and id = :order
             union
             select (regexp_matches(answer.value, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g'))[1]::uuid
             from orders.orders o, jsonb_each_text(o.fields) as answer
             where o.realm = :realm and o.id = :order)
            except select unnest(w.attachments) from orders.words w join orders.history h
              on h.realm = w.realm and h.order_id = w.order_id and h.version = w.version
            where w.realm = :realm and w.order_id = :order and h.role = 'WORKER'
            """)
        .param("realm", realm.value())
        .param("order", order)
        .query(UUID.class)
        .list();
  }

  /** Of who served, the pictures stay: they show the thing, and prove the work. */
  void erase(RealmId realm, UUID order, List<UUID> uploads, CommandContext context) {
    for (String table : List.of("orders.contact", "orders.personal_answer", "orders.follow_up")) {
      jdbc.sql("delete from " + table + " where realm = :realm and order_id = :order")
          .param("realm", realm.value())
          .param("order", order)
          .update();
    }
    jdbc.sql(
            """
            delete from orders.answered where realm = :realm and order_id = :order and not result
            """)
        .param("realm", realm.value())
        .param("order", order)
        .update();
    jdbc.sql(
            """
            update orders.answered set sealed = null, was_sealed = null where realm = :realm and order_id = :order
            """)
        .param("realm", realm.value())
        .param("order", order)
        .update();
    jdbc.sql(
            """
            update orders.words w set text = null, on_behalf_of = null,
              attachments = case when h.role = 'WORKER' then w.attachments else '{}' end
            from orders.history h
            where w.realm = :realm and w.order_id = :order
              and h.realm = w.realm and h.order_id = w.order_id and h.version = w.version
            """)
        .param("realm", realm.value())
        .param("order", order)
        .update();
    jdbc.sql(
            """
            update orders.orders set title = :erased, text = case when text is null then null else :erased end,
              place = null, asked_by = null, fields = '{}',
              attachments = array(select unnest(attachments) except select unnest(:uploads::uuid[]))
            where realm = :realm and id = :order
            """)
        .param("realm", realm.value())
        .param("order", order)
        .param("erased", ERASED)
        .param("uploads", uploads.toArray(UUID[]::new))
        .update();
    jdbc.sql(
            """
            insert into orders.erased (realm, order_id, at, account_id, command_id)
            values (:realm, :order, :at, :account, :command)
            """)
        .param("realm", realm.value())
        .param("order", order)
        .param("at", OrderStore.utc(context.at()))
        .param("account", context.actor().accountId())
        .param("command", context.commandId())
        .update();
  }
}
