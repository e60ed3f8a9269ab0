package org.yanzhen.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlansTest {

  private static final String ADDRESS = "/api/orders?filter=all-open&limit=20&text=x";
  private static final String COLUMNS = "select id, number, state, version,\nsign_started\n";

  private static final String TIMERS =
      logged(
          "select id as order_id, version from orders.orders\nwhere realm = $1 and escalate_at <= $2 order by escalate_at limit 200",
          0);
  private static final String PARTS =
      logged(
          COLUMNS
              + " from orders.orders where realm = $1 and part_of = $2 order by created_at, id limit 50",
          0);
  private static final String IN_HAND =
      logged(
          COLUMNS
              + " from orders.orders where realm = $1 and assignee = $2 order by next_due, id limit 21",
          9);
  private static final String WITH_WORDS =
      logged("select * from orders.with_words($1, $2, $3, $4, $5, $6)", 3);

  @Test
  void thePageIsFoundAmongOtherStatements() {
    String page =
        logged(
            COLUMNS
                + " from orders.orders where realm = $1 and area like any($2) and state in ('SUSPENDED') and (next_due, id) > ($3, $4) order by next_due, id limit 21",
            21);

    Plans.Page read = read(21, TIMERS + page + PARTS + IN_HAND + TIMERS);

    assertThat(read.rows()).isEqualTo(21);
    assertThat(read.text())
        .startsWith(ADDRESS + "\n\n1. the list: 1.250 ms, 21 rows; these are the page")
        .contains("state in ('SUSPENDED')")
        .doesNotContain("escalate_at", "part_of", "assignee");
  }

  @Test
  void ofSeveralStatementsTheLastGaveTheRows() {
    Plans.Page read = read(21, among(7) + TIMERS + walked(21) + PARTS);

    assertThat(read.text())
        .contains(
            "1. those with the words among the next rows of the list: 1.250 ms, 7 rows\n",
            "2. the list walked, the words looked for in what comes: 1.250 ms, 21 rows; these are")
        .contains("offset 0) as one")
        .doesNotContain("limit 100");
  }

  @Test
  void whatTheIndexOfWordsNamedIsRead() {
    String page =
        logged(
            COLUMNS
                + " from orders.orders where realm = $1 and area like any($2) and (number) ilike $3 and state in ('WAITING') and id = any($4) order by next_due, id limit 21",
            3);

    Plans.Page read = read(3, among(1) + WITH_WORDS + page);

    assertThat(read.text())
        .contains(
            "2. ids by the index of words: 1.250 ms, 3 rows\n",
            "3. the rows of the ids that the index of words named: 1.250 ms, 3 rows; these are");
  }

  @Test
  void aStatementOfAnotherPageIsNotTaken() {
    assertThat(Plans.read(ADDRESS, 21, among(7))).isNull();
    assertThat(Plans.read(ADDRESS, 3, among(1) + WITH_WORDS)).isNull();
    assertThat(Plans.read(ADDRESS, 0, TIMERS + PARTS + IN_HAND)).isNull();
  }

  private static Plans.Page read(int rows, String log) {
    return Objects.requireNonNull(Plans.read(ADDRESS, rows, log));
  }

  private static String among(int rows) {
    return logged(
        COLUMNS
            + " from (select * from orders.orders where realm = $1 and state in ('WAITING') order by next_due, id limit 100) as next where realm = $2 and area like any($3) and (number) ilike $4 order by next_due, id limit 21",
        rows);
  }

  private static String walked(int rows) {
    return logged(
        COLUMNS
            + " from (select * from (select * from orders.orders where realm = $1 and area like any($2) and state in ('WAITING') order by next_due, id offset 0) as one where (number) ilike $3 limit 21) as next where true order by next_due, id limit 21",
        rows);
  }

  /** As auto_explain writes it. */
  private static String logged(String query, int rows) {
    return "2026-12-01 09:00:00.000 UTC [7] LOG:  duration: 1.250 ms  plan:\n"
        + ("Query Text: %s\nQuery Parameters: $1 = '1'\nLimit  (cost=0.45..8.49 rows=1 width=678) (actual time=0.046..0.050 rows=%d.00 loops=1)\n"
                .formatted(query, rows))
            .replaceAll("(?m)^(?=.)", "\t");
  }
}
