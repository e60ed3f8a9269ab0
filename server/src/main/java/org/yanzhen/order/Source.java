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
  PART,
  /** Another system saw something: a sensor, a warning, a button at home. */
  ALERT,
  /** Another system passes on what somebody asked for there. */
  API;

  /** Made by the order's own rules, never named by a sender. */
  boolean isInner() {
    return this == INTAKE || this == FOLLOW_UP || this == PART;
  }

  /** Said of what a connected system sends, and by nobody else. */
  boolean isOfSystem() {
    return this == ALERT || this == API;
  }

  /** Whether whoever sends it can be asked its kind's questions. */
  boolean answersQuestions() {
    return !isInner() && this != ALERT;
  }
}
