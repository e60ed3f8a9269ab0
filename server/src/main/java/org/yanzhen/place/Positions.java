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

  /** Degrees: some twenty kilometres. */
  private static final double FAR_OUTSIDE = 0.2;

  private final PositionStore store;
  private final RealmTransactions transactions;

  Positions(PositionStore store, RealmTransactions transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  public Optional<Point> find(RealmId realm, int divisionId) {
    return Optional.ofNullable(findAll(realm, List.of(divisionId)).get(divisionId));
  }

  /**
   * Whether a point lies within the realm's villages or not far outside of the outermost. Where no
   * village has a position nothing is known, and any point will do.
   */
  public boolean isNear(RealmId realm, Point point) {
    return transactions.read(realm, () -> store.isNear(realm, point, FAR_OUTSIDE));
  }

  /** Divisions without a position are missing from the answer. */
  public Map<Integer, Point> findAll(RealmId realm, Collection<Integer> divisionIds) {
    return divisionIds.isEmpty()
        ? Map.of()
        : transactions.read(realm, () -> store.findAll(realm, divisionIds));
  }
}
