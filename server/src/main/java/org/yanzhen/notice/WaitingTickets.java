package org.yanzhen.notice;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * Who waits for a window, is to be told when to come back, and left a number for it. An interface
 * because tickets are kept by {@code hall}, above this room.
 */
public interface WaitingTickets {

  /**
   * A turn that is near.
   *
   * @param label the number on the ticket, nobody's name
   * @param told which telling this is: what an earlier one said is no longer so
   */
  record Turn(String label, String hall, String phone, Instant about, int told) {}

  /** Empty once they were called, or took their number back. */
  Optional<Turn> find(RealmId realm, UUID ticketId);
}
