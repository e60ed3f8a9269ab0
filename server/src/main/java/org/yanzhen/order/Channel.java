package org.yanzhen.order;

/** How the requester's word reached us. */
public enum Channel {
  DOOR,
  CALL,
  PAPER,
  WINDOW,
  /** An answer to our message. */
  SMS,
  /** Drawn by the published seed and called. */
  SAMPLE,
  /** For a part of a joint order: the word of whoever leads it. */
  LEAD,
  /** No word came, and it was not drawn for a call; never counted as solved. */
  SILENT
}
