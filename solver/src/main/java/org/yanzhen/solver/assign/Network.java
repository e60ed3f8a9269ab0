package org.yanzhen.solver.assign;

import java.util.Arrays;

/**
 * The flow and its prices while they change. What holds between any two calls, and with it that
 * everything placed is placed at the least cost:
 *
 * <ul>
 *   <li>a person's price lies between the cost of the last used slot and that of the next;
 *   <li>an order that is placed or left stands where cost plus price is least.
 * </ul>
 *
 * <p>Orders that wait are outside of this until {@link ShortestPaths} brings them in. A floor under
 * the cost of a person's slots stands for what is not true but makes the above true; {@link Refill}
 * takes it away. Nothing here is checked: {@link AssignmentProblem} and {@link LiveAssignment} do
 * that.
 */
final class Network {
  static final int LEFT = -1;
  static final int WAITING = -2;

  /** There is no order of this number at the moment; it has no pairs either. */
  static final int GONE = -3;

  /** The cost of a slot that is not there; above every sum along a path. */
  static final long CLOSED = 1L << 60;

  /** Slots cost what they cost. */
  static final long NO_FLOOR = -CLOSED;

  int orders;
  int people;
  // By order.
  int[] rowStart;
  int[] rowEnd;
  long[] unservedCost;
  int[] pairOf;
  int[] seatOf;
  // By pair.
  int[] pairPerson;
  long[] pairCost;
  int[] pairOrder = {};
  // The pairs of one person, linked; -1 ends.
  int[] pairBefore = {};
  int[] pairAfter = {};
  // By person; slots from slotStart on.
  int[] slotStart;
  int[] capacity;
  int[] used;
  long[] price;
  long[] floor;
  int[] columnHead;
  // By slot.
  long[] slotCost;
  int[] owner;

  /** All orders waiting, every price that of the first slot; shares the problem's arrays. */
  Network(AssignmentProblem problem) {
    orders = problem.orders;
    people = problem.people;
    rowStart = problem.rowStart;
    rowEnd = Arrays.copyOfRange(problem.rowStart, 1, orders + 1);
    unservedCost = problem.unservedCost;
    pairOf = new int[orders];
    Arrays.fill(pairOf, WAITING);
    seatOf = new int[orders];
    pairPerson = problem.pairPerson;
    pairCost = problem.pairCost;
    slotStart = problem.slotStart;
    capacity = new int[people];
    used = new int[people];
    price = new long[people];
    floor = new long[people];
    Arrays.fill(floor, NO_FLOOR);
    columnHead = new int[people];
    Arrays.fill(columnHead, -1);
    slotCost = problem.slotCost;
    owner = new int[problem.slotStart[people]];
    for (int person = 0; person < people; person++) {
      capacity[person] = problem.capacity(person);
      price[person] = nextSlotCost(person);
    }
  }

  /** Empty, with a little room. */
  Network() {
    rowStart = new int[16];
    rowEnd = new int[16];
    unservedCost = new long[16];
    pairOf = new int[16];
    seatOf = new int[16];
    pairPerson = new int[64];
    pairCost = new long[64];
    slotStart = new int[16];
    capacity = new int[16];
    used = new int[16];
    price = new long[16];
    floor = new long[16];
    columnHead = new int[16];
    slotCost = new long[64];
    owner = new int[64];
  }

  boolean isFull(int person) {
    return used[person] == capacity[person];
  }

  /**
   * What the next order costs on top: the slot, but not less than the person's floor; {@link
   * #CLOSED} where there is no room.
   */
  long nextSlotCost(int person) {
    return isFull(person)
        ? CLOSED
        : Math.max(floor[person], slotCost[slotStart[person] + used[person]]);
  }

  long lastSlotCost(int person) {
    return Math.max(floor[person], slotCost[slotStart[person] + used[person] - 1]);
  }

  void link(int pair, int order) {
    int person = pairPerson[pair];
    int head = columnHead[person];
    pairOrder[pair] = order;
    pairBefore[pair] = -1;
    pairAfter[pair] = head;
    if (head >= 0) {
      pairBefore[head] = pair;
    }
    columnHead[person] = pair;
  }

  void unlink(int pair) {
    int before = pairBefore[pair];
    int after = pairAfter[pair];
    if (before < 0) {
      columnHead[pairPerson[pair]] = after;
    } else {
      pairAfter[before] = after;
    }
    if (after >= 0) {
      pairBefore[after] = before;
    }
  }

  /** What the order pays where it stands: the least there is for it. */
  long dueOf(int order) {
    int pair = pairOf[order];
    return pair == LEFT ? unservedCost[order] : pairCost[pair] + price[pairPerson[pair]];
  }

  void seat(int order, int pair) {
    int person = pairPerson[pair];
    int seat = slotStart[person] + used[person]++;
    owner[seat] = order;
    seatOf[order] = seat;
    pairOf[order] = pair;
  }

  /** Takes the order out; the last of the person's orders takes its seat. */
  void unseat(int order) {
    int person = pairPerson[pairOf[order]];
    int last = slotStart[person] + --used[person];
    int moved = owner[last];
    owner[seatOf[order]] = moved;
    seatOf[moved] = seatOf[order];
    pairOf[order] = WAITING;
  }

  /** The order takes the seat of another, who waits. */
  void replace(int order, int pair, int other) {
    int seat = seatOf[other];
    owner[seat] = order;
    seatOf[order] = seat;
    pairOf[order] = pair;
    pairOf[other] = WAITING;
  }

  long cost() {
    long sum = 0;
    for (int order = 0; order < orders; order++) {
      int pair = pairOf[order];
      if (pair >= 0) {
        sum += pairCost[pair];
      } else if (pair == LEFT) {
        sum += unservedCost[order];
      }
    }
    for (int person = 0; person < people; person++) {
      for (int slot = 0; slot < used[person]; slot++) {
        sum += slotCost[slotStart[person] + slot];
      }
    }
    return sum;
  }
}
