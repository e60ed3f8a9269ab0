package org.yanzhen.hall;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message from outside.
 *
 * @param source where it was taken from, e.g. {@code message-board}
 * @param sourceId its id there
 * @param requester who wrote it, as the source names them
 * @param category what the source called it; levels divided by a slash
 * @param reply the answer it was given there, if any; read only when one item is opened
 * @param replyWorkMinutes how long the answer took in working time; only of answered messages
 */
record IntakeItem(
    UUID id,
    String source,
    String sourceId,
    String subject,
    String text,
    @Nullable String requester,
    Instant placedAt,
    IntakeState state,
    @Nullable UUID orderId,
    @Nullable String category,
    boolean hasReply,
    @Nullable String reply,
    @Nullable Instant repliedAt,
    @Nullable Integer replyWorkMinutes,
    @Nullable Integer replyMinutes) {}
