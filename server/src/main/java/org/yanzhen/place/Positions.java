package org.yanzhen.place;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Where divisions lie, as far as the realm knows. */
@Service
public class Positions {

  private final PositionStore store;
  private final RealmTransactions transactions;

  Positions(PositionStore store, RealmTransactions transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  public Optional<Point> find(RealmId realm, int divisionId) {
    return Optional.ofNullable(findAll(realm, List.of(divisionId)).get(divisionId));
  }

  /** Divisions without a position are missing from the answer. */
  public Map<Integer, Point> findAll(RealmId realm, Collection<Integer> divisionIds) {
    return divisionIds.isEmpty()
        ? Map.of()
        : transactions.read(realm, () -> store.findAll(realm, divisionIds));
  }
}
