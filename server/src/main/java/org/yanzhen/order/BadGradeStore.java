package org.yanzhen.order;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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
import org.yanzhen.order.BadGrade.State;
import org.yanzhen.order.BadGrades.Finding;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Bad grades that are looked into, and each answer. */
@Repository
class BadGradeStore {

  /**
   * One answer, and what the rater said of it.
   *
   * @param by the account that answered
   */
  record Answered(
      int n,
      Finding finding,
      UUID by,
      Instant at,
      @Nullable String reason,
      @Nullable String putRight,
      @Nullable Boolean content,
      @Nullable Instant heardAt,
      @Nullable String said) {}

  private static final String COLUMNS =
      "id, order_id, area, tier, rated, state, n, began_at, due_at, content, ended_at";

  private static final String REASON = "orders.bad_grade_words.reason/";
  private static final String PUT_RIGHT = "orders.bad_grade_words.put_right/";
  private static final String SAID = "orders.bad_grade_words.said/";

  private final JdbcClient jdbc;
  private final Vault vault;

  BadGradeStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /**
   * One grade is on the work of whoever ever had it. False when this grade was told before, or an
   * earlier one of the order is still looked into: then that one is on the work of whoever had it
   * since, too.
   */
  boolean begin(
      RealmId realm, UUID orderId, int round, String area, Tier tier, Instant at, Instant due) {
    boolean isNew =
        jdbc.sql(
                    """
                    insert into orders.bad_grade
                      (realm, id, order_id, round, area, tier, rated, state, began_at, due_at)
                    select :realm, :id, :order, :round, :area, :tier,
                      array(select distinct had.person from (%s) as had (person)), 'OPEN', :at, :due
                    on conflict do nothing
                    """
                        .formatted(HistoryStore.HAD))
                .param("realm", realm.value())
                .param("id", vault.id(realm, "order.bad-grade/%s/%d".formatted(orderId, round)))
                .param("order", orderId)
                .param("round", round)
                .param("area", area)
                .param("tier", tier.name())
                .param("at", OrderStore.utc(at))
                .param("due", OrderStore.utc(due))
                .update()
            == 1;
    if (!isNew) {
      jdbc.sql(
              """
              update orders.bad_grade b set rated = array(select unnest(b.rated) union %s)
              where b.realm = :realm and b.order_id = :order and b.state <> 'ENDED'
              """
                  .formatted(HistoryStore.HAD))
          .param("realm", realm.value())
          .param("order", orderId)
          .update();
    }
    return isNew;
  }

  /** Whether a bad grade of the order, looked into now or before, is on this person's work. */
  boolean isOf(RealmId realm, UUID orderId, UUID person) {
    return jdbc.sql(
            """
            select exists (
              select from orders.bad_grade
              where realm = :realm and order_id = :order and :person = any(rated))
            """)
        .param("realm", realm.value())
        .param("order", orderId)
        .param("person", person)
        .query(Boolean.class)
        .single();
  }

  Optional<BadGrade> lock(RealmId realm, UUID id) {
    return select(realm, "id = :id for update", Map.of("id", id)).stream().findAny();
  }

  /** The one of the order that has not ended; there is one at a time. */
  Optional<BadGrade> lockOpen(RealmId realm, UUID orderId) {
    return select(
            realm, "order_id = :order and state <> 'ENDED' for update", Map.of("order", orderId))
        .stream()
        .findAny();
  }

  /** The latest first. */
  List<BadGrade> ofOrder(RealmId realm, UUID orderId) {
    return select(realm, "order_id = :order order by round desc", Map.of("order", orderId));
  }

  /**
   * In the order they are due; those that ended, the latest first.
   *
   * @param notOf whoever looks does not see what was said of their own work
   */
  List<BadGrade> page(
      RealmId realm,
      State state,
      Collection<String> areas,
      @Nullable UUID notOf,
      @Nullable PageKey after,
      int limit) {
    Map<String, Object> params = new HashMap<>();
    params.put("state", state.name());
    params.put("areas", areas.toArray(String[]::new));
    params.put("limit", limit);
    boolean back = state == State.ENDED;
    String own = "";
    if (notOf != null) {
      own = "and not :person = any(rated)";
      params.put("person", notOf);
    }
    String key = "";
    if (after != null) {
      key = "and (due_at, id) %s (:due, :after)".formatted(back ? "<" : ">");
      params.put("due", after.utc());
      params.put("after", after.id());
    }
    String direction = back ? "desc" : "asc";
    return select(
        realm,
        """
        state = :state %s %s
        and exists (select from unnest(:areas) as mine(area) where starts_with(bad_grade.area, mine.area))
        order by due_at %s, id %s limit :limit
        """
            .formatted(own, key, direction, direction),
        params);
  }

  List<Answered> answers(RealmId realm, UUID id) {
    return answers(realm, List.of(id)).getOrDefault(id, List.of());
  }

  /** Of each bad grade; those without an answer are missing. */
  Map<UUID, List<Answered>> answers(RealmId realm, Collection<UUID> ids) {
    Map<UUID, List<Answered>> answers = new HashMap<>();
    jdbc.sql(
            """
            select a.bad_grade_id, a.n, a.finding, a.answered_by, a.answered_at, a.content, a.heard_at,
              w.reason, w.put_right, w.said
            from orders.bad_grade_answer a
            left join orders.bad_grade_words w on w.realm = :realm and w.bad_grade_id = a.bad_grade_id and w.n = a.n
            where a.realm = :realm and a.bad_grade_id = any(:ids) order by a.bad_grade_id, a.n
            """)
        .param("realm", realm.value())
        .param("ids", ids.toArray(UUID[]::new))
        .query(
            rs -> {
              UUID id = rs.getObject("bad_grade_id", UUID.class);
              String of = of(id, rs.getInt("n"));
              answers
                  .computeIfAbsent(id, first -> new ArrayList<>())
                  .add(
                      new Answered(
                          rs.getInt("n"),
                          Finding.valueOf(rs.getString("finding")),
                          rs.getObject("answered_by", UUID.class),
                          rs.getObject("answered_at", OffsetDateTime.class).toInstant(),
                          vault.decrypt(realm, rs.getBytes("reason"), REASON + of),
                          vault.decrypt(realm, rs.getBytes("put_right"), PUT_RIGHT + of),
                          rs.getObject("content", Boolean.class),
                          instant(rs, "heard_at"),
                          vault.decrypt(realm, rs.getBytes("said"), SAID + of)));
            });
    return answers;
  }

  void answer(
      RealmId realm,
      BadGrade grade,
      Finding finding,
      UUID account,
      String reason,
      @Nullable String putRight,
      Instant at) {
    jdbc.sql(
            """
            insert into orders.bad_grade_answer (realm, bad_grade_id, n, finding, answered_by, answered_at)
            values (:realm, :id, :n, :finding, :account, :at)
            """)
        .param("realm", realm.value())
        .param("id", grade.id())
        .param("n", grade.n())
        .param("finding", finding.name())
        .param("account", account)
        .param("at", OrderStore.utc(at))
        .update();
    String of = of(grade.id(), grade.n());
    jdbc.sql(
            """
            insert into orders.bad_grade_words (realm, bad_grade_id, n, reason, put_right)
            values (:realm, :id, :n, :reason, :right)
            """)
        .param("realm", realm.value())
        .param("id", grade.id())
        .param("n", grade.n())
        .param("reason", vault.encrypt(realm, reason, REASON + of))
        .param("right", vault.encrypt(realm, putRight, PUT_RIGHT + of))
        .update();
    jdbc.sql("update orders.bad_grade set state = 'ANSWERED' where realm = :realm and id = :id")
        .param("realm", realm.value())
        .param("id", grade.id())
        .update();
  }

  void heard(
      RealmId realm,
      BadGrade grade,
      boolean content,
      @Nullable String said,
      UUID account,
      Instant at) {
    jdbc.sql(
            """
            update orders.bad_grade_answer set content = :content, heard_by = :account, heard_at = :at
            where realm = :realm and bad_grade_id = :id and n = :n
            """)
        .param("realm", realm.value())
        .param("id", grade.id())
        .param("n", grade.n())
        .param("content", content)
        .param("account", account)
        .param("at", OrderStore.utc(at))
        .update();
    if (said != null) {
      jdbc.sql(
              """
              insert into orders.bad_grade_words (realm, bad_grade_id, n, said)
              values (:realm, :id, :n, :said)
              on conflict (realm, bad_grade_id, n) do update set said = excluded.said
              """)
          .param("realm", realm.value())
          .param("id", grade.id())
          .param("n", grade.n())
          .param("said", vault.encrypt(realm, said, SAID + of(grade.id(), grade.n())))
          .update();
    }
  }

  void end(RealmId realm, UUID id, boolean content, Instant at) {
    jdbc.sql(
            """
            update orders.bad_grade set state = 'ENDED', content = :content, ended_at = :at
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("content", content)
        .param("at", OrderStore.utc(at))
        .update();
  }

  /** Looked into once more, by the desk of that level. */
  void raise(RealmId realm, BadGrade grade, String area, Tier tier, Instant due) {
    jdbc.sql(
            """
            update orders.bad_grade set state = 'OPEN', n = n + 1, area = :area, tier = :tier, due_at = :due
            where realm = :realm and id = :id
            """)
        .param("realm", realm.value())
        .param("id", grade.id())
        .param("area", area)
        .param("tier", tier.name())
        .param("due", OrderStore.utc(due))
        .update();
  }

  private List<BadGrade> select(RealmId realm, String where, Map<String, ?> params) {
    return jdbc.sql(
            "select %s from orders.bad_grade where realm = :realm and %s".formatted(COLUMNS, where))
        .param("realm", realm.value())
        .params(params)
        .query(
            (rs, n) ->
                new BadGrade(
                    rs.getObject("id", UUID.class),
                    rs.getObject("order_id", UUID.class),
                    rs.getString("area"),
                    Tier.valueOf(rs.getString("tier")),
                    ids(rs.getArray("rated")),
                    State.valueOf(rs.getString("state")),
                    rs.getInt("n"),
                    Objects.requireNonNull(instant(rs, "began_at")),
                    Objects.requireNonNull(instant(rs, "due_at")),
                    rs.getObject("content", Boolean.class),
                    instant(rs, "ended_at")))
        .list();
  }

  private static List<UUID> ids(Array array) throws SQLException {
    return List.of((UUID[]) array.getArray());
  }

  private static @Nullable Instant instant(ResultSet rs, String column) throws SQLException {
    OffsetDateTime at = rs.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static String of(UUID id, int n) {
    return id + "/" + n;
  }
}
