package org.yanzhen.solver.assign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * As few broken words as a limit of cost allows. Whoever was told that somebody comes is to be told
 * anew as seldom as possible, and the whole may cost no more than so much.
 *
 * <p>At any price of a broken word the exact assignment is known ({@link BatchAssignment}). Its
 * cost with the price bounds how few words can be broken within the limit (Lagrangian relaxation:
 * {@code broken >= (cost with price - limit) / price}), and the higher the price, the fewer are
 * broken and the dearer is the day. So the price at which the limit is reached is searched for by
 * halving, and what is left of the limit there is spent on single chains of moves that mend a word.
 */
public final class KeptWords {
  /** Nobody was told of this order. */
  public static final int NOBODY = -1;

  private final AssignmentProblem problem;
  private final int[] told;
  private final long mostCost;
  private double leastBroken;

  /**
   * @param pairOf by order, the pair taken, or {@link Assignment#LEFT}
   * @param cost without any price of words
   * @param broken how many who were told get somebody else, or nobody
   * @param leastBroken no assignment within the limit breaks fewer
   * @param price of a broken word at which this comes out, chains of moves aside
   */
  public record Answer(int[] pairOf, long cost, int broken, int leastBroken, long price) {
    public Answer {
      pairOf = pairOf.clone();
    }

    @Override
    public int[] pairOf() {
      return pairOf.clone();
    }
  }

  private record Point(int[] pairOf, long cost, int broken, long price) {}

  private KeptWords(AssignmentProblem problem, int[] told, long mostCost) {
    this.problem = problem;
    this.told = told;
    this.mostCost = mostCost;
  }

  /**
   * @param told by order, the person who was named, or {@link #NOBODY}
   * @param mostCost what the assignment may cost at most; no less than the best does
   */
  public static Answer within(AssignmentProblem problem, int[] told, long mostCost) {
    if (told.length != problem.orders()) {
      throw new IllegalArgumentException("as many words as orders are needed");
    }
    return new KeptWords(problem, told.clone(), mostCost).search();
  }

  private Answer search() {
    Point cheap = at(0);
    if (cheap.cost > mostCost) {
      throw new IllegalArgumentException(
          "nothing costs less than " + cheap.cost + "; the limit is " + mostCost);
    }
    long high = 1;
    Point dear = at(high);
    while (dear.cost <= mostCost && dear.broken > 0 && high < AssignmentProblem.HIGHEST_COST / 4) {
      cheap = dear;
      high *= 2;
      dear = at(high);
    }
    if (dear.cost <= mostCost) {
      return answer(dear);
    }
    while (dear.price - cheap.price > 1) {
      Point between = at(cheap.price + (dear.price - cheap.price) / 2);
      if (between.cost <= mostCost) {
        cheap = between;
      } else {
        dear = between;
      }
    }
    return answer(new Chains(cheap, dear).mend());
  }

  private Answer answer(Point point) {
    // A part of a word cannot be broken; what doubles are off by is far less than that.
    int least = (int) Math.ceil(leastBroken - 1e-6);
    return new Answer(point.pairOf, point.cost, point.broken, least, point.price);
  }

  private Point at(long price) {
    int[] pairOf = BatchAssignment.solve(problem.withWords(told, price)).pairOf();
    Point point = measured(pairOf, price);
    if (price > 0) {
      double bound = ((double) point.cost + (double) price * point.broken - mostCost) / price;
      leastBroken = Math.max(leastBroken, bound);
    }
    return point;
  }

  private Point measured(int[] pairOf, long price) {
    int[] load = new int[problem.people()];
    long sum = 0;
    int broken = 0;
    for (int order = 0; order < pairOf.length; order++) {
      int pair = pairOf[order];
      if (pair == Assignment.LEFT) {
        sum += problem.unservedCost(order);
      } else {
        int person = problem.person(pair);
        sum += problem.cost(pair) + problem.slotCost(person, load[person]++);
      }
      broken += isBroken(order, pair) ? 1 : 0;
    }
    return new Point(pairOf, sum, broken, price);
  }

  private boolean isBroken(int order, int pair) {
    return told[order] != NOBODY
        && (pair == Assignment.LEFT || problem.person(pair) != told[order]);
  }

  /**
   * What is different between the two assignments next to the limit, as chains of moves from one to
   * the next person, each of which can be made without the others.
   */
  private final class Chains {
    private final int[] pairOf;
    private final Point from;
    private final Point to;
    // By person, and one more for orders that are left: the orders that go from there.
    private final List<List<Integer>> going = new ArrayList<>();
    private final int[] gain;

    private record Chain(List<Integer> orders, int mended, long dearer) {}

    Chains(Point from, Point to) {
      this.from = from;
      this.to = to;
      pairOf = from.pairOf.clone();
      gain = new int[problem.people() + 1];
      for (int node = 0; node <= problem.people(); node++) {
        going.add(new ArrayList<>());
      }
      for (int order = 0; order < pairOf.length; order++) {
        int start = node(from.pairOf[order]);
        int end = node(to.pairOf[order]);
        if (start != end) {
          going.get(start).add(order);
          gain[start]--;
          gain[end]++;
        }
      }
    }

    private int node(int pair) {
      return pair == Assignment.LEFT ? problem.people() : problem.person(pair);
    }

    Point mend() {
      List<Chain> chains = new ArrayList<>();
      // First from where there are fewer afterwards, so that what remains are circles.
      for (int node = 0; node < gain.length; node++) {
        while (gain[node] < 0) {
          chains.addAll(follow(node));
        }
      }
      for (int node = 0; node < gain.length; node++) {
        while (!going.get(node).isEmpty()) {
          chains.addAll(follow(node));
        }
      }
      chains.sort(
          (one, other) ->
              Double.compare(
                  (double) one.dearer / Math.max(1, one.mended),
                  (double) other.dearer / Math.max(1, other.mended)));
      Point now = from;
      for (Chain chain : chains) {
        if (chain.mended <= 0) {
          continue;
        }
        chain.orders.forEach(order -> pairOf[order] = to.pairOf[order]);
        Point next = measured(pairOf, from.price);
        if (next.cost <= mostCost && next.broken < now.broken) {
          now = new Point(pairOf.clone(), next.cost, next.broken, from.price);
        } else {
          chain.orders.forEach(order -> pairOf[order] = from.pairOf[order]);
        }
      }
      return now;
    }

    /** One way through the differences; each circle on it is a chain of its own. */
    private List<Chain> follow(int start) {
      List<Chain> found = new ArrayList<>();
      List<Integer> way = new ArrayList<>();
      int[] reached = new int[gain.length];
      Arrays.fill(reached, -1);
      int node = start;
      reached[node] = 0;
      boolean open = gain[start] < 0;
      while (!going.get(node).isEmpty() && !(open && node != start && gain[node] > 0)) {
        int order = going.get(node).removeLast();
        way.add(order);
        node = node(to.pairOf[order]);
        if (reached[node] >= 0) {
          List<Integer> circle = way.subList(reached[node], way.size());
          found.add(chain(circle));
          circle.forEach(each -> reached[node(to.pairOf[each])] = -1);
          circle.clear();
        }
        reached[node] = way.size();
      }
      if (!way.isEmpty()) {
        gain[start]++;
        gain[node]--;
        found.add(chain(way));
      }
      return found;
    }

    private Chain chain(List<Integer> orders) {
      int mended = 0;
      long dearer = 0;
      for (int order : orders) {
        mended += isBroken(order, from.pairOf[order]) ? 1 : 0;
        mended -= isBroken(order, to.pairOf[order]) ? 1 : 0;
        dearer += costOf(order, to.pairOf[order]) - costOf(order, from.pairOf[order]);
      }
      return new Chain(List.copyOf(orders), mended, dearer);
    }

    private long costOf(int order, int pair) {
      return pair == Assignment.LEFT ? problem.unservedCost(order) : problem.cost(pair);
    }
  }
}
