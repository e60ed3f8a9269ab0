package org.yanzhen.bench.assign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.HoursAssignment;
import org.yanzhen.solver.assign.HoursChecker;
import org.yanzhen.solver.assign.HoursProblem;

/**
 * Public files of the generalised assignment problem (Chu and Beasley 1997; Yagiura and others
 * 2004) beside the best known answers. Every order must be done there, so leaving one costs more
 * than anything.
 */
final class HoursFiles {
  private static final long MUST = 1_000_000;
  private static final Pattern NAME = Pattern.compile("[a-e][0-9]{5,6}");

  private HoursFiles() {}

  /** What one file came to, as {@code name=value}. */
  static List<String> all(Path folder, long rounds, LongSupplier nanos) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files =
          found
              .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
              .sorted()
              .toList();
    }
    List<String> lines = Files.readAllLines(folder.resolve("best-known.csv"));
    return files.stream().map(file -> one(file, lines, rounds, nanos)).toList();
  }

  private static String one(Path file, List<String> known, long rounds, LongSupplier nanos) {
    HoursProblem problem = read(file);
    long start = nanos.getAsLong();
    HoursAssignment.Answer answer = HoursAssignment.solve(problem, 1, rounds);
    double seconds = (nanos.getAsLong() - start) / 1e9;
    List<String> findings = HoursChecker.findings(problem, answer);
    if (!findings.isEmpty()) {
      throw new IllegalStateException(file + ": " + findings.getFirst());
    }
    String name = String.valueOf(file.getFileName());
    long best =
        known.stream()
            .map(line -> line.split(",", -1))
            .filter(cells -> cells[0].endsWith("/" + name))
            .mapToLong(cells -> Long.parseLong(cells[7]))
            .findFirst()
            .orElseThrow();
    long left = Arrays.stream(answer.pairOf()).filter(pair -> pair < 0).count();
    return String.format(
        Locale.ROOT,
        "hours=%s orders=%d people=%d cost=%d left=%d checked=yes best_known=%d gap_percent=%.3f own_bound=%d rounds=%d seconds=%.1f",
        name,
        problem.orders(),
        problem.people(),
        answer.cost(),
        left,
        best,
        100.0 * (answer.cost() - best) / best,
        answer.leastCost(),
        rounds,
        seconds);
  }

  static HoursProblem read(Path file) {
    Iterator<Long> numbers;
    try {
      numbers =
          Stream.of(Files.readString(file).strip().split("\\s+")).map(Long::valueOf).iterator();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int people = Math.toIntExact(numbers.next());
    int orders = Math.toIntExact(numbers.next());
    long[][] costs = table(numbers, people, orders);
    long[][] minutes = table(numbers, people, orders);
    AssignmentProblem.Builder builder =
        AssignmentProblem.builder().expecting(orders, people, orders * people);
    long[] free = new long[people];
    for (int person = 0; person < people; person++) {
      free[person] = numbers.next();
      builder.person(0);
    }
    int[] byPair = new int[orders * people];
    for (int order = 0; order < orders; order++) {
      builder.order(MUST);
      for (int person = 0; person < people; person++) {
        builder.pair(person, costs[person][order]);
        byPair[order * people + person] = Math.toIntExact(minutes[person][order]);
      }
    }
    return new HoursProblem(builder.build(), byPair, free);
  }

  private static long[][] table(Iterator<Long> numbers, int rows, int columns) {
    long[][] table = new long[rows][columns];
    for (long[] row : table) {
      for (int column = 0; column < columns; column++) {
        row[column] = numbers.next();
      }
    }
    return table;
  }
}
