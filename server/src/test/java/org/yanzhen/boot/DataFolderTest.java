package org.yanzhen.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  @TempDir Path temporary;

  @Test
  void aNumberThatSomebodyElseHasByNowIsNoRunningServer() throws IOException {
    Path root = temporary.resolve("data");
    DataFolder.open(root).close();
    Files.writeString(
        root.resolve("run.properties"),
        "address=http\\://127.0.0.1\\:1\npid=%d\n".formatted(ProcessHandle.current().pid()));

    assertThat(DataFolder.runningAt(root)).isEmpty();
  }

  @Test
  void oneProcessOpensItOnceAndAskingDoesNotLoseTheLock() {
    Path root = temporary.resolve("data");
    try (DataFolder held = DataFolder.open(root)) {
      held.noteRunning("http://127.0.0.1:1");

      assertThatThrownBy(() -> DataFolder.open(root))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("already running")
          .hasMessageContaining("http://127.0.0.1:1");
      assertThat(DataFolder.runningAt(root)).contains("http://127.0.0.1:1");
    }
    assertThat(DataFolder.runningAt(root)).isEmpty();
    DataFolder.open(root).close();
  }

  @Test
  void somebodyElsesFolderIsLeftAsItIs() throws IOException {
    Path root = Files.createDirectory(temporary.resolve("home"));
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(root.resolve("letter.txt"), "…");

    assertThatThrownBy(() -> DataFolder.open(root))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("not Yanzhen's");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void onlyTheLogInIsCutFromAnAddress() {
    assertThat(
            Database.withoutCredentials(
                "jdbc:postgresql://h:5432/y?user=o&sslmode=verify-full&password=p&sslrootcert=/c.pem"))
        .isEqualTo("jdbc:postgresql://h:5432/y?sslmode=verify-full&sslrootcert=/c.pem");
    assertThat(Database.withoutCredentials("jdbc:postgresql://h/y?user=o&password=p"))
        .isEqualTo("jdbc:postgresql://h/y");
    assertThat(Database.withoutCredentials("jdbc:postgresql://h/y"))
        .isEqualTo("jdbc:postgresql://h/y");
  }
}
