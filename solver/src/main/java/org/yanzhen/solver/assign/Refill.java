package org.yanzhen.solver.assign;

import java.util.Arrays;

/**
 * Fills room that has become free, or lowers its price if nobody gains: the search of {@link
 * ShortestPaths} the other way round. From the person with room it asks whose order would like to
 * come, and who would then have room; it ends at an order that was left, at somebody who is glad to
 * have one order less, or nowhere.
 *
 * <p>Complexity: O(pairs of the people reached + people reached × log).
 */
final class Refill {
  private static final int NONE = -1;

  private final Network net;
  private final PersonHeap heap;
  private long[] distance;
  private int[] round;
  private int now;
  // Out of each person reached: by which pair the order leaves.
  private int[] byPair;
  private int[] settled;
  private int settledCount;
  private long best;
  private int endPair;
  private long visited;

  Refill(Network net) {
    this.net = net;
    int room = Math.max(16, net.people);
    heap = new PersonHeap(room);
    distance = new long[room];
    round = new int[room];
    byPair = new int[room];
    settled = new int[room];
  }

  private void growTo(int people) {
    heap.growTo(people);
    if (people > distance.length) {
      int room = Math.max(people, 2 * distance.length);
      distance = Arrays.copyOf(distance, room);
      round = Arrays.copyOf(round, room);
      byPair = Arrays.copyOf(byPair, room);
      settled = Arrays.copyOf(settled, room);
    }
  }

  /** How many people were reached by all searches so far. */
  long visited() {
    return visited;
  }

  /**
   * Takes the person's floor away and sets right what that leaves wrong.
   *
   * @param budget how many people may be reached
   * @return false if that was not enough; then the person has a floor at the price
   */
  boolean fill(int person, long budget) {
    net.floor[person] = Network.NO_FLOOR;
    long end = budget < Long.MAX_VALUE - visited ? visited + budget : Long.MAX_VALUE;
    while (net.price[person] > net.nextSlotCost(person)) {
      if (!step(person, end - visited)) {
        net.floor[person] = net.price[person];
        return false;
      }
    }
    return true;
  }

  private boolean step(int person, long budget) {
    search(person, budget);
    visited += settledCount;
    boolean over = !heap.isEmpty() && heap.leastKey() < best;
    heap.clear();
    if (over) {
      return false;
    }
    lowerPrices();
    move(person);
    return true;
  }

  private void search(int start, long budget) {
    growTo(net.people);
    now++;
    settledCount = 0;
    best = net.price[start] - net.nextSlotCost(start);
    endPair = NONE;
    round[start] = now;
    distance[start] = 0;
    heap.put(start, 0);
    while (!heap.isEmpty() && heap.leastKey() < best && settledCount < budget) {
      int person = heap.takeLeast();
      settled[settledCount++] = person;
      expand(person);
    }
  }

  /** Whose orders would like to come to this person. */
  private void expand(int person) {
    long base = distance[person] + net.price[person];
    for (int pair = net.columnHead[person]; pair >= 0; pair = net.pairAfter[pair]) {
      int order = net.pairOrder[pair];
      int own = net.pairOf[order];
      if (own == Network.WAITING || own == pair) {
        continue;
      }
      long reached = base + net.pairCost[pair] - net.dueOf(order);
      if (reached < best) {
        reach(own, reached, pair);
      }
    }
  }

  private void reach(int own, long reached, int pair) {
    if (own == Network.LEFT) {
      best = reached;
      endPair = pair;
      return;
    }
    int person = net.pairPerson[own];
    if (round[person] == now && reached >= distance[person]) {
      return;
    }
    round[person] = now;
    distance[person] = reached;
    byPair[person] = pair;
    long end = reached + net.price[person] - net.lastSlotCost(person);
    if (end < best) {
      best = end;
      endPair = pair;
    }
    heap.put(person, reached);
  }

  private void lowerPrices() {
    for (int index = 0; index < settledCount; index++) {
      int person = settled[index];
      net.price[person] -= best - distance[person];
    }
  }

  /** From the end back to the person with room, everybody moves one on. */
  private void move(int start) {
    int pair = endPair;
    while (pair != NONE) {
      int to = net.pairPerson[pair];
      int order = net.pairOrder[pair];
      if (net.pairOf[order] >= 0) {
        net.unseat(order);
      }
      int next = to == start ? NONE : byPair[to];
      if (next != NONE) {
        // Room first: the next order leaves before this one sits down.
        net.unseat(net.pairOrder[next]);
      }
      net.seat(order, pair);
      pair = next;
    }
  }
}
