package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.hall.CallBackRule.Attempt;
import org.yanzhen.hall.CallBackRule.Best;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** People to be called, and every try. */
@Repository
class CallBackStore {

  /** A call-back's facts. */
  record CallBack(
      UUID id,
      String area,
      CallBackSource source,
      UUID originId,
      @Nullable UUID orderId,
      CallBackState state,
      Instant dueAt,
      @Nullable Best best,
      int attempts,
      @Nullable UUID claimedBy,
      @Nullable Instant leaseUntil,
      @Nullable String result,
      Instant createdAt,
      @Nullable LocalDate drawnOn,
      @Nullable VisitReason visit) {

    /** Whether somebody else holds it now. */
    boolean isHeldByAnother(@Nullable UUID account, Instant at) {
      return leaseUntil != null && leaseUntil.isAfter(at) && !claimedByIs(account);
    }

    boolean claimedByIs(@Nullable UUID account) {
      return account != null && account.equals(claimedBy);
    }
  }

  /**
   * Somebody to be called.
   *
   * @param originId what it was made from: told twice, it is still one
   * @param drawnOn the day of the draw it comes from
   * @param phone where the order's own number is not the one to call
   * @param visit why they are asked at home from the start
   */
  record NewCallBack(
      UUID id,
      CallBackSource source,
      UUID originId,
      String area,
      @Nullable UUID orderId,
      @Nullable String phone,
      @Nullable String about,
      @Nullable Best best,
      @Nullable Instant dueAt,
      CallBackState state,
      @Nullable LocalDate drawnOn,
      @Nullable VisitReason visit) {

    private static NewCallBack of(UUID id, CallBackSource source, UUID originId, String area) {
      return new NewCallBack(
          id,
          source,
          originId,
          area,
          null,
          null,
          null,
          null,
          null,
          CallBackState.WAITING,
          null,
          null);
    }

    NewCallBack drawnOn(LocalDate day) {
      return new NewCallBack(
          id, source, originId, area, orderId, phone, about, best, dueAt, state, day, visit);
    }

    NewCallBack about(@Nullable UUID order) {
      return new NewCallBack(
          id, source, originId, area, order, phone, about, best, dueAt, state, drawnOn, visit);
    }

    NewCallBack phone(@Nullable String number) {
      return new NewCallBack(
          id, source, originId, area, orderId, number, about, best, dueAt, state, drawnOn, visit);
    }

    NewCallBack words(@Nullable String text) {
      return new NewCallBack(
          id, source, originId, area, orderId, phone, text, best, dueAt, state, drawnOn, visit);
    }

    NewCallBack at(@Nullable Instant due, @Nullable Best time) {
      return new NewCallBack(
          id, source, originId, area, orderId, phone, about, time, due, state, drawnOn, visit);
    }

    NewCallBack byVisit(VisitReason why) {
      return new NewCallBack(
          id,
          source,
          originId,
          area,
          orderId,
          phone,
          about,
          best,
          dueAt,
          CallBackState.VISIT,
          drawnOn,
          why);
    }
  }

  record CallBackTry(
      int n, Instant at, Attempt outcome, @Nullable Instant laterAt, boolean visit) {}

  record Words(@Nullable String phone, @Nullable String about) {}

  private static final String COLUMNS =
      """
      id, area, source, origin_id, order_id, state, due_at, best_from, best_to, attempts,
      claimed_by, lease_until, result, created_at, drawn_on, visit_reason""";
  private static final String PHONE = "hall.call_back_words.phone/";
  private static final String ABOUT = "hall.call_back_words.about/";

  private final JdbcClient jdbc;
  private final Vault vault;

  CallBackStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /**
   * One that follows from something: the same however often it is told, under an id that nobody who
   * knows what it follows from can reckon. Else whoever promises a call-back under that id would
   * learn whether an order was drawn, or stand in the draw's way.
   */
  NewCallBack following(RealmId realm, CallBackSource source, UUID originId, String area) {
    UUID id = vault.id(realm, "hall.call-back/%s/%s".formatted(source, originId));
    return NewCallBack.of(id, source, originId, area);
  }

  /** False when it was told before. */
  boolean add(RealmId realm, NewCallBack back, Instant now) {
    Best best = back.best();
    boolean isNew =
        jdbc.sql(
                    """
                    insert into hall.call_back
                      (realm, id, area, source, origin_id, order_id, state, due_at, best_from, best_to, drawn_on, visit_reason,
                       created_at)
                    values (:realm, :id, :area, :source, :origin, :order, :state, :due, :from, :to, :drawn, :visit, :at)
                    on conflict do nothing
                    """)
                .param("realm", realm.value())
                .param("id", back.id())
                .param("area", back.area())
                .param("source", back.source().name())
                .param("origin", back.originId())
                .param("order", back.orderId())
                .param("state", back.state().name())
                .param("due", utc(back.dueAt() == null ? now : back.dueAt()))
                .param("from", best == null ? null : best.from())
                .param("to", best == null ? null : best.to())
                .param("drawn", back.drawnOn())
                .param("visit", back.visit() == null ? null : back.visit().name())
                .param("at", utc(now))
                .update()
            == 1;
    if (isNew && (back.phone() != null || back.about() != null)) {
      jdbc.sql(
              """
              insert into hall.call_back_words (realm, call_back_id, phone, about)
              values (:realm, :id, :phone, :about)
              """)
          .param("realm", realm.value())
          .param("id", back.id())
          .param("phone", vault.encrypt(realm, back.phone(), PHONE + back.id()))
          .param("about", vault.encrypt(realm, back.about(), ABOUT + back.id()))
          .update();
    }
    return isNew;
  }

  boolean has(RealmId realm, CallBackSource source, UUID originId) {
    return jdbc.sql(
            """
            select exists (
              select from hall.call_back where realm = :realm and source = :source and origin_id = :origin)
            """)
        .param("realm", realm.value())
        .param("source", source.name())
        .param("origin", originId)
        .query(Boolean.class)
        .single();
  }

  Words words(RealmId realm, UUID id) {
    return jdbc.sql(
            "select phone, about from hall.call_back_words where realm = :realm and call_back_id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .query(
            (rs, n) ->
                new Words(
                    vault.decrypt(realm, rs.getBytes("phone"), PHONE + id),
                    vault.decrypt(realm, rs.getBytes("about"), ABOUT + id)))
        .optional()
        .orElse(new Words(null, null));
  }

  Optional<CallBack> lock(RealmId realm, UUID id) {
    return jdbc.sql(
            "select %s from hall.call_back where realm = :realm and id = :id for update"
                .formatted(COLUMNS))
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> callBack(rs))
        .optional();
  }

  void claim(RealmId realm, UUID id, @Nullable UUID account, @Nullable Instant until) {
    jdbc.sql(
            """
            update hall.call_back set claimed_by = :account, lease_until = :until
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("account", account)
        .param("until", until == null ? null : utc(until))
        .update();
  }

  void tried(
      RealmId realm,
      CallBack back,
      @Nullable UUID account,
      Attempt outcome,
      @Nullable Instant laterAt,
      Instant at) {
    jdbc.sql(
            """
            insert into hall.call_back_attempt (realm, call_back_id, n, account_id, at, outcome, later_at, visit)
            values (:realm, :id, :n, :account, :at, :outcome, :later, :visit)
            """)
        .param("realm", realm.value())
        .param("id", back.id())
        .param("n", back.attempts() + 1)
        .param("account", account)
        .param("at", utc(at))
        .param("outcome", outcome.name())
        .param("later", laterAt == null ? null : utc(laterAt))
        .param("visit", back.state() == CallBackState.VISIT)
        .update();
    jdbc.sql(
            """
            update hall.call_back set attempts = attempts + 1, claimed_by = null, lease_until = null
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", back.id())
        .update();
  }

  /** How often the person asked to be called at another time. */
  int laters(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select count(*) from hall.call_back_attempt
            where realm = :realm and call_back_id = :id and outcome = 'LATER'
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  void putOff(RealmId realm, UUID id, Instant dueAt) {
    jdbc.sql("update hall.call_back set due_at = :due where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", id)
        .param("due", utc(dueAt))
        .update();
  }

  /** From now on they are asked at home. */
  void visit(RealmId realm, UUID id, VisitReason why, Instant at) {
    jdbc.sql(
            """
            update hall.call_back set state = 'VISIT', visit_reason = :why, due_at = :at
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("why", why.name())
        .param("at", utc(at))
        .update();
  }

  /**
   * Whoever was to be called about the order at its own number is asked at home. A call that is
   * being made is left to whoever makes it.
   */
  void visitForOrder(RealmId realm, UUID orderId, VisitReason why, Instant at) {
    jdbc.sql(
            """
            update hall.call_back c set state = 'VISIT', visit_reason = :why, due_at = :at, claimed_by = null,
              lease_until = null
            where c.realm = :realm and c.order_id = :order and c.state = 'WAITING'
              and (c.lease_until is null or c.lease_until <= :at)
              and not exists (
                select from hall.call_back_words w
                where w.realm = c.realm and w.call_back_id = c.id and w.phone is not null)
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("why", why.name())
        .param("at", utc(at))
        .update();
  }

  void end(RealmId realm, UUID id, CallBackState state, String result, Instant at) {
    jdbc.sql(
            """
            update hall.call_back
            set state = :state, result = :result, ended_at = :at, claimed_by = null, lease_until = null
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("state", state.name())
        .param("result", result)
        .param("at", utc(at))
        .update();
  }

  /** The order went on: whoever was to be asked about it is left in peace. */
  void closeForOrder(RealmId realm, UUID orderId, List<CallBackSource> sources, Instant at) {
    jdbc.sql(
            """
            update hall.call_back
            set state = 'CLOSED', result = 'NOT_NEEDED', ended_at = :at, claimed_by = null, lease_until = null
            where realm = :realm and order_id = :order and state in ('WAITING', 'VISIT') and source = any(:sources)
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("sources", sources.stream().map(Enum::name).toArray(String[]::new))
        .param("at", utc(at))
        .update();
  }

  /**
   * In the order they are due.
   *
   * @param order only of that order; null for all
   * @param notOf days whose draw is not for the one who looks
   */
  List<CallBack> page(
      RealmId realm,
      List<String> areas,
      CallBackState state,
      @Nullable UUID order,
      List<LocalDate> notOf,
      @Nullable PageKey after,
      int limit) {
    Map<String, Object> params = new HashMap<>();
    params.put("realm", realm.value());
    params.put("state", state.name());
    params.put("areas", areas.toArray(String[]::new));
    params.put("limit", limit);
    params.put("hidden", notOf.stream().map(LocalDate::toString).toArray(String[]::new));
    String key = "";
    if (order != null) {
      key = " and order_id = :order";
      params.put("order", order);
    }
    if (after != null) {
      key += " and (due_at, id) > (:due, :after)";
      params.put("due", after.utc());
      params.put("after", after.id());
    }
    return jdbc.sql(
            """
            select %s from hall.call_back
            where realm = :realm and state = :state and state in ('WAITING', 'VISIT')%s
              and (drawn_on is null or not drawn_on = any(:hidden::date[]))
              and exists (select from unnest(:areas) as mine(area) where starts_with(call_back.area, mine.area))
            order by due_at, id limit :limit
            """
                .formatted(COLUMNS, key))
        .params(params)
        .query((rs, n) -> callBack(rs))
        .list();
  }

  List<CallBackTry> attempts(RealmId realm, UUID id) {
    return jdbc.sql(
            """
            select n, at, outcome, later_at, visit from hall.call_back_attempt
            where realm = :realm and call_back_id = :id order by n
            """)
        .param("realm", realm.value())
        .param("id", id)
        .query(
            (rs, n) ->
                new CallBackTry(
                    rs.getInt("n"),
                    rs.getObject("at", OffsetDateTime.class).toInstant(),
                    Attempt.valueOf(rs.getString("outcome")),
                    instant(rs, "later_at"),
                    rs.getBoolean("visit")))
        .list();
  }

  private static CallBack callBack(ResultSet rs) throws SQLException {
    int from = rs.getInt("best_from");
    Best best = rs.wasNull() ? null : new Best(from, rs.getInt("best_to"));
    return new CallBack(
        rs.getObject("id", UUID.class),
        rs.getString("area"),
        CallBackSource.valueOf(rs.getString("source")),
        rs.getObject("origin_id", UUID.class),
        rs.getObject("order_id", UUID.class),
        CallBackState.valueOf(rs.getString("state")),
        rs.getObject("due_at", OffsetDateTime.class).toInstant(),
        best,
        rs.getInt("attempts"),
        rs.getObject("claimed_by", UUID.class),
        instant(rs, "lease_until"),
        rs.getString("result"),
        rs.getObject("created_at", OffsetDateTime.class).toInstant(),
        rs.getObject("drawn_on", LocalDate.class),
        rs.getString("visit_reason") == null
            ? null
            : VisitReason.valueOf(rs.getString("visit_reason")));
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
