package org.yanzhen.bench.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long run that was stopped goes on. */
class RoutesLinesTest {
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Instant NOW = Instant.parse("2026-11-30T20:00:00Z");

  @TempDir Path folder;

  private static RoutesLines.Line line(
      String group, String file, String solver, Optional<Double> gap) {
    String checker = gap.isPresent() ? "passed" : "refused:1_left_out";
    return new RoutesLines.Line(
        group, file, solver, 1, 10, 10.0, "1.5", gap, checker, 1.5, NOW, "abc");
  }

  @Test
  void whatWasRunIsKnownAfterwardsAndCounts() throws IOException {
    Path file = folder.resolve("routes.csv");
    RoutesLines first = RoutesLines.in(file);
    first.add(line("solomon", "RC101", "yanzhen", Optional.of(0.5)));
    first.add(line("solomon", "RC102", "yanzhen", Optional.of(1.5)));
    first.add(line("solomon", "RC102", "or-tools", Optional.empty()));
    RoutesLines again = RoutesLines.in(file);
    assertThat(again.has("solomon", "RC102", "yanzhen", 1, TEN)).isTrue();
    assertThat(again.has("solomon", "RC102", "yanzhen", 2, TEN)).isFalse();
    assertThat(again.has("solomon", "RC102", "yanzhen", 1, Duration.ofSeconds(60))).isFalse();
    assertThat(again.has("solomon", "RC103", "yanzhen", 1, TEN)).isFalse();
    assertThat(again.table())
        .contains("| solomon | yanzhen | 2 | 0 | 1.00 | 0.50 | 1.50 | 1.50 (RC102) | – |")
        .contains("| solomon RC1 | or-tools | 1 | 1 | – | – | – | – | – |");
    assertThat(again.report("OR-Tools 9"))
        .contains("Peers: OR-Tools 9.")
        .contains("| solomon RC102 | refused | 1.50 |");
  }

  @Test
  void costsAreComparedWhereBothPassedOnTheSameFileAndSeed() throws IOException {
    RoutesLines lines = RoutesLines.in(folder.resolve("routes.csv"));
    lines.add(cost("RC101", "yanzhen", 1, "90"));
    lines.add(cost("RC102", "yanzhen", 1, "40"));
    lines.add(cost("RC101", "jsprit", 1, "100"));
    lines.add(cost("RC102", "jsprit", 1, "80"));
    lines.add(cost("RC103", "jsprit", 1, "10"));
    lines.add(cost("RC101", "jsprit", 2, "10"));
    lines.add(line("solomon", "RC101", "or-tools", Optional.empty()));
    assertThat(lines.table())
        .contains("| solomon | jsprit | 4 | 0 | – | – | – | – | 0.700 |")
        .contains("| solomon | or-tools | 1 | 1 | – | – | – | – | – |");
  }

  private static RoutesLines.Line cost(String file, String solver, int seed, String cost) {
    return new RoutesLines.Line(
        "solomon", file, solver, seed, 10, 10.0, cost, Optional.empty(), "passed", 1.5, NOW, "abc");
  }

  @Test
  void aLineOfSomethingElseIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("routes.csv"), "hello\n");
    assertThatThrownBy(() -> RoutesLines.in(file)).hasMessageContaining("not a line of the bench");
  }
}
