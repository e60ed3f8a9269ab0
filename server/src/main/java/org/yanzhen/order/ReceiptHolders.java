package org.yanzhen.order;

import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * Which receipts of an order still count. An interface because who handed one over to whom is kept
 * by {@code hall}, above this room.
 */
public interface ReceiptHolders {

  /** What a receipt still opens. */
  enum Holding {
    ACTS,
    READS,
    NOTHING,
    /** It was a proxy's, and the authority's last day has passed. */
    OVER
  }

  /** The generation receipts are made in now; 0 until one was taken out of force. */
  int generation(RealmId realm, UUID orderId);

  Holding holding(RealmId realm, UUID orderId, int generation);
}
