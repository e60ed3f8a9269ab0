package org.yanzhen.order;

import static org.yanzhen.order.OrderRowMapper.COLUMNS;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.command.CommandContext;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/** The orders themselves: one row each, written with every step and locked while it is taken. */
@Repository
class OrderStore {

  private final JdbcClient jdbc;
  private final JsonMapper mapper;
  private final OrderRowMapper rows;

  OrderStore(JdbcClient jdbc, JsonMapper mapper, OrderRowMapper rows) {
    this.jdbc = jdbc;
    this.mapper = mapper;
    this.rows = rows;
  }

  /** False when the id or the number is taken. */
  boolean insert(
      RealmId realm, OrderRow row, @Nullable Instant escalateAt, CommandContext context) {
    Order order = row.order();
    return jdbc.sql(
                """
                insert into orders.orders
                  (realm, id, number, state, version, kind, kind_version, urgency, source, division_id, area, place,
                   title, text, fields, attachments, asked_by, responsible_body, from_intake, created_by,
                   created_at, updated_at, sign_started, sign_due, resolve_started, resolve_due, next_due,
                   part_of, merged_into, stage, follows, together, escalate_at, tier, tier_since, campaign,
                   language, language_needed)
                values
                  (:realm, :id, :number, :state, 1, :kind, :kindVersion, :urgency, :source, :division, :area, :place,
                   :title, :text, :fields::jsonb, :attachments, :askedBy, :body, :fromIntake, :createdBy,
                   :at, :at, :signStarted, :signDue, :resolveStarted, :resolveDue, :nextDue,
                   :partOf, :mergedInto, :stage, :follows, :together, :escalateAt, :tier, :at, :campaign,
                   :language, :needed)
                on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", order.id())
            .param("number", row.number())
            .param("state", order.state().name())
            .param("kind", order.kind())
            .param("kindVersion", order.kindVersion())
            .param("urgency", order.urgency().name())
            .param("source", row.source().name())
            .param("division", row.divisionId())
            .param("area", order.area())
            .param("place", row.place())
            .param("title", row.title())
            .param("text", row.text())
            .param("fields", mapper.writeValueAsString(row.fields()))
            .param("attachments", row.attachments().toArray(UUID[]::new))
            .param("askedBy", row.askedBy())
            .param("body", order.responsibleBody())
            .param("fromIntake", row.fromIntake())
            .param("createdBy", context.actor().accountId())
            .param("at", utc(row.createdAt()))
            .param(
                "signStarted", utc(order.clock(ClockName.SIGN).map(Clock::startedAt).orElse(null)))
            .param("signDue", utc(order.clock(ClockName.SIGN).map(Clock::dueAt).orElse(null)))
            .param(
                "resolveStarted",
                utc(order.clock(ClockName.RESOLVE).map(Clock::startedAt).orElse(null)))
            .param("resolveDue", utc(order.clock(ClockName.RESOLVE).map(Clock::dueAt).orElse(null)))
            .param("nextDue", utc(nextDue(order, row.createdAt())))
            .param("partOf", row.lineage().partOf())
            .param("mergedInto", order.mergedInto())
            .param("stage", row.lineage().stage())
            .param("follows", row.lineage().follows())
            .param("together", row.lineage().together())
            .param("escalateAt", utc(escalateAt))
            .param("tier", order.tier().name())
            .param("campaign", order.campaign())
            .param("language", row.spoken() == null ? null : row.spoken().language())
            .param("needed", row.spoken() != null && row.spoken().needed())
            .update()
        == 1;
  }

  void update(RealmId realm, Order order, OrderEvent event, @Nullable Instant escalateAt) {
    Map<String, Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("id", order.id());
    params.put("state", order.state().name());
    params.put("version", order.version());
    params.put("assignee", order.assignee());
    params.put("offeredTo", order.offeredTo());
    params.put("returnedBy", order.returnedBy());
    params.put("claimed", order.claimed());
    params.put("lease", utc(order.leaseUntil()));
    params.put("hops", order.hops());
    params.put("reopened", order.reopened());
    params.put("rating", event.facts().rating());
    params.put("urgency", order.urgency().name());
    params.put("body", order.responsibleBody());
    params.put("transfers", order.transfers());
    params.put("level", order.level());
    params.put(
        "suspendedFrom", order.suspendedFrom() == null ? null : order.suspendedFrom().name());
    params.put("pauses", mapper.writeValueAsString(order.pauses()));
    params.put("openParts", order.openParts().stream().sorted().toArray(UUID[]::new));
    params.put("mergedInto", order.mergedInto());
    params.put("escalateAt", utc(escalateAt));
    params.put("tier", order.tier().name());
    params.put("tierSince", utc(order.tierSince()));
    params.put("raised", order.raised());
    params.put("campaign", order.campaign());
    params.put("contestedBy", order.contest().by());
    params.put("contestUntil", utc(order.contest().until()));
    params.put(
        "contestAnswered", order.contest().answered().stream().sorted().toArray(UUID[]::new));
    params.put("at", utc(event.at()));
    params.put("solvedAt", utc(order.solvedAt()));
    params.put("nextDue", utc(nextDue(order, event.at())));
    StringBuilder clocks = new StringBuilder();
    for (ClockName name : ClockName.values()) {
      String column = name.name().toLowerCase(Locale.ROOT);
      Optional<Clock> clock = order.clock(name);
      clocks.append(
          ", %1$s_started = :%1$sStarted, %1$s_due = :%1$sDue, %1$s_met = :%1$sMet"
              .formatted(column));
      params.put(column + "Started", utc(clock.map(Clock::startedAt).orElse(null)));
      params.put(column + "Due", utc(clock.map(Clock::dueAt).orElse(null)));
      params.put(column + "Met", utc(clock.map(Clock::metAt).orElse(null)));
    }
    int updated =
        jdbc.sql(
                """
                update orders.orders
                set state = :state, version = :version, assignee = :assignee, offered_to = :offeredTo,
                    returned_by = :returnedBy, claimed = :claimed, lease_until = :lease, hops = :hops,
                    reopened = :reopened, rating = coalesce(:rating, rating), updated_at = :at, solved_at = :solvedAt,
                    urgency = :urgency, responsible_body = :body, transfers = :transfers, level = :level,
                    suspended_from = :suspendedFrom, pauses = :pauses::jsonb, open_parts = :openParts,
                    merged_into = :mergedInto, escalate_at = :escalateAt, tier = :tier, tier_since = :tierSince,
                    raised = :raised, campaign = :campaign, next_due = :nextDue,
                    contested_by = :contestedBy, contest_until = :contestUntil,
                    contest_answered = :contestAnswered %s
                where realm = :realm and id = :id and version = :version - 1
                """
                    .formatted(clocks))
            .params(params)
            .update();
    if (updated != 1) {
      throw new IllegalStateException("order " + order.id() + " moved under its lock");
    }
  }

  void addPictures(RealmId realm, UUID orderId, List<UUID> attachments) {
    if (!attachments.isEmpty()) {
      jdbc.sql(
              """
              update orders.orders set attachments = attachments || :more where realm = :realm and id = :id
              """)
          .param("realm", realm.value())
          .param("id", orderId)
          .param("more", attachments.toArray(UUID[]::new))
          .update();
    }
  }

  /** The row, locked against every other change until the transaction ends. */
  Optional<OrderRow> lock(RealmId realm, UUID id) {
    return select(realm, id, " for update");
  }

  Optional<OrderRow> find(RealmId realm, UUID id) {
    return select(realm, id, "");
  }

  private Optional<OrderRow> select(RealmId realm, UUID id, String lock) {
    return jdbc.sql(
            "select %s from orders.orders where realm = :realm and id = :id%s"
                .formatted(COLUMNS, lock))
        .param("realm", realm.value())
        .param("id", id)
        .query(rows)
        .optional();
  }

  List<OrderRow> findAll(RealmId realm, Collection<UUID> ids) {
    return jdbc.sql(
            "select %s from orders.orders where realm = :realm and id = any(:ids)"
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query(rows)
        .list();
  }

  Optional<UUID> findByNumber(RealmId realm, String number) {
    return jdbc.sql("select id from orders.orders where realm = :realm and number = :number")
        .param("realm", realm.value())
        .param("number", number)
        .query(UUID.class)
        .optional();
  }

  int countFromDoor(RealmId realm, int divisionId, Instant since) {
    return jdbc.sql(
            """
            select count(*) from (
              select from orders.orders
              where realm = :realm and division_id = :division and created_at >= :since and source = 'DOOR' limit 1000)
              as recent
            """)
        .param("realm", realm.value())
        .param("division", divisionId)
        .param("since", utc(since))
        .query(Integer.class)
        .single();
  }

  /** Finished orders sort by the day they ended. */
  private static Instant nextDue(Order order, Instant at) {
    if (!OrderState.UNFINISHED.contains(order.state())) {
      return at;
    }
    if (order.state() == OrderState.SUSPENDED && order.leaseUntil() != null) {
      return order.leaseUntil();
    }
    return order.nextClock().map(Clock::dueAt).orElse(at);
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
