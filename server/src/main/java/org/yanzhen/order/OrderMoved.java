package org.yanzhen.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.RealmId;

/**
 * An order has moved; told to other rooms inside the transaction.
 *
 * @param from null when it has just been asked for
 * @param reachable whether the requester may have left a number; certain only when just asked for
 * @param person whom the step concerns: offered to, taken by
 */
public record OrderMoved(
    RealmId realm,
    UUID orderId,
    int version,
    @Nullable Action action,
    @Nullable OrderState from,
    OrderState to,
    @Nullable UUID person,
    String area,
    boolean reachable,
    Instant at) {}
