package org.yanzhen.commitment;

/** How a promise stands on a day. */
public enum Standing {
  DRAFT,
  PLANNED,
  ON_THE_WAY,
  LATE,
  DONE,
  GIVEN_UP
}
