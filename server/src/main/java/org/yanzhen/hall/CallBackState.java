package org.yanzhen.hall;

/** Where a call-back stands. */
public enum CallBackState {
  /** To be called. */
  WAITING,
  /** Not by telephone, for a {@link VisitReason}: the village's clerk asks at home. */
  VISIT,
  DONE,
  /** No longer needed: the order went on without it. */
  CLOSED
}
