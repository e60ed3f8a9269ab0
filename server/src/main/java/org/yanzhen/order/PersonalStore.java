package org.yanzhen.order;

import java.time.Instant;
import java.util.Collection;
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
        .query((rs, n) -> OrderRowMapper.time(rs, "at"))
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

  /**
   * These, what is part of them and what follows them, however far.
   *
   * @param limit more are not looked for
   */
  List<UUID> withWhatFollows(RealmId realm, Collection<UUID> ids, int limit) {
    return jdbc.sql(
            """
            with recursive theirs (id) as (
              select unnest(:ids::uuid[])
              union
              select o.id from theirs t join orders.orders o on o.part_of = t.id or o.follows = t.id
              where o.realm = :realm)
            select id from theirs limit :limit
            """)
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  /** The accounts that took a step of them. */
  List<UUID> accounts(RealmId realm, Collection<UUID> ids) {
    return jdbc.sql(
            """
            select distinct account_id from orders.history
            where realm = :realm and order_id = any(:ids) and account_id is not null
            """)
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query(UUID.class)
        .list();
  }

  /** An answer as it was written at a step. */
  record Written(String code, String value) {}

  /** What the questions were answered with later, and what stood there before. */
  List<Written> answeredLater(RealmId realm, UUID order) {
    return jdbc.sql(
            """
            select code, value from orders.answered
            where realm = :realm and order_id = :order and not result and value is not null
            union
            select code, was from orders.answered
            where realm = :realm and order_id = :order and not result and was is not null
            """)
        .param("realm", realm.value())
        .param("order", order)
        .query((rs, n) -> new Written(rs.getString(1), rs.getString(2)))
        .list();
  }

  /** What came with steps of whoever served it. */
  List<UUID> ofWhoServed(RealmId realm, UUID order) {
    return jdbc.sql(
            """
            select distinct unnest(w.attachments) from orders.words w join orders.history h
              on h.realm = w.realm and h.order_id = w.order_id and h.version = w.version
            where w.realm = :realm and w.order_id = :order and h.role = 'WORKER'
            """)
        .param("realm", realm.value())
        .param("order", order)
        .query(UUID.class)
        .list();
  }

  /** Orders in which one of the ids stands, as an upload or merely written down. */
  List<UUID> holding(Collection<UUID> ids) {
    return jdbc.sql("select * from orders.holding(:ids)")
        .param("ids", ids.toArray(UUID[]::new))
        .query(UUID.class)
        .list();
  }

  /** Whether a bad grade of it is looked into, or its rater is still to be heard on that. */
  boolean hasBadGradeOpen(RealmId realm, UUID order) {
    return jdbc.sql(
            """
            select exists (
              select from orders.bad_grade where realm = :realm and order_id = :order and state <> 'ENDED')
            """)
        .param("realm", realm.value())
        .param("order", order)
        .query(Boolean.class)
        .single();
  }

  /** An administrator said why they look at what is kept of the order's requester. */
  void noteLook(RealmId realm, UUID order, CommandContext context) {
    jdbc.sql(
            """
            insert into orders.personal_look (realm, id, order_id, account_id, at)
            values (:realm, :id, :order, :account, :at)
            """)
        .param("realm", realm.value())
        .param("id", context.commandId())
        .param("order", order)
        .param("account", context.actor().accountId())
        .param("at", OrderStore.utc(context.at()))
        .update();
  }

  boolean hasLooked(RealmId realm, UUID order, @Nullable UUID account, Instant since) {
    return jdbc.sql(
            """
            select exists (
              select from orders.personal_look
              where realm = :realm and order_id = :order and account_id = :account and at >= :since)
            """)
        .param("realm", realm.value())
        .param("order", order)
        .param("account", account)
        .param("since", OrderStore.utc(since))
        .query(Boolean.class)
        .single();
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
            delete from orders.bad_grade_words w using orders.bad_grade b
            where w.realm = :realm and b.realm = :realm and b.order_id = :order and w.bad_grade_id = b.id
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
              place = null, asked_by = null, fields = '{}', language = null, language_needed = false,
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
