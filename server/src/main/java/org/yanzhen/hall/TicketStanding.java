package org.yanzhen.hall;

/** How somebody waits; said to a clerk, never proven. */
public enum TicketStanding {
  NORMAL,
  /** 65 or older. */
  ELDER,
  DISABLED,
  /** Comes at a time agreed on. */
  BOOKED;

  boolean goesFirst() {
    return this != NORMAL;
  }
}
