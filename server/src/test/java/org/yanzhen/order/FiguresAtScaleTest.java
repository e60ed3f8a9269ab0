package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.order.FiguresStore.By;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/** However many orders there are, a month's figures read a month's rows. */
@YanzhenTest
class FiguresAtScaleTest {

  private static final int ORDERS = 100_000;

  @Test
  void aMonthsFiguresAreFoundByTheIndexOfAsking() {
    String plan =
        Sql.inRolledBackTransaction(
            owner -> {
              owner
                  .sql("create temp table facts (like orders.outcome including all) on commit drop")
                  .update();
              owner
                  .sql(
                      """
                      insert into facts
                        (realm, order_id, asked_at, kind, area, source, urgency, body, state, sign_by, contact_by,
                         resolve_by, accepted_at, signed_at, contacted_at, reported_at)
                      select 1, gen_random_uuid(), t, (array['pest-advice', 'public-facility', 'proxy-filing'])[1 + n % 3],
                             '.1.2.7.' || n % 40 || '.', 'CALL', 'NORMAL', 'public-works',
                             (array['SOLVED', 'WORKING', 'CANCELLED'])[1 + n % 3], t + interval '4 hours',
                             t + interval '1 day', t + interval '5 days', t + interval '1 hour', t + interval '1 hour',
                             t + interval '20 hours', t + interval '3 days'
                      from generate_series(1, :n) as n,
                           lateral (select timestamptz '2021-01-01' + n * interval '26 minutes' as t) as at
                      """)
                  .param("n", ORDERS)
                  .update();
              owner.sql("analyze facts").update();
              return explain(owner);
            });

    assertThat(plan).contains("facts_realm_asked_at_order_id_idx").doesNotContain("Seq Scan");
    // 100,000 rows in five years: a month is 1,660 of them.
    assertThat(plan).containsPattern("rows=1[67]\\d\\d");
  }

  private static String explain(JdbcClient owner) {
    return String.join(
        "\n",
        owner
            .sql(
                "explain (analyze, buffers, timing off) "
                    + FiguresStore.countSql(By.DIVISION).replace("orders.outcome", "facts"))
            .param("realm", 1)
            .param("root", ".1.2.7.")
            .param("start", OrderStore.utc(Instant.parse("2025-05-31T16:00:00Z")))
            .param("end", OrderStore.utc(Instant.parse("2025-06-30T16:00:00Z")))
            .param("now", OrderStore.utc(Instant.parse("2026-01-01T00:00:00Z")))
            .param("satisfied", 4)
            .query(String.class)
            .list());
  }
}
