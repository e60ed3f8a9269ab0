package org.yanzhen.order;

import java.time.Instant;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * The order that another goes on with has ended as solved; told to other rooms inside the
 * transaction, once for each that goes on with it. That one may be taken apart again.
 *
 * @param orderId the one that goes on with it
 * @param version of the order that ended: one ending has one version
 */
public record JoinedOrderEnded(RealmId realm, UUID orderId, int version, String area, Instant at) {}
