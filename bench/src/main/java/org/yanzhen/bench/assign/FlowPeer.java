package org.yanzhen.bench.assign;

import com.google.ortools.graph.MinCostFlow;
import com.google.ortools.graph.MinCostFlowBase;

/** OR-Tools' min-cost flow with one node an order, one a person and one for the end. */
final class FlowPeer {
  private FlowPeer() {}

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
    flow.setNodeSupply(end, -orders);
    MinCostFlowBase.Status status = flow.solve();
    if (status != MinCostFlowBase.Status.OPTIMAL) {
      throw new IllegalStateException("OR-Tools says " + status);
    }
    return flow.getOptimalCost();
  }
}
