package org.yanzhen.notice;

/** How a word about being told reached us. */
public enum Through {
  /** With the receipt, at the door. */
  DOOR,
  /** A clerk heard it, on the telephone or across the counter. */
  DESK,
  /** A text such as TD. */
  TEXT,
  /** In the app of those who serve, by themselves. */
  APP,
  /** From the time in which this was not kept. */
  EARLIER
}
