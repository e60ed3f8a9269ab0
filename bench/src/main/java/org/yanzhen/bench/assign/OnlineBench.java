package org.yanzhen.bench.assign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.yanzhen.solver.assign.Assignment;
import org.yanzhen.solver.assign.AssignmentProblem;
import org.yanzhen.solver.assign.BatchAssignment;
import org.yanzhen.solver.assign.KeptWords;
import org.yanzhen.solver.assign.LiveAssignment;

/** A day that arrives one by one, and what people who were told keep of it. */
final class OnlineBench {
  /** Prices of sending somebody else than was told, in metres of way, from none to any. */
  private static final long[] DISPLACED = {0, 1000, 3000, 10_000, 30_000, 1_000_000};

  private final Lines lines;

  OnlineBench(Lines lines) {
    this.lines = lines;
  }

  void run(Path file) throws IOException {
    County county = Files.exists(file) ? County.read(file) : County.made(8, 5000, 1000, 20);
    for (int capacity : new int[] {10, 5}) {
      AssignmentProblem problem = county.problem(capacity);
      Assignment hindsight = BatchAssignment.solve(problem);
      Checked.best(problem, hindsight);
      long best = hindsight.cost();
      int[] greedy = greedy(county, county.evenSlots(capacity));
      Checked.feasibleFor(problem, greedy, county.cost(greedy));
      lines.print(
          "online=%s capacity=%d greedy=%.3f hindsight=%d checked=yes",
          county.name(), capacity, (double) county.cost(greedy) / best, best);
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
  private void online(County county, int capacity, long displaced, long best) {
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
    check(county, capacity, live, numbers, told, displaced);
    lines.print(
        "online=%s capacity=%d displaced=%d own=%.3f unchanged_percent=%.2f checked=yes",
        county.name(),
        capacity,
        displaced,
        (double) county.cost(personOf(live, numbers)) / best,
        percentUnchanged(live, numbers, told));
  }

  /** The best there is at this price of a broken word. */
  private static void check(
      County county, int capacity, LiveAssignment live, int[] numbers, int[] told, long displaced) {
    int[] all = new int[county.orders()];
    Arrays.setAll(all, order -> order);
    int[] toldOrNot = Arrays.copyOf(told, all.length);
    Arrays.fill(toldOrNot, told.length, all.length, FlowPeer.NOBODY);
    Checked.settled(
        county.problem(county.evenSlots(capacity), all, toldOrNot, displaced), live, numbers);
  }

  private static int[] personOf(LiveAssignment live, int[] numbers) {
    return Arrays.stream(numbers).map(live::personOf).toArray();
  }

  private static double percentUnchanged(LiveAssignment live, int[] numbers, int[] told) {
    int same = 0;
    for (int order = 0; order < told.length; order++) {
      same += live.personOf(numbers[order]) == told[order] ? 1 : 0;
    }
    return 100.0 * same / told.length;
  }

  /** The person of each order: whoever is cheapest when it arrives, or -1. */
  static int[] greedy(County county, long[][] slots) {
    int[] load = new int[county.people()];
    int[] personOf = new int[county.orders()];
    for (int order = 0; order < county.orders(); order++) {
      long least = county.unserved()[order];
      int best = -1;
      for (int pair = county.rowStart()[order]; pair < county.rowStart()[order + 1]; pair++) {
        int person = county.pairPerson()[pair];
        if (load[person] < slots[person].length && county.pairCost()[pair] < least) {
          least = county.pairCost()[pair];
          best = person;
        }
      }
      personOf[order] = best;
      if (best >= 0) {
        load[best]++;
      }
    }
    return personOf;
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

  /** 95 % of the orders are assigned and told; the last 5 % arrive. */
  private void stability(County county, int capacity, long displaced, long best) {
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
    check(county, capacity, live, numbers, told, displaced);
    lines.print(
        "stability=%s capacity=%d displaced=%d unchanged_percent=%.2f extra_cost_percent=%.2f"
            + " checked=yes",
        county.name(),
        capacity,
        displaced,
        percentUnchanged(live, numbers, told),
        100.0 * (county.cost(personOf(live, numbers)) - best) / best);
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
  private void fewestBroken(County county, int capacity, Morning morning, long best) {
    int before = county.orders() * 95 / 100;
    int[] told = Arrays.copyOf(told(county, capacity, morning, before), county.orders());
    Arrays.fill(told, before, county.orders(), KeptWords.NOBODY);
    long words = Arrays.stream(told).filter(person -> person >= 0).count();
    AssignmentProblem problem = county.problem(capacity);
    for (double percent : new double[] {0.5, 1, 2, 5}) {
      long limit = best + (long) (best * percent / 100);
      KeptWords.Answer answer = KeptWords.within(problem, told, limit);
      check(problem, told, limit, answer);
      lines.print(
          "kept=%s capacity=%d morning=%s most_extra_percent=%.1f unchanged_percent=%.2f"
              + " unchanged_at_most_percent=%.2f extra_cost_percent=%.2f price=%d checked=yes",
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

  /** Feasible, within the limit, and as many words broken as it says, counted anew. */
  private static void check(
      AssignmentProblem problem, int[] told, long limit, KeptWords.Answer answer) {
    int[] pairOf = answer.pairOf();
    Checked.feasible(problem, pairOf, answer.cost());
    int broken = 0;
    for (int order = 0; order < told.length; order++) {
      boolean kept =
          told[order] == KeptWords.NOBODY
              || (pairOf[order] != Assignment.LEFT && problem.person(pairOf[order]) == told[order]);
      broken += kept ? 0 : 1;
    }
    if (broken != answer.broken() || broken < answer.leastBroken() || answer.cost() > limit) {
      throw new IllegalStateException("a wrong answer: " + broken + " words are broken");
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
    Checked.best(problem, answer);
    int[] told = new int[before];
    for (int order = 0; order < before; order++) {
      int pair = answer.pairOf(order);
      told[order] = pair == Assignment.LEFT ? KeptWords.NOBODY : problem.person(pair);
    }
    return told;
  }
}
