package org.yanzhen.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.RealmId;

/**
 * Somebody will not be there, or has left for good; told to other rooms inside the transaction.
 *
 * @param lastDay absent when the person has left
 */
public record PersonAway(
    RealmId realm, UUID personId, LocalDate firstDay, @Nullable LocalDate lastDay, Instant at) {}
