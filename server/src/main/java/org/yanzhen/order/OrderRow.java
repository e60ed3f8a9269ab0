package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as it lies in the table: what the rules know, and the words. */
record OrderRow(
    Order order,
    String number,
    Source source,
    int divisionId,
    @Nullable String place,
    String title,
    @Nullable String text,
    Map<String, String> fields,
    List<UUID> attachments,
    @Nullable String askedBy,
    @Nullable Integer rating,
    @Nullable UUID fromIntake,
    Lineage lineage,
    @Nullable Spoken spoken,
    int joined,
    Instant createdAt,
    Instant updatedAt) {}
