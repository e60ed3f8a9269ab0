package org.yanzhen.notice;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.order.Requesters;
import org.yanzhen.shared.RealmId;

/** Where the one is told for whom somebody else asked: by the authority, else by the order. */
@Component
class PrincipalNumber {

  private final Principals recorded;
  private final Requesters orders;

  PrincipalNumber(Principals recorded, Requesters orders) {
    this.recorded = recorded;
    this.orders = orders;
  }

  Optional<String> find(RealmId realm, UUID orderId) {
    return recorded
        .findPrincipalPhone(realm, orderId)
        .or(() -> orders.findPrincipalPhone(realm, orderId));
  }

  boolean isProxyOver(RealmId realm, UUID orderId) {
    return recorded.isProxyOver(realm, orderId);
  }
}
