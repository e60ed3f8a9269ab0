package org.yanzhen.hall;

/** Why somebody is asked at home and not by telephone. */
enum VisitReason {
  /** Nobody answered as often as may be tried. */
  NOT_REACHED,
  WRONG_NUMBER,
  /** They put the call off again and again. */
  PUT_OFF,
  /** They left no number. */
  NO_NUMBER,
  /** They said they want no calls. */
  NO_CALLS
}
