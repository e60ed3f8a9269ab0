package org.yanzhen.bench.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What was measured so far, a line a run, kept in a file; and the tables made from it. */
final class RoutesLines {
  private static final String OURS = "yanzhen";

  private static final String HEAD =
      "group,file,solver,seed,seconds,cpu_seconds,cost,gap_percent,checker,load,at,revision";

  /**
   * @param gap in percent above the best known; missing if the answer was refused or none is known
   */
  record Line(
      String group,
      String file,
      String solver,
      int seed,
      long seconds,
      double cpuSeconds,
      String cost,
      Optional<Double> gap,
      String checker,
      double load,
      Instant at,
      String revision) {

    boolean isGood() {
      return checker.equals("passed");
    }

    private String gapText() {
      return gap.map(value -> String.format(Locale.ROOT, "%.4f", value)).orElse("none");
    }

    String csv() {
      return String.format(
          Locale.ROOT,
          "%s,%s,%s,%d,%d,%.1f,%s,%s,%s,%.2f,%s,%s",
          group,
          file,
          solver,
          seed,
          seconds,
          cpuSeconds,
          cost,
          gapText(),
          checker,
          load,
          at,
          revision);
    }

    static Line of(String csv) {
      String[] cells = csv.split(",", -1);
      if (cells.length != 12) {
        throw new IllegalArgumentException("not a line of the bench: " + csv);
      }
      return new Line(
          cells[0],
          cells[1],
          cells[2],
          Integer.parseInt(cells[3]),
          Long.parseLong(cells[4]),
          Double.parseDouble(cells[5]),
          cells[6],
          cells[7].equals("none") ? Optional.empty() : Optional.of(Double.parseDouble(cells[7])),
          cells[8],
          Double.parseDouble(cells[9]),
          Instant.parse(cells[10]),
          cells[11]);
    }

    String said() {
      return String.format(
          Locale.ROOT,
          "instance=%s solver=%s seed=%d cpu_seconds=%.1f cost=%s gap_percent=%s checker=%s",
          file,
          solver,
          seed,
          cpuSeconds,
          cost,
          gapText(),
          checker);
    }

    /** C1, C2, R1, R2, RC1, RC2 for Solomon's and its children; nothing for the others. */
    Optional<String> kind() {
      if (group.equals("sdvrptw") || group.equals("own")) {
        return Optional.empty();
      }
      String letters = file.replaceFirst("[0-9].*", "");
      return Optional.of(file.substring(0, letters.length() + 1));
    }

    private boolean isOurs() {
      return solver.equals(OURS);
    }

    private boolean isSameAs(Line other) {
      return group.equals(other.group)
          && file.equals(other.file)
          && seed == other.seed
          && seconds == other.seconds;
    }

    boolean isOdd() {
      return (file.charAt(file.length() - 1) - '0') % 2 == 1;
    }
  }

  private final Path file;
  private final List<Line> lines;

  private RoutesLines(Path file, List<Line> lines) {
    this.file = file;
    this.lines = lines;
  }

  static RoutesLines in(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        if (!line.equals(HEAD) && !line.isBlank()) {
          lines.add(Line.of(line));
        }
      }
    } else {
      Files.writeString(file, HEAD + "\n");
    }
    return new RoutesLines(file, lines);
  }

  boolean has(String group, String name, String solver, int seed, Duration time) {
    return lines.stream()
        .anyMatch(
            line ->
                line.group.equals(group)
                    && line.file.equals(name)
                    && line.solver.equals(solver)
                    && line.seed == seed
                    && line.seconds == time.toSeconds());
  }

  void add(Line line) throws IOException {
    lines.add(line);
    Files.writeString(file, line.csv() + "\n", StandardOpenOption.APPEND);
  }

  String table() {
    StringBuilder text = new StringBuilder();
    text.append(
        "\n| files | solver | runs | refused | mean gap % | odd files | even files | worst | our cost ÷ its |\n");
    text.append("|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
    Map<String, List<Line>> rows = new TreeMap<>();
    for (Line line : lines) {
      rows.computeIfAbsent(line.group + " | " + line.solver, unused -> new ArrayList<>()).add(line);
      line.kind()
          .ifPresent(
              kind ->
                  rows.computeIfAbsent(
                          line.group + " " + kind + " | " + line.solver,
                          unused -> new ArrayList<>())
                      .add(line));
    }
    rows.forEach((name, row) -> text.append(line(name, row)));
    return text.toString();
  }

  /**
   * Our cost by that of a peer; only where both passed on the same file with the same seed and
   * time.
   */
  Optional<Double> oursTo(Line peer) {
    if (peer.isOurs() || !peer.isGood()) {
      return Optional.empty();
    }
    return lines.stream()
        .filter(line -> line.isOurs() && line.isGood() && line.isSameAs(peer))
        .findFirst()
        .map(own -> Double.parseDouble(own.cost) / Double.parseDouble(peer.cost));
  }

  private String meanRatio(List<Line> row) {
    OptionalDouble mean =
        row.stream()
            .map(this::oursTo)
            .flatMap(Optional::stream)
            .mapToDouble(ratio -> ratio)
            .average();
    return mean.isPresent() ? String.format(Locale.ROOT, "%.3f", mean.getAsDouble()) : "–";
  }

  private String line(String name, List<Line> row) {
    List<Line> good = row.stream().filter(Line::isGood).toList();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %s | %s | %s | %s | %s |%n",
        name,
        row.size(),
        row.size() - good.size(),
        mean(good),
        mean(good.stream().filter(Line::isOdd).toList()),
        mean(good.stream().filter(line -> !line.isOdd()).toList()),
        good.stream()
            .filter(line -> line.gap.isPresent())
            .max(Comparator.comparingDouble(RoutesLines::gap))
            .map(worst -> String.format(Locale.ROOT, "%.2f (%s)", gap(worst), worst.file))
            .orElse("–"),
        meanRatio(row));
  }

  private static double gap(Line line) {
    return line.gap.orElse(Double.NaN);
  }

  private static String mean(List<Line> good) {
    List<Line> lines = good.stream().filter(line -> line.gap.isPresent()).toList();
    return lines.isEmpty()
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.2f",
            lines.stream().mapToDouble(RoutesLines::gap).average().orElse(Double.NaN));
  }

  /** Files that more than one solver has run, so that like is compared with like. */
  private String sample() {
    StringBuilder text = new StringBuilder();
    Map<String, Map<String, List<Line>>> byFile = new TreeMap<>();
    TreeSet<String> solvers = new TreeSet<>();
    for (Line line : lines) {
      byFile
          .computeIfAbsent(line.group + " " + line.file, unused -> new TreeMap<>())
          .computeIfAbsent(line.solver, unused -> new ArrayList<>())
          .add(line);
      solvers.add(line.solver);
    }
    if (solvers.size() < 2) {
      return "";
    }
    text.append("\n## Peers, file by file\n\nGap in percent; “–” is not run or not modelled.\n\n");
    text.append("| file | ").append(String.join(" | ", solvers)).append(" |\n|---");
    text.append("|--:".repeat(solvers.size())).append("|\n");
    byFile.forEach(
        (name, bySolver) -> {
          if (bySolver.size() > 1) {
            text.append("| ").append(name);
            for (String solver : solvers) {
              List<Line> own = bySolver.getOrDefault(solver, List.of());
              boolean refused = !own.isEmpty() && own.stream().noneMatch(Line::isGood);
              text.append(" | ")
                  .append(refused ? "refused" : mean(own.stream().filter(Line::isGood).toList()));
            }
            text.append(" |\n");
          }
        });
    return text.toString();
  }

  private String when() {
    ToDoubleFunction<Line> load = Line::load;
    return String.format(
        Locale.ROOT,
        "Machine: %s, %d cores, JDK %s. Run from %s to %s, at a load of %.1f to %.1f before each run; revision %s.",
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        lines.stream()
            .map(Line::at)
            .min(Comparator.naturalOrder())
            .map(Instant::toString)
            .orElse("–"),
        lines.stream()
            .map(Line::at)
            .max(Comparator.naturalOrder())
            .map(Instant::toString)
            .orElse("–"),
        lines.stream().mapToDouble(load).min().orElse(Double.NaN),
        lines.stream().mapToDouble(load).max().orElse(Double.NaN),
        String.join(", ", new TreeSet<>(lines.stream().map(Line::revision).toList())));
  }

  String report(String peers) {
    return """
        # Day plans against peers

        Written by `./yanzhen bench routes` from all runs in `bench/routes.csv`. The same processor seconds of one thread for
        everybody: 10 for 100 customers, 60 for the others. Every answer passed the checker or is counted as refused. Peers run as
        a plain user would run them: their documented model and default search (OR-Tools may drop orders at a penalty, and is
        refused if it does). Timefold and jsprit have no ready model of skills by site and a longest day, so they do not appear
        there. Numbers of the search are tuned, if at all, on files with an odd number; the even ones stand apart. The last column
        is the mean of our cost by theirs over the runs that both passed on.

        Aims: a mean gap of all 56 of Solomon's files ≤ 0.5 %; 1,000 customers (vrptw-1000) ≤ 4 %; skills, windows and longest day
        (sdvrptw, PR06) ≤ 2 %, and ≤ 5 % at 960 customers. Of the last there is no public file: `own` is made up (`OwnDay`), and its
        best known is our own from longer runs (`bench/own`), so that gap is one to a longer run and not to a proven best.

        """
        + "Peers: "
        + peers
        + ".\n\n"
        + when()
        + "\n"
        + table()
        + sample();
  }
}
