package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/** Words of a message are forgotten while it is chosen from them what it is found alike by. */
@YanzhenTest
class WordsForgottenMeanwhileTest {

  private static final RealmId REALM = new RealmId(1);
  private static final int[] MARKS = {7, 77, 777};

  @Autowired County county;
  @Autowired TriageStore triage;
  @Autowired IntakeStore intake;
  @Autowired RealmTransactions transactions;
  @Autowired JdbcClient jdbc;
  private UUID item;

  @BeforeEach
  void aMessage() {
    item = new Messages(county).receive("桥头路灯", "桥头的路灯三天没亮了。");
  }

  @Test
  void whatIsForgottenIsMarkedNoMore() {
    forget();
    transactions.write(REALM, this::mark);
    assertThat(marks()).isZero();
  }

  @Test
  void marksChosenMeanwhileGoWithTheWords() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Boolean> forgotten =
          transactions.write(
              REALM,
              () -> {
                mark();
                int ours = jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
                Future<Boolean> forgetting = other.submit(this::forget);
                untilSomebodyWaitsFor(ours);
                return forgetting;
              });
      assertThat(forgotten.get(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(marks()).isZero();
  }

  @Test
  void aMessageThatSomebodyIsAtIsLeftForTheNextTime() throws Exception {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<List<TriageStore.Unmarked>> batch =
          transactions.write(
              REALM,
              () -> {
                assertThat(intake.lock(REALM, item)).isPresent();
                Future<List<TriageStore.Unmarked>> chosen =
                    other.submit(
                        () ->
                            transactions.write(
                                REALM, () -> triage.toMark(REALM, Integer.MAX_VALUE, 100_000)));
                assertThat(chosen).succeedsWithin(10, TimeUnit.SECONDS);
                return chosen;
              });
      assertThat(batch.get()).extracting(TriageStore.Unmarked::id).doesNotContain(item);
    }
  }

  private boolean mark() {
    triage.mark(REALM, item, MARKS, 1);
    return true;
  }

  private boolean forget() {
    return transactions.write(
        REALM,
        () -> {
          intake.eraseWords(REALM, List.of(item), "—");
          return true;
        });
  }

  private static void untilSomebodyWaitsFor(int backend) {
    await()
        .until(
            () ->
                Sql.owner()
                    .sql(
                        "select exists (select from pg_stat_activity where :pid = any(pg_blocking_pids(pid)))")
                    .param("pid", backend)
                    .query(Boolean.class)
                    .single());
  }

  private int marks() {
    return Sql.owner()
        .sql("select count(*) from hall.mark where realm = 1 and item_id = :item")
        .param("item", item)
        .query(Integer.class)
        .single();
  }
}
