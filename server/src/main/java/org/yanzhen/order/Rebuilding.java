package org.yanzhen.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.shared.RealmId;

/** An order out of its history alone. */
@Component
class Rebuilding {

  private final HistoryStore history;

  Rebuilding(HistoryStore history) {
    this.history = history;
  }

  /**
   * A step of the history, and the order as it was after it.
   *
   * @param order rebuilt from all steps up to this one
   */
  record Rebuilt(OrderEvent event, Order order) {}

  /** Rebuilds an order from its history alone; equal to the row, or the history lies. */
  Order replay(RealmId realm, OrderRow row) {
    return steps(realm, row).getLast().order();
  }

  /** The order after each step of its history. */
  List<Rebuilt> steps(RealmId realm, OrderRow row) {
    List<HistoryStore.HistoryRow> steps = history.of(realm, row.order().id());
    OrderEvent first = steps.getFirst().event();
    Facts facts = first.facts();
    EnumMap<ClockName, Clock> clocks = new EnumMap<>(ClockName.class);
    Instant began = facts.since() == null ? first.at() : facts.since();
    facts.started().forEach((name, due) -> clocks.put(name, Clock.running(name, began, due)));
    Order now = row.order();
    Order order =
        Order.fresh(
            now.id(),
            first.to(),
            now.kind(),
            now.kindVersion(),
            // The first entries of the first release did not say these two, and nothing moved them.
            facts.urgency() == null ? now.urgency() : facts.urgency(),
            now.area(),
            now.hasContent(),
            facts.body() == null ? now.responsibleBody() : facts.body(),
            facts.other(),
            clocks,
            // Before levels were kept everything stood at the county, and no time ran there.
            facts.tier() == null ? Tier.COUNTY : facts.tier(),
            facts.tier() == null ? null : first.at(),
            facts.campaign());
    List<Rebuilt> rebuilt = new ArrayList<>();
    rebuilt.add(new Rebuilt(first, order));
    for (HistoryStore.HistoryRow entry : steps.subList(1, steps.size())) {
      order = order.after(entry.event());
      rebuilt.add(new Rebuilt(entry.event(), order));
    }
    return rebuilt;
  }
}
