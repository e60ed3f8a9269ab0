package org.yanzhen.commitment;

/** How far somebody has brought a promise; how it stands on a day is its {@link Standing}. */
enum CommitmentState {
  DRAFT,
  PUBLISHED,
  DONE,
  GIVEN_UP,
  /** A draft that came to nothing. */
  DISCARDED;

  boolean isPublic() {
    return this == PUBLISHED || this == DONE || this == GIVEN_UP;
  }
}
