package org.yanzhen.bench.assign;

import com.google.ortools.Loader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongSupplier;
import org.yanzhen.solver.assign.Assignment;
import org.yanzhen.solver.assign.AssignmentChecker;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.BatchAssignment;
import org.yanzhen.solver.assign.KeptWords;
import org.yanzhen.solver.assign.LiveAssignment;

/** {@code ./yanzhen bench assign|live|online}; prints {@code name=value} lines. */
public final class AssignBench {
  private static final double MILLION = 1e6;

  /** The service's budget: how many people one change may reach (dispatch/Formation). */
  private static final long SERVICE_BUDGET = 200;

  /** Prices of sending somebody else than was told, in metres of way, from none to any. */
  private static final long[] DISPLACED = {0, 1000, 3000, 10_000, 30_000, 1_000_000};

  private static final String CHECKED =
      "Every answer passed the checker and costs what OR-Tools says; those with hours instead of heads\n"
          + "(files of the generalised assignment problem) are feasible, and how far above the best known they\n"
          + "are is said.\n";

  private static final List<String> PRINTED = new ArrayList<>();

  private AssignBench() {}

  /** Arguments: what, {@code --quick} or {@code --full}, the folder of files, where it is kept. */
  public static void main(String[] args) throws IOException {
    boolean full = args[1].equals("--full");
    print(
        "machine=%s cores=%d load=%.2f java=%s at=%s",
        System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version(),
        Instant.now().truncatedTo(ChronoUnit.MINUTES));
    Path file = Path.of(args[2], "dispatch-5000x1000-seed42.txt.gz");
    switch (args[0]) {
      case "assign" -> {
        assign(file, full);
        long rounds = full ? 20_000_000 : 4_000_000;
        HoursFiles.all(Path.of(args[2]), rounds, AssignBench::processorNanos)
            .forEach(line -> print("%s", line));
      }
      case "live" -> live(full);
      case "online" -> online(file);
      default -> throw new IllegalArgumentException(args[0]);
    }
    keep(Path.of(args[3]), args[0], args[1]);
  }

  private static void keep(Path file, String what, String length) throws IOException {
    Files.writeString(
        file,
        "# Assignment: `./yanzhen bench "
            + what
            + " "
            + length
            + "`\n\nWritten by the bench. Times are processor time of the one thread. The load is that of the"
            + " machine when it began, the bench not counted.\n"
            + (what.equals("assign") ? CHECKED : "")
            + "\n```\n"
            + String.join("\n", PRINTED)
            + "\n```\n");
  }

  private static void assign(Path file, boolean full) throws IOException {
    Loader.loadNativeLibraries();
    if (Files.exists(file)) {
      County county = County.read(file);
      compare(county, 10, full);
      compare(county, 5, full);
    } else {
      System.out.println("skipped=" + file);
    }
    for (County county :
        List.of(
            County.made(7, 1000, 200, 60),
            County.made(8, 5000, 1000, 20),
            County.made(9, full ? 20_000 : 10_000, full ? 4000 : 2000, 15))) {
      int even = Math.ceilDiv(county.orders(), county.people());
      compare(county, 2 * even, full);
      compare(county, even, full);
      compare(county, Math.max(1, even - 1), full);
    }
  }

  private static void compare(County county, int capacity, boolean full) {
    int runs = full ? 20 : 7;
    LongSupplier ours = () -> BatchAssignment.solve(county.problem(capacity)).cost();
    LongSupplier peers = () -> FlowPeer.cost(county, capacity);
    double[] own = milliseconds(ours, runs);
    double[] peer = milliseconds(peers, runs);
    AssignmentProblem problem = county.problem(capacity);
    Assignment answer = BatchAssignment.solve(problem);
    List<String> findings = AssignmentChecker.findings(problem, answer);
    if (!findings.isEmpty() || answer.cost() != peers.getAsLong()) {
      throw new IllegalStateException("not the optimum: " + findings);
    }
    print(
        "instance=%s pairs=%d capacity=%d cost=%d left=%d checked=yes"
            + " own_cold_ms=%.1f own_ms=%.1f ortools_cold_ms=%.1f ortools_ms=%.1f ratio=%.2f",
        county.name(),
        county.pairs(),
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
    if (!live.isExact()) {
      throw new IllegalStateException("settled and not exact");
    }
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
      ranking[at] = ranked - removed;
      removal[at] = removed - start;
      whole[at] = arrival[at] + ranking[at];
      if (budget < Long.MAX_VALUE && !live.isExact()) {
        over++;
        long before = processorNanos();
        live.settle();
        settling += processorNanos() - before;
      }
    }
    print(
        "people=%d orders=%d capacity=%d budget=%s filling_ms=%.0f over_budget_percent=%.1f"
            + " settling_mean_ms=%.1f %s %s %s %s",
        people,
        orders,
        capacity,
        budget < Long.MAX_VALUE ? budget : "none",
        filling,
        50.0 * over / changes,
        over == 0 ? 0 : settling / MILLION / over,
        percentiles("arrival", arrival),
        percentiles("ranking", ranking),
        percentiles("removal", removal),
        percentiles("decision", whole));
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

  private static void online(Path file) throws IOException {
    County county = Files.exists(file) ? County.read(file) : County.made(8, 5000, 1000, 20);
    for (int capacity : new int[] {10, 5}) {
      long best = BatchAssignment.solve(county.problem(capacity)).cost();
      print(
          "online=%s capacity=%d greedy=%.3f hindsight=%d",
          county.name(), capacity, (double) greedy(county, capacity) / best, best);
      for (long displaced : DISPLACED) {
        online(county, capacity, displaced, best);
        stability(county, capacity, displaced, best);
      }
      for (Morning morning : Morning.values()) {
        fewestBroken(county, capacity, morning, best);
      }
    }
  }

  /** Each order is told to its person on arrival; from then on a move has its price. */
  private static void online(County county, int capacity, long displaced, long best) {
    LiveAssignment live = empty(county, capacity);
    int[] numbers = new int[county.orders()];
    int[] told = new int[county.orders()];
    for (int order = 0; order < county.orders(); order++) {
      numbers[order] = add(county, live, order);
      told[order] = live.personOf(numbers[order]);
      if (told[order] >= 0) {
        live.pin(numbers[order], displaced);
      }
    }
    print(
        "online=%s capacity=%d displaced=%d own=%.3f unchanged_percent=%.2f",
        county.name(),
        capacity,
        displaced,
        (double) plainCost(county, live, numbers) / best,
        percentUnchanged(live, numbers, told));
  }

  private static double percentUnchanged(LiveAssignment live, int[] numbers, int[] told) {
    int same = 0;
    for (int order = 0; order < told.length; order++) {
      same += live.personOf(numbers[order]) == told[order] ? 1 : 0;
    }
    return 100.0 * same / told.length;
  }

  private static long greedy(County county, int capacity) {
    int[] load = new int[county.people()];
    long sum = 0;
    for (int order = 0; order < county.orders(); order++) {
      long least = county.unserved()[order];
      int best = -1;
      for (int pair = county.rowStart()[order]; pair < county.rowStart()[order + 1]; pair++) {
        int person = county.pairPerson()[pair];
        if (load[person] < capacity && county.pairCost()[pair] < least) {
          least = county.pairCost()[pair];
          best = person;
        }
      }
      if (best >= 0) {
        load[best]++;
      }
      sum += least;
    }
    return sum;
  }

  private static LiveAssignment empty(County county, int capacity) {
    LiveAssignment live = new LiveAssignment(Long.MAX_VALUE);
    for (int person = 0; person < county.people(); person++) {
      live.addPerson(new long[capacity]);
    }
    return live;
  }

  private static int add(County county, LiveAssignment live, int order) {
    return live.addOrder(county.unserved()[order], county.peopleOf(order), county.costsOf(order));
  }

  private static long plainCost(County county, LiveAssignment live, int[] numbers) {
    long sum = 0;
    for (int order = 0; order < numbers.length; order++) {
      int person = live.personOf(numbers[order]);
      sum += person < 0 ? county.unserved()[order] : costOf(county, order, person);
    }
    return sum;
  }

  private static long costOf(County county, int order, int person) {
    for (int pair = county.rowStart()[order]; pair < county.rowStart()[order + 1]; pair++) {
      if (county.pairPerson()[pair] == person) {
        return county.pairCost()[pair];
      }
    }
    throw new IllegalStateException("order " + order + " cannot go to " + person);
  }

  /** 95 % of the orders are assigned and told; the last 5 % arrive. */
  private static void stability(County county, int capacity, long displaced, long best) {
    int before = county.orders() * 95 / 100;
    LiveAssignment live = empty(county, capacity);
    int[] numbers = new int[county.orders()];
    int[] told = new int[before];
    for (int order = 0; order < before; order++) {
      numbers[order] = add(county, live, order);
    }
    for (int order = 0; order < before; order++) {
      told[order] = live.personOf(numbers[order]);
      if (told[order] >= 0) {
        live.pin(numbers[order], displaced);
      }
    }
    for (int order = before; order < county.orders(); order++) {
      numbers[order] = add(county, live, order);
    }
    print(
        "stability=%s capacity=%d displaced=%d unchanged_percent=%.2f extra_cost_percent=%.2f",
        county.name(),
        capacity,
        displaced,
        percentUnchanged(live, numbers, told),
        100.0 * (plainCost(county, live, numbers) - best) / best);
  }

  /** How the 95 % were assigned before anybody was told. */
  private enum Morning {
    /** As cheaply as they can be. */
    CHEAPEST,
    /** The first in a hand is cheaper than the last, so that room is spread. */
    SPREAD,
    /** Together with as many made-up orders as are expected, drawn from those that are there. */
    EXPECTING
  }

  /**
   * How many of those told in the morning can keep their word if the day may cost 1 % more than the
   * best: ours, and the most there is, which the cost at a price of a broken word proves.
   */
  private static void fewestBroken(County county, int capacity, Morning morning, long best) {
    int before = county.orders() * 95 / 100;
    int[] told = Arrays.copyOf(told(county, capacity, morning, before), county.orders());
    Arrays.fill(told, before, county.orders(), KeptWords.NOBODY);
    long words = Arrays.stream(told).filter(person -> person >= 0).count();
    for (double percent : new double[] {0.5, 1, 2, 5}) {
      long limit = best + (long) (best * percent / 100);
      KeptWords.Answer answer = KeptWords.within(county.problem(capacity), told, limit);
      print(
          "kept=%s capacity=%d morning=%s most_extra_percent=%.1f unchanged_percent=%.2f"
              + " unchanged_at_most_percent=%.2f extra_cost_percent=%.2f price=%d",
          county.name(),
          capacity,
          morning.name().toLowerCase(Locale.ROOT),
          percent,
          100.0 * (words - answer.broken()) / words,
          100.0 * (words - answer.leastBroken()) / words,
          100.0 * (answer.cost() - best) / best,
          answer.price());
    }
  }

  private static int[] told(County county, int capacity, Morning morning, int before) {
    long step = morning == Morning.SPREAD ? 1000 : 0;
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    for (int person = 0; person < county.people(); person++) {
      builder.person(capacity, step);
    }
    for (int order = 0; order < before; order++) {
      county.addTo(builder, order);
    }
    Random random = new Random(13);
    for (int order = before; morning == Morning.EXPECTING && order < county.orders(); order++) {
      county.addTo(builder, random.nextInt(before));
    }
    AssignmentProblem problem = builder.build();
    Assignment answer = BatchAssignment.solve(problem);
    int[] told = new int[before];
    for (int order = 0; order < before; order++) {
      int pair = answer.pairOf(order);
      told[order] = pair == Assignment.LEFT ? KeptWords.NOBODY : problem.person(pair);
    }
    return told;
  }

  private static void print(String format, Object... values) {
    String line = String.format(Locale.ROOT, format, values);
    PRINTED.add(line);
    System.out.println(line);
  }
}
