package org.yanzhen.access;

import java.time.Instant;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/** Somebody can sign in no more; told to other rooms inside the transaction. */
public record AccountClosed(RealmId realm, UUID accountId, UUID personId, Instant at) {}
