package org.yanzhen.bench.assign;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;

/** OR-Tools' min-cost flow with one node an order, one a person and one for the end. */
final class FlowPeer {
  /** Nobody was told of the order. */
  static final int NOBODY = -1;

  private FlowPeer() {}

  /** Everybody has room for so many, at no price of their own. */
  static long cost(County county, int capacity) {
    MinCostFlow flow = new MinCostFlow();
    int orders = county.orders();
    int end = orders + county.people();
    for (int order = 0; order < orders; order++) {
      flow.setNodeSupply(order, 1);
      flow.addArcWithCapacityAndUnitCost(order, end, 1, county.unserved()[order]);
      for (int pair = county.rowStart()[order]; pair < county.rowStart()[order + 1]; pair++) {
        flow.addArcWithCapacityAndUnitCost(
            order, orders + county.pairPerson()[pair], 1, county.pairCost()[pair]);
      }
    }
    for (int person = 0; person < county.people(); person++) {
      flow.addArcWithCapacityAndUnitCost(orders + person, end, capacity, 0);
    }
    return solve(flow, end, orders);
  }

  /**
   * Each slot of a person is an arc of its own beside the others, at its own price; an order of
   * which somebody was told has no arc but the one to that person.
   *
   * @param told by order, the person, or {@link #NOBODY}
   */
  static long cost(County county, long[][] pricesBySlot, int[] told) {
    MinCostFlow flow = new MinCostFlow();
    int orders = county.orders();
    int end = orders + county.people();
    for (int order = 0; order < orders; order++) {
      flow.setNodeSupply(order, 1);
      if (told[order] == NOBODY) {
        flow.addArcWithCapacityAndUnitCost(order, end, 1, county.unserved()[order]);
      }
      for (int pair = county.rowStart()[order]; pair < county.rowStart()[order + 1]; pair++) {
        int person = county.pairPerson()[pair];
        if (told[order] == NOBODY || told[order] == person) {
          flow.addArcWithCapacityAndUnitCost(order, orders + person, 1, county.pairCost()[pair]);
        }
      }
    }
    for (int person = 0; person < county.people(); person++) {
      for (long price : pricesBySlot[person]) {
        flow.addArcWithCapacityAndUnitCost(orders + person, end, 1, price);
      }
    }
    return solve(flow, end, orders);
  }

  private static long solve(MinCostFlow flow, int end, int orders) {
    flow.setNodeSupply(end, -orders);
    MinCostFlowBase.Status status = flow.solve();
    if (status != MinCostFlowBase.Status.OPTIMAL) {
      throw new IllegalStateException("OR-Tools says " + status);
    }
    return flow.getOptimalCost();
  }
}
