package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.people.Phones;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Telephone calls and whose number they came from. */
@Repository
class CallStore {

  /** A call's facts. */
  record Call(
      UUID id,
      String area,
      CallState state,
      Instant createdAt,
      @Nullable Instant rangAt,
      @Nullable Instant takenAt,
      @Nullable Instant endedAt,
      @Nullable UUID accountId,
      @Nullable CallOutcome outcome,
      @Nullable UUID orderId,
      boolean dialect) {}

  /** How fast the telephone was answered, over the calls whose ringing is known. */
  record Answering(int rang, int answered, int inTime) {}

  private static final String COLUMNS =
      "id, area, state, created_at, rang_at, taken_at, ended_at, account_id, outcome, order_id, dialect";
  private static final String PHONE = "hall.caller.phone";

  private final JdbcClient jdbc;
  private final Vault vault;

  CallStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /** False when the call is already there. */
  boolean insert(
      RealmId realm,
      UUID id,
      String area,
      Instant at,
      @Nullable Instant rangAt,
      @Nullable UUID takenBy) {
    return jdbc.sql(
                """
                insert into hall.call (realm, id, area, state, created_at, rang_at, taken_at, account_id)
                values (:realm, :id, :area, :state, :at, :rang, :taken, :account)
                on conflict do nothing
                """)
            .param("realm", realm.value())
            .param("id", id)
            .param("area", area)
            .param("state", (takenBy == null ? CallState.RINGING : CallState.TAKEN).name())
            .param("at", utc(at))
            .param("rang", rangAt == null ? null : utc(rangAt))
            .param("taken", takenBy == null ? null : utc(at))
            .param("account", takenBy)
            .update()
        == 1;
  }

  /** The number as it was shown or said; a later one replaces it. */
  void setPhone(RealmId realm, UUID id, String phone) {
    String digits = Phones.digits(phone);
    jdbc.sql(
            """
            insert into hall.caller (realm, call_id, phone, phone_index) values (:realm, :id, :phone, :index)
            on conflict (realm, call_id) do update set phone = excluded.phone, phone_index = excluded.phone_index
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("phone", vault.encrypt(realm, digits, PHONE + "/" + id))
        .param("index", vault.blindIndex(realm, digits, PHONE))
        .update();
  }

  Optional<String> findPhone(RealmId realm, UUID id) {
    return jdbc.sql("select phone from hall.caller where realm = :realm and call_id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .query(
            (rs, n) ->
                Optional.ofNullable(vault.decrypt(realm, rs.getBytes("phone"), PHONE + "/" + id)))
        .optional()
        .flatMap(phone -> phone);
  }

  /** How often this number called before. */
  int countEarlier(RealmId realm, UUID id, String phone) {
    return jdbc.sql(
            """
            select count(*) from (
              select from hall.caller where realm = :realm and phone_index = :index and call_id <> :id limit 100) as earlier
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("index", vault.blindIndex(realm, Phones.digits(phone), PHONE))
        .query(Integer.class)
        .single();
  }

  void take(RealmId realm, UUID id, UUID account, Instant at) {
    jdbc.sql(
            """
            update hall.call set state = 'TAKEN', account_id = :account, taken_at = :at
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("account", account)
        .param("at", utc(at))
        .update();
  }

  void end(
      RealmId realm,
      UUID id,
      CallOutcome outcome,
      @Nullable UUID orderId,
      @Nullable UUID audioId,
      boolean dialect,
      Instant at) {
    jdbc.sql(
            """
            update hall.call
            set state = 'ENDED', outcome = :outcome, order_id = :order, audio_id = :audio, dialect = :dialect, ended_at = :at
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("outcome", outcome.name())
        .param("order", orderId)
        .param("audio", audioId)
        .param("dialect", dialect)
        .param("at", utc(at))
        .update();
  }

  /** What else a call made or was about, beside the order it ended with. */
  void addOrders(RealmId realm, UUID id, List<UUID> orders) {
    jdbc.sql(
            """
            insert into hall.call_order (realm, call_id, order_id)
            select :realm, :id, also.id from unnest(:orders) as also(id)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("orders", orders.toArray(UUID[]::new))
        .update();
  }

  /** What else these calls made or were about, by call. */
  Map<UUID, List<UUID>> furtherOrders(RealmId realm, List<UUID> calls) {
    Map<UUID, List<UUID>> found = new HashMap<>();
    jdbc.sql(
            """
            select call_id, order_id from hall.call_order
            where realm = :realm and call_id = any(:calls) order by call_id, order_id
            """)
        .param("realm", realm.value())
        .param("calls", calls.toArray(UUID[]::new))
        .query(
            rs -> {
              found
                  .computeIfAbsent(rs.getObject("call_id", UUID.class), call -> new ArrayList<>())
                  .add(rs.getObject("order_id", UUID.class));
            });
    return found;
  }

  /** All orders a call made or was about. */
  List<UUID> ordersOf(RealmId realm, UUID call) {
    return jdbc.sql(
            """
            select order_id from hall.call where realm = :realm and id = :call and order_id is not null
            union
            select order_id from hall.call_order where realm = :realm and call_id = :call
            """)
        .param("realm", realm.value())
        .param("call", call)
        .query(UUID.class)
        .list();
  }

  /** Calls that made an order or were about it, however many others they were about, too. */
  List<UUID> ofOrder(RealmId realm, UUID order) {
    return jdbc.sql(
            """
            select id from hall.call where realm = :realm and order_id = :order
            union
            select call_id from hall.call_order where realm = :realm and order_id = :order
            """)
        .param("realm", realm.value())
        .param("order", order)
        .query(UUID.class)
        .list();
  }

  Optional<Call> lock(RealmId realm, UUID id) {
    return select(realm, id, " for update");
  }

  Optional<Call> find(RealmId realm, UUID id) {
    return select(realm, id, "");
  }

  private Optional<Call> select(RealmId realm, UUID id, String lock) {
    return jdbc.sql(
            "select %s from hall.call where realm = :realm and id = :id%s".formatted(COLUMNS, lock))
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> call(rs))
        .optional();
  }

  /** Ringing in the areas, or taken by the account and not yet ended: at most 50. */
  List<Call> goingOn(RealmId realm, List<String> areas, @Nullable UUID account) {
    return jdbc.sql(
            """
            select %s from hall.call
            where realm = :realm and state <> 'ENDED'
              and (account_id = :account or (state = 'RINGING'
                and exists (select from unnest(:areas) as mine(area) where starts_with(call.area, mine.area))))
            order by created_at, id limit 50
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("account", account)
        .param("areas", areas.toArray(String[]::new))
        .query((rs, n) -> call(rs))
        .list();
  }

  /** The account's own ended calls, the newest first. */
  List<Call> endedOf(RealmId realm, UUID account, int limit) {
    return jdbc.sql(
            """
            select %s from hall.call
            where realm = :realm and account_id = :account and state = 'ENDED'
            order by created_at desc, id limit :limit
            """
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("account", account)
        .param("limit", limit)
        .query((rs, n) -> call(rs))
        .list();
  }

  /** Calls that have rung since before and nobody took. */
  List<UUID> unanswered(RealmId realm, Instant before) {
    return jdbc.sql(
            """
            select id from hall.call
            where realm = :realm and state <> 'ENDED' and state = 'RINGING' and created_at < :before
            order by created_at, id limit 50
            """)
        .param("realm", realm.value())
        .param("before", utc(before))
        .query(UUID.class)
        .list();
  }

  /** Of the calls in the areas that began to ring in the time given. */
  Answering answering(
      RealmId realm, List<String> areas, Instant from, Instant to, double withinSeconds) {
    return jdbc.sql(
            """
            select count(*) as rang, count(taken_at) as answered,
              count(*) filter (where taken_at <= rang_at + make_interval(secs => :within)) as in_time
            from hall.call
            where realm = :realm and rang_at >= :from and rang_at < :to
              and exists (select from unnest(:areas) as mine(area) where starts_with(call.area, mine.area))
            """)
        .param("realm", realm.value())
        .param("areas", areas.toArray(String[]::new))
        .param("from", utc(from))
        .param("to", utc(to))
        .param("within", withinSeconds)
        .query(
            (rs, n) ->
                new Answering(rs.getInt("rang"), rs.getInt("answered"), rs.getInt("in_time")))
        .single();
  }

  private static Call call(ResultSet rs) throws SQLException {
    String outcome = rs.getString("outcome");
    return new Call(
        rs.getObject("id", UUID.class),
        rs.getString("area"),
        CallState.valueOf(rs.getString("state")),
        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(rs, "rang_at"),
        instant(rs, "taken_at"),
        instant(rs, "ended_at"),
        rs.getObject("account_id", UUID.class),
        outcome == null ? null : CallOutcome.valueOf(outcome),
        rs.getObject("order_id", UUID.class),
        rs.getBoolean("dialect"));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
