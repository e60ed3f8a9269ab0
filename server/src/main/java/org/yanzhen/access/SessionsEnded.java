package org.yanzhen.access;

import java.time.Instant;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * What this account's open pages may hear is over: it was closed or locked, or has another password
 * or other rights. Told to other rooms inside the transaction.
 */
public record SessionsEnded(RealmId realm, UUID accountId, Instant at) {}
