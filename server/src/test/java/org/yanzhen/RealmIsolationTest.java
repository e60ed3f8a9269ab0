package org.yanzhen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class RealmIsolationTest {

  @Autowired County county;
  @Autowired RealmTransactions transactions;
  @Autowired JdbcClient jdbc;

  @Test
  void aStatementThatForgetsTheRealmSeesNothing() {
    UUID order = county.placed();
    assertThat(
            Sql.owner()
                .sql("select count(*) from orders.orders where id = :id")
                .param("id", order)
                .query(Integer.class)
                .single())
        .as("the row is there")
        .isOne();

    assertThat(
            jdbc.sql("select count(*) from orders.orders where id = :id")
                .param("id", order)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void anotherRealmSeesNothingEvenWhenItNamesTheRow() {
    UUID order = county.placed();

    int seen =
        transactions.read(
            new RealmId(2),
            () ->
                jdbc.sql("select count(*) from orders.orders where realm = 1 and id = :id")
                    .param("id", order)
                    .query(Integer.class)
                    .single());

    assertThat(seen).isZero();
  }

  @Test
  void theSettingEndsWithTheTransaction() {
    transactions.read(new RealmId(1), () -> jdbc.sql("select 1").query(Integer.class).single());

    for (int i = 0; i < 20; i++) {
      assertThat(jdbc.sql("select count(*) from orders.orders").query(Integer.class).single())
          .isZero();
    }
  }

  @Test
  void aRowIsNotWrittenForAnotherRealm() throws Exception {
    try (Connection app = Sql.connectAsApp()) {
      app.setAutoCommit(false);
      Sql.run(app, "set local yanzhen.realm = '1'");

      assertThatThrownBy(
              () ->
                  Sql.run(
                      app,
                      "insert into hall.intake_item (realm, id, source, source_id, subject, text, placed_at, state, received_at)"
                          + " values (2, gen_random_uuid(), 's', 's', 's', 's', now(), 'NEW', now())"))
          .hasMessageContaining("row-level security");
    }
  }

  @Test
  void aTransactionOfOneRealmDoesNotOpenAnother() {
    assertThatThrownBy(
            () ->
                transactions.read(new RealmId(1), () -> transactions.read(new RealmId(2), () -> 1)))
        .isInstanceOf(IllegalStateException.class);
  }
}
