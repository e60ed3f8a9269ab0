package org.yanzhen.catalogue;

/** How much an order presses. */
public enum Urgency {
  NORMAL,
  URGENT,
  /** Somebody may come to harm. */
  DANGER
}
