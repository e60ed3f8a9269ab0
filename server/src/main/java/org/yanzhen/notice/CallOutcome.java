package org.yanzhen.notice;

/** What came of a telephone call. */
public enum CallOutcome {
  REACHED,
  NO_ANSWER,
  WRONG_NUMBER,
  /** They asked to be called at another time. */
  LATER
}
