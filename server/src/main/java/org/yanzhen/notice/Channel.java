package org.yanzhen.notice;

/** A way to somebody. */
enum Channel {
  /** The bell of the desk, the messages of the field app; for whoever has an account. */
  IN_APP,
  SMS,
  EMAIL,
  /** Somebody calls and says it. */
  CALL,
  /** A printed note the village clerk carries. */
  PAPER,
  /** Said across the counter; never a step of a route. */
  WINDOW;

  /** Whether it rings or buzzes, so that it waits for the morning. */
  boolean disturbs() {
    return this == SMS || this == CALL;
  }
}
