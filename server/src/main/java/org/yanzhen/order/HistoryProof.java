package org.yanzhen.order;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Whether what is written of an order is true: asked after a replay. */
@Service
public class HistoryProof {

  private static final Set<OrderState> DONE_OR_OVER =
      EnumSet.of(OrderState.REPORTED, OrderState.SOLVED, OrderState.CANCELLED, OrderState.MERGED);

  private final OrderStore store;
  private final HistoryStore history;
  private final Rebuilding rebuilding;
  private final RealmTransactions transactions;

  HistoryProof(
      OrderStore store,
      HistoryStore history,
      Rebuilding rebuilding,
      RealmTransactions transactions) {
    this.store = store;
    this.history = history;
    this.rebuilding = rebuilding;
    this.transactions = transactions;
  }

  /** Whether the order, rebuilt from its history, equals its row: asked after a replay. */
  public boolean isHistoryWhole(RealmId realm, UUID id) {
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, id)
                .map(row -> rebuilding.replay(realm, row).equals(row.order()))
                .orElse(false));
  }

  /**
   * Whether the order was never reported done, nor brought to any end, while a part of it was open
   * that nobody had waived; told from its history, so that a part which ended later hides nothing.
   */
  public boolean hasWaitedForItsParts(RealmId realm, UUID id) {
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, id)
                .map(row -> rebuilding.steps(realm, row).stream().noneMatch(HistoryProof::isEarly))
                .orElse(false));
  }

  private static boolean isEarly(Rebuilding.Rebuilt step) {
    OrderEvent event = step.event();
    boolean ends = event.to() != event.from() && DONE_OR_OVER.contains(event.to());
    return ends && !step.order().openParts().isEmpty();
  }

  /**
   * Whether every step of the order's history follows the one before it and is a row of the
   * transition table.
   */
  public boolean isHistoryLegal(RealmId realm, UUID id) {
    List<OrderEvent> events =
        transactions.read(realm, () -> history.of(realm, id)).stream()
            .map(HistoryStore.HistoryRow::event)
            .toList();
    for (int i = 1; i < events.size(); i++) {
      OrderEvent before = events.get(i - 1);
      OrderEvent event = events.get(i);
      boolean follows = event.version() == before.version() + 1 && event.from() == before.to();
      if (!follows || !Lifecycle.isRow(event.from(), event.action(), event.to())) {
        return false;
      }
    }
    return !events.isEmpty() && events.getFirst().version() == 1;
  }
}
