package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.RealmId;

/**
 * An order was taken from somebody who is away; told to other rooms inside the transaction, so that
 * the person and the dispatcher are told.
 *
 * @param from who had it or was asked
 * @param to who is asked instead; absent when it waits for a dispatcher
 */
public record OrderHandedOn(
    RealmId realm, UUID orderId, UUID from, @Nullable UUID to, String area, Instant at) {}
