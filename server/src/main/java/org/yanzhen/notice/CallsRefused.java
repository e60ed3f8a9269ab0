package org.yanzhen.notice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * Somebody said that they want no calls.
 *
 * @param orderIds what was asked for from their number, or the order on whose receipt they said it
 */
public record CallsRefused(RealmId realm, List<UUID> orderIds, Instant at) {
  public CallsRefused {
    orderIds = List.copyOf(orderIds);
  }
}
