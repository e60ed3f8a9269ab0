package org.yanzhen.order;

import java.util.Optional;
import java.util.UUID;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.RealmId;

/**
 * Whether a plain yes is an answer to an offer. An interface because in whose name somebody was
 * asked is kept by {@code dispatch}, above this room.
 */
public interface AcceptRule {

  /** Why not; empty when it is. */
  Optional<Problem> refuses(RealmId realm, UUID orderId);
}
