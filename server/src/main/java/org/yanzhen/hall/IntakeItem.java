package org.yanzhen.hall;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.order.Source;

/**
 * A message from outside.
 *
 * @param source where it was taken from, e.g. {@code message-board}
 * @param sourceId its id there
 * @param requester who wrote it, as the source names them, else as they name themselves
 * @param name who it is, where {@code requester} is their number; whoever reads the post sees it
 *     below the words
 * @param receivedAt when it came in here: its promise runs from then
 * @param dueAt when it is to be read; absent for what was answered elsewhere
 * @param decidedAt when somebody made it an order or set it aside
 * @param late unread past its promise, or read after it
 * @param category what the source called it; levels divided by a slash
 * @param reply the answer it was given there, if any; read only when one item is opened
 * @param replyWorkMinutes how long the answer took in working time; only of answered messages
 * @param said what the connected system that sent it says of it; absent where none did
 */
record IntakeItem(
    UUID id,
    String source,
    String sourceId,
    String subject,
    String text,
    @Nullable String requester,
    @JsonIgnore @Nullable String name,
    Instant placedAt,
    Instant receivedAt,
    @Nullable Instant dueAt,
    @Nullable Instant decidedAt,
    boolean late,
    IntakeState state,
    @Nullable UUID orderId,
    @Nullable String category,
    boolean hasReply,
    @Nullable String reply,
    @Nullable Instant repliedAt,
    @Nullable Integer replyWorkMinutes,
    @Nullable Integer replyMinutes,
    @Nullable SaidBySystem said) {

  /**
   * A connected system's word, which a person takes over or not.
   *
   * @param as what an order made of it counts as: a request or an alert
   */
  record SaidBySystem(
      Source as,
      @Nullable String kind,
      @Nullable Integer divisionId,
      @Nullable String divisionName,
      @Nullable Urgency urgency) {}

  boolean isAlert() {
    return said != null && said.as() == Source.ALERT;
  }
}
