package org.yanzhen.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.command.CommandContext;
import org.yanzhen.order.Dossier.Cause;
import org.yanzhen.order.Dossier.PilotOutcome;
import org.yanzhen.order.OrderViews.ProblemBehind;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/** Dossiers, their history, words, orders and divisions. */
@Repository
class DossierStore {

  /** Facts of one step, in ids. */
  record Facts(
      @Nullable UUID order,
      @Nullable Integer division,
      @Nullable Cause cause,
      @Nullable PilotOutcome outcome,
      @Nullable Boolean done) {
    static final Facts NONE = new Facts(null, null, null, null, null);

    static Facts order(UUID order) {
      return new Facts(order, null, null, null, null);
    }
  }

  record Entry(
      int version,
      String action,
      @Nullable DossierStage from,
      DossierStage to,
      Instant at,
      @Nullable UUID accountId,
      Facts facts,
      @Nullable String title,
      @Nullable String text) {}

  record Line(int divisionId, @Nullable Instant doneAt) {}

  private static final String COLUMNS =
      """
      id, stage, version, division_id, area, kind, cause, pilot_division, pilot_outcome, opened_at, updated_at
      """;

  private final JdbcClient jdbc;
  private final JsonMapper mapper;

  DossierStore(JdbcClient jdbc, JsonMapper mapper) {
    this.jdbc = jdbc;
    this.mapper = mapper;
  }

  boolean insert(RealmId realm, Dossier dossier) {
    return jdbc.sql(
                """
                insert into orders.dossier (realm, id, stage, version, division_id, area, kind, opened_at, updated_at)
                values (:realm, :id, :stage, 1, :division, :area, :kind, :at, :at) on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", dossier.id())
            .param("stage", dossier.stage().name())
            .param("division", dossier.divisionId())
            .param("area", dossier.area())
            .param("kind", dossier.kind())
            .param("at", OrderStore.utc(dossier.openedAt()))
            .update()
        == 1;
  }

  Optional<Dossier> lock(RealmId realm, UUID id) {
    return select(realm, "id = :id for update", Map.of("id", id)).stream().findAny();
  }

  Optional<Dossier> find(RealmId realm, UUID id) {
    return select(realm, "id = :id", Map.of("id", id)).stream().findAny();
  }

  void update(RealmId realm, Dossier dossier) {
    jdbc.sql(
            """
            update orders.dossier set stage = :stage, version = :version, cause = :cause, pilot_division = :pilot,
              pilot_outcome = :outcome, updated_at = :at
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", dossier.id())
        .param("stage", dossier.stage().name())
        .param("version", dossier.version())
        .param("cause", name(dossier.cause()))
        .param("pilot", dossier.pilotDivision())
        .param("outcome", name(dossier.pilotOutcome()))
        .param("at", OrderStore.utc(dossier.updatedAt()))
        .update();
  }

  void insertHistory(
      RealmId realm,
      Dossier dossier,
      String action,
      @Nullable DossierStage from,
      Facts facts,
      @Nullable String title,
      @Nullable String text,
      CommandContext context) {
    jdbc.sql(
            """
            insert into orders.dossier_history
              (realm, dossier_id, version, command_id, action, from_stage, to_stage, at, account_id, facts)
            values (:realm, :id, :version, :command, :action, :from, :to, :at, :account, :facts::jsonb)
            """)
        .param("realm", realm.value())
        .param("id", dossier.id())
        .param("version", dossier.version())
        .param("command", context.commandId())
        .param("action", action)
        .param("from", from == null ? null : from.name())
        .param("to", dossier.stage().name())
        .param("at", OrderStore.utc(context.at()))
        .param("account", context.actor().accountId())
        .param("facts", mapper.writeValueAsString(facts))
        .update();
    if (title != null || text != null) {
      jdbc.sql(
              """
              insert into orders.dossier_words (realm, dossier_id, version, title, text)
              values (:realm, :id, :version, :title, :text)
              """)
          .param("realm", realm.value())
          .param("id", dossier.id())
          .param("version", dossier.version())
          .param("title", title)
          .param("text", text)
          .update();
    }
  }

  List<Entry> history(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select h.version, h.action, h.from_stage, h.to_stage, h.at, h.account_id, h.facts, w.title, w.text
            from orders.dossier_history h
            left join orders.dossier_words w
              on w.realm = h.realm and w.dossier_id = h.dossier_id and w.version = h.version
            where h.realm = :realm and h.dossier_id = :id order by h.version
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(
            (rs, n) -> {
              String from = rs.getString("from_stage");
              return new Entry(
                  rs.getInt("version"),
                  rs.getString("action"),
                  from == null ? null : DossierStage.valueOf(from),
                  DossierStage.valueOf(rs.getString("to_stage")),
                  rs.getObject("at", OffsetDateTime.class).toInstant(),
                  rs.getObject("account_id", UUID.class),
                  mapper.readValue(rs.getString("facts"), Facts.class),
                  rs.getString("title"),
                  rs.getString("text"));
            })
        .list();
  }

  Map<UUID, String> titles(RealmId realm, Collection<UUID> ids) {
    Map<UUID, String> titles = new HashMap<>();
    jdbc.sql(
            """
            select dossier_id, title from orders.dossier_words
            where realm = :realm and dossier_id = any(:ids) and version = 1 and title is not null
            """)
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query(
            rs -> {
              titles.put(rs.getObject("dossier_id", UUID.class), rs.getString("title"));
            });
    return titles;
  }

  /** Latest moved first. */
  List<Dossier> page(
      RealmId realm,
      Collection<String> areas,
      @Nullable DossierStage stage,
      @Nullable PageKey after,
      int limit) {
    Map<String, Object> params = new HashMap<>();
    params.put("areas", areas.stream().map(area -> area + "%").toArray(String[]::new));
    params.put("limit", limit);
    String where = "area like any(:areas)";
    if (stage != null) {
      where += " and stage = :stage";
      params.put("stage", stage.name());
    }
    if (after != null) {
      where += " and (updated_at, id) < (:at, :after)";
      params.put("at", after.utc());
      params.put("after", after.id());
    }
    return select(realm, where + " order by updated_at desc, id desc limit :limit", params);
  }

  /** Unfinished ones of the kind, or of none in particular, whose area covers the place. */
  List<Dossier> fitting(RealmId realm, String area, String kind, int limit) {
    return select(
        realm,
        """
        stage <> 'CLOSED' and starts_with(:area, area) and (kind is null or kind = :kind)
        order by updated_at desc, id desc limit :limit
        """,
        Map.of("area", area, "kind", kind, "limit", limit));
  }

  /** False when the order is part of a dossier already. */
  boolean link(RealmId realm, UUID dossier, UUID order, Instant at) {
    return jdbc.sql(
                """
                insert into orders.dossier_order (realm, order_id, dossier_id, linked_at)
                values (:realm, :order, :dossier, :at) on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("order", order)
            .param("dossier", dossier)
            .param("at", OrderStore.utc(at))
            .update()
        == 1;
  }

  boolean unlink(RealmId realm, UUID dossier, UUID order) {
    return jdbc.sql(
                """
                delete from orders.dossier_order
                where realm = :realm and order_id = :order and dossier_id = :dossier
                """)
            .param("realm", realm.value())
            .param("order", order)
            .param("dossier", dossier)
            .update()
        == 1;
  }

  Optional<UUID> findOf(RealmId realm, UUID order) {
    return jdbc.sql(
            "select dossier_id from orders.dossier_order where realm = :realm and order_id = :order")
        .param("realm", realm.value())
        .param("order", order)
        .query(UUID.class)
        .optional();
  }

  /** What these orders are part of, by order; those that are part of nothing are missing. */
  Map<UUID, ProblemBehind> behind(RealmId realm, Collection<UUID> orders) {
    if (orders.isEmpty()) {
      return Map.of();
    }
    Map<UUID, ProblemBehind> behind = new HashMap<>();
    jdbc.sql(
            """
            select o.order_id, d.stage, w.title
            from orders.dossier_order o
            join orders.dossier d on d.realm = o.realm and d.id = o.dossier_id
            left join orders.dossier_words w
              on w.realm = d.realm and w.dossier_id = d.id and w.version = 1
            where o.realm = :realm and o.order_id = any(:orders)
            """)
        .param("realm", realm.value())
        .param("orders", orders.toArray(UUID[]::new))
        .query(
            rs -> {
              behind.put(
                  rs.getObject("order_id", UUID.class),
                  new ProblemBehind(
                      Objects.requireNonNullElse(rs.getString("title"), ""),
                      DossierStage.valueOf(rs.getString("stage"))));
            });
    return behind;
  }

  List<UUID> orders(RealmId realm, UUID dossier, int limit) {
    return jdbc.sql(
            """
            select order_id from orders.dossier_order where realm = :realm and dossier_id = :dossier
            order by linked_at desc, order_id limit :limit
            """)
        .param("realm", realm.value())
        .param("dossier", dossier)
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  /** How many orders each has linked; a dossier holds at most some hundreds. */
  Map<UUID, Integer> counts(RealmId realm, Collection<UUID> ids) {
    Map<UUID, Integer> counts = new HashMap<>();
    jdbc.sql(
            """
            select dossier_id, count(*) as n from orders.dossier_order
            where realm = :realm and dossier_id = any(:ids) group by dossier_id
            """)
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query(
            rs -> {
              counts.put(rs.getObject("dossier_id", UUID.class), rs.getInt("n"));
            });
    return counts;
  }

  /** Linked orders, and those merged into them. */
  Map<UUID, Integer> needs(RealmId realm, Collection<UUID> ids) {
    Map<UUID, Integer> needs = new HashMap<>();
    jdbc.sql(
            """
            select d.dossier_id, count(*) + sum(o.joined) as n
            from orders.dossier_order d join orders.orders o on o.realm = :realm and o.id = d.order_id
            where d.realm = :realm and d.dossier_id = any(:ids) group by d.dossier_id
            """)
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query(
            rs -> {
              needs.put(rs.getObject("dossier_id", UUID.class), rs.getInt("n"));
            });
    return needs;
  }

  /** Unfinished orders of the kind asked for in the area since then; by the index of asking. */
  List<UUID> similar(
      RealmId realm, String area, String kind, UUID except, Instant since, int limit) {
    return jdbc.sql(
            """
            select order_id from orders.outcome
            where realm = :realm and asked_at >= :since and kind = :kind and starts_with(area, :area)
              and state not in ('SOLVED', 'CANCELLED', 'MERGED') and outside is null and order_id <> :except
            order by asked_at desc, order_id desc limit :limit
            """)
        .param("realm", realm.value())
        .param("since", OrderStore.utc(since))
        .param("kind", kind)
        .param("area", area)
        .param("except", except)
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  void addDivision(RealmId realm, UUID dossier, int division) {
    jdbc.sql(
            """
            insert into orders.dossier_division (realm, dossier_id, division_id)
            values (:realm, :dossier, :division) on conflict do nothing
            """)
        .param("realm", realm.value())
        .param("dossier", dossier)
        .param("division", division)
        .update();
  }

  boolean setDone(RealmId realm, UUID dossier, int division, @Nullable Instant at) {
    return jdbc.sql(
                """
                update orders.dossier_division set done_at = :at
                where realm = :realm and dossier_id = :dossier and division_id = :division
                """)
            .param("realm", realm.value())
            .param("dossier", dossier)
            .param("division", division)
            .param("at", OrderStore.utc(at))
            .update()
        == 1;
  }

  List<Line> divisions(RealmId realm, UUID dossier) {
    return jdbc.sql(
            """
            select division_id, done_at from orders.dossier_division
            where realm = :realm and dossier_id = :dossier order by division_id
            """)
        .param("realm", realm.value())
        .param("dossier", dossier)
        .query(
            (rs, n) -> {
              OffsetDateTime done = rs.getObject("done_at", OffsetDateTime.class);
              return new Line(rs.getInt("division_id"), done == null ? null : done.toInstant());
            })
        .list();
  }

  private List<Dossier> select(RealmId realm, String where, Map<String, ?> params) {
    return jdbc.sql(
            "select %s from orders.dossier where realm = :realm and %s".formatted(COLUMNS, where))
        .param("realm", realm.value())
        .params(params)
        .query((rs, n) -> dossier(rs))
        .list();
  }

  private static Dossier dossier(ResultSet rs) throws SQLException {
    String cause = rs.getString("cause");
    String outcome = rs.getString("pilot_outcome");
    return new Dossier(
        rs.getObject("id", UUID.class),
        DossierStage.valueOf(rs.getString("stage")),
        rs.getInt("version"),
        rs.getInt("division_id"),
        rs.getString("area"),
        rs.getString("kind"),
        cause == null ? null : Cause.valueOf(cause),
        rs.getObject("pilot_division", Integer.class),
        outcome == null ? null : PilotOutcome.valueOf(outcome),
        rs.getObject("opened_at", OffsetDateTime.class).toInstant(),
        rs.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }
}
