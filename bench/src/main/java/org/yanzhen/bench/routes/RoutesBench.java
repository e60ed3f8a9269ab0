package org.yanzhen.bench.routes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yanzhen.solver.plan.DayPlan;
import org.yanzhen.solver.plan.PlanChecker;
import org.yanzhen.solver.plan.PlanProblem;
import org.yanzhen.solver.plan.RoutingFile;
import org.yanzhen.solver.plan.Timetable;

/** {@code ./yanzhen bench routes [--quick|--full]}; {@code bench/run} calls this. */
public final class RoutesBench {
  private static final List<Peer> PEERS =
      List.of(new Ours(), new OrTools(), new Timefold(), new JspritPeer());
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofSeconds(60);

  /** One file, for how long, in which group of the table. */
  private record Task(String group, Path file, Duration time) {}

  /** What one solver made of one file; the gap is missing if the answer was refused. */
  private record Result(String group, String peer, double gap, boolean good) {}

  private final Path data;
  private final List<Result> results = new ArrayList<>();

  private RoutesBench(Path data) {
    this.data = data;
  }

  /**
   * Arguments: {@code --quick} or {@code --full}, the folder of the files, where the table goes.
   */
  public static void main(String[] arguments) throws IOException {
    boolean full = arguments[0].equals("--full");
    RoutesBench bench = new RoutesBench(Path.of(arguments[1]));
    String machine = machine();
    System.out.println(machine);
    System.out.println(
        "Peers run as a plain user would run them: their documented model and default search, one thread.");
    bench.run(full ? bench.everything() : bench.few(), full ? 3 : 1);
    System.out.print(bench.table());
    Files.writeString(Path.of(arguments[2]), bench.report(machine, arguments[0]));
  }

  private static String machine() {
    return String.format(
        Locale.ROOT,
        "machine=%s cores=%d load=%.2f java=%s",
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version());
  }

  private List<Task> few() {
    return List.of(
        new Task("solomon", data.resolve("solomon/R106.txt"), SHORT),
        new Task("solomon", data.resolve("solomon/RC208.txt"), SHORT),
        new Task("sdvrptw", data.resolve("sdvrptw/PR06.vrp"), LONG),
        new Task("vrptw-1000", data.resolve("vrptw-1000/RC2_10_5.vrp"), LONG));
  }

  private List<Task> everything() throws IOException {
    List<Task> tasks = new ArrayList<>();
    addAll(tasks, "solomon", ".txt", SHORT);
    addAll(tasks, "vrptw-1000", ".vrp", LONG);
    addAll(tasks, "sdvrptw", ".vrp", LONG);
    return tasks;
  }

  private void addAll(List<Task> tasks, String group, String ending, Duration time)
      throws IOException {
    try (Stream<Path> files = Files.list(data.resolve(group))) {
      files
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .forEach(file -> tasks.add(new Task(group, file, time)));
    }
  }

  private void run(List<Task> tasks, int seeds) throws IOException {
    for (Task task : tasks) {
      RoutingFile file = RoutingFile.read(task.file);
      for (int seed = 1; seed <= seeds; seed++) {
        for (Peer peer : PEERS) {
          runOne(task, file, peer, seed);
        }
      }
    }
  }

  private void runOne(Task task, RoutingFile file, Peer peer, int seed) {
    PlanProblem problem = file.problem();
    if (!peer.models(problem)) {
      System.out.printf("instance=%s solver=%s not_modelled=true%n", file.name(), peer.name());
      return;
    }
    ProcessorTime clock = new ProcessorTime();
    List<List<Integer>> visits = peer.solve(problem, task.time, seed);
    double seconds = clock.nanos() / 1e9;
    DayPlan plan = new Timetable(problem).of(visits);
    List<String> wrong = PlanChecker.violations(problem, plan);
    boolean good =
        wrong.isEmpty() && plan.leftOut().isEmpty() && visits.size() <= problem.people().size();
    double gap = file.gapPercent(plan.cost()).orElse(Double.NaN);
    results.add(new Result(task.group, peer.name(), gap, good));
    System.out.printf(
        Locale.ROOT,
        "instance=%s solver=%s seed=%d cpu_seconds=%.1f cost=%s gap_percent=%s ratio_to_best_known=%s checker=%s%n",
        file.name(),
        peer.name(),
        seed,
        seconds,
        good ? file.published(plan.cost()).toPlainString() : "none",
        good ? String.format(Locale.ROOT, "%.2f", gap) : "none",
        good ? String.format(Locale.ROOT, "%.4f", 1 + gap / 100) : "none",
        good ? "passed" : refusal(plan, wrong));
  }

  private static String refusal(DayPlan plan, List<String> wrong) {
    return wrong.isEmpty()
        ? "refused:" + plan.leftOut().size() + "_left_out"
        : "refused:" + wrong.size() + "_rules";
  }

  private String table() {
    StringBuilder text =
        new StringBuilder(
            "\n| files | solver | runs | refused | mean gap % | worst gap % |\n|---|---|---|---|---|---|\n");
    Map<String, List<Result>> rows = new TreeMap<>();
    for (Result result : results) {
      rows.computeIfAbsent(result.group + " | " + result.peer, unused -> new ArrayList<>())
          .add(result);
    }
    rows.forEach((name, row) -> text.append(line(name, row)));
    return text.toString();
  }

  private static String line(String name, List<Result> row) {
    double[] gaps = row.stream().filter(Result::good).mapToDouble(Result::gap).toArray();
    double sum = 0;
    double worst = 0;
    for (double gap : gaps) {
      sum += gap;
      worst = Math.max(worst, gap);
    }
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %s | %s |%n",
        name,
        row.size(),
        row.size() - gaps.length,
        gaps.length == 0 ? "–" : String.format(Locale.ROOT, "%.2f", sum / gaps.length),
        gaps.length == 0 ? "–" : String.format(Locale.ROOT, "%.2f", worst));
  }

  private String report(String machine, String length) {
    return """
        # Day plans against peers

        `./yanzhen bench routes %s`; %s. The same processor seconds of one thread for everybody: 10 for 100 customers,
        60 for the others; every answer passed the checker or is counted as refused. Peers run as a plain user would run
        them: their documented model and default search (OR-Tools may drop orders at a penalty, and is refused if it does). Timefold and jsprit have no ready model of skills by site and a
        longest day, so they do not appear there.
        """
            .formatted(length, machine)
        + table();
  }
}
