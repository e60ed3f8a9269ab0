package org.yanzhen.solver.assign;

/**
 * A first, cheap pass before {@link ShortestPaths}: orders bid for people. Where there is no room
 * left, the one who could best go elsewhere gives way, and the price rises to just where that one
 * is as well off elsewhere. So prices rise exactly, without Bertsekas's epsilon, and nobody placed
 * is ever worse off than elsewhere; this is the "augmenting row reduction" of Jonker and Volgenant
 * (1987), carried over to people with several slots of rising cost.
 *
 * <p>Without an epsilon bids can go in circles at one price; so an order that gave way without a
 * rise in price waits for the exact search, and so do all once the bids are used up.
 */
final class Auction {
  private final Network net;
  // By slot: up to which price the order there stays.
  private final long[] limit;

  Auction(Network net) {
    this.net = net;
    limit = new long[net.owner.length];
  }

  /**
   * Lets all orders bid, and those who gave way for each, so often at most; what has no place then
   * still waits. Nobody may be placed before.
   */
  void run(long bids) {
    for (int order = 0; order < net.orders; order++) {
      long left = bids;
      int next = net.pairOf[order] == Network.WAITING ? order : -1;
      while (next >= 0 && left-- > 0) {
        next = bid(next);
      }
    }
  }

  /** The order bids; answers who has to bid again, or -1. */
  private int bid(int order) {
    int[] pairPerson = net.pairPerson;
    long[] pairCost = net.pairCost;
    long[] price = net.price;
    long least = net.unservedCost[order];
    long second = Long.MAX_VALUE;
    int best = Network.LEFT;
    int end = net.rowEnd[order];
    for (int pair = net.rowStart[order]; pair < end; pair++) {
      long due = pairCost[pair] + price[pairPerson[pair]];
      if (due < second) {
        if (due < least) {
          second = least;
          least = due;
          best = pair;
        } else {
          second = due;
        }
      }
    }
    if (best == Network.LEFT) {
      net.pairOf[order] = Network.LEFT;
      return -1;
    }
    return claim(order, best, second - pairCost[best]);
  }

  private int claim(int order, int pair, long most) {
    int person = net.pairPerson[pair];
    if (net.price[person] < net.nextSlotCost(person)) {
      int weakest = weakest(person);
      long lowest = weakest < 0 ? most : Math.min(most, limit[weakest]);
      if (lowest < net.nextSlotCost(person)) {
        return contest(order, pair, most, weakest, lowest);
      }
      net.price[person] = net.nextSlotCost(person);
    }
    net.seat(order, pair);
    limit[net.seatOf[order]] = most;
    return -1;
  }

  private int contest(int order, int pair, long most, int weakest, long lowest) {
    int person = net.pairPerson[pair];
    boolean rises = lowest > net.price[person];
    net.price[person] = lowest;
    if (weakest < 0 || most <= limit[weakest]) {
      return rises ? order : -1;
    }
    int other = net.owner[weakest];
    net.replace(order, pair, other);
    limit[weakest] = most;
    return other;
  }

  private int weakest(int person) {
    int start = net.slotStart[person];
    int end = start + net.used[person];
    int weakest = -1;
    long lowest = Long.MAX_VALUE;
    for (int seat = start; seat < end; seat++) {
      if (limit[seat] < lowest) {
        lowest = limit[seat];
        weakest = seat;
      }
    }
    return weakest;
  }
}
