package org.yanzhen.solver.plan;

/**
 * The two cheapest places for a job in a day. What was worked out is kept with the version of the
 * day, so that an unchanged day costs one look. The second one is there for blinks: a cheapest
 * place that is overlooked now and then (Christiaens and Vanden Berghe 2020, section 5.3).
 */
final class Insertions {
  static final int IMPOSSIBLE = Integer.MAX_VALUE;
  private static final int VERSION = 0;
  private static final int COST = 1;
  private static final int POSITION = 2;
  private static final int SECOND_COST = 3;
  private static final int SECOND_POSITION = 4;
  private static final int CHOICE = 5;
  private static final int SECOND_CHOICE = 6;
  private static final int WIDTH = 8;

  /** With more pairs than these nothing is kept; 32 bytes each. */
  private static final long MOST_KEPT = 8_000_000;

  private final Jobs jobs;
  private final int[] known;
  private final boolean keeps;

  private int cost;
  private int position;
  private int secondCost;
  private int secondPosition;
  private int choice;
  private int secondChoice;
  private int tried;

  Insertions(Jobs jobs) {
    this.jobs = jobs;
    long pairs = (long) jobs.count * jobs.people;
    keeps = pairs <= MOST_KEPT;
    known = new int[keeps ? (int) pairs * WIDTH : WIDTH];
  }

  /** The row of {@code known} with what is asked for. */
  int look(int job, Route route) {
    int row = keeps ? (job * jobs.people + route.person) * WIDTH : 0;
    if (!keeps || known[row + VERSION] != route.version) {
      evaluate(job, route);
      known[row + VERSION] = route.version;
      known[row + COST] = cost;
      known[row + POSITION] = position;
      known[row + SECOND_COST] = secondCost;
      known[row + SECOND_POSITION] = secondPosition;
      known[row + CHOICE] = choice;
      known[row + SECOND_CHOICE] = secondChoice;
    }
    return row;
  }

  /** Which of several windows; 0 if there is one. */
  int choice(int row) {
    return known[row + CHOICE];
  }

  int secondChoice(int row) {
    return known[row + SECOND_CHOICE];
  }

  int cost(int row) {
    return known[row + COST];
  }

  int position(int row) {
    return known[row + POSITION];
  }

  int secondCost(int row) {
    return known[row + SECOND_COST];
  }

  int secondPosition(int row) {
    return known[row + SECOND_POSITION];
  }

  private void evaluate(int job, Route route) {
    cost = IMPOSSIBLE;
    secondCost = IMPOSSIBLE;
    tried = 0;
    if (!jobs.mayDo(route.person, job) || !route.hasRoomFor(job) || route.holdsGroupOf(job)) {
      return;
    }
    if (!jobs.hasChoice(job)) {
      evaluateWindow(job, route);
      return;
    }
    for (; 2 * tried < jobs.choices[job].length; tried++) {
      jobs.choose(job, tried);
      evaluateWindow(job, route);
    }
    jobs.unchoose(job);
  }

  private void evaluateWindow(int job, Route route) {
    if (jobs.isPause(job)) {
      evaluatePause(job, route);
    } else if (jobs.hasDeadlines || jobs.pauseJob[route.person] != Jobs.NONE) {
      evaluateWithCare(job, route);
    } else {
      evaluatePlainly(job, route);
    }
  }

  /** Without pauses and deadlines: the loop in which nearly all time is spent. */
  private void evaluatePlainly(int job, Route route) {
    int[] where = route.where;
    int[] leg = route.leg;
    int[] depart = route.depart;
    int[] latest = route.latest;
    int[] travel = jobs.travel;
    int[] travelTo = jobs.travelTo;
    int places = jobs.places;
    int row = jobs.place[job] * places;
    int opens = jobs.earliest[job];
    int closes = jobs.latest[job];
    int takes = jobs.duration[job];
    int extra = jobs.promiseCost(job, route.person);
    boolean idle = route.size == 0;
    for (int at = route.firstAfter(opens + takes); at <= route.size && depart[at] <= closes; at++) {
      int there = travelTo[row + where[at]];
      int on = travel[row + where[at + 1]];
      int added = there + on - (idle ? 0 : leg[at]) + extra;
      if (added >= secondCost) {
        continue;
      }
      int start = Math.max(depart[at] + there, opens);
      if (start > closes || start + takes + on > latest[at + 1]) {
        continue;
      }
      if (route.limited
          && route.durationWith(at, jobs.place[job], opens, closes, takes) > route.longestDay()) {
        continue;
      }
      keep(added, at);
    }
  }

  private void evaluateWithCare(int job, Route route) {
    long lateness = jobs.hasDeadlines ? route.lateness(-1, Jobs.NONE) : 0;
    for (int at = route.frozen; at <= route.size && route.depart[at] <= jobs.latest[job]; at++) {
      int added = costOf(job, route, at);
      if (added >= secondCost || latestStart(job, route, at) < earliestStart(job, route, at)) {
        continue;
      }
      if (!fitsIntoDay(job, route, at, jobs.earliest[job], jobs.latest[job])) {
        continue;
      }
      if (jobs.hasDeadlines) {
        long later = Math.min(Integer.MAX_VALUE / 2, route.lateness(at, job) - lateness);
        added = (int) Math.min(IMPOSSIBLE - 1, added + later);
      }
      if (added < secondCost) {
        keep(added, at);
      }
    }
  }

  private void evaluatePause(int job, Route route) {
    for (int at = route.frozen; at <= route.size; at++) {
      int start = Math.max(route.depart[at], jobs.earliest[job]);
      int place = route.where[at];
      int takes = jobs.duration[job];
      int on = jobs.time(place, route.where[at + 1]);
      if (start > jobs.latest[job] || start + takes + on > route.latest[at + 1]) {
        continue;
      }
      if (route.limited
          && route.durationWith(at, place, jobs.earliest[job], jobs.latest[job], takes)
              > route.longestDay()) {
        continue;
      }
      int added =
          jobs.hasDeadlines
              ? (int)
                  Math.min(IMPOSSIBLE - 1, route.lateness(at, job) - route.lateness(-1, Jobs.NONE))
              : 0;
      if (added < secondCost) {
        keep(added, at);
      }
    }
  }

  private void keep(int added, int at) {
    if (added < cost) {
      secondCost = cost;
      secondPosition = position;
      secondChoice = choice;
      cost = added;
      position = at;
      choice = tried;
    } else {
      secondCost = added;
      secondPosition = at;
      secondChoice = tried;
    }
  }

  private boolean beforePause(Route route, int at) {
    return at < route.size && jobs.isPause(route.job[at + 1]);
  }

  /** What a job adds in travel and broken promises after the stop at {@code at}. */
  int costOf(int job, Route route, int at) {
    int place = jobs.place[job];
    int next = route.where[beforePause(route, at) ? at + 2 : at + 1];
    int saved = route.isIdle() ? 0 : jobs.time(route.where[at], next);
    return jobs.time(route.where[at], place)
        + jobs.time(place, next)
        - saved
        + jobs.promiseCost(job, route.person);
  }

  int earliestStart(int job, Route route, int at) {
    return Math.max(
        route.depart[at] + jobs.time(route.where[at], jobs.place[job]), jobs.earliest[job]);
  }

  /** The last start that still lets everything after it be in time. */
  int latestStart(int job, Route route, int at) {
    int place = jobs.place[job];
    int end;
    if (beforePause(route, at)) {
      int pause = route.job[at + 1];
      int goOn =
          route.latest[at + 2] - jobs.time(place, route.where[at + 2]) - jobs.duration[pause];
      end = Math.min(goOn, jobs.latest[pause]);
      if (end < jobs.earliest[pause]) {
        return Integer.MIN_VALUE;
      }
    } else {
      end = route.latest[at + 1] - jobs.time(place, route.where[at + 1]);
    }
    return Math.min(end - jobs.duration[job], jobs.latest[job]);
  }

  boolean fitsIntoDay(int job, Route route, int at, int opens, int closes) {
    if (!route.limited) {
      return true;
    }
    int place = jobs.place[job];
    int takes = jobs.duration[job];
    int length =
        beforePause(route, at)
            ? route.durationBeforePause(at, place, opens, closes, takes)
            : route.durationWith(at, place, opens, closes, takes);
    return length <= route.longestDay();
  }
}
