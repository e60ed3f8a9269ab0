package org.yanzhen.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.YanzhenTest;

/** The key that all others hang on. */
@YanzhenTest
class MasterKeyTest {

  @Autowired JdbcClient jdbc;
  @Autowired RealmTransactions transactions;

  @TempDir Path folder;

  @Test
  void aHalfKeyOfAPowerCutIsMadeAnewAndTheWholeOneKept() throws Exception {
    Path key = folder.resolve("master.json");
    Path half = folder.resolve("master.json.new");
    Files.writeString(half, "{\"prim");

    new RealmKeys(jdbc, transactions, folder);
    String made = Files.readString(key);
    assertThat(half).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");

    new RealmKeys(jdbc, transactions, folder);
    assertThat(Files.readString(key)).isEqualTo(made);
  }
}
