package org.yanzhen.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class KeepingWritesBackTest {

  private static final RealmId REALM = new RealmId(1);

  private static final String LEAVE =
      """
      insert into people.leave (realm, person_id, first_day, last_day, reason)
      values (:realm, :person, :day::date, :day::date, 'LEAVE')
      """;

  @Autowired Writes writes;
  @Autowired RealmTransactions transactions;
  @Autowired JdbcClient jdbc;

  @Test
  void whatIsKeptBackIsThereForTheNextStatement() {
    RealmId realm = REALM;
    UUID person = person(realm);
    long before = count(realm, person);

    long seen =
        transactions.write(
            realm,
            () -> {
              writes.later(LEAVE, leave(realm, person, "2031-01-01"));
              writes.later(LEAVE, leave(realm, person, "2031-01-02"));
              return count(realm, person);
            });

    assertThat(seen - before).isEqualTo(2);
  }

  @Test
  void whatIsKeptBackIsWrittenBeforeTheTransactionCommits() {
    RealmId realm = REALM;
    UUID person = person(realm);
    long before = count(realm, person);

    transactions.write(
        realm,
        () -> {
          writes.later(LEAVE, leave(realm, person, "2031-02-01"));
          return true;
        });

    assertThat(count(realm, person) - before).isEqualTo(1);
  }

  @Test
  void anErrorOnlyTheDatabaseFindsRollsAllOfItBack() {
    RealmId realm = REALM;
    UUID person = person(realm);
    long before = count(realm, person);

    assertThatThrownBy(
            () ->
                transactions.write(
                    realm,
                    () -> {
                      writes.later(LEAVE, leave(realm, person, "2031-03-01"));
                      writes.later(LEAVE, leave(realm, person, "2031-03-01"));
                      return true;
                    }))
        .isInstanceOf(DataIntegrityViolationException.class);

    assertThat(count(realm, person)).isEqualTo(before);
  }

  @Test
  void whatHasToFollowTheCommitSeesItCommitted() {
    RealmId realm = REALM;
    UUID person = person(realm);
    long before = count(realm, person);
    AtomicLong seen = new AtomicLong();

    transactions.write(
        realm,
        () -> {
          writes.later(LEAVE, leave(realm, person, "2031-04-01"));
          RealmTransactions.afterCommit(
              () -> CompletableFuture.runAsync(() -> seen.set(count(realm, person))).join());
          return true;
        });

    assertThat(seen.get() - before).isEqualTo(1);
  }

  @Test
  void whoGivesUpLeavesNothingBehind() {
    RealmId realm = REALM;
    UUID person = person(realm);
    long before = count(realm, person);

    assertThatThrownBy(
            () ->
                transactions.write(
                    realm,
                    () -> {
                      writes.later(LEAVE, leave(realm, person, "2031-06-01"));
                      count(realm, person);
                      writes.later(LEAVE, leave(realm, person, "2031-06-02"));
                      throw new IllegalStateException("given up");
                    }))
        .hasMessage("given up");

    assertThat(count(realm, person)).isEqualTo(before);
  }

  @Test
  void anotherRealmsRowsStayOutOfReach() {
    RealmId realm = REALM;
    UUID person = person(realm);

    assertThatThrownBy(
            () ->
                transactions.write(
                    realm,
                    () -> {
                      writes.later(
                          LEAVE, leave(new RealmId(realm.value() + 1), person, "2031-05-01"));
                      return true;
                    }))
        .rootCause()
        .hasMessageContaining("row-level security");
  }

  private static Map<String, Object> leave(RealmId realm, UUID person, String day) {
    return Map.of("realm", realm.value(), "person", person, "day", day);
  }

  private UUID person(RealmId realm) {
    return transactions.read(
        realm,
        () ->
            jdbc.sql("select id from people.person where realm = :realm limit 1")
                .param("realm", realm.value())
                .query(UUID.class)
                .single());
  }

  private long count(RealmId realm, UUID person) {
    return transactions.read(
        realm,
        () ->
            jdbc.sql(
                    "select count(*) from people.leave where realm = :realm and person_id = :person")
                .param("realm", realm.value())
                .param("person", person)
                .query(Long.class)
                .single());
  }
}
