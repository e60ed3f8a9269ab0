package org.yanzhen.solver.assign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Orders, the people each could go to and at what cost, and what people's slots cost; in flat
 * arrays, checked when built, never changed.
 *
 * <p>Memory: 12 bytes a pair and 8 a slot.
 */
public final class AssignmentProblem extends CostedPairs {
  /** Costs lie within this on both sides of zero, so that no sum along a path overflows. */
  public static final long HIGHEST_COST = 1_000_000_000_000L;

  /** Slots and pairs, each. */
  public static final int MOST = 100_000_000;

  final int[] slotStart;
  final long[] slotCost;

  private AssignmentProblem(Builder from) {
    super(
        from.orders,
        from.people,
        closed(from.rowStart, from.orders, from.pairs),
        from.pairPerson,
        from.pairCost,
        from.unservedCost);
    slotStart = closed(from.slotStart, people, from.slots);
    slotCost = from.slotCost;
  }

  private AssignmentProblem(AssignmentProblem from, long[] pairCost, long[] unservedCost) {
    super(from.orders, from.people, from.rowStart, from.pairPerson, pairCost, unservedCost);
    slotStart = from.slotStart;
    slotCost = from.slotCost;
  }

  /** Where each begins, and behind the last where all end. */
  private static int[] closed(int[] starts, int count, int end) {
    int[] all = Arrays.copyOf(starts, count + 1);
    all[count] = end;
    return all;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The same, but where somebody was told of an order, anybody else and leaving it cost so much
   * more.
   *
   * @param told by order, the person, or -1
   */
  AssignmentProblem withWords(int[] told, long price) {
    long[] costs = pairCost.clone();
    long[] unserved = unservedCost.clone();
    for (int order = 0; order < orders; order++) {
      if (told[order] >= 0) {
        unserved[order] += price;
        for (int pair = rowStart[order]; pair < rowStart[order + 1]; pair++) {
          costs[pair] += pairPerson[pair] == told[order] ? 0 : price;
        }
      }
    }
    return new AssignmentProblem(this, costs, unserved);
  }

  public int pairs() {
    return rowStart[orders];
  }

  public int capacity(int person) {
    return slotStart[person + 1] - slotStart[person];
  }

  /** What the {@code slot}-th order of a person costs on top, counted from 0. */
  public long slotCost(int person, int slot) {
    return slotCost[slotStart[person] + slot];
  }

  /** People first, then each order followed by its pairs. */
  public static final class Builder {
    private int orders;
    private int people;
    private int pairs;
    private int slots;
    private int[] rowStart = new int[64];
    private int[] pairPerson = new int[256];
    private long[] pairCost = new long[256];
    private long[] unservedCost = new long[64];
    private int[] slotStart = new int[64];
    private long[] slotCost = new long[256];
    private int[] lastOrderOf = new int[64];
    private int pinnedTo = -1;
    private long pinCost;
    private final Map<Integer, List<Integer>> groups = new TreeMap<>();

    private Builder() {}

    /** Makes room beforehand; not needed, only quicker. */
    public Builder expecting(int ordersExpected, int peopleExpected, int pairsExpected) {
      rowStart = Arrays.copyOf(rowStart, Math.max(rowStart.length, ordersExpected + 1));
      unservedCost = Arrays.copyOf(unservedCost, Math.max(unservedCost.length, ordersExpected));
      slotStart = Arrays.copyOf(slotStart, Math.max(slotStart.length, peopleExpected + 1));
      lastOrderOf = Arrays.copyOf(lastOrderOf, Math.max(lastOrderOf.length, peopleExpected));
      pairPerson = Arrays.copyOf(pairPerson, Math.max(pairPerson.length, pairsExpected));
      pairCost = Arrays.copyOf(pairCost, Math.max(pairCost.length, pairsExpected));
      return this;
    }

    /** A person who can take so many orders, each at no price of its own. */
    public Builder person(int capacity) {
      return person(capacity, 0);
    }

    /** A person whose k-th order costs (k - 1) times {@code step} on top. */
    public Builder person(int capacity, long step) {
      if (capacity < 0 || capacity > MOST - slots) {
        throw new IllegalArgumentException("capacity " + capacity);
      }
      if (step < 0 || (capacity > 0 && step > HIGHEST_COST / capacity)) {
        throw new IllegalArgumentException("step of load " + step);
      }
      beginPerson(capacity);
      for (int slot = 0; slot < capacity; slot++) {
        slotCost[slots++] = slot * step;
      }
      return this;
    }

    /** A person with a price for each slot; prices never fall from one to the next. */
    public Builder person(long[] pricesBySlot) {
      checkConvex(pricesBySlot);
      beginPerson(pricesBySlot.length);
      System.arraycopy(pricesBySlot, 0, slotCost, slots, pricesBySlot.length);
      slots += pricesBySlot.length;
      return this;
    }

    private void beginPerson(int capacity) {
      if (orders > 0) {
        throw new IllegalStateException("people come before orders");
      }
      if (people + 1 >= slotStart.length) {
        slotStart = Arrays.copyOf(slotStart, 2 * slotStart.length);
      }
      if (people >= lastOrderOf.length) {
        lastOrderOf = Arrays.copyOf(lastOrderOf, 2 * people);
      }
      if (slots + capacity > slotCost.length) {
        slotCost = Arrays.copyOf(slotCost, Math.max(2 * slotCost.length, slots + capacity));
      }
      slotStart[people++] = slots;
    }

    /** An order, and what leaving it costs. */
    public Builder order(long unserved) {
      checkCost(unserved);
      if (orders + 1 >= rowStart.length) {
        rowStart = Arrays.copyOf(rowStart, 2 * rowStart.length);
      }
      if (orders >= unservedCost.length) {
        unservedCost = Arrays.copyOf(unservedCost, 2 * orders);
      }
      pinnedTo = -1;
      unservedCost[orders] = unserved;
      rowStart[orders++] = pairs;
      return this;
    }

    /**
     * An order that somebody has been told of: leaving it or giving it to anybody else costs {@code
     * displaced} more.
     */
    public Builder pinnedOrder(long unserved, int person, long displaced) {
      checkPerson(person);
      checkCost(displaced);
      order(unserved + displaced);
      pinnedTo = person;
      pinCost = displaced;
      return this;
    }

    /** The last order could go to this person at this cost. */
    public Builder pair(int person, long cost) {
      checkPerson(person);
      // Orders are counted from 1 here, so that 0 means: of none yet.
      if (orders == 0 || lastOrderOf[person] == orders) {
        throw new IllegalArgumentException("pair without order, or twice: person " + person);
      }
      long whole = pinnedTo < 0 || pinnedTo == person ? cost : cost + pinCost;
      checkCost(whole);
      lastOrderOf[person] = orders;
      if (pairs == pairPerson.length) {
        growPairs();
      }
      pairPerson[pairs] = person;
      pairCost[pairs++] = whole;
      return this;
    }

    /**
     * The last order and all others of the same group go to different people. That is kept exactly
     * where nobody with room for more than one could take two of them; anything else is refused by
     * {@link #build}, because slots cannot express it.
     */
    public Builder inGroup(int group) {
      if (orders == 0) {
        throw new IllegalStateException("a group without an order");
      }
      List<Integer> own = groups.computeIfAbsent(group, unused -> new ArrayList<>());
      if (own.isEmpty() || own.getLast() != orders - 1) {
        own.add(orders - 1);
      }
      return this;
    }

    private void checkGroup(int group, List<Integer> own) {
      Map<Integer, Integer> before = new HashMap<>();
      for (int order : own) {
        int end = order + 1 < orders ? rowStart[order + 1] : pairs;
        for (int pair = rowStart[order]; pair < end; pair++) {
          int person = pairPerson[pair];
          int slotEnd = person + 1 < people ? slotStart[person + 1] : slots;
          int room = slotEnd - slotStart[person];
          Integer other = before.put(person, order);
          if (other != null && room > 1) {
            throw new IllegalArgumentException(
                "orders %d and %d of group %d are for different people, but person %d could take both and has room for %d: an assignment cannot keep that exactly; a day plan can"
                    .formatted(other, order, group, person, room));
          }
        }
      }
    }

    private void growPairs() {
      if (pairs > MOST / 2) {
        throw new IllegalArgumentException("more than " + MOST / 2 + " pairs");
      }
      pairPerson = Arrays.copyOf(pairPerson, 2 * pairs);
      pairCost = Arrays.copyOf(pairCost, 2 * pairs);
    }

    private void checkPerson(int person) {
      if (person < 0 || person >= people) {
        throw new IllegalArgumentException("there is no person " + person);
      }
    }

    /** The builder must not be used afterwards: its arrays belong to the problem. */
    public AssignmentProblem build() {
      groups.forEach(this::checkGroup);
      return new AssignmentProblem(this);
    }
  }

  static void checkCost(long cost) {
    if (cost > HIGHEST_COST || cost < -HIGHEST_COST) {
      throw new IllegalArgumentException("a cost beyond " + HIGHEST_COST + ": " + cost);
    }
  }

  static void checkConvex(long[] pricesBySlot) {
    for (int slot = 0; slot < pricesBySlot.length; slot++) {
      checkCost(pricesBySlot[slot]);
      if (slot > 0 && pricesBySlot[slot] < pricesBySlot[slot - 1]) {
        throw new IllegalArgumentException("the price of slot " + slot + " falls: not convex");
      }
    }
  }
}
