package org.yanzhen.order;

import java.time.Instant;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * The next stage of an order was placed, as an order of its own; told to other rooms inside the
 * transaction, beside what is told of every order.
 */
public record FollowUpPlaced(RealmId realm, UUID orderId, Instant at) {}
