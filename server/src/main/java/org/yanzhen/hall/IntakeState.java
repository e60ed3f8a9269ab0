package org.yanzhen.hall;

/** What became of a message. */
enum IntakeState {
  NEW,
  CONFIRMED,
  DISMISSED,
  /** Answered elsewhere before it came here: a precedent, never an order. */
  HISTORICAL
}
