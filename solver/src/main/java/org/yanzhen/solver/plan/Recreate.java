package org.yanzhen.solver.plan;

import java.util.Arrays;

/**
 * Puts absent jobs back, each at its cheapest place, in a random one of several orders; now and
 * then a cheapest place is overlooked (greedy insertion with blinks, Christiaens and Vanden Berghe
 * 2020, section 5.3).
 */
final class Recreate {
  private static final double BLINK_SHARE = 0.01;

  /**
   * How often each order of insertion is taken: random, demand, far, near, window's length, start,
   * end.
   */
  private static final int[] WEIGHTS = {4, 4, 2, 1, 2, 2, 2};

  private static final int ALL_WEIGHTS = Arrays.stream(WEIGHTS).sum();

  private final Jobs jobs;
  private final Roster roster;
  private final Dice dice;
  private final Insertions insertions;
  private final Pairs pairs;
  private final long[] keys;
  private final int[] open;
  private final boolean[] kindSeen;
  private final int home;
  private int openCount;
  private int untilBlink;

  Recreate(Jobs jobs, Roster roster, Insertions insertions, Dice dice) {
    this.jobs = jobs;
    this.roster = roster;
    this.dice = dice;
    this.insertions = insertions;
    pairs = new Pairs(jobs, roster, insertions);
    keys = new long[jobs.count];
    open = new int[jobs.people];
    kindSeen = new boolean[jobs.kinds];
    home = jobs.people == 0 ? 0 : jobs.problem.people().getFirst().startPlace();
    drawBlink();
  }

  void mend() {
    sortAbsent();
    listOpen();
    int waiting = roster.absentCount;
    roster.absentCount = 0;
    for (int index = 0; index < waiting; index++) {
      int job = (int) (keys[index] & 0xFFFFFF);
      if (place(job)) {
        roster.cost -= jobs.penalty[job];
      } else {
        roster.absent[roster.absentCount++] = job;
      }
    }
  }

  private void sortAbsent() {
    int rule = drawRule();
    for (int index = 0; index < roster.absentCount; index++) {
      int job = roster.absent[index];
      // Pauses first: a day without its pause is no day.
      keys[index] = jobs.isPause(job) ? job : ((key(rule, job) + (1L << 31)) << 24) | job;
    }
    Arrays.sort(keys, 0, roster.absentCount);
  }

  private int drawRule() {
    int left = dice.below(ALL_WEIGHTS);
    int rule = 0;
    while (left >= WEIGHTS[rule]) {
      left -= WEIGHTS[rule++];
    }
    return rule;
  }

  /** Small comes first; in an int's range. */
  private long key(int rule, int job) {
    return switch (rule) {
      case 0 -> dice.below(1 << 30);
      case 1 -> -Math.min(jobs.demand[job], 1 << 30);
      case 2 -> -jobs.time(home, jobs.place[job]);
      case 3 -> jobs.time(home, jobs.place[job]);
      case 4 -> jobs.windowEnd[job] - jobs.windowStart[job];
      case 5 -> jobs.windowStart[job];
      default -> -jobs.windowEnd[job];
    };
  }

  /** Days worth a look: all that are begun, and of empty ones that are alike only the first. */
  private void listOpen() {
    Arrays.fill(kindSeen, false);
    openCount = 0;
    for (Route route : roster.routes) {
      int kind = jobs.kind[route.person];
      if (route.size > 0 || !kindSeen[kind]) {
        kindSeen[kind] |= route.size == 0;
        open[openCount++] = route.person;
      }
    }
  }

  private boolean place(int job) {
    if (jobs.isPause(job)) {
      Route route = roster.routes[jobs.pauseOf[job]];
      int row = insertions.look(job, route);
      return insertions.cost(row) != Insertions.IMPOSSIBLE
          && put(job, route.person, insertions.position(row), 0);
    }
    if (jobs.partner[job] != Jobs.NONE) {
      boolean placed = pairs.place(job, open, openCount);
      listOpen();
      return placed;
    }
    return placeOne(job);
  }

  private boolean placeOne(int job) {
    int best = (int) Math.min(Insertions.IMPOSSIBLE, jobs.penalty[job]);
    int person = Jobs.NONE;
    int position = 0;
    int choice = 0;
    for (int index = 0; index < openCount; index++) {
      int row = insertions.look(job, roster.routes[open[index]]);
      boolean blink = --untilBlink < 0;
      if (blink) {
        drawBlink();
      }
      int cost = blink ? insertions.secondCost(row) : insertions.cost(row);
      if (cost < best) {
        best = cost;
        person = open[index];
        position = blink ? insertions.secondPosition(row) : insertions.position(row);
        choice = blink ? insertions.secondChoice(row) : insertions.choice(row);
      }
    }
    return person != Jobs.NONE && put(job, person, position, choice);
  }

  private void drawBlink() {
    untilBlink = (int) (Math.log(dice.share()) / Math.log(1 - BLINK_SHARE));
  }

  private boolean put(int job, int person, int position, int choice) {
    boolean wasEmpty = roster.routes[person].size == 0;
    roster.choose(job, choice);
    roster.insert(job, person, position);
    if (wasEmpty) {
      listOpen();
    }
    return true;
  }
}
