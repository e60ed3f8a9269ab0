package org.yanzhen.solver.plan;

/**
 * Orders for two. For every day the three cheapest places with the starts they allow; then the
 * cheapest two days whose starts meet. Both halves are bound to that moment, and from then on each
 * day can be judged by itself.
 */
final class Pairs {
  private static final int KEPT = 3;

  private final Jobs jobs;
  private final Roster roster;
  private final Insertions insertions;
  private final int[] person;
  private final int[] position;
  private final int[] cost;
  private final int[] from;
  private final int[] until;
  private int count;

  private int bestFirst;
  private int bestSecond;
  private int bestStart;
  private long bestCost;

  Pairs(Jobs jobs, Roster roster, Insertions insertions) {
    this.jobs = jobs;
    this.roster = roster;
    this.insertions = insertions;
    int room = KEPT * jobs.people * Math.max(1, jobs.mostChoices);
    person = new int[room];
    position = new int[room];
    cost = new int[room];
    from = new int[room];
    until = new int[room];
  }

  boolean place(int job, int[] open, int openCount) {
    count = 0;
    for (int index = 0; index < openCount; index++) {
      collect(job, roster.routes[open[index]]);
    }
    // Of empty days that are alike only one is listed, so its twin is looked for as well.
    collectTwins(job, open, openCount);
    bestCost = jobs.penalty[job];
    bestFirst = Jobs.NONE;
    for (int first = 0; first < count; first++) {
      for (int second = first + 1; second < count; second++) {
        join(job, first, second);
      }
    }
    if (bestFirst == Jobs.NONE) {
      return false;
    }
    // A promise is kept if either comes, and it is the first half that carries it. Where the two
    // need different skills, nobody is promised.
    boolean swap =
        person[bestSecond] == jobs.promisedTo[job]
            || !jobs.mayDoTogether(job, person[bestFirst], person[bestSecond]);
    roster.bind(job, bestStart);
    insert(job, swap ? bestSecond : bestFirst);
    insert(jobs.partner[job], swap ? bestFirst : bestSecond);
    return true;
  }

  private void insert(int half, int slot) {
    roster.insert(half, person[slot], position[slot]);
  }

  private void collectTwins(int job, int[] open, int openCount) {
    for (int index = 0; index < openCount; index++) {
      Route listed = roster.routes[open[index]];
      if (listed.size > 0) {
        continue;
      }
      for (int other = listed.person + 1; other < jobs.people; other++) {
        if (jobs.kind[other] == jobs.kind[listed.person] && roster.routes[other].size == 0) {
          collect(job, roster.routes[other]);
          break;
        }
      }
    }
  }

  private void collect(int job, Route route) {
    if (!jobs.mayDoHalf(route.person, job) || !route.hasRoomFor(job) || route.holdsGroupOf(job)) {
      return;
    }
    if (!jobs.hasChoice(job)) {
      collectWindow(job, route);
      return;
    }
    for (int choice = 0; 2 * choice < jobs.choices[job].length; choice++) {
      jobs.choose(job, choice);
      collectWindow(job, route);
    }
    jobs.unchoose(job);
  }

  private void collectWindow(int job, Route route) {
    int start = count;
    for (int at = route.frozen; at <= route.size; at++) {
      int opens = insertions.earliestStart(job, route, at);
      int closes = insertions.latestStart(job, route, at);
      if (opens <= closes && insertions.fitsIntoDay(job, route, at, opens, closes)) {
        keep(start, route.person, at, insertions.costOf(job, route, at), opens, closes);
      }
    }
  }

  private void keep(int start, int who, int at, int price, int opens, int closes) {
    int slot = count;
    if (count - start == KEPT) {
      slot = start;
      for (int index = start + 1; index < count; index++) {
        slot = cost[index] > cost[slot] ? index : slot;
      }
      if (cost[slot] <= price) {
        return;
      }
    } else {
      count++;
    }
    person[slot] = who;
    position[slot] = at;
    cost[slot] = price;
    from[slot] = opens;
    until[slot] = closes;
  }

  private void join(int job, int first, int second) {
    int start = Math.max(from[first], from[second]);
    // Each half was charged for the promise on its own; one of the two charges is always too much.
    long price = (long) cost[first] + cost[second] - jobs.promisePrice[job];
    if (person[first] == person[second]
        || !mayDoTogether(job, first, second)
        || price >= bestCost
        || start > Math.min(until[first], until[second])) {
      return;
    }
    price += lateness(job, start);
    if (price < bestCost && fits(job, first, start) && fits(job, second, start)) {
      bestCost = price;
      bestFirst = first;
      bestSecond = second;
      bestStart = start;
    }
  }

  private boolean mayDoTogether(int job, int first, int second) {
    return jobs.mayDoTogether(job, person[first], person[second])
        || jobs.mayDoTogether(job, person[second], person[first]);
  }

  private long lateness(int job, int start) {
    return (long) jobs.latePrice[job] * Math.max(0, start - jobs.deadline[job]);
  }

  private boolean fits(int job, int slot, int start) {
    return insertions.fitsIntoDay(job, roster.routes[person[slot]], position[slot], start, start);
  }
}
