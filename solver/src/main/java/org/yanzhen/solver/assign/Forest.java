package org.yanzhen.solver.assign;

import java.util.Arrays;

/**
 * Brings in many waiting orders where room is scarce. One after the other ({@link ShortestPaths})
 * each would look at nearly everybody before it finds room, and forget what it saw. Here all of
 * them look at the same time: a tree of people grows from each, all by the same radius; nobody
 * stands in two trees; and when one tree comes upon room, it makes its moves and goes, and only its
 * people look around anew. The other trees stay as they are. This is the search forest of weighted
 * matching (Edmonds 1965; Kolmogorov 2009, "Blossom V"), on two sides and with slots.
 *
 * <p>Prices: whoever stands in a tree rises with the radius, which is written down when the tree
 * goes. So what a move costs does not change within the trees, grows towards them and falls only
 * from them outwards; and whoever is outside is reached just when it is down to nothing.
 *
 * <p>Memory: 16 bytes a pair. Time: the same bound as one search for each order, but each of them
 * pays only for the tree that goes.
 */
final class Forest {
  private static final int NONE = -1;
  private static final long FAR = Long.MAX_VALUE;

  private final Network net;
  private final int[] roots;
  private final boolean[] stands;
  // By tree, its people, linked; -1 ends.
  private final int[] firstOf;
  private final int[] nextOf;
  private int trees;
  // The pairs by person.
  private final int[] columnStart;
  private final int[] columnPair;
  private final int[] columnOrder;
  private final long[] columnCost;
  // By order: the radius at which its move would meet a person of cost and price 0; FAR if it is in
  // no tree.
  private final long[] offer;
  // By person: at which radius a tree arrives, or has arrived, less the person's price; FAR if none
  // does. By whose move; and which tree.
  private final long[] unpriced;
  private final int[] byPair;
  private final int[] byOrder;
  private final int[] tree;
  private final int[] members;
  // People by arrival, and at which radius a way ends: with people, then with the roots themselves.
  private final PersonHeap next;
  private final PersonHeap ends;
  // Where a tree arrives at this very radius; no heap is needed for them.
  private final int[] ready;
  private int readyCount;
  private long radius;

  /** For all orders that wait. */
  Forest(Network net) {
    this.net = net;
    int people = net.people;
    columnStart = new int[people + 1];
    int pairs = countColumns();
    columnPair = new int[pairs];
    columnOrder = new int[pairs];
    columnCost = new long[pairs];
    fillColumns();
    roots = waiting();
    stands = new boolean[roots.length];
    firstOf = new int[roots.length];
    Arrays.fill(firstOf, NONE);
    nextOf = new int[people];
    offer = new long[net.orders];
    Arrays.fill(offer, FAR);
    unpriced = new long[people];
    Arrays.fill(unpriced, FAR);
    byPair = new int[people];
    byOrder = new int[people];
    tree = new int[people];
    members = new int[people];
    next = new PersonHeap(people);
    ready = new int[people];
    ends = new PersonHeap(people + roots.length);
  }

  /** Row by row, for between the rows of a county that changes there may be room. */
  private int countColumns() {
    for (int order = 0; order < net.orders; order++) {
      for (int pair = net.rowStart[order]; pair < net.rowEnd[order]; pair++) {
        columnStart[net.pairPerson[pair] + 1]++;
      }
    }
    for (int person = 0; person < net.people; person++) {
      columnStart[person + 1] += columnStart[person];
    }
    return columnStart[net.people];
  }

  private void fillColumns() {
    int[] free = Arrays.copyOf(columnStart, net.people);
    for (int order = 0; order < net.orders; order++) {
      for (int pair = net.rowStart[order]; pair < net.rowEnd[order]; pair++) {
        int at = free[net.pairPerson[pair]]++;
        columnPair[at] = pair;
        columnOrder[at] = order;
        columnCost[at] = net.pairCost[pair];
      }
    }
  }

  private int[] waiting() {
    int[] waiting = new int[net.orders];
    int count = 0;
    for (int order = 0; order < net.orders; order++) {
      if (net.pairOf[order] == Network.WAITING) {
        waiting[count++] = order;
      }
    }
    return Arrays.copyOf(waiting, count);
  }

  void bringInAll() {
    for (int root = 0; root < roots.length; root++) {
      plant(root);
    }
    while (trees > 0) {
      if (ends.leastKey() <= radius) {
        end(ends.takeLeast());
      } else if (readyCount > 0) {
        arrive(ready[--readyCount]);
      } else {
        grow();
      }
    }
  }

  /** Up to the next end or arrival, whichever comes first. */
  private void grow() {
    radius = ends.leastKey();
    if (!next.isEmpty() && next.leastKey() < radius) {
      radius = next.leastKey();
      arrive(next.takeLeast());
    }
  }

  private void plant(int root) {
    int order = roots[root];
    long least = net.unservedCost[order];
    for (int pair = net.rowStart[order]; pair < net.rowEnd[order]; pair++) {
      least = Math.min(least, net.pairCost[pair] + net.price[net.pairPerson[pair]]);
    }
    stands[root] = true;
    trees++;
    ends.put(net.people + root, net.unservedCost[order] - least);
    relax(order, -least, root);
  }

  /** Whom the order could go to, from when on. */
  private void relax(int order, long offered, int root) {
    int[] pairPerson = net.pairPerson;
    long[] pairCost = net.pairCost;
    long[] unpriced = this.unpriced;
    offer[order] = offered;
    int end = net.rowEnd[order];
    for (int pair = net.rowStart[order]; pair < end; pair++) {
      int person = pairPerson[pair];
      long reached = offered + pairCost[pair];
      if (reached < unpriced[person]) {
        reach(person, reached, order, pair, root);
      }
    }
  }

  private void reach(int person, long reached, int order, int pair, int root) {
    // Nobody comes to people without any slots.
    if (net.capacity[person] == 0) {
      return;
    }
    unpriced[person] = reached;
    byOrder[person] = order;
    byPair[person] = pair;
    tree[person] = root;
    long arrival = reached + net.price[person];
    if (net.price[person] >= net.nextSlotCost(person)) {
      ends.put(person, arrival);
    }
    if (arrival > radius) {
      next.put(person, arrival);
    } else {
      next.remove(person);
      ready[readyCount++] = person;
    }
  }

  private void arrive(int person) {
    int root = tree[person];
    if (!stands[root]) {
      lookAround(person);
      return;
    }
    nextOf[person] = firstOf[root];
    firstOf[root] = person;
    int start = net.slotStart[person];
    int end = start + net.used[person];
    long least = net.nextSlotCost(person);
    for (int seat = start; seat < end; seat++) {
      int order = net.owner[seat];
      long held = net.pairCost[net.pairOf[order]];
      least = Math.min(least, net.unservedCost[order] - held);
      relax(order, unpriced[person] - held, root);
    }
    ends.put(person, unpriced[person] + least);
  }

  /** Which tree comes here first, if any, of those that stand. */
  private void lookAround(int person) {
    int[] columnOrder = this.columnOrder;
    long[] columnCost = this.columnCost;
    long[] offer = this.offer;
    long least = FAR;
    int found = NONE;
    int end = columnStart[person + 1];
    for (int at = columnStart[person]; at < end; at++) {
      long offered = offer[columnOrder[at]];
      if (offered < FAR && offered + columnCost[at] < least) {
        least = offered + columnCost[at];
        found = at;
      }
    }
    unpriced[person] = FAR;
    ends.remove(person);
    if (found != NONE) {
      int order = columnOrder[found];
      reach(person, least, order, columnPair[found], treeOf(order));
    }
  }

  private int treeOf(int order) {
    int pair = net.pairOf[order];
    // Roots are in rising order.
    return pair < 0 ? Arrays.binarySearch(roots, order) : tree[net.pairPerson[pair]];
  }

  /** A tree has come upon room, or upon an order better left: it makes its moves and goes. */
  private void end(int node) {
    int root = node < net.people ? tree[node] : node - net.people;
    if (!stands[root]) {
      return;
    }
    int count = fell(root);
    if (node < net.people) {
      move(node, roots[root]);
    } else {
      net.pairOf[roots[root]] = Network.LEFT;
    }
    for (int index = 0; index < count; index++) {
      lookAround(members[index]);
    }
  }

  private int fell(int root) {
    stands[root] = false;
    trees--;
    ends.remove(net.people + root);
    offer[roots[root]] = FAR;
    int count = 0;
    for (int person = firstOf[root]; person != NONE; person = nextOf[person]) {
      net.price[person] = radius - unpriced[person];
      unpriced[person] = FAR;
      ends.remove(person);
      int start = net.slotStart[person];
      for (int seat = start; seat < start + net.used[person]; seat++) {
        offer[net.owner[seat]] = FAR;
      }
      members[count++] = person;
    }
    return count;
  }

  private void move(int end, int arriving) {
    if (net.price[end] < net.nextSlotCost(end)) {
      leave(end);
    }
    int person = end;
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

  /** The order that now costs as much here as leaving it. */
  private void leave(int person) {
    int start = net.slotStart[person];
    for (int seat = start; seat < start + net.used[person]; seat++) {
      int order = net.owner[seat];
      if (net.dueOf(order) == net.unservedCost[order]) {
        net.unseat(order);
        net.pairOf[order] = Network.LEFT;
        return;
      }
    }
    throw new IllegalStateException("person " + person + " has no order that is better left");
  }
}
