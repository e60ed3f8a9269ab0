package org.yanzhen.notice;

/** Where a message stands. */
enum MessageState {
  /** To be sent when its time comes. */
  WAITING,
  /** In the recipient's inbox, not read yet; if that lasts, the next way is tried. */
  SHOWN,
  /** Somebody has to do it: it stands on the call list, or waits to be printed and carried. */
  HELD,
  /** Taken by the provider, read, or said by somebody. */
  SENT,
  /** Every way was tried. */
  FAILED,
  /** No longer true or not wished: it is not sent. */
  CANCELLED;

  /** Whether something may still be done about it. */
  boolean isOpen() {
    return this == WAITING || this == SHOWN || this == HELD || this == FAILED;
  }
}
