package org.yanzhen.solver.assign;

import java.util.Arrays;

/**
 * Brings a waiting order in along the cheapest chain of moves: Dijkstra's search over people, where
 * a step from one person to the next is to move one order, at costs that the kept prices make
 * non-negative (Tomizawa 1971; Edmonds and Karp 1972). It stops as soon as the nearest person still
 * open is no nearer than the best end found: somebody with room, or an order that is better left.
 *
 * <p>Complexity: O(pairs of the orders of the people reached + people reached × log).
 */
final class ShortestPaths {
  private static final int NONE = -1;

  private final Network net;
  private final PersonHeap heap;
  private long[] distance;
  private int[] round;
  private int now;
  // Into each person reached: by which pair, and whose it is.
  private int[] byPair;
  private int[] byOrder;
  private int[] settled;
  private int settledCount;
  private long best;
  private int endPerson;
  private int endOrder;
  private long visited;
  // Whose price was raised for the time of a ranking, and what it was.
  private int[] learnedPerson = new int[64];
  private long[] learnedFrom = new long[64];
  private int learned;

  ShortestPaths(Network net) {
    this.net = net;
    int room = Math.max(16, net.people);
    heap = new PersonHeap(room);
    distance = new long[room];
    round = new int[room];
    byPair = new int[room];
    byOrder = new int[room];
    settled = new int[room];
  }

  private void growTo(int people) {
    heap.growTo(people);
    if (people > distance.length) {
      int room = Math.max(people, 2 * distance.length);
      distance = Arrays.copyOf(distance, room);
      round = Arrays.copyOf(round, room);
      byPair = Arrays.copyOf(byPair, room);
      byOrder = Arrays.copyOf(byOrder, room);
      settled = Arrays.copyOf(settled, room);
    }
  }

  /** How many people were reached by all searches so far. */
  long visited() {
    return visited;
  }

  /**
   * Places or leaves the waiting order.
   *
   * @param budget how many people may be reached
   * @return false if that was not enough; then nothing has changed
   */
  boolean bringIn(int order, long budget) {
    search(order, budget);
    visited += settledCount;
    boolean over = !heap.isEmpty() && heap.leastKey() < best;
    heap.clear();
    if (over) {
      return false;
    }
    raisePrices();
    move(order);
    return true;
  }

  /**
   * By how much everything else becomes dearer if this person takes one more order: the slot, or
   * the cheapest chain of moves that makes room. Over the budget it answers what it is at least.
   *
   * <p>What a search has learned stays in the prices, so that the next candidate of the same
   * ranking does not search the same people again: whoever was reached costs at least what is left
   * of the way, and prices raised to that are as right as they were. {@link #forget} takes it back.
   *
   * @param most above it, the answer is only that it is above
   */
  long costOfOneMore(int person, long most, long budget) {
    growTo(net.people);
    now++;
    settledCount = 0;
    best = Math.min(Network.CLOSED, most + 1);
    if (net.price[person] < best) {
      reach(person, net.price[person], NONE, NONE);
      settle(budget);
    }
    visited += settledCount;
    best = heap.isEmpty() ? best : Math.min(best, heap.leastKey());
    heap.clear();
    learn();
    return best;
  }

  private void learn() {
    if (learned + settledCount > learnedPerson.length) {
      int room = 2 * (learned + settledCount);
      learnedPerson = Arrays.copyOf(learnedPerson, room);
      learnedFrom = Arrays.copyOf(learnedFrom, room);
    }
    for (int index = 0; index < settledCount; index++) {
      learnedPerson[learned] = settled[index];
      learnedFrom[learned++] = net.price[settled[index]];
    }
    raisePrices();
  }

  /** Prices are again what they were before the first {@link #costOfOneMore}. */
  void forget() {
    while (learned > 0) {
      learned--;
      net.price[learnedPerson[learned]] = learnedFrom[learned];
    }
  }

  private void search(int order, long budget) {
    growTo(net.people);
    now++;
    settledCount = 0;
    best = net.unservedCost[order];
    endPerson = NONE;
    endOrder = order;
    relax(order, 0);
    settle(budget);
  }

  private void settle(long budget) {
    while (!heap.isEmpty() && heap.leastKey() < best && settledCount < budget) {
      int person = heap.takeLeast();
      settled[settledCount++] = person;
      expand(person);
    }
  }

  /** The moves of the orders this person has now. */
  private void expand(int person) {
    long base = distance[person] - net.price[person];
    int first = net.slotStart[person];
    int end = first + net.used[person];
    for (int seat = first; seat < end; seat++) {
      int order = net.owner[seat];
      long offset = base - net.pairCost[net.pairOf[order]];
      long left = offset + net.unservedCost[order];
      if (left < best) {
        best = left;
        endPerson = NONE;
        endOrder = order;
      }
      relax(order, offset);
    }
  }

  private void relax(int order, long offset) {
    int[] pairPerson = net.pairPerson;
    long[] pairCost = net.pairCost;
    long[] price = net.price;
    int end = net.rowEnd[order];
    for (int pair = net.rowStart[order]; pair < end; pair++) {
      int person = pairPerson[pair];
      long reached = offset + pairCost[pair] + price[person];
      if (reached < best && (round[person] != now || reached < distance[person])) {
        reach(person, reached, order, pair);
      }
    }
  }

  private void reach(int person, long reached, int order, int pair) {
    round[person] = now;
    distance[person] = reached;
    byPair[person] = pair;
    byOrder[person] = order;
    long end = reached + net.nextSlotCost(person) - net.price[person];
    if (end < best) {
      best = end;
      endPerson = person;
    }
    // Where the next slot costs no more than the price, every way ends.
    if (end > reached) {
      heap.put(person, reached);
    }
  }

  private void raisePrices() {
    for (int index = 0; index < settledCount; index++) {
      int person = settled[index];
      net.price[person] += best - distance[person];
    }
  }

  /** From the end of the way back to its beginning, everybody moves one on. */
  private void move(int arriving) {
    int person = endPerson == NONE ? leave(endOrder) : endPerson;
    if (person == NONE) {
      return;
    }
    int order = byOrder[person];
    while (order != arriving) {
      int from = net.pairPerson[net.pairOf[order]];
      net.unseat(order);
      net.seat(order, byPair[person]);
      person = from;
      order = byOrder[person];
    }
    net.seat(order, byPair[person]);
  }

  /** Who has room once the order is left; nobody if it was the one arriving. */
  private int leave(int order) {
    int pair = net.pairOf[order];
    if (pair >= 0) {
      net.unseat(order);
    }
    net.pairOf[order] = Network.LEFT;
    return pair < 0 ? NONE : net.pairPerson[pair];
  }
}
