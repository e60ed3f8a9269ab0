package org.yanzhen.order;

import static org.yanzhen.order.OrderRowMapper.COLUMNS;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Worklists: a page and a count of each, by {@link WorklistQuery}. */
@Repository
class WorklistStore {

  /** Beyond so many orders with the words, the next page is found sooner by walking the list. */
  private static final int MANY = 2_000;

  /** Where words are looked for first, before any index is asked. */
  private static final int NEXT = 400;

  /** So many of {@link #NEXT} have the words: walking on finds the rest of the page soon. */
  private static final int FREQUENT = 4;

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
    List<UUID> found = withWords(query);
    return rows(query.page(found.size() > MANY ? null : found));
  }

  private List<OrderRow> rows(WorklistQuery.Sql sql) {
    return jdbc.sql("select %s from %s where %s".formatted(COLUMNS, sql.from(), sql.where()))
        .params(sql.params())
        .query(rows)
        .list();
  }

  private List<UUID> withWords(WorklistQuery query) {
    return jdbc.sql("select * from orders.with_words(:words, :finished, :areas, :most)")
        .param("words", query.text())
        .param("finished", query.isFinished())
        .param("areas", query.prefixes())
        .param("most", MANY + 1)
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
