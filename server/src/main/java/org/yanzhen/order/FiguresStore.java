package org.yanzhen.order;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;

/** Counting outcomes: one scan of the period's rows by the index of asking, whatever is counted. */
@Repository
class FiguresStore {

  /** What the lines are. */
  enum By {
    DIVISION("split_part(substr(area, length(:root) + 1), '.', 1)"),
    KIND("kind"),
    BODY("coalesce(body, '')"),
    /** The group it was addressed to, or whose member serves. */
    TEAM("coalesce(team::text, '')"),
    /** The campaign; none: the everyday track. */
    TRACK("coalesce(campaign::text, '')"),
    /** Track and the level at which it was to be solved. */
    TIER("case when campaign is null then 'EVERYDAY' else 'CAMPAIGN' end || '.' || first_tier");

    private final String sql;

    By(String sql) {
      this.sql = sql;
    }
  }

  /** Which orders: those asked for from start to before end in the subtree. */
  record Scope(RealmId realm, String root, Instant start, Instant end, Instant now) {}

  /** Plain counts of one line. */
  record Counts(
      String key,
      long placed,
      long solved,
      long silent,
      long withdrawn,
      long merged,
      long unsolved,
      long ungraded,
      long gradable,
      long raised,
      long handedDown,
      Map<Measure, long[]> shares) {}

  /** One line of the returns, as it is counted and opened. */
  record ReturnLine(
      String kind, @Nullable String body, String action, String reason, @Nullable String toBody) {}

  record Return(
      String kind,
      @Nullable String body,
      String action,
      String reason,
      @Nullable String toBody,
      long count) {}

  /** A number that reports of one kind said, added up. */
  record ResultSum(String kind, String code, long orders, BigDecimal sum) {}

  /**
   * Orders of one kind and place that a body said are not its own, and the body that then took
   * them.
   *
   * @param division id of the division right below the root, empty for the root itself
   */
  record Routed(
      String kind, String division, @Nullable String body, String acceptedBy, long count) {}

  record Need(
      LocalDate month,
      String key,
      String kind,
      long placed,
      long solved,
      long silent,
      long withdrawn,
      long unsolved) {}

  static final String SOLVED = "state = 'SOLVED' and not silent";
  static final String SILENT = "state = 'SOLVED' and silent";
  static final String WITHDRAWN = "state = 'CANCELLED'";
  static final String MERGED = "state = 'MERGED'";

  /** Ended in another way, as the need ledger puts them together. */
  static final String ENDED = "(" + WITHDRAWN + " or " + MERGED + ")";

  /** Left its level for the one above, at least once. */
  static final String RAISED = "raises > 0";

  static final String HANDED_DOWN = "downs > 0";
  static final String UNSOLVED = "state not in ('SOLVED', 'CANCELLED', 'MERGED')";

  /** Over, or silent past the verify clock: a grade might have been had. */
  static final String GRADABLE =
      "(grade is not null or fate = 'SOLVED' or (fate = 'REPORTED' and verify_by <= :now))";

  static final String UNGRADED = GRADABLE + " and grade is null";

  // Parts are counted by their lead; their own clocks stand in the clock figures.
  private static final String WHOLE = "outside is null";

  private static final String PERIOD =
      """
      realm = :realm and asked_at >= :start and asked_at < :end and starts_with(area, :root)
      """;

  private final JdbcClient jdbc;
  private final FiguresPolicy policy;

  FiguresStore(JdbcClient jdbc, FiguresPolicy policy) {
    this.jdbc = jdbc;
    this.policy = policy;
  }

  List<Counts> count(Scope scope, By by) {
    return jdbc.sql(countSql(by)).params(params(scope)).query((rs, n) -> counts(rs)).list();
  }

  static String countSql(By by) {
    List<String> columns = new ArrayList<>();
    columns.add(by.sql + " as key");
    columns.add(counted("placed", WHOLE));
    columns.add(counted("solved", WHOLE + " and " + SOLVED));
    columns.add(counted("silent", WHOLE + " and " + SILENT));
    columns.add(counted("withdrawn", WHOLE + " and " + WITHDRAWN));
    columns.add(counted("merged", WHOLE + " and " + MERGED));
    columns.add(counted("unsolved", WHOLE + " and " + UNSOLVED));
    columns.add(counted("ungraded", WHOLE + " and " + UNGRADED));
    columns.add(counted("gradable", WHOLE + " and " + GRADABLE));
    columns.add(counted("raised", WHOLE + " and " + RAISED));
    columns.add(counted("handed_down", WHOLE + " and " + HANDED_DOWN));
    for (Measure measure : Measure.values()) {
      String name = measure.name().toLowerCase(java.util.Locale.ROOT);
      columns.add(counted(name + "_of", measure.counted()));
      columns.add(counted(name + "_n", measure.counted() + " and " + measure.kept()));
    }
    return "select %s from %s judged where %s group by 1"
        .formatted(String.join(",\n  ", columns), OutcomeStore.JUDGED, PERIOD);
  }

  private static String counted(String name, String condition) {
    return "count(*) filter (where %s) as %s".formatted(condition, name);
  }

  /**
   * The orders behind a figure, newest first.
   *
   * @param condition one of this class's or a measure's
   * @param key the line's key, or null for all lines
   * @param kind of this kind only, where a line is divided by kinds
   */
  List<PageKey> behind(
      Scope scope,
      String condition,
      By by,
      @Nullable String key,
      @Nullable String kind,
      @Nullable PageKey after,
      int limit) {
    Map<String, Object> params = params(scope);
    String sql =
        "select asked_at, order_id from %s judged where %s and (%s)"
            .formatted(OutcomeStore.JUDGED, PERIOD, condition);
    if (key != null) {
      sql += " and " + by.sql + " = :key";
      params.put("key", key);
    }
    if (kind != null) {
      sql += " and kind = :kind";
      params.put("kind", kind);
    }
    if (after != null) {
      sql += " and (asked_at, order_id) < (:after, :afterId)";
      params.put("after", after.utc());
      params.put("afterId", after.id());
    }
    params.put("limit", limit);
    return jdbc.sql(sql + " order by asked_at desc, order_id desc limit :limit")
        .params(params)
        .query((rs, n) -> key(rs, "asked_at"))
        .list();
  }

  List<Return> returns(Scope scope) {
    return jdbc.sql(
            """
            select kind, body, action, reason, to_body, count(*) as n from orders.returned
            where realm = :realm and at >= :start and at < :end and starts_with(area, :root)
            group by kind, body, action, reason, to_body order by n desc, kind, body, action, reason limit 500
            """)
        .params(params(scope))
        .query(
            (rs, n) ->
                new Return(
                    rs.getString("kind"),
                    rs.getString("body"),
                    rs.getString("action"),
                    rs.getString("reason"),
                    rs.getString("to_body"),
                    rs.getLong("n")))
        .list();
  }

  /**
   * What came of orders that whoever asked called solved: a report alone is a claim, and what it
   * says is counted with the rest of it. Of a joint order what its lead reports: a part may have
   * counted the same, and that it is solved is the lead's word, not that of whoever asked.
   */
  List<ResultSum> results(Scope scope) {
    return jdbc.sql(
            """
            select u.kind, a.code, count(*) as n, sum(a.amount) as total
            from (select order_id, kind from orders.outcome where %s and %s and %s) u
            join orders.answered a on a.realm = :realm and a.order_id = u.order_id
            where a.amount is not null and a.stands
            group by u.kind, a.code order by u.kind, a.code limit 1000
            """
                .formatted(PERIOD, WHOLE, SOLVED))
        .params(params(scope))
        .query(
            (rs, n) ->
                new ResultSum(
                    rs.getString("kind"),
                    rs.getString("code"),
                    rs.getLong("n"),
                    rs.getBigDecimal("total")))
        .list();
  }

  /**
   * The orders {@link #results} counts for one number.
   *
   * @param kind a kind's code, and nothing else: it becomes part of the statement
   * @param code a result's code, likewise
   */
  static String resultSaid(String kind, String code) {
    return """
        %s and %s and kind = '%s' and exists (
          select from orders.answered a
          where a.realm = judged.realm and a.order_id = judged.order_id and a.code = '%s' and a.stands
            and a.amount is not null)
        """
        .formatted(WHOLE, SOLVED, kind, code);
  }

  /** The orders behind a line of the returns, each once, by its last of them; the newest first. */
  List<PageKey> behindReturns(Scope scope, ReturnLine line, @Nullable PageKey after, int limit) {
    Map<String, Object> params = params(scope);
    params.put("kind", line.kind());
    params.put("body", line.body());
    params.put("action", line.action());
    params.put("reason", line.reason());
    params.put("toBody", line.toBody());
    return newest(
        """
        select order_id, max(at) as at from orders.returned
        where realm = :realm and at >= :start and at < :end and starts_with(area, :root)
          and kind = :kind and action = :action and reason = :reason
          and body is not distinct from :body::text and to_body is not distinct from :toBody::text
        group by order_id
        """,
        params,
        after,
        limit);
  }

  /** A page of orders with a time each, whatever they were found by. */
  private List<PageKey> newest(
      String found, Map<String, Object> params, @Nullable PageKey after, int limit) {
    String key = "";
    if (after != null) {
      key = "where (at, order_id) < (:after, :afterId)";
      params.put("after", after.utc());
      params.put("afterId", after.id());
    }
    params.put("limit", limit);
    return jdbc.sql(
            "select at, order_id from (%s) as found %s order by at desc, order_id desc limit :limit"
                .formatted(found, key))
        .params(params)
        .query((rs, n) -> key(rs, "at"))
        .list();
  }

  private static PageKey key(ResultSet rs, String at) throws SQLException {
    return new PageKey(
        rs.getObject(at, java.time.OffsetDateTime.class).toInstant(),
        rs.getObject("order_id", UUID.class));
  }

  /**
   * Who was asked in vain, and who took it in the end: one line is one order however often it came
   * back; transfers back and forth between two bodies count for the one that has it now.
   */
  private static final String ROUTED =
      """
      from orders.returned r
      join orders.outcome u on u.realm = r.realm and u.order_id = r.order_id
      where r.realm = :realm and r.at >= :start and r.at < :end and starts_with(r.area, :root)
        and r.reason = 'NOT_OURS' and u.signed_at is not null and u.body is not null
        and u.body is distinct from r.body
      """;

  List<Routed> routed(Scope scope) {
    return jdbc.sql(
            """
            select r.kind, split_part(substr(r.area, length(:root) + 1), '.', 1) as division, r.body,
                   u.body as accepted_by, count(distinct r.order_id) as n
            %s group by 1, 2, 3, 4 order by n desc, 1, 2, 3, 4 limit 200
            """
                .formatted(ROUTED))
        .params(params(scope))
        .query(
            (rs, n) ->
                new Routed(
                    rs.getString("kind"),
                    rs.getString("division"),
                    rs.getString("body"),
                    rs.getString("accepted_by"),
                    rs.getLong("n")))
        .list();
  }

  /** The same of one kind that one body said is not its own, the whole area in one line each. */
  List<Routed> takers(Scope scope, String kind, @Nullable String body) {
    Map<String, Object> params = params(scope);
    params.put("kind", kind);
    params.put("body", body);
    return jdbc.sql(
            """
            select u.body as accepted_by, count(distinct r.order_id) as n
            %s and r.kind = :kind and r.body is not distinct from :body::text
            group by 1 order by n desc, 1 limit 50
            """
                .formatted(ROUTED))
        .params(params)
        .query((rs, n) -> new Routed(kind, "", body, rs.getString("accepted_by"), rs.getLong("n")))
        .list();
  }

  /** The orders behind a line of these, the newest first. */
  List<PageKey> behindRouted(Scope scope, Routed line, @Nullable PageKey after, int limit) {
    Map<String, Object> params = params(scope);
    params.put("kind", line.kind());
    params.put("division", line.division());
    params.put("body", line.body());
    params.put("acceptedBy", line.acceptedBy());
    return newest(
        """
        select r.order_id, max(r.at) as at %s
          and r.kind = :kind and split_part(substr(r.area, length(:root) + 1), '.', 1) = :division
          and r.body is not distinct from :body::text and u.body = :acceptedBy
        group by r.order_id
        """
            .formatted(ROUTED),
        params,
        after,
        limit);
  }

  List<Need> needs(Scope scope, By by, ZoneId zone) {
    Map<String, Object> params = params(scope);
    params.put("zone", zone.getId());
    return jdbc.sql(
            """
            select date_trunc('month', asked_at at time zone :zone)::date as month, %s as key, kind,
                   count(*) as placed, %s, %s, %s, %s
            from orders.outcome where %s and %s
            group by 1, 2, 3 order by 1 desc, 2, placed desc, 3 limit 2000
            """
                .formatted(
                    by.sql,
                    counted("solved", SOLVED),
                    counted("silent", SILENT),
                    counted("withdrawn", ENDED),
                    counted("unsolved", UNSOLVED),
                    PERIOD,
                    WHOLE))
        .params(params)
        .query(
            (rs, n) ->
                new Need(
                    rs.getObject("month", LocalDate.class),
                    rs.getString("key"),
                    rs.getString("kind"),
                    rs.getLong("placed"),
                    rs.getLong("solved"),
                    rs.getLong("silent"),
                    rs.getLong("withdrawn"),
                    rs.getLong("unsolved")))
        .list();
  }

  private Map<String, Object> params(Scope scope) {
    Map<String, Object> params = new HashMap<>();
    params.put("realm", scope.realm().value());
    params.put("root", scope.root());
    params.put("start", OrderStore.utc(scope.start()));
    params.put("end", OrderStore.utc(scope.end()));
    params.put("now", OrderStore.utc(scope.now()));
    params.put("satisfied", policy.satisfiedFrom());
    return params;
  }

  private static Counts counts(ResultSet rs) throws SQLException {
    EnumMap<Measure, long[]> shares = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      String name = measure.name().toLowerCase(java.util.Locale.ROOT);
      shares.put(measure, new long[] {rs.getLong(name + "_n"), rs.getLong(name + "_of")});
    }
    return new Counts(
        rs.getString("key"),
        rs.getLong("placed"),
        rs.getLong("solved"),
        rs.getLong("silent"),
        rs.getLong("withdrawn"),
        rs.getLong("merged"),
        rs.getLong("unsolved"),
        rs.getLong("ungraded"),
        rs.getLong("gradable"),
        rs.getLong("raised"),
        rs.getLong("handed_down"),
        shares);
  }
}
