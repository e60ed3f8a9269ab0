package org.yanzhen.hall;

/** Where a telephone call stands. */
public enum CallState {
  RINGING,
  TAKEN,
  ENDED
}
