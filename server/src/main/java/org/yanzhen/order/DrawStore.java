package org.yanzhen.order;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.CallbackDraws.Draw;
import org.yanzhen.order.CallbackDraws.DrawnOrder;
import org.yanzhen.order.CallbackDraws.DueCall;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Draws, and who was in them. */
@Repository
class DrawStore {

  /**
   * A report whose requester has not answered in time.
   *
   * @param urgency how much it ever pressed at most: lowering it before the report spares no call
   */
  record Unanswered(UUID orderId, int round, Urgency urgency, String kind, Source source) {}

  /** One lot. */
  record Drawn(UUID orderId, int round, int rate, int value) {}

  private final JdbcClient jdbc;
  private final Vault vault;

  DrawStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /** False when the day already has its promise. */
  boolean commit(RealmId realm, LocalDate day, String seed, Instant at) {
    return jdbc.sql(
                """
                insert into orders.draw (realm, day, commitment, sealed_seed, committed_at)
                values (:realm, :day, :commitment, :sealed, :at) on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("day", day)
            .param("commitment", Lot.commitment(seed))
            .param("sealed", vault.encrypt(realm, seed, context(day)))
            .param("at", OrderStore.utc(at))
            .update()
        == 1;
  }

  Optional<Draw> find(RealmId realm, LocalDate day) {
    return select(realm, "day = :day", Map.of("day", day), 1).stream().findAny();
  }

  /** Newest first. */
  List<Draw> list(RealmId realm, @Nullable LocalDate before, int limit) {
    return before == null
        ? select(realm, "true", Map.of(), limit)
        : select(realm, "day < :before", Map.of("before", before), limit);
  }

  /** The seed of a day not drawn yet; the row stays locked until the transaction ends. */
  Optional<String> lockSeed(RealmId realm, LocalDate day) {
    return lockSeed(realm, day, "drawn_at is null");
  }

  /** The seed of a day drawn and not shown yet; the row stays locked. */
  Optional<String> lockDrawnSeed(RealmId realm, LocalDate day) {
    return lockSeed(realm, day, "drawn_at is not null and shown_at is null");
  }

  private Optional<String> lockSeed(RealmId realm, LocalDate day, String when) {
    return jdbc.sql(
            """
            select sealed_seed from orders.draw
            where realm = :realm and day = :day and %s for update
            """
                .formatted(when))
        .param("realm", realm.value())
        .param("day", day)
        .query((rs, n) -> Optional.ofNullable(vault.decrypt(realm, rs.getBytes(1), context(day))))
        .optional()
        .flatMap(seed -> seed);
  }

  /** The longest unanswered first; each report stands in one draw only. */
  List<Unanswered> unanswered(RealmId realm, Instant now, int limit) {
    return jdbc.sql(
            """
            select id, reopened, kind, source, urgency, (
                select array_agg(distinct h.facts ->> 'urgency') from orders.history h
                where h.realm = :realm and h.order_id = o.id and h.facts ->> 'urgency' is not null) as pressed
            from orders.orders o
            where realm = :realm and state = 'REPORTED' and next_due <= :now and verify_due <= :now and part_of is null
              and not exists (
                select from orders.callback_draw d
                where d.realm = :realm and d.order_id = o.id and d.round = o.reopened)
            order by next_due, id limit :limit
            """)
        .param("realm", realm.value())
        .param("now", OrderStore.utc(now))
        .param("limit", limit)
        .query(
            (rs, n) ->
                new Unanswered(
                    rs.getObject("id", UUID.class),
                    rs.getInt("reopened"),
                    strictest(rs.getString("urgency"), rs.getArray("pressed")),
                    rs.getString("kind"),
                    Source.valueOf(rs.getString("source"))))
        .list();
  }

  private void insert(RealmId realm, LocalDate day, Collection<Drawn> drawn) {
    if (drawn.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into orders.callback_draw (realm, order_id, round, day, rate, value)
            select :realm, u.order_id, u.round, :day, u.rate, u.value
            from unnest(:orders::uuid[], :rounds::int[], :rates::int[], :values::int[])
              as u(order_id, round, rate, value)
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("orders", drawn.stream().map(Drawn::orderId).toArray(UUID[]::new))
        .param("rounds", drawn.stream().map(Drawn::round).toArray(Integer[]::new))
        .param("rates", drawn.stream().map(Drawn::rate).toArray(Integer[]::new))
        .param("values", drawn.stream().map(Drawn::value).toArray(Integer[]::new))
        .update();
  }

  void drawn(RealmId realm, LocalDate day, Collection<Drawn> drawn, Instant at) {
    insert(realm, day, drawn);
    jdbc.sql(
            """
            update orders.draw set drawn_at = :at, population = :population, orders = :orders, sampled = :sampled
            where realm = :realm and day = :day
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("at", OrderStore.utc(at))
        .param("population", Lot.population(drawn))
        .param("orders", drawn.size())
        .param("sampled", (int) drawn.stream().filter(lot -> lot.value() < lot.rate()).count())
        .update();
  }

  /** The days drawn and not shown yet. */
  List<LocalDate> unshown(RealmId realm) {
    return jdbc.sql(
            """
            select day from orders.draw
            where realm = :realm and drawn_at is not null and shown_at is null order by day
            """)
        .param("realm", realm.value())
        .query(LocalDate.class)
        .list();
  }

  /** Whether somebody drawn that day is still to be asked. */
  boolean hasOpenCalls(RealmId realm, LocalDate day) {
    return jdbc.sql(
            """
            select exists (
              select from orders.callback_draw d
              join orders.orders o on o.realm = :realm and o.id = d.order_id and o.reopened = d.round
              where d.realm = :realm and d.day = :day and d.sampled and o.state = 'REPORTED')
            """)
        .param("realm", realm.value())
        .param("day", day)
        .query(Boolean.class)
        .single();
  }

  /** Whether the order stands in a draw that is not shown yet. */
  boolean isHidden(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select exists (
              select from orders.callback_draw c
              join orders.draw d on d.realm = :realm and d.day = c.day
              where c.realm = :realm and c.order_id = :order and d.shown_at is null)
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query(Boolean.class)
        .single();
  }

  void show(RealmId realm, LocalDate day, String seed, Instant at) {
    jdbc.sql(
            """
            update orders.draw set shown_at = :at, seed = :seed
            where realm = :realm and day = :day
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("at", OrderStore.utc(at))
        .param("seed", seed)
        .update();
  }

  /** Who was in a day's draw, by order id. */
  List<DrawnOrder> drawn(RealmId realm, LocalDate day, @Nullable UUID after, int limit) {
    return jdbc.sql(
            """
            select order_id, round, day, rate, value, sampled from orders.callback_draw
            where realm = :realm and day = :day and (:after::uuid is null or order_id > :after::uuid)
            order by order_id, round limit :limit
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("after", after)
        .param("limit", limit)
        .query((rs, n) -> drawnOrder(rs))
        .list();
  }

  /** The draw of an order's latest report, if it was in one. */
  Optional<DrawnOrder> findLast(RealmId realm, UUID orderId) {
    return jdbc.sql(
            """
            select order_id, round, day, rate, value, sampled from orders.callback_draw
            where realm = :realm and order_id = :order order by round desc limit 1
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .query((rs, n) -> drawnOrder(rs))
        .optional();
  }

  List<DueCall> due(RealmId realm, Collection<String> areas, @Nullable PageKey after, int limit) {
    Map<String, Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("areas", areas.stream().map(area -> area + "%").toArray(String[]::new));
    params.put("limit", limit);
    String key = "";
    if (after != null) {
      key = "and (o.next_due, o.id) > (:due, :after)";
      params.put("due", after.utc());
      params.put("after", after.id());
    }
    return jdbc.sql(
            """
            select o.id, o.next_due, o.area, d.day from orders.orders o
            join orders.callback_draw d on d.realm = :realm and d.order_id = o.id and d.round = o.reopened
            where o.realm = :realm and o.state = 'REPORTED' and d.sampled and o.area like any(:areas) %s
            order by o.next_due, o.id limit :limit
            """
                .formatted(key))
        .params(params)
        .query(
            (rs, n) ->
                new DueCall(
                    rs.getObject("id", UUID.class),
                    rs.getObject("next_due", OffsetDateTime.class).toInstant(),
                    rs.getString("area"),
                    rs.getObject("day", LocalDate.class)))
        .list();
  }

  /**
   * Drawn, not in the sample, and still waiting for a word; of draws that are shown. Before that
   * their end would say who is left.
   */
  List<UUID> passedOver(RealmId realm, int limit) {
    return jdbc.sql(
            """
            select o.id from orders.orders o
            join orders.callback_draw d on d.realm = :realm and d.order_id = o.id and d.round = o.reopened
            join orders.draw shown on shown.realm = :realm and shown.day = d.day and shown.shown_at is not null
            where o.realm = :realm and o.state = 'REPORTED' and not d.sampled
            order by o.next_due, o.id limit :limit
            """)
        .param("realm", realm.value())
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  private List<Draw> select(RealmId realm, String where, Map<String, ?> params, int limit) {
    return jdbc.sql(
            """
            select day, commitment, committed_at, drawn_at, population, shown_at, seed, orders,
              case when shown_at is not null then sampled end as sampled
            from orders.draw
            where realm = :realm and %s order by day desc limit :limit
            """
                .formatted(where))
        .param("realm", realm.value())
        .params(params)
        .param("limit", limit)
        .query(
            (rs, n) -> {
              OffsetDateTime drawn = rs.getObject("drawn_at", OffsetDateTime.class);
              OffsetDateTime shown = rs.getObject("shown_at", OffsetDateTime.class);
              return new Draw(
                  rs.getObject("day", LocalDate.class),
                  rs.getString("commitment"),
                  rs.getObject("committed_at", OffsetDateTime.class).toInstant(),
                  drawn == null ? null : drawn.toInstant(),
                  rs.getInt("orders"),
                  rs.getString("population"),
                  shown == null ? null : shown.toInstant(),
                  rs.getString("seed"),
                  rs.getObject("sampled", Integer.class));
            })
        .list();
  }

  private static Urgency strictest(String now, @Nullable Array pressed) throws SQLException {
    Stream<String> ever =
        pressed == null ? Stream.empty() : Arrays.stream((String[]) pressed.getArray());
    return Stream.concat(Stream.of(now), ever)
        .map(Urgency::valueOf)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static DrawnOrder drawnOrder(ResultSet rs) throws SQLException {
    return new DrawnOrder(
        rs.getObject("order_id", UUID.class),
        rs.getObject("day", LocalDate.class),
        rs.getInt("rate"),
        rs.getInt("value"),
        rs.getBoolean("sampled"));
  }

  private static String context(LocalDate day) {
    return "orders.draw.seed/" + day;
  }
}
