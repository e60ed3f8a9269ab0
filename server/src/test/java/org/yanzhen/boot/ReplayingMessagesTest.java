package org.yanzhen.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.yanzhen.Yanzhen;

@ExtendWith(OutputCaptureExtension.class)
class ReplayingMessagesTest {

  @TempDir Path folder;

  @Test
  void fiveMessagesComeToTheirEndAndItIsProven(CapturedOutput output) throws IOException {
    assertThat(
            replay(
                "--limit",
                "5",
                "--seed",
                "3",
                "--people",
                "20",
                "--days",
                "3",
                "--data",
                folder.resolve("county").toString()))
        .isZero();

    assertThat(output.getOut()).contains("[simulated] 5 orders in", "[simulated] The proof holds.");
    assertThat(output.getOut().lines().filter(line -> line.matches("\\[simulated] {3}(yes|NO) .*")))
        .hasSize(11)
        .allMatch(line -> line.startsWith("[simulated]   yes"));
  }

  @Test
  void aDatabaseOfSomebodyElseIsRefused(CapturedOutput output) throws IOException {
    assertThat(replay("--db", "jdbc:postgresql://localhost/yanzhen?user=owner")).isEqualTo(1);
    assertThat(output.getErr()).contains("--db is refused");
  }

  @Test
  void aFolderThatIsNotAReplaysOwnIsLeftAsItIs(CapturedOutput output) throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.writeString(kept.resolve("yanzhen.properties"), "format=1\n");

    assertThat(replay("--data", kept.toString())).isEqualTo(1);

    assertThat(output.getErr()).contains("not a replay's");
    try (var inside = Files.list(kept)) {
      assertThat(inside).containsExactly(kept.resolve("yanzhen.properties"));
    }
  }

  private int replay(String... options) throws IOException {
    StringBuilder rows = new StringBuilder("id,requester,subject,placed_at,text\n");
    for (int i = 1; i <= 7; i++) {
      rows.append(i)
          .append(",甲")
          .append(i)
          .append(",路坏了,2024-03-0")
          .append(i)
          .append(" 08:00:00,村口的路坏了\n");
    }
    Path file = Files.writeString(folder.resolve("messages.csv"), rows);
    String[] arguments = new String[options.length + 2];
    arguments[0] = "replay";
    arguments[1] = file.toString();
    System.arraycopy(options, 0, arguments, 2, options.length);
    return CommandLine.run(new SpringApplication(Yanzhen.class), arguments);
  }
}
