package org.yanzhen.order;

import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * Whether an order may end without its requester's word. An interface because what of theirs lies
 * here is kept by {@code hall}, above this room.
 */
public interface EndRule {

  /** Whether something has to be settled with the requester first. */
  boolean keepsOpen(RealmId realm, UUID orderId);
}
