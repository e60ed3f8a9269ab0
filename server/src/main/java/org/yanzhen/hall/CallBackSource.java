package org.yanzhen.hall;

/** Why somebody is to be called. */
public enum CallBackSource {
  /** Drawn from the orders reported as done. */
  SAMPLE,
  /** A message that no other way could carry. */
  NOTICE,
  /** A call that broke off or was never answered. */
  DROPPED,
  /** Reported as done, and the requester left no number: somebody asks at home. */
  REPORTED,
  /** An operator said: we call you back. */
  PROMISED,
  /** Gave a bad grade that has been looked into: are they content with what was put right? */
  GRADED;

  /**
   * Whether the call is there to ask if it is solved: it ends with a word on that, or not at all.
   */
  boolean asksForVerdict() {
    return this == SAMPLE || this == REPORTED;
  }
}
