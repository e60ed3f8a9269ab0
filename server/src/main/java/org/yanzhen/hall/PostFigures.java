package org.yanzhen.hall;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.access.Realms;
import org.yanzhen.order.PostCounts;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.PageKey;

/** How many messages were read in time, and of how many: one scan by the moment of receipt. */
@Repository
class PostFigures implements PostCounts {

  private final JdbcClient jdbc;
  private final Realms realms;
  private final Divisions divisions;

  PostFigures(JdbcClient jdbc, Realms realms, Divisions divisions) {
    this.jdbc = jdbc;
    this.realms = realms;
    this.divisions = divisions;
  }

  /** Which of those counted. */
  enum Part {
    ALL("true"),
    KEPT(Kept.SQL),
    MISSED("(" + Kept.SQL + ") is not true");

    private final String sql;

    Part(String sql) {
      this.sql = sql;
    }
  }

  private static final class Kept {
    static final String SQL = "i.state = 'CONFIRMED' and i.decided_at <= i.due_at";
  }

  private static final String COUNTED =
      """
      i.realm = :realm and i.received_at >= :start and i.received_at < :end and i.due_at <= :now
        and starts_with(coalesce(i.area, :home), :root)
      """;

  @Override
  public Map<String, Counted> count(Asked asked) {
    Map<String, Counted> counted = new HashMap<>();
    jdbc.sql(
            """
            select %s as key, count(*) as counted, count(*) filter (where %s) as kept
            from hall.intake_item i where %s group by 1
            """
                .formatted(key(asked.by()), Kept.SQL, COUNTED))
        .params(params(asked))
        .query(
            rs -> {
              counted.put(
                  rs.getString("key"), new Counted(rs.getLong("kept"), rs.getLong("counted")));
            });
    return counted;
  }

  /**
   * Exactly the messages a figure counted, by when they came in, newest first.
   *
   * @param key the line's key, or null for all lines
   */
  List<PageKey> behind(
      Asked asked, Part part, @Nullable String key, @Nullable PageKey after, int limit) {
    Map<String, Object> params = params(asked);
    params.put("limit", limit);
    String where = "(" + part.sql + ")";
    if (key != null) {
      where += " and " + key(asked.by()) + " = :key";
      params.put("key", key);
    }
    if (after != null) {
      where += " and (i.received_at, i.id) < (:at, :after)";
      params.put("at", after.utc());
      params.put("after", after.id());
    }
    return jdbc.sql(
            """
            select i.received_at, i.id from hall.intake_item i where %s and %s
            order by i.received_at desc, i.id desc limit :limit
            """
                .formatted(COUNTED, where))
        .params(params)
        .query(
            (rs, n) ->
                new PageKey(
                    rs.getObject("received_at", OffsetDateTime.class).toInstant(),
                    rs.getObject("id", UUID.class)))
        .list();
  }

  /** As the figures of orders make theirs. */
  private static String key(Line by) {
    return switch (by) {
      case DIVISION -> "split_part(substr(coalesce(i.area, :home), length(:root) + 1), '.', 1)";
      case KIND -> "coalesce(i.kind, '')";
      case BODY -> "coalesce(i.body, '')";
    };
  }

  private Map<String, Object> params(Asked asked) {
    Map<String, Object> params = new HashMap<>();
    params.put("realm", asked.realm().value());
    params.put("home", divisions.get(realms.get(asked.realm()).divisionId()).path());
    params.put("root", asked.root());
    params.put("start", utc(asked.start()));
    params.put("end", utc(asked.end()));
    params.put("now", utc(asked.now()));
    return params;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
