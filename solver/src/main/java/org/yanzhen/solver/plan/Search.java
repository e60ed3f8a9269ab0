package org.yanzhen.solver.plan;

import java.util.Arrays;

/**
 * Ruin and recreate under simulated annealing. The temperature falls with the share of the budget
 * that is used up, from and to a share of the mean leg of the first plan, so that no number depends
 * on the unit of travel times.
 */
final class Search {
  private static final double HOT = 4;
  private static final double COLD = 0.04;
  private static final int LOOK_AT_CLOCK = 32;

  private final Jobs jobs;
  private final Roster roster;
  private final Ruin ruin;
  private final Recreate recreate;
  private final Dice dice;
  private final Budget budget;
  private final Progress progress;
  private final Clock clock;
  private final long[] absences;
  private final int[][] best;
  private final int[] bestSize;
  private final int[] bestFrom;
  private final int[] bestUntil;
  private long bestCost;
  private long iterations;
  private double share;

  /** Tells how much of the time of the budget is used up. */
  @FunctionalInterface
  interface Clock {
    double share();
  }

  Search(Jobs jobs, long seed, Budget budget, Progress progress, Clock clock) {
    this.jobs = jobs;
    this.budget = budget;
    this.progress = progress;
    this.clock = clock;
    dice = new Dice(seed);
    roster = new Roster(jobs);
    ruin = new Ruin(jobs, roster, dice);
    recreate = new Recreate(jobs, roster, new Insertions(jobs), dice);
    absences = new long[jobs.count];
    best = new int[jobs.people][0];
    bestSize = new int[jobs.people];
    bestFrom = new int[jobs.count];
    bestUntil = new int[jobs.count];
  }

  void run() {
    bestCost = Long.MAX_VALUE;
    keepBest();
    recreate.mend();
    if (roster.isBroken()) {
      roster.takeBack();
    }
    requirePauses();
    roster.keep();
    keepBest();
    anneal();
  }

  private void requirePauses() {
    for (int index = 0; index < roster.absentCount; index++) {
      int job = roster.absent[index];
      if (jobs.isPause(job)) {
        throw new IllegalArgumentException(
            "the pause of person " + jobs.pauseOf[job] + " does not fit into the day");
      }
    }
  }

  private void anneal() {
    double mean = (double) (roster.cost - absentPenalty()) / Math.max(1, jobs.orders);
    double hot = Math.max(1e-9, HOT * mean);
    double cooling = Math.log(COLD / HOT);
    double temperature = hot;
    while (iterations < budget.iterations()) {
      if (iterations % LOOK_AT_CLOCK == 0) {
        if (!goesOn()) {
          return;
        }
        temperature = hot * Math.exp(cooling * share);
      }
      step(temperature);
      iterations++;
    }
  }

  private boolean goesOn() {
    share = Math.max(clock.share(), (double) iterations / budget.iterations());
    return share < 1 && progress.goOn(iterations, bestCost, share);
  }

  private long absentPenalty() {
    long sum = 0;
    for (int index = 0; index < roster.absentCount; index++) {
      sum += jobs.penalty[roster.absent[index]];
    }
    return sum;
  }

  private void step(double temperature) {
    long before = roster.cost;
    ruin.tearUp();
    recreate.mend();
    countAbsences();
    if (roster.isBroken() || !isAccepted(before, temperature)) {
      roster.takeBack();
      return;
    }
    roster.keep();
    if (roster.cost < bestCost) {
      keepBest();
    }
  }

  private void countAbsences() {
    for (int index = 0; index < roster.absentCount; index++) {
      absences[roster.absent[index]]++;
    }
  }

  /**
   * While something is left out, what was left out more seldom may take its place (ibid., section
   * 5.1).
   */
  private boolean isAccepted(long before, double temperature) {
    if (roster.cost < before - temperature * Math.log(dice.share())) {
      return true;
    }
    return roster.absentCount > 0
        && roster.absentCount <= roster.absentCountBefore()
        && absenceSum() < absenceSumBefore();
  }

  private long absenceSum() {
    long sum = 0;
    for (int index = 0; index < roster.absentCount; index++) {
      sum += absences[roster.absent[index]];
    }
    return sum;
  }

  private long absenceSumBefore() {
    long sum = 0;
    for (int index = 0; index < roster.absentCountBefore(); index++) {
      sum += absences[roster.absentBefore(index)];
    }
    return sum;
  }

  private void keepBest() {
    bestCost = roster.cost;
    for (Route route : roster.routes) {
      int person = route.person;
      if (best[person].length < route.size) {
        best[person] = new int[route.job.length];
      }
      System.arraycopy(route.job, 1, best[person], 0, route.size);
      bestSize[person] = route.size;
    }
    System.arraycopy(jobs.earliest, 0, bestFrom, 0, jobs.count);
    System.arraycopy(jobs.latest, 0, bestUntil, 0, jobs.count);
  }

  long iterations() {
    return iterations;
  }

  long bestCost() {
    return bestCost;
  }

  /** The jobs of somebody in the best plan, in order. */
  int[] bestOf(int person) {
    return Arrays.copyOf(best[person], bestSize[person]);
  }

  /**
   * Binds a job to when it may begin in the best plan: for orders for two a moment, for orders with
   * several windows one of them.
   */
  void bindToBest(int job) {
    jobs.setWindow(job, bestFrom[job], bestUntil[job]);
  }
}
