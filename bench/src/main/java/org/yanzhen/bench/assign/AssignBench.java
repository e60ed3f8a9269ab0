package org.yanzhen.bench.assign;

import com.google.ortools.Loader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;
import org.yanzhen.bench.PeerVersions;
import org.yanzhen.solver.assign.Assignment;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.BatchAssignment;
import org.yanzhen.solver.assign.LiveAssignment;

/** {@code ./yanzhen bench assign|live|online}; prints {@code name=value} lines. */
public final class AssignBench {
  private static final double MILLION = 1e6;

  /** The service's budget: how many people one change may reach (dispatch/Formation). */
  private static final long SERVICE_BUDGET = 200;

  private static final Duration TIMEFOLD = Duration.ofSeconds(10);

  private static final Lines LINES = new Lines();

  private AssignBench() {}

  /** Arguments: what, {@code --quick} or {@code --full}, the folder of files, report, revision. */
  public static void main(String[] args) throws IOException {
    String what = args[0];
    boolean full = args[1].equals("--full");
    LINES.print(
        "machine=%s cores=%d load=%.2f java=%s at=%s commit=%s",
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version(),
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        args[4]);
    Path file = Path.of(args[2], "dispatch-5000x1000-seed42.txt.gz");
    switch (what) {
      case "assign" -> {
        assign(file, full);
        long rounds = full ? 20_000_000 : 4_000_000;
        HoursFiles.all(Path.of(args[2]), rounds, AssignBench::processorNanos)
            .forEach(line -> LINES.print("%s", line));
      }
      case "live" -> live(full);
      case "online" -> {
        new OnlineBench(LINES).run(file);
        new PinnedBench(LINES).run(file, full);
      }
      default -> throw new IllegalArgumentException(what);
    }
    Files.writeString(
        Path.of(args[3]), Report.of(what, args[1], PeerVersions.present(), LINES.text()));
  }

  private static void assign(Path file, boolean full) throws IOException {
    Loader.loadNativeLibraries();
    if (Files.exists(file)) {
      County county = County.read(file);
      for (int capacity : new int[] {10, 5}) {
        compare(county, capacity, full);
        timefold(county, capacity);
      }
    } else {
      System.out.println("skipped=" + file);
    }
    List<County> counties = new ArrayList<>();
    counties.add(County.made(7, 1000, 200, 60));
    counties.add(County.made(8, 5000, 1000, 20));
    if (full) {
      counties.add(County.made(9, 20_000, 4000, 15));
      // Everybody with the skill can go anywhere; and hardly beyond the next village.
      counties.add(County.made(10, 5000, 1000, 200));
      counties.add(County.made(12, 5000, 1000, 6));
    } else {
      counties.add(County.made(9, 10_000, 2000, 15));
    }
    for (County county : counties) {
      int even = Math.ceilDiv(county.orders(), county.people());
      for (int capacity : new int[] {2 * even, even, Math.max(1, even - 1)}) {
        compare(county, capacity, full);
        if (full) {
          timefold(county, capacity);
        }
      }
    }
  }

  /** What Timefold comes to where the answer is known to be the best. */
  private static void timefold(County county, int capacity) {
    long best = BatchAssignment.solve(county.problem(capacity)).cost();
    long before = processorNanos();
    int[] personOf = TimefoldPeer.personOf(county, capacity, TIMEFOLD);
    double seconds = (processorNanos() - before) / 1e9;
    long cost = county.cost(personOf);
    Checked.feasibleFor(county.problem(capacity), personOf, cost);
    LINES.print(
        "instance=%s capacity=%d peer=timefold seconds=%.1f cost=%d left=%d checked=yes"
            + " cost_ours_to_peer=%.4f",
        county.name(),
        capacity,
        seconds,
        cost,
        Arrays.stream(personOf).filter(person -> person < 0).count(),
        (double) best / cost);
  }

  private static void compare(County county, int capacity, boolean full) {
    int runs = full ? 20 : 7;
    LongSupplier ours = () -> BatchAssignment.solve(county.problem(capacity)).cost();
    LongSupplier peers = () -> FlowPeer.cost(county, capacity);
    double[] own = milliseconds(ours, runs);
    double[] peer = milliseconds(peers, runs);
    AssignmentProblem problem = county.problem(capacity);
    Assignment answer = BatchAssignment.solve(problem);
    Checked.best(problem, answer);
    if (answer.cost() != peers.getAsLong()) {
      throw new IllegalStateException("OR-Tools says " + peers.getAsLong());
    }
    LINES.print(
        "instance=%s pairs=%d pairs_an_order=%.1f capacity=%d cost=%d left=%d checked=yes"
            + " own_cold_ms=%.1f own_ms=%.1f ortools_cold_ms=%.1f ortools_ms=%.1f ratio=%.2f",
        county.name(),
        county.pairs(),
        (double) county.pairs() / county.orders(),
        capacity,
        answer.cost(),
        answer.left(),
        own[0],
        own[1],
        peer[0],
        peer[1],
        own[1] / peer[1]);
  }

  /** The first run, and the median of as many runs after as many that are not counted. */
  private static double[] milliseconds(LongSupplier work, int runs) {
    double[] times = new double[2 * runs];
    for (int run = 0; run < times.length; run++) {
      long before = processorNanos();
      long warmed = work.getAsLong();
      times[run] = (processorNanos() - before) / MILLION;
    }
    double first = times[0];
    double[] warm = Arrays.copyOfRange(times, runs, 2 * runs);
    Arrays.sort(warm);
    return new double[] {first, warm[runs / 2]};
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void live(boolean full) {
    live(1000, 5000, 10, Long.MAX_VALUE);
    live(1000, 5000, 5, Long.MAX_VALUE);
    if (full) {
      live(10_000, 50_000, 10, Long.MAX_VALUE);
      live(10_000, 50_000, 5, SERVICE_BUDGET);
    }
  }

  /**
   * Fills the county, then one order goes and another comes, again and again.
   *
   * @param budget how many people one change may reach; what went over it is settled between the
   *     times that are taken
   */
  private static void live(int people, int orders, int capacity, long budget) {
    int changes = people > 5000 ? 500 : 4000;
    County county = County.made(11, orders + 2 * changes, people, people > 5000 ? 10 : 20);
    LiveAssignment live = new LiveAssignment(budget);
    for (int person = 0; person < people; person++) {
      live.addPerson(new long[capacity]);
    }
    int[] numbers = new int[orders];
    long began = processorNanos();
    for (int order = 0; order < orders; order++) {
      numbers[order] =
          live.addWaiting(county.unserved()[order], county.peopleOf(order), county.costsOf(order));
    }
    live.settle();
    double filling = (processorNanos() - began) / MILLION;
    int[] held = new int[orders];
    Arrays.setAll(held, order -> order);
    check(county, capacity, live, held, numbers);
    int checks = 1;
    Random random = new Random(12);
    long[] arrival = new long[changes];
    long[] ranking = new long[changes];
    long[] removal = new long[changes];
    long[] whole = new long[changes];
    int over = 0;
    long settling = 0;
    for (int change = 0; change < 2 * changes; change++) {
      int at = change % changes;
      int which = random.nextInt(orders);
      int order = orders + change;
      int[] who = county.peopleOf(order);
      long[] costs = county.costsOf(order);
      long start = processorNanos();
      live.removeOrder(numbers[which]);
      long removed = processorNanos();
      live.rank(who, costs, 5);
      long ranked = processorNanos();
      numbers[which] = live.addOrder(county.unserved()[order], who, costs);
      arrival[at] = processorNanos() - ranked;
      held[which] = order;
      ranking[at] = ranked - removed;
      removal[at] = removed - start;
      whole[at] = arrival[at] + ranking[at];
      if (budget < Long.MAX_VALUE && !live.isExact()) {
        over++;
        long before = processorNanos();
        live.settle();
        settling += processorNanos() - before;
      }
      if ((change + 1) % (changes / 2) == 0) {
        check(county, capacity, live, held, numbers);
        checks++;
      }
    }
    LINES.print(
        "people=%d orders=%d capacity=%d budget=%s filling_ms=%.0f over_budget_percent=%.1f"
            + " settling_mean_ms=%.1f checked=%d_times %s %s %s %s",
        people,
        orders,
        capacity,
        budget < Long.MAX_VALUE ? budget : "none",
        filling,
        50.0 * over / changes,
        over == 0 ? 0 : settling / MILLION / over,
        checks,
        percentiles("arrival", arrival),
        percentiles("ranking", ranking),
        percentiles("removal", removal),
        percentiles("decision", whole));
  }

  /** The settled state, from the problem alone: feasible, the cost it says, and the best. */
  private static void check(
      County county, int capacity, LiveAssignment live, int[] held, int[] numbers) {
    if (!live.isExact()) {
      throw new IllegalStateException("settled and not exact");
    }
    int[] nobody = new int[held.length];
    Arrays.fill(nobody, FlowPeer.NOBODY);
    AssignmentProblem problem = county.problem(county.evenSlots(capacity), held, nobody, 0);
    Checked.settled(problem, live, numbers);
  }

  private static String percentiles(String name, long[] nanos) {
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "%s_p50_us=%.1f %s_p99_us=%.1f",
        name,
        nanos[nanos.length / 2] / 1000.0,
        name,
        nanos[nanos.length * 99 / 100] / 1000.0);
  }
}
