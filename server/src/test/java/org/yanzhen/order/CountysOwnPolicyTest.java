package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A county's file counts instead of the shipped one, whatever it is called. */
class CountysOwnPolicyTest {

  @TempDir private Path folder;

  @Test
  void withoutAFileOfItsOwnTheShippedOneCounts() {
    assertThat(new FiguresPolicy("").showFrom()).isEqualTo(5);
    assertThat(new FiguresPolicy(folder.toString()).showFrom()).isEqualTo(5);
  }

  @Test
  void itsOwnCounts() throws IOException {
    own("figures", "show-from: 5", "show-from: 12");
    own("order-policy", "hop-limit: 3", "hop-limit: 9");
    assertThat(new FiguresPolicy(folder.toString()).showFrom()).isEqualTo(12);
    assertThat(new OrderPolicy(folder.toString()).on(LocalDate.of(2026, 12, 1)).hopLimit())
        .isEqualTo(9);
  }

  @Test
  void aFaultInItNamesTheFile() throws IOException {
    own("order-policy", "hop-limit: 3", "hop-limit: none");
    assertThatThrownBy(() -> new OrderPolicy(folder.toString()))
        .hasMessageContaining("ours-order-policy.yaml");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() throws IOException {
    own("figures", "show-from: 5", "show-from: 5\nshow-from: 1");
    assertThatThrownBy(() -> new FiguresPolicy(folder.toString()))
        .hasMessageContaining("ours-figures.yaml");
  }

  private void own(String pack, String before, String after) throws IOException {
    try (var in =
        Objects.requireNonNull(
            CountysOwnPolicyTest.class.getResourceAsStream("/packs/" + pack + ".yaml"))) {
      String shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shipped).contains(before);
      Files.writeString(folder.resolve("ours-" + pack + ".yaml"), shipped.replace(before, after));
    }
  }
}
