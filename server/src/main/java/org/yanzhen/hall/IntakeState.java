package org.yanzhen.hall;

/** What became of a message. */
enum IntakeState {
  NEW,
  CONFIRMED,
  DISMISSED
}
