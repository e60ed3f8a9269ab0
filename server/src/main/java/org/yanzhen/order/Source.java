package org.yanzhen.order;

/** How an order was asked for; the same order and the same clock whichever it was. */
public enum Source {
  DOOR,
  WINDOW,
  CALL,
  PAPER,
  VISIT,
  INTAKE,
  FIELD
}
