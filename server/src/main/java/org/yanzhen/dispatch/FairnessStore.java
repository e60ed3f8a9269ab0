package org.yanzhen.dispatch;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;

/** Counts who was asked, who could have been, and what they answered. */
@Repository
class FairnessStore {

  /**
   * One person's figures in a period.
   *
   * @param offered how often asked by name; a lead who was asked for a group is not
   * @param equalShare of all offers this person could have got, had each gone to everybody alike
   * @param minutes one way to what was taken on, as estimated then
   */
  record Figures(
      UUID personId,
      int offered,
      double equalShare,
      int accepted,
      int claimed,
      int declined,
      int lapsed,
      int released,
      int recalled,
      int solved,
      int minutes) {}

  /**
   * @param areas paths of subtrees the orders lie in
   */
  record Span(RealmId realm, Instant from, Instant until, Collection<String> areas) {
    private String[] patterns() {
      return areas.stream().map(area -> area + "%").toArray(String[]::new);
    }
  }

  record Entry(UUID orderId, int version, Instant at, @Nullable String reason) {}

  private final JdbcClient jdbc;

  FairnessStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Figures> figures(Span span) {
    return statement(
            span,
            """
            with chosen as (
              select person_id, eligible from dispatch.decision
              where realm = :realm and at >= :from and at < :until and area like any(:areas) and mode not in ('GROUP', 'CLAIM')),
            asked as (select person_id, count(*) as n from chosen group by person_id),
            due as (
              select e.person_id, sum(1.0 / cardinality(c.eligible)) as share
              from chosen c, unnest(c.eligible) as e (person_id) group by e.person_id),
            answered as (
              select a.person_id,
                count(*) filter (where a.what = 'ACCEPTED') as accepted,
                count(*) filter (where a.what = 'CLAIMED') as claimed,
                count(*) filter (where a.what = 'DECLINED') as declined,
                count(*) filter (where a.what = 'LAPSED') as lapsed,
                count(*) filter (where a.what = 'RELEASED') as released,
                count(*) filter (where a.what = 'RECALLED') as recalled,
                count(*) filter (where a.what = 'SOLVED') as solved,
                sum(coalesce(a.minutes, d.minutes)) filter (where a.what in ('ACCEPTED', 'CLAIMED')) as minutes
              from dispatch.answer a
              left join dispatch.decision d
                on d.realm = a.realm and d.order_id = a.order_id and d.version = a.version and d.mode = 'NAMED'
              where a.realm = :realm and a.at >= :from and a.at < :until and a.area like any(:areas)
              group by a.person_id)
            select coalesce(asked.person_id, due.person_id, answered.person_id) as person_id,
              coalesce(asked.n, 0) as offered, coalesce(due.share, 0)::float8 as equal_share,
              coalesce(accepted, 0) as accepted, coalesce(claimed, 0) as claimed, coalesce(declined, 0) as declined,
              coalesce(lapsed, 0) as lapsed, coalesce(released, 0) as released, coalesce(recalled, 0) as recalled,
              coalesce(solved, 0) as solved, coalesce(minutes, 0) as minutes
            from asked
            full join due on due.person_id = asked.person_id
            full join answered on answered.person_id = coalesce(asked.person_id, due.person_id)
            """)
        .query(Figures.class)
        .list();
  }

  /** How often each person turned something down or gave it back, by reason. */
  Map<UUID, Map<String, Integer>> reasons(Span span) {
    Map<UUID, Map<String, Integer>> reasons = new HashMap<>();
    statement(
            span,
            """
            select person_id, coalesce(reason, 'OTHER') as reason, count(*) as n from dispatch.answer
            where realm = :realm and at >= :from and at < :until and area like any(:areas)
              and what in ('DECLINED', 'RELEASED')
            group by person_id, 2
            """)
        .query(
            (ResultSet rs) -> {
              reasons
                  .computeIfAbsent(rs.getObject("person_id", UUID.class), id -> new TreeMap<>())
                  .put(rs.getString("reason"), rs.getInt("n"));
            });
    return reasons;
  }

  /** The orders behind a figure, the latest first. */
  List<Entry> orders(Span span, UUID person, String what, @Nullable PageKey after, int limit) {
    String source =
        what.equals("OFFERED")
            ? "select order_id, version, at, null::text as reason from dispatch.decision where mode not in ('GROUP', 'CLAIM')"
            : "select order_id, version, at, reason from dispatch.answer where what = :what";
    return statement(
            span,
            source
                + """
                   and realm = :realm and person_id = :person and at >= :from and at < :until
                   and area like any(:areas) and (at, order_id) < (:after, :afterId)
                  order by at desc, order_id desc limit :limit
                  """)
        .param("person", person)
        .param("what", what)
        .param("after", DecisionStore.utc(after == null ? span.until() : after.at()))
        .param("afterId", after == null ? new UUID(-1, -1) : after.id())
        .param("limit", limit)
        .query(
            (rs, n) ->
                new Entry(
                    rs.getObject("order_id", UUID.class),
                    rs.getInt("version"),
                    rs.getObject("at", OffsetDateTime.class).toInstant(),
                    rs.getString("reason")))
        .list();
  }

  private JdbcClient.StatementSpec statement(Span span, String sql) {
    return jdbc.sql(sql)
        .param("realm", span.realm().value())
        .param("from", DecisionStore.utc(span.from()))
        .param("until", DecisionStore.utc(span.until()))
        .param("areas", span.patterns());
  }
}
