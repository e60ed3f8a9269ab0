package org.yanzhen.access;

import java.time.Instant;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * Nobody is signed in with this account any more: it was closed, or has another password. Told to
 * other rooms inside the transaction.
 */
public record SessionsEnded(RealmId realm, UUID accountId, Instant at) {}
