package org.yanzhen.order;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** How an order stands, for rooms that tell whoever it came from: its number and its state. */
@Service
public class Standings {

  /**
   * @param number as people are told it
   */
  public record Standing(String number, OrderState state) {}

  private final OrderStore store;
  private final RealmTransactions transactions;

  Standings(OrderStore store, RealmTransactions transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  public Optional<Standing> find(RealmId realm, UUID orderId) {
    return transactions.read(
        realm,
        () ->
            store.find(realm, orderId).map(row -> new Standing(row.number(), row.order().state())));
  }
}
