package org.yanzhen.bench.routes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.yanzhen.bench.PeerVersions;
import org.yanzhen.solver.plan.DayPlan;
import org.yanzhen.solver.plan.PlanChecker;
import org.yanzhen.solver.plan.PlanProblem;
import org.yanzhen.solver.plan.RoutingFile;
import org.yanzhen.solver.plan.Timetable;

/**
 * {@code ./yanzhen bench routes}; {@code bench/run} calls this. Each answer is a line of a csv file
 * as soon as it is there, and what is there is not run again: a long run can be stopped, split and
 * resumed. The table is made from all lines.
 */
public final class RoutesBench {
  private static final List<Peer> PEERS =
      List.of(new Ours(), new OrTools(), new Timefold(), new JspritPeer());
  private static final Duration SHORT = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final List<String> FEW =
      List.of(
          "solomon/R106.txt",
          "solomon/RC208.txt",
          "sdvrptw/PR06.vrp",
          "vrptw-1000/RC2_10_5.vrp",
          "own/S960.vrp");

  /** One file, for how long, in which group of the table. */
  private record Task(String group, Path file, Duration time) {}

  /** What is asked for; without a solver or pattern, all. */
  private record Asked(
      boolean full,
      Optional<String> only,
      Optional<PathMatcher> files,
      int seeds,
      Path data,
      Path lines,
      Path report,
      String revision) {}

  private final Asked asked;
  private final RoutesLines lines;

  private RoutesBench(Asked asked) throws IOException {
    this.asked = asked;
    lines = RoutesLines.in(asked.lines);
  }

  public static void main(String[] arguments) throws IOException {
    Asked asked;
    try {
      asked = parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "machine=%s cores=%d load=%.2f java=%s commit=%s peers=%s%n",
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        load(),
        Runtime.version(),
        asked.revision,
        PeerVersions.present().replace(' ', '_'));
    System.out.println(
        "Peers run as a plain user would run them: their documented model and default search, one thread.");
    RoutesBench bench = new RoutesBench(asked);
    bench.run();
    System.out.print(bench.lines.table());
    Files.writeString(asked.report, bench.lines.report(PeerVersions.present()));
  }

  private static Asked parse(String[] arguments) {
    boolean full = false;
    Optional<String> only = Optional.empty();
    Optional<PathMatcher> files = Optional.empty();
    int seeds = 0;
    Path data = Path.of("data");
    Path lines = Path.of("routes.csv");
    Path report = Path.of("RESULTS-routes.md");
    String revision = "unknown";
    for (int index = 0; index < arguments.length; index++) {
      String word = arguments[index];
      if (word.equals("--quick") || word.equals("--full")) {
        full = word.equals("--full");
        continue;
      }
      if (index + 1 == arguments.length) {
        throw new IllegalArgumentException(word + " needs a value");
      }
      String value = arguments[++index];
      switch (word) {
        case "--only" -> only = Optional.of(solver(value));
        case "--files" ->
            files = Optional.of(FileSystems.getDefault().getPathMatcher("glob:" + value));
        case "--seeds" -> seeds = seeds(value);
        case "--data" -> data = Path.of(value);
        case "--lines" -> lines = Path.of(value);
        case "--report" -> report = Path.of(value);
        case "--revision" -> revision = value;
        default -> throw new IllegalArgumentException("bench routes does not know '" + word + "'.");
      }
    }
    return new Asked(
        full, only, files, seeds > 0 ? seeds : full ? 3 : 1, data, lines, report, revision);
  }

  private static String solver(String value) {
    String name = value.equals("ours") ? "yanzhen" : value;
    if (PEERS.stream().noneMatch(peer -> peer.name().equals(name))) {
      throw new IllegalArgumentException(
          "--only is ours, or-tools, timefold or jsprit, not '" + value + "'.");
    }
    return name;
  }

  private static int seeds(String value) {
    if (!value.matches("[1-9][0-9]?")) {
      throw new IllegalArgumentException("--seeds is a number from 1 to 99, not '" + value + "'.");
    }
    return Integer.parseInt(value);
  }

  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private List<Task> tasks() throws IOException {
    List<Task> all = new ArrayList<>();
    addAll(all, "solomon", ".txt", SHORT);
    addAll(all, "vrptw-1000", ".vrp", LONG);
    addAll(all, "sdvrptw", ".vrp", LONG);
    Path own = asked.lines.toAbsolutePath().resolveSibling("own");
    Path best = asked.report.toAbsolutePath().resolveSibling("own").resolve(OwnDay.NAME + ".sol");
    OwnDay.write(own, best);
    all.add(new Task("own", own.resolve(OwnDay.NAME + ".vrp"), LONG));
    List<Task> tasks = new ArrayList<>();
    for (Task task : all) {
      Path name = Path.of(task.group).resolve(task.file.getFileName());
      boolean wanted =
          asked.files.isPresent()
              ? asked.files.get().matches(name) || asked.files.get().matches(name.getFileName())
              : asked.full || FEW.contains(name.toString());
      if (wanted) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  private void addAll(List<Task> tasks, String group, String ending, Duration time)
      throws IOException {
    if (!Files.isDirectory(asked.data.resolve(group))) {
      System.out.println("skipped=" + group);
      return;
    }
    try (Stream<Path> files = Files.list(asked.data.resolve(group))) {
      files
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .forEach(file -> tasks.add(new Task(group, file, time)));
    }
  }

  private void run() throws IOException {
    for (Task task : tasks()) {
      RoutingFile file = RoutingFile.read(task.file);
      for (int seed = 1; seed <= asked.seeds; seed++) {
        for (Peer peer : PEERS) {
          if (asked.only.isEmpty() || asked.only.get().equals(peer.name())) {
            runOne(task, file, peer, seed);
          }
        }
      }
    }
  }

  private void runOne(Task task, RoutingFile file, Peer peer, int seed) throws IOException {
    PlanProblem problem = file.problem();
    String name = String.valueOf(task.file.getFileName()).replaceFirst("\\.[^.]*$", "");
    if (!peer.models(problem)) {
      System.out.printf("instance=%s solver=%s not_modelled=true%n", name, peer.name());
      return;
    }
    if (lines.has(task.group, name, peer.name(), seed, task.time)) {
      System.out.printf("instance=%s solver=%s seed=%d known=true%n", name, peer.name(), seed);
      return;
    }
    double load = load();
    ProcessorTime clock = new ProcessorTime();
    List<List<Integer>> visits = peer.solve(problem, task.time, seed);
    double seconds = clock.nanos() / 1e9;
    DayPlan plan = new Timetable(problem).of(visits);
    List<String> wrong = PlanChecker.violations(problem, plan);
    boolean good =
        wrong.isEmpty() && plan.leftOut().isEmpty() && visits.size() <= problem.people().size();
    RoutesLines.Line line =
        new RoutesLines.Line(
            task.group,
            name,
            peer.name(),
            seed,
            task.time.toSeconds(),
            seconds,
            good ? file.published(plan.cost()).toPlainString() : "none",
            good ? file.gapPercent(plan.cost()) : Optional.empty(),
            good ? "passed" : refusal(plan, wrong),
            load,
            Instant.now().truncatedTo(ChronoUnit.MINUTES),
            asked.revision);
    lines.add(line);
    System.out.println(line.said());
    lines
        .oursTo(line)
        .ifPresent(
            ratio ->
                System.out.printf(
                    Locale.ROOT,
                    "instance=%s solver=%s seed=%d cost_ours_to_peer=%.4f%n",
                    name,
                    peer.name(),
                    seed,
                    ratio));
  }

  private static String refusal(DayPlan plan, List<String> wrong) {
    return wrong.isEmpty()
        ? "refused:" + plan.leftOut().size() + "_left_out"
        : "refused:" + wrong.size() + "_rules";
  }
}
