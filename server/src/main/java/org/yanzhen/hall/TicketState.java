package org.yanzhen.hall;

/** Where a ticket stands. */
public enum TicketState {
  /** Agreed on, and not here yet. */
  BOOKED,
  WAITING,
  CALLED,
  DONE,
  /** Called, and did not come; may come back with the same number. */
  NO_SHOW
}
