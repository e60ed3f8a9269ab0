package org.yanzhen.bench.assign;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.yanzhen.solver.assign.Assignment;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.BatchAssignment;
import org.yanzhen.solver.assign.ForesightAssignment;

/**
 * A day that arrives one by one where nobody who was told is ever told anything else: told at once
 * or some orders later, with and without days of the past that stand in for the rest of this one.
 * The past days come from the same county and none of their orders is one of this day; that they
 * bring as many orders as this one is granted.
 */
final class PinnedBench {
  /** By hours of a day of eight: told at once, or so much later. */
  private static final double[] WAITS = {0, 0.25, 1, 2};

  private static final double DAY = 8;

  private static final int DAYS = 16;

  private final Lines lines;

  PinnedBench(Lines lines) {
    this.lines = lines;
  }

  /** One day, and its past. */
  private record Case(County day, List<List<ForesightAssignment.Expected>> past) {}

  void run(Path file, boolean full) throws IOException {
    for (int seed : full ? new int[] {22, 23, 24} : new int[] {22}) {
      halfAndFull(made(seed, 1250, 250, 40), 5, 5);
    }
    if (full) {
      halfAndFull(made(25, 5000, 1000, 20), 5, 5);
      if (Files.exists(file)) {
        halfAndFull(halves(County.read(file)), 3, 2);
      }
    }
  }

  /** With twice the room there are orders for, and with exactly that. */
  private void halfAndFull(Case tried, int even, int odd) {
    run(tried, alternating(tried.day, even + odd, even + odd));
    run(tried, alternating(tried.day, even, odd));
  }

  private Case made(int seed, int orders, int people, int radiusKm) {
    County whole = County.made(seed, orders * (1 + DAYS), people, radiusKm);
    List<List<ForesightAssignment.Expected>> past = new ArrayList<>();
    for (int day = 1; day <= DAYS; day++) {
      past.add(expected(whole, IntStream.range(day * orders, (day + 1) * orders).toArray()));
    }
    String name = "made-" + orders + "x" + people + "-r" + radiusKm + "-s" + seed;
    return new Case(whole.pick(name, IntStream.range(0, orders).toArray()), past);
  }

  /** Every second order is this day; from the others past days are drawn. */
  private Case halves(County county) {
    int half = county.orders() / 2;
    Random random = new Random(17);
    List<List<ForesightAssignment.Expected>> past = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      past.add(expected(county, random.ints(half, 0, half).map(order -> 2 * order + 1).toArray()));
    }
    int[] even = IntStream.range(0, half).map(order -> 2 * order).toArray();
    return new Case(county.pick(county.name() + "-even", even), past);
  }

  private static List<ForesightAssignment.Expected> expected(County county, int[] orders) {
    return Arrays.stream(orders)
        .mapToObj(
            order ->
                new ForesightAssignment.Expected(
                    county.unserved()[order], county.peopleOf(order), county.costsOf(order)))
        .toList();
  }

  private static long[][] alternating(County county, int even, int odd) {
    long[][] slots = new long[county.people()][];
    Arrays.setAll(slots, person -> new long[person % 2 == 0 ? even : odd]);
    return slots;
  }

  private void run(Case tried, long[][] slots) {
    County day = tried.day;
    int[] all = IntStream.range(0, day.orders()).toArray();
    int[] nobody = new int[all.length];
    Arrays.fill(nobody, FlowPeer.NOBODY);
    AssignmentProblem problem = day.problem(slots, all, nobody, 0);
    Assignment hindsight = BatchAssignment.solve(problem);
    Checked.best(problem, hindsight);
    int[] greedy = OnlineBench.greedy(day, slots);
    Checked.feasibleFor(problem, greedy, day.cost(greedy));
    long room = Arrays.stream(slots).mapToLong(own -> own.length).sum();
    for (double hours : WAITS) {
      int wait = (int) Math.round(day.orders() * hours / DAY);
      for (int futures = 0; futures <= DAYS; futures = futures == 0 ? 4 : futures * 4) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int[] told = told(day, slots, tried.past.subList(0, futures), wait);
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        Checked.feasibleFor(problem, told, day.cost(told));
        lines.print(
            "pinned=%s orders=%d room=%d told_after_hours=%.2f past_days=%d own=%.3f greedy=%.3f"
                + " unchanged_percent=100 ms_an_order=%.2f checked=yes",
            day.name(),
            day.orders(),
            room,
            hours,
            futures,
            (double) day.cost(told) / hindsight.cost(),
            (double) day.cost(greedy) / hindsight.cost(),
            nanos / 1e6 / day.orders());
      }
    }
  }

  private static int[] told(
      County day, long[][] slots, List<List<ForesightAssignment.Expected>> past, int wait) {
    ForesightAssignment foresight = new ForesightAssignment(Arrays.asList(slots), past);
    int[] personOf = new int[day.orders()];
    for (int order = 0; order < day.orders() + wait; order++) {
      if (order < day.orders()) {
        foresight.arrive(day.unserved()[order], day.peopleOf(order), day.costsOf(order));
      }
      if (order >= wait) {
        personOf[order - wait] = foresight.tell(order - wait);
      }
    }
    return personOf;
  }
}
