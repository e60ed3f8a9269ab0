package org.yanzhen.solver.plan;

import java.util.Arrays;

/**
 * Takes strings of neighbouring stops out of days that lie near each other (Christiaens and Vanden
 * Berghe 2020, "Slack Induction by String Removals for Vehicle Routing Problems", section 5.2; the
 * numbers are theirs).
 */
final class Ruin {
  private static final int AVERAGE_REMOVED = 10;
  private static final int LONGEST_STRING = 10;
  private static final double SPLIT_SHARE = 0.5;
  private static final double GROW_STOP_SHARE = 0.01;
  private static final int MOST_NEIGHBOURS = 250;

  private final Jobs jobs;
  private final Roster roster;
  private final Dice dice;
  private final int[][] neighbours;

  Ruin(Jobs jobs, Roster roster, Dice dice) {
    this.jobs = jobs;
    this.roster = roster;
    this.dice = dice;
    neighbours = new int[jobs.orders][];
    long[] keys = new long[jobs.orders];
    for (int order = 0; order < jobs.orders; order++) {
      neighbours[order] = nearest(order, keys);
    }
  }

  private int[] nearest(int order, long[] keys) {
    int from = jobs.place[order];
    for (int other = 0; other < jobs.orders; other++) {
      int to = jobs.place[other];
      long apart = other == order ? -1 : (long) jobs.time(from, to) + jobs.time(to, from);
      keys[other] = (apart << 32) | other;
    }
    Arrays.sort(keys);
    int[] nearest = new int[Math.min(MOST_NEIGHBOURS, keys.length)];
    for (int rank = 0; rank < nearest.length; rank++) {
      nearest[rank] = (int) keys[rank];
    }
    return nearest;
  }

  void tearUp() {
    if (jobs.orders == 0) {
      return;
    }
    double longest = Math.min(LONGEST_STRING, averageLength());
    double most = 4.0 * AVERAGE_REMOVED / (1 + longest) - 1;
    int strings = (int) (1 + dice.share() * most);
    int[] near = neighbours[dice.below(jobs.orders)];
    for (int rank = 0, torn = 0; rank < near.length && torn < strings; rank++) {
      torn += tearNear(near[rank], longest) ? 1 : 0;
    }
  }

  private double averageLength() {
    int used = 0;
    int stops = 0;
    for (Route route : roster.routes) {
      used += route.size > route.frozen ? 1 : 0;
      stops += route.size - route.frozen;
    }
    return used == 0 ? 1 : (double) stops / used;
  }

  private boolean tearNear(int order, double longest) {
    int person = roster.routeOf[order];
    if (person == Jobs.NONE || roster.isTouched(person)) {
      return false;
    }
    Route route = roster.routes[person];
    int position = roster.positionOf(order);
    if (position <= route.frozen) {
      return false;
    }
    int free = route.size - route.frozen;
    int length = (int) (1 + dice.share() * (Math.min(free, longest) - 1e-9));
    if (length < free && length > 1 && dice.share() < SPLIT_SHARE) {
      tearSplit(route, position, length);
    } else {
      roster.remove(person, firstOf(route, position, length), length);
    }
    return true;
  }

  /** A random first stop such that the string lies in the day and holds the given stop. */
  private int firstOf(Route route, int position, int length) {
    int low = Math.max(route.frozen + 1, position - length + 1);
    int high = Math.min(position, route.size - length + 1);
    return low + dice.below(high - low + 1);
  }

  /** A longer string of which some stops in the middle stay. */
  private void tearSplit(Route route, int position, int length) {
    int stay = 1;
    while (length + stay < route.size - route.frozen && dice.share() > GROW_STOP_SHARE) {
      stay++;
    }
    int first = firstOf(route, position, length + stay);
    int head = 1 + dice.below(length);
    int tail = length - head;
    if (tail > 0) {
      roster.remove(route.person, first + head + stay, tail);
    }
    roster.remove(route.person, first, head);
  }
}
