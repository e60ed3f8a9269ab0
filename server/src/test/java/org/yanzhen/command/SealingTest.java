package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.boot.TestHouse;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/**
 * Somebody with the owner's rights forges; the chain names the row. Each test puts back what it
 * forged.
 */
@YanzhenTest
class SealingTest {

  private static final RealmId COUNTY = new RealmId(1);

  @Autowired County county;
  @Autowired Sealing sealing;

  @Test
  void anUntouchedChainIsWhole() {
    sealed();

    Sealing.Verdict verdict = sealing.verify(COUNTY);

    assertThat(verdict.broken()).isNull();
    assertThat(verdict.links()).isPositive();
  }

  @Test
  void aChangedRowIsNamed() {
    UUID id = sealed();
    Sql.owner()
        .sql("update command.command set origin = 'JOB' where id = :id")
        .param("id", id)
        .update();
    try {
      assertThat(sealing.verify(COUNTY).broken()).contains(id.toString()).contains("changed");
    } finally {
      Sql.owner()
          .sql("update command.command set origin = 'API' where id = :id")
          .param("id", id)
          .update();
    }
    assertThat(sealing.verify(COUNTY).broken()).isNull();
  }

  @Test
  void aRemovedRowIsNamed() {
    UUID id = sealed();
    Sql.owner()
        .sql(
            "create table if not exists public.stolen as select * from command.command where false")
        .update();
    try {
      Sql.owner()
          .sql("delete from command.personal_part where command_id = :id")
          .param("id", id)
          .update();
      Sql.owner()
          .sql(
              "with gone as (delete from command.command where id = :id returning *) insert into public.stolen select * from gone")
          .param("id", id)
          .update();
      assertThat(sealing.verify(COUNTY).broken()).contains(id.toString()).contains("removed");
    } finally {
      Sql.owner().sql("insert into command.command select * from public.stolen").update();
      Sql.owner().sql("drop table public.stolen").update();
    }
    assertThat(sealing.verify(COUNTY).broken()).isNull();
  }

  @Test
  void erasingAPersonsWordsLeavesTheChainWholeAndTheAnswerTheSame() {
    UUID id = Ids.next();
    Map<String, Object> request = county.request();
    var first = county.clerk().command(id, "order.place", request);
    sealing.seal(COUNTY);

    Sql.owner()
        .sql("delete from command.personal_part where command_id = :id")
        .param("id", id)
        .update();

    assertThat(sealing.verify(COUNTY).broken()).isNull();
    assertThat(county.clerk().command(id, "order.place", request).text("result.number"))
        .isEqualTo(first.text("result.number"));
  }

  @Test
  void aClockThatWasSetBackStopsNoSeal() {
    UUID like = sealed();
    UUID yesterday = Ids.next();
    copy(like, yesterday);
    queue(yesterday);

    sealing.sealAll(COUNTY);

    assertThat(count(yesterday)).isOne();
    assertThat(sealing.verify(COUNTY).broken()).isNull();
  }

  /** More than four batches. */
  @Test
  void aLongQueueIsSealedBatchByBatchAndInOneChain() {
    UUID like = sealed();
    int rows = 9_000;
    long before = sealing.verify(COUNTY).links();
    Sql.owner()
        .sql(
            """
            with made as (
              insert into command.command (realm, id, type, origin, received_at, written_at, body, body_hash)
              select c.realm, uuidv7(), c.type, c.origin, c.received_at, now(), c.body, c.body_hash
              from command.command c, generate_series(1, :rows) where c.realm = 1 and c.id = :like
              returning id)
            insert into command.unsealed (realm, command_id) select 1, id from made
            """)
        .param("rows", rows)
        .param("like", like)
        .update();

    sealing.sealAll(COUNTY);

    Sealing.Verdict verdict = sealing.verify(COUNTY);
    assertThat(verdict.broken()).isNull();
    assertThat(verdict.links()).isGreaterThanOrEqualTo(before + rows);
    assertThat(sealing.seal(COUNTY)).isZero();
  }

  @Test
  void aRowSlippedInIsNamed() {
    UUID id = sealed();
    UUID alone = Ids.next();
    copy(id, alone);
    try {
      assertThat(sealing.verify(COUNTY).broken())
          .contains(alone.toString())
          .contains("neither sealed nor waiting");
    } finally {
      remove(alone);
    }
    assertThat(sealing.verify(COUNTY).broken()).isNull();
  }

  @Test
  void aRowRemovedBeforeItWasSealedIsNamed() {
    UUID gone = Ids.next();
    queue(gone);
    try {
      sealing.sealAll(COUNTY);
      assertThat(sealing.verify(COUNTY).broken())
          .contains(gone.toString())
          .contains("removed before");
    } finally {
      remove(gone);
    }
  }

  @Test
  void aRowThatWaitsTooLongIsNamed() throws Exception {
    UUID id = sealed();
    UUID late = Ids.next();
    try (Connection held = holdTheSealer()) {
      copy(id, late);
      queue(late);
      assertThat(sealing.verify(COUNTY).broken())
          .contains(late.toString())
          .contains("has waited for its seal");
      remove(late);
    }
  }

  @Test
  void aChainCutShortIsNamedByTheHeadNotedOutside() throws Exception {
    UUID first = sealed();
    UUID last = sealed();
    try (Connection held = holdTheSealer()) {
      Sql.owner()
          .sql("create table public.stolen as select * from command.seal where false")
          .update();
      Sql.owner()
          .sql(
              """
              with gone as (
                delete from command.seal where realm = 1 and n >
                  (select n from command.seal where realm = 1 and command_id = :id)
                returning *)
              insert into public.stolen select * from gone
              """)
          .param("id", first)
          .update();
      assertThat(sealing.verify(COUNTY).broken()).contains("lacks link");
      Sql.owner().sql("insert into command.seal select * from public.stolen").update();
      Sql.owner().sql("drop table public.stolen").update();
    }
    assertThat(count(last)).isOne();
    assertThat(sealing.verify(COUNTY).broken()).isNull();
  }

  @Test
  void whoHasOnlyTheDatabaseCannotMakeALink() {
    UUID id = sealed();
    byte[] link =
        Sql.owner()
            .sql("select hash from command.seal where realm = 1 and command_id = :id")
            .param("id", id)
            .query(byte[].class)
            .single();
    Sql.owner()
        .sql(
            "update command.seal set hash = sha256(hash || 'x') where realm = 1 and command_id = :id")
        .param("id", id)
        .update();
    try {
      assertThat(sealing.verify(COUNTY).broken()).contains(id.toString());
    } finally {
      Sql.owner()
          .sql("update command.seal set hash = :hash where realm = 1 and command_id = :id")
          .param("id", id)
          .param("hash", link)
          .update();
    }
  }

  /** A sealer that hangs: it holds the lock and goes no further. */
  private static Connection holdTheSealer() throws SQLException {
    String[] login = TestHouse.owner();
    Connection connection = DriverManager.getConnection(login[0], login[1], login[2]);
    connection.setAutoCommit(false);
    Sql.run(connection, "select pg_advisory_xact_lock(hashtext('yanzhen.seal'), 1)");
    return connection;
  }

  /** Slips in a row like another one, of yesterday. */
  private static void copy(UUID like, UUID id) {
    Sql.owner()
        .sql(
            """
            insert into command.command (realm, id, type, origin, received_at, written_at, body, body_hash)
            select realm, :id, type, origin, received_at, now() - interval '1 day', body, body_hash
            from command.command where realm = 1 and id = :like
            """)
        .param("id", id)
        .param("like", like)
        .update();
  }

  private static void queue(UUID id) {
    Sql.owner()
        .sql("insert into command.unsealed (realm, command_id) values (1, :id)")
        .param("id", id)
        .update();
  }

  private static void remove(UUID id) {
    for (String sql :
        List.of(
            "delete from command.unsealed where realm = 1 and command_id = :id",
            "delete from command.command where realm = 1 and id = :id")) {
      Sql.owner().sql(sql).param("id", id).update();
    }
  }

  private static int count(UUID id) {
    return Sql.owner()
        .sql("select count(*) from command.seal where realm = 1 and command_id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private UUID sealed() {
    UUID id = Ids.next();
    county.clerk().command(id, "order.place", county.request());
    sealing.sealAll(COUNTY);
    return id;
  }
}
