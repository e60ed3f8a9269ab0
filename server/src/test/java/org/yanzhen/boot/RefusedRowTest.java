package org.yanzhen.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.YanzhenTest;

/** A row that the database refuses is somebody's: it goes into no log. */
@YanzhenTest
class RefusedRowTest {

  @Autowired JdbcClient jdbc;
  @Autowired RealmTransactions transactions;

  @Test
  void whatStoodInItIsSaidNeitherByUsNorByTheDatabase() throws Exception {
    Throwable refused =
        catchThrowable(
            () ->
                transactions.write(
                    new RealmId(1),
                    () ->
                        jdbc.sql(
                                """
                                insert into command.attachment (realm, id, received_bytes, created_at, media_type)
                                values (1, :id, -1, now(), 'somebody''s words')
                                """)
                            .param("id", Ids.next())
                            .update()));

    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace, true));
    assertThat(trace.toString())
        .contains("violates check constraint")
        .doesNotContain("Failing row");
    assertThat(Files.readString(TestHouse.databaseLog()))
        .contains("violates check constraint")
        .doesNotContain("Failing row");
  }
}
