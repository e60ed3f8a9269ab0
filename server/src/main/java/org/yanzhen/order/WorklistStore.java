package org.yanzhen.order;

import static org.yanzhen.order.OrderRowMapper.COLUMNS;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Worklists: a page and a count of each, by {@link WorklistQuery}. */
@Repository
class WorklistStore {

  /** Where words are looked for first, before any index is asked. */
  private static final int NEXT = 100;

  /** So many of {@link #NEXT} have the words: walking on finds the rest of the page soon. */
  private static final int FREQUENT = 5;

  /** So many rows are read by their ids at most. */
  private static final int MANY = 2_000;

  private final JdbcClient jdbc;
  private final OrderRowMapper rows;

  WorklistStore(JdbcClient jdbc, OrderRowMapper rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** A page of a worklist, see {@link WorklistQuery}. */
  List<OrderRow> page(WorklistQuery query) {
    if (!query.hasWords()) {
      return rows(query.page(null));
    }
    // Frequent words stand in thousands of orders, and the index names them in no order at all.
    List<OrderRow> near = rows(query.amongNext(NEXT));
    if (near.size() >= query.limit()) {
      return near;
    }
    if (near.size() >= FREQUENT) {
      return rows(query.page(null));
    }
    // As many as would be walked past, by what was just seen: beyond them the index is the longer
    // way.
    int most = Math.min(MANY, query.limit() * NEXT / (near.size() + 1));
    List<UUID> found = withWords(query, most + 1);
    return rows(query.page(found.size() > most ? null : found));
  }

  private List<OrderRow> rows(WorklistQuery.Sql sql) {
    return jdbc.sql("select %s from %s where %s".formatted(COLUMNS, sql.from(), sql.where()))
        .params(sql.params())
        .query(rows)
        .list();
  }

  private List<UUID> withWords(WorklistQuery query, int most) {
    return jdbc.sql(
            "select * from orders.with_words(:words, :finished, :areas, :since, :until, :most)")
        .param("words", query.text())
        .param("finished", query.isFinished())
        .param("areas", query.prefixes())
        .param("since", query.since())
        .param("until", query.until())
        .param("most", most)
        .query(UUID.class)
        .list();
  }

  int count(WorklistQuery.Sql sql) {
    return jdbc.sql(
            "select count(*) from (select from orders.orders where %s) as counted"
                .formatted(sql.where()))
        .params(sql.params())
        .query(Integer.class)
        .single();
  }
}
