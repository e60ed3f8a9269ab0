package org.yanzhen.solver.assign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One change at a time, and after each the assignment is the best again; prices are kept, so a
 * change costs a search around where it happens ({@link ShortestPaths}, {@link Refill}).
 *
 * <p>A budget bounds how many people one change may reach. Where it is not enough the change is
 * made, the answer says so ({@link #isExact}), and {@link #settle} makes up for it. Numbers of
 * orders are given again after removal, those of people are not. For one thread at a time.
 */
public final class LiveAssignment {
  private static final Comparator<Candidate> CHEAPEST =
      Comparator.comparingLong(Candidate::total).thenComparingInt(Candidate::person);

  /** So many looks at everybody cost what a batch costs. */
  private static final int LOOKS_BEFORE_ANEW = 20;

  private final Network net = new Network();
  private final ShortestPaths paths = new ShortestPaths(net);
  private final Refill refill = new Refill(net);
  private final long budget;
  private int pairs;
  private int slots;
  private int[] rowRoom = new int[16];
  private int[] freed = new int[16];
  private int freedCount;
  private int open;
  // What orders cost before they were pinned: leaving them, then each pair.
  private final Map<Integer, long[]> unpinned = new HashMap<>();

  /**
   * @param budget how many people one change may reach; {@link Long#MAX_VALUE} for always exact
   */
  public LiveAssignment(long budget) {
    if (budget < 1) {
      throw new IllegalArgumentException("a budget of " + budget);
    }
    this.budget = budget;
  }

  /** Somebody nobody needs yet; the number counts from 0. Prices by slot never fall. */
  public int addPerson(long[] pricesBySlot) {
    AssignmentProblem.checkConvex(pricesBySlot);
    int person = net.people;
    growPeople(person + 1, slots + pricesBySlot.length);
    System.arraycopy(pricesBySlot, 0, net.slotCost, slots, pricesBySlot.length);
    net.slotStart[person] = slots;
    net.capacity[person] = pricesBySlot.length;
    net.used[person] = 0;
    net.floor[person] = Network.NO_FLOOR;
    net.columnHead[person] = -1;
    net.people = person + 1;
    net.price[person] = net.nextSlotCost(person);
    slots += pricesBySlot.length;
    return person;
  }

  /** Takes no orders any more; those in hand go elsewhere as well as they can. */
  public boolean closePerson(int person) {
    checkPerson(person);
    int[] moved =
        Arrays.copyOfRange(
            net.owner, net.slotStart[person], net.slotStart[person] + net.used[person]);
    for (int order : moved) {
      net.unseat(order);
    }
    net.capacity[person] = 0;
    net.floor[person] = Network.NO_FLOOR;
    net.price[person] = Network.CLOSED;
    boolean exact = true;
    for (int order : moved) {
      exact &= bringIn(order);
    }
    return exact;
  }

  /** There is room again; pairs of orders known before count again. */
  public boolean reopenPerson(int person, int capacity) {
    checkPerson(person);
    int end = person + 1 < net.people ? net.slotStart[person + 1] : slots;
    if (net.capacity[person] > 0 || capacity < 0 || capacity > end - net.slotStart[person]) {
      throw new IllegalArgumentException("capacity " + capacity + " of person " + person);
    }
    net.capacity[person] = capacity;
    return refill.fill(person, budget);
  }

  /** An order that arrives; answers its number. Whether it found its place: {@link #personOf}. */
  public int addOrder(long unserved, int[] people, long[] costs) {
    int order = addWaiting(unserved, people, costs);
    bringIn(order);
    return order;
  }

  /**
   * One of many orders that arrive at once: it waits for {@link #settle}, which brings all of them
   * in together.
   */
  public int addWaiting(long unserved, int[] people, long[] costs) {
    check(unserved, people, costs);
    int order = takeNumber(people.length);
    int start = net.rowStart[order];
    net.rowEnd[order] = start + people.length;
    net.unservedCost[order] = unserved;
    net.pairOf[order] = Network.WAITING;
    for (int index = 0; index < people.length; index++) {
      net.pairPerson[start + index] = people[index];
      net.pairCost[start + index] = costs[index];
      net.link(start + index, order);
    }
    open++;
    return order;
  }

  /** Done or withdrawn: its place is free for others. */
  public boolean removeOrder(int order) {
    checkOrder(order);
    int pair = net.pairOf[order];
    if (pair >= 0) {
      net.unseat(order);
    }
    for (int own = net.rowStart[order]; own < net.rowEnd[order]; own++) {
      net.unlink(own);
    }
    net.pairOf[order] = Network.GONE;
    net.rowEnd[order] = net.rowStart[order];
    unpinned.remove(order);
    open--;
    if (freedCount == freed.length) {
      freed = Arrays.copyOf(freed, 2 * freedCount);
    }
    freed[freedCount++] = order;
    return pair < 0 || refill.fill(net.pairPerson[pair], budget);
  }

  /**
   * Somebody was told: leaving the order or giving it to anybody else costs so much more from now
   * on. The assignment stays the best, since only what was not chosen became dearer.
   */
  public void pin(int order, long displaced) {
    checkOrder(order);
    AssignmentProblem.checkCost(displaced);
    int own = net.pairOf[order];
    if (own < 0 || displaced < 0) {
      throw new IllegalArgumentException("order " + order + " is with nobody, or a price below 0");
    }
    unpinned.computeIfAbsent(order, this::costsNow);
    net.unservedCost[order] =
        Math.min(AssignmentProblem.HIGHEST_COST, net.unservedCost[order] + displaced);
    for (int pair = net.rowStart[order]; pair < net.rowEnd[order]; pair++) {
      if (pair != own) {
        net.pairCost[pair] =
            Math.min(AssignmentProblem.HIGHEST_COST, net.pairCost[pair] + displaced);
      }
    }
  }

  private long[] costsNow(int order) {
    int start = net.rowStart[order];
    int count = net.rowEnd[order] - start;
    long[] costs = new long[count + 1];
    costs[0] = net.unservedCost[order];
    System.arraycopy(net.pairCost, start, costs, 1, count);
    return costs;
  }

  /**
   * Takes all pins of the order back: whoever was told knows that somebody else may come. The order
   * goes where it now costs least.
   */
  public boolean unpin(int order) {
    checkOrder(order);
    long[] costs = unpinned.remove(order);
    if (costs == null) {
      return true;
    }
    int pair = net.pairOf[order];
    if (pair >= 0) {
      net.unseat(order);
    }
    net.pairOf[order] = Network.WAITING;
    net.unservedCost[order] = costs[0];
    System.arraycopy(costs, 1, net.pairCost, net.rowStart[order], costs.length - 1);
    boolean exact = pair < 0 || refill.fill(net.pairPerson[pair], budget);
    return bringIn(order) && exact;
  }

  /**
   * Makes up for everything that went over the budget. What is little is done one by one; where
   * that has reached as many people as there are, a batch takes over: the {@link Forest} for orders
   * that wait, and for room that is held back everything anew.
   */
  public void settle() {
    settle(net.people, (long) LOOKS_BEFORE_ANEW * net.people);
  }

  /**
   * @param forest from how many people reached on orders are brought in together
   * @param anew from how many people reached on everything is assigned anew
   */
  void settle(long forest, long anew) {
    BatchAssignment.bringInAll(net, paths, forest);
    long before = refill.visited();
    for (int person = 0; person < net.people; person++) {
      if (net.floor[person] == Network.NO_FLOOR) {
        continue;
      }
      if (refill.visited() - before >= anew) {
        startAnew();
        return;
      }
      refill.fill(person, Long.MAX_VALUE);
    }
  }

  private void startAnew() {
    for (int order = 0; order < net.orders; order++) {
      if (net.pairOf[order] != Network.GONE) {
        net.pairOf[order] = Network.WAITING;
      }
    }
    for (int person = 0; person < net.people; person++) {
      net.used[person] = 0;
      net.floor[person] = Network.NO_FLOOR;
      net.price[person] = net.nextSlotCost(person);
    }
    BatchAssignment.solve(net, paths, net.people);
  }

  /** Whether no order waits and no room is held back, so that nothing better exists. */
  public boolean isExact() {
    for (int order = 0; order < net.orders; order++) {
      if (net.pairOf[order] == Network.WAITING) {
        return false;
      }
    }
    for (int person = 0; person < net.people; person++) {
      if (net.floor[person] != Network.NO_FLOOR) {
        return false;
      }
    }
    return true;
  }

  /** The person who has the order, or -1. */
  public int personOf(int order) {
    checkOrder(order);
    int pair = net.pairOf[order];
    return pair < 0 ? -1 : net.pairPerson[pair];
  }

  /** The orders this person has. */
  public int[] ordersOf(int person) {
    checkPerson(person);
    int start = net.slotStart[person];
    return Arrays.copyOfRange(net.owner, start, start + net.used[person]);
  }

  /** What one more slot of this person would save the others. */
  public long price(int person) {
    checkPerson(person);
    return net.price[person];
  }

  public int openOrders() {
    return open;
  }

  /** What everything costs; orders that wait count as left. */
  public long cost() {
    long sum = net.cost();
    for (int order = 0; order < net.orders; order++) {
      if (net.pairOf[order] == Network.WAITING) {
        sum += net.unservedCost[order];
      }
    }
    return sum;
  }

  /**
   * What a candidate costs the whole: the pair itself, the next slot (load), and what the others
   * lose for it (opportunity).
   */
  public record Candidate(int person, long pairCost, long loadCost, long opportunityCost) {
    /** Exactly the sum of its terms. */
    public long total() {
      return pairCost + loadCost + opportunityCost;
    }
  }

  /**
   * The cheapest for the whole first, the first by exactly what adding the order would cost, for an
   * order that has not arrived yet; changes nothing. The whole ranking may reach as many people as
   * one change; over that, costs are what they are at least.
   */
  public List<Candidate> rank(int[] people, long[] costs, int most) {
    return rank(people, costs, most, budget);
  }

  /**
   * @param reach how many people the whole ranking may reach
   */
  public List<Candidate> rank(int[] people, long[] costs, int most, long reach) {
    check(0, people, costs);
    TreeSet<Candidate> best = new TreeSet<>(CHEAPEST);
    // The price is what one more costs at least: who comes later cannot be cheaper than that.
    List<Bid> bids = new ArrayList<>();
    for (int index = 0; index < people.length; index++) {
      if (net.capacity[people[index]] > 0) {
        bids.add(new Bid(people[index], costs[index], costs[index] + net.price[people[index]]));
      }
    }
    bids.sort(Comparator.comparingLong(Bid::least));
    // Shared evenly, so that nobody looks dearer for having been searched further than the next.
    long left = reach;
    int searched = 0;
    for (Bid bid : bids) {
      long limit = best.size() < most ? Network.CLOSED : best.getLast().total() - bid.cost;
      if (bid.least - bid.cost > limit) {
        break;
      }
      long share = left / Math.max(1, most - searched++);
      long before = paths.visited();
      best.add(candidate(bid.person, bid.cost, limit, share));
      left -= paths.visited() - before;
      if (best.size() > most) {
        best.removeLast();
      }
    }
    paths.forget();
    return List.copyOf(best);
  }

  private record Bid(int person, long cost, long least) {}

  private Candidate candidate(int person, long cost, long limit, long share) {
    long load =
        net.isFull(person)
            ? net.slotCost[net.slotStart[person] + net.used[person] - 1]
            : net.slotCost[net.slotStart[person] + net.used[person]];
    return new Candidate(person, cost, load, paths.costOfOneMore(person, limit, share) - load);
  }

  private boolean bringIn(int order) {
    return paths.bringIn(order, budget);
  }

  private void check(long unserved, int[] people, long[] costs) {
    AssignmentProblem.checkCost(unserved);
    if (people.length != costs.length) {
      throw new IllegalArgumentException("as many costs as people are needed");
    }
    for (int index = 0; index < people.length; index++) {
      checkPerson(people[index]);
      AssignmentProblem.checkCost(costs[index]);
      if (index > 0 && people[index] <= people[index - 1]) {
        throw new IllegalArgumentException("people come in rising order, each once");
      }
    }
  }

  private void checkPerson(int person) {
    if (person < 0 || person >= net.people) {
      throw new IllegalArgumentException("there is no person " + person);
    }
  }

  private void checkOrder(int order) {
    if (order < 0 || order >= net.orders || net.pairOf[order] == Network.GONE) {
      throw new IllegalArgumentException("there is no order " + order);
    }
  }

  /** A number with room for so many pairs: a freed one that has it, or the next. */
  private int takeNumber(int wanted) {
    for (int index = freedCount - 1; index >= 0 && index >= freedCount - 8; index--) {
      int order = freed[index];
      if (rowRoom[order] >= wanted) {
        freed[index] = freed[--freedCount];
        return order;
      }
    }
    int order = net.orders++;
    growOrders(net.orders);
    growPairs(pairs + wanted);
    net.rowStart[order] = pairs;
    rowRoom[order] = wanted;
    pairs += wanted;
    return order;
  }

  private void growOrders(int needed) {
    if (needed > rowRoom.length) {
      int room = 2 * needed;
      rowRoom = Arrays.copyOf(rowRoom, room);
      net.rowStart = Arrays.copyOf(net.rowStart, room);
      net.rowEnd = Arrays.copyOf(net.rowEnd, room);
      net.unservedCost = Arrays.copyOf(net.unservedCost, room);
      net.pairOf = Arrays.copyOf(net.pairOf, room);
      net.seatOf = Arrays.copyOf(net.seatOf, room);
    }
  }

  private void growPairs(int needed) {
    if (needed > net.pairOrder.length) {
      int room = Math.max(64, 2 * needed);
      net.pairPerson = Arrays.copyOf(net.pairPerson, room);
      net.pairCost = Arrays.copyOf(net.pairCost, room);
      net.pairOrder = Arrays.copyOf(net.pairOrder, room);
      net.pairBefore = Arrays.copyOf(net.pairBefore, room);
      net.pairAfter = Arrays.copyOf(net.pairAfter, room);
    }
  }

  private void growPeople(int people, int neededSlots) {
    if (people > net.price.length) {
      int room = 2 * people;
      net.slotStart = Arrays.copyOf(net.slotStart, room);
      net.capacity = Arrays.copyOf(net.capacity, room);
      net.used = Arrays.copyOf(net.used, room);
      net.price = Arrays.copyOf(net.price, room);
      net.floor = Arrays.copyOf(net.floor, room);
      net.columnHead = Arrays.copyOf(net.columnHead, room);
    }
    if (neededSlots > net.slotCost.length) {
      int room = 2 * neededSlots;
      net.slotCost = Arrays.copyOf(net.slotCost, room);
      net.owner = Arrays.copyOf(net.owner, room);
    }
  }
}
