package org.yanzhen.order;

/** How the requester's word reached us. */
public enum Channel {
  DOOR,
  CALL,
  PAPER,
  WINDOW,
  /** A text from the requester's own number, with the order's code. */
  SMS
}
