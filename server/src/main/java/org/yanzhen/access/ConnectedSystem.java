package org.yanzhen.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another system that sends orders, alerts and messages: an account of its own in the history,
 * never a person.
 *
 * @param area path of the division it may send for
 * @param anHour so many it may send in an hour
 * @param mayRing whether it is a telephone exchange that lets calls ring
 * @param lastUsedAt within a quarter of an hour
 * @param endedAt since when its token opens nothing
 */
public record ConnectedSystem(
    UUID id,
    String name,
    int divisionId,
    String area,
    int anHour,
    boolean mayRing,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant endedAt) {}
