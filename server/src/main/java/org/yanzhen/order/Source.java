package org.yanzhen.order;

/** How an order was asked for; the same order and the same clock whichever it was. */
public enum Source {
  DOOR,
  WINDOW,
  CALL,
  PAPER,
  VISIT,
  INTAKE,
  FIELD,
  /** The next stage of one that is solved. */
  FOLLOW_UP,
  /** A part of a joint order. */
  PART;

  /** Made by the order's own rules, never named by a sender. */
  boolean isInner() {
    return this == INTAKE || this == FOLLOW_UP || this == PART;
  }
}
