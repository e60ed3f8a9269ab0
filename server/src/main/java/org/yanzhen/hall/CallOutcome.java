package org.yanzhen.hall;

/** What came of a call. */
public enum CallOutcome {
  /** A new order. */
  ORDER,
  /** It was about an order there is. */
  NOTE,
  /** Told what they wanted to know. */
  INFORMED,
  WRONG_NUMBER,
  /** Broken off, or never answered; somebody calls back. */
  DROPPED
}
