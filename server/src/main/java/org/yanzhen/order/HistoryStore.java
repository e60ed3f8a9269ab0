package org.yanzhen.order;

import static org.yanzhen.order.OrderRowMapper.optionalTime;
import static org.yanzhen.order.OrderRowMapper.time;
import static org.yanzhen.order.OrderRowMapper.uuids;
import static org.yanzhen.order.OrderStore.utc;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.command.CommandContext;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Writes;
import tools.jackson.databind.json.JsonMapper;

/** What happened to an order, step by step, and the words said with it; only ever added to. */
@Repository
class HistoryStore {

  record HistoryRow(
      OrderEvent event,
      @Nullable UUID accountId,
      @Nullable String role,
      @Nullable Instant recordedAt,
      @Nullable String text,
      List<UUID> attachments,
      @Nullable String onBehalfOf) {}

  static final String PLACED = "PLACE";
  static final String DRAFTED = "DRAFT";

  /**
   * Of an entry of the history that names a person: it was offered to them or taken by them. Who
   * would have taken it over is named too, and never had it.
   */
  static final String HAD_IT = "action not in ('CONTEST', 'KEEP', 'DROP_CONTEST')";

  /** Whoever ever had the order or a part of it. */
  static final String HAD =
      """
      select (h.facts ->> 'person')::uuid from orders.history h
      where h.realm = :realm and h.facts ->> 'person' is not null and h.%s
        and h.order_id in (
          select :order::uuid
          union all
          select p.id from orders.orders p where p.realm = :realm and p.part_of = :order)
      """
          .formatted(HAD_IT);

  private final JdbcClient jdbc;
  private final Writes writes;
  private final JsonMapper mapper;

  HistoryStore(JdbcClient jdbc, Writes writes, JsonMapper mapper) {
    this.jdbc = jdbc;
    this.writes = writes;
    this.mapper = mapper;
  }

  void insert(
      RealmId realm,
      UUID orderId,
      int version,
      String action,
      @Nullable OrderState from,
      OrderState to,
      Facts facts,
      @Nullable String role,
      @Nullable String text,
      List<UUID> attachments,
      CommandContext context) {
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("order", orderId);
    params.put("version", version);
    params.put("command", context.commandId());
    params.put("action", action);
    params.put("from", from == null ? null : from.name());
    params.put("to", to.name());
    params.put("at", utc(context.at()));
    params.put("recordedAt", utc(context.recordedAt()));
    params.put("account", context.actor().accountId());
    params.put("role", role);
    params.put("facts", mapper.writeValueAsString(facts));
    writes.later(
        """
            insert into orders.history
              (realm, order_id, version, command_id, action, from_state, to_state, at, recorded_at, account_id, role, facts)
            values
              (:realm, :order, :version, :command, :action, :from, :to, :at, :recordedAt, :account, :role, :facts::jsonb)
            """,
        params);
    String behalf = context.onBehalfOf() == null ? null : context.onBehalfOf().name();
    if (text != null || !attachments.isEmpty() || behalf != null) {
      Map<String, @Nullable Object> words = new HashMap<>();
      words.put("realm", realm.value());
      words.put("order", orderId);
      words.put("version", version);
      words.put("text", text);
      words.put("attachments", attachments.toArray(UUID[]::new));
      words.put("behalf", behalf);
      writes.later(
          """
              insert into orders.words (realm, order_id, version, text, attachments, on_behalf_of)
              values (:realm, :order, :version, :text, :attachments, :behalf)
              """,
          words);
    }
  }

  /** The thread, oldest first; the first entry's action is PLACE or DRAFT and has no event. */
  List<HistoryRow> of(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select h.version, h.action, h.from_state, h.to_state, h.at, h.recorded_at, h.account_id, h.role, h.facts,
                   w.text, w.attachments, w.on_behalf_of
            from orders.history h
            left join orders.words w on w.realm = h.realm and w.order_id = h.order_id and w.version = h.version
            where h.realm = :realm and h.order_id = :order order by h.version
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(
            (rs, n) -> {
              Facts facts = mapper.readValue(rs.getString("facts"), Facts.class);
              String from = rs.getString("from_state");
              String action = rs.getString("action");
              OrderState to = OrderState.valueOf(rs.getString("to_state"));
              return new HistoryRow(
                  new OrderEvent(
                      rs.getInt("version"),
                      action.equals(PLACED) || action.equals(DRAFTED)
                          ? Action.SUBMIT
                          : Action.valueOf(action),
                      from == null ? OrderState.DRAFT : OrderState.valueOf(from),
                      to,
                      time(rs, "at"),
                      facts),
                  rs.getObject("account_id", UUID.class),
                  rs.getString("role"),
                  optionalTime(rs, "recorded_at"),
                  rs.getString("text"),
                  uuids(rs.getArray("attachments")),
                  rs.getString("on_behalf_of"));
            })
        .list();
  }

  /** Whether the order was ever offered to this person or taken by them. */
  boolean everHad(RealmId realm, UUID orderId, UUID person) {
    return jdbc.sql(
            """
            select exists (
              select from orders.history
              where realm = :realm and order_id = :order and facts ->> 'person' = :person and %s)
            """
                .formatted(HAD_IT))
        .param("realm", realm.value())
        .param("order", orderId)
        .param("person", person.toString())
        .query(Boolean.class)
        .single();
  }

  /** Whether this person has the order or a part of it, or ever had. */
  boolean everServed(RealmId realm, UUID orderId, UUID person) {
    return jdbc.sql(
            """
            select exists (
                select from orders.orders
                where realm = :realm and assignee = :person and (id = :order or part_of = :order))
              or exists (select from (%s) had (person) where had.person = :person)
            """
                .formatted(HAD))
        .param("realm", realm.value())
        .param("order", orderId)
        .param("person", person)
        .query(Boolean.class)
        .single();
  }

  /** Whether the body that answers for it got it by the hop limit, and so may not pass it on. */
  boolean isTakenForGood(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select coalesce((
              select facts ->> 'reason' = :limit from orders.history
              where realm = :realm and order_id = :order and action = 'TRANSFER'
              order by version desc limit 1), false)
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("limit", Step.HOP_LIMIT)
        .query(Boolean.class)
        .single();
  }

  /** How often the requester has spoken on the order. */
  int countByRequester(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select count(*) from orders.history
            where realm = :realm and order_id = :order and role = 'REQUESTER'
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(Integer.class)
        .single();
  }

  /** Uploads that came with a step, not with the asking. */
  List<UUID> sentWithSteps(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select unnest(attachments) from orders.words where realm = :realm and order_id = :order
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(UUID.class)
        .list();
  }

  /** By whose account it was placed. */
  Optional<UUID> placedBy(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select account_id from orders.history
            where realm = :realm and order_id = :order and version = 1 and account_id is not null
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(UUID.class)
        .optional();
  }
}
