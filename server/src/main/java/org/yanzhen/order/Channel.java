package org.yanzhen.order;

/** How the requester's word reached us. */
public enum Channel {
  DOOR,
  CALL,
  PAPER,
  WINDOW
}
