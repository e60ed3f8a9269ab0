package org.yanzhen.solver.plan;

import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code solve routes FILE --seconds S --seed N [--out FILE.sol]}: plans a benchmark file and
 * prints how good it is.
 */
public final class RoutesCommand {
  private static final String USAGE =
      "solve routes FILE [--seconds S] [--seed N] [--iterations N] [--out FILE.sol]";

  private record Asked(Path file, Duration time, long iterations, long seed, Optional<Path> out) {}

  private RoutesCommand() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  /** Returns the exit code: 0, or 2 for a wrong call or file. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    try {
      Asked asked = parse(arguments);
      RoutingFile file = RoutingFile.read(asked.file);
      Budget budget = new Budget(asked.iterations, asked.time);
      DayPlan plan = DayPlanner.byThreadTime().plan(file.problem(), asked.seed, budget);
      List<String> wrong = PlanChecker.violations(file.problem(), plan);
      if (!wrong.isEmpty()) {
        err.println("The plan is wrong, which must not happen: " + wrong.getFirst());
        return 1;
      }
      if (asked.out.isPresent()) {
        RoutingSolution.write(asked.out.get(), file, plan);
      }
      out.println(summary(file, plan));
      return 0;
    } catch (RoutingFile.Unreadable | IllegalArgumentException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println("A file could not be read or written: " + e.getMessage());
    }
    return 2;
  }

  /**
   * What is printed; an unserved order keeps its penalty out of the cost and is counted instead.
   */
  private static String summary(RoutingFile file, DayPlan plan) {
    String unserved = plan.leftOut().isEmpty() ? "" : " unserved=" + plan.leftOut().size();
    String gap =
        plan.leftOut().isEmpty()
            ? file.gapPercent(plan.cost())
                .map(value -> String.format(Locale.ROOT, "%.2f", value))
                .orElse("unknown")
            : "unknown";
    return "cost="
        + file.publishedCost(plan).toPlainString()
        + " best_known="
        + file.bestKnown().map(BigDecimal::toPlainString).orElse("unknown")
        + " gap_percent="
        + gap
        + " iterations="
        + plan.iterations()
        + unserved;
  }

  private static Asked parse(List<String> arguments) {
    Optional<Path> file = Optional.empty();
    Optional<Path> out = Optional.empty();
    Duration time = Duration.ofSeconds(10);
    long iterations = Long.MAX_VALUE;
    long seed = 1;
    for (int index = 0; index < arguments.size(); index++) {
      String word = arguments.get(index);
      if (!word.startsWith("--")) {
        if (file.isPresent()) {
          throw new IllegalArgumentException("One file at a time. Usage: " + USAGE);
        }
        file = Optional.of(Path.of(word));
        continue;
      }
      String value = index + 1 < arguments.size() ? arguments.get(++index) : "";
      switch (word) {
        case "--seconds" ->
            time = Duration.ofMillis(Math.round(1000 * number(word, value, 86_400)));
        case "--seed" -> seed = (long) number(word, value, 1e15);
        case "--iterations" -> iterations = (long) number(word, value, 1e15);
        case "--out" -> out = Optional.of(Path.of(value));
        default ->
            throw new IllegalArgumentException("There is no option " + word + ". Usage: " + USAGE);
      }
    }
    if (file.isEmpty()) {
      throw new IllegalArgumentException("A file is missing. Usage: " + USAGE);
    }
    return new Asked(file.get(), time, iterations, seed, out);
  }

  private static double number(String option, String value, double most) {
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a number, not '" + value + "'");
    }
    if (!(number >= 0 && number <= most)) {
      throw new IllegalArgumentException(
          option + " lies between 0 and " + (long) most + ", not " + value);
    }
    return number;
  }
}
