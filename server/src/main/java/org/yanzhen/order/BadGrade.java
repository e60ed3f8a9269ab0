package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A grade bad enough to be looked into (差评整改): by the desk above those who were graded, until a day
 * that is promised, with a call back to whoever gave it.
 *
 * @param area of the division whose desk looks into it
 * @param rated whoever had the order or a part of it until it was graded; they never learn of it
 * @param n 1, or 2 when the rater was not content and it is looked into once more, one level up
 * @param content what the rater said in the end
 */
record BadGrade(
    UUID id,
    UUID orderId,
    String area,
    Tier tier,
    List<UUID> rated,
    State state,
    int n,
    Instant beganAt,
    Instant dueAt,
    @Nullable Boolean content,
    @Nullable Instant endedAt) {

  BadGrade {
    rated = List.copyOf(rated);
  }

  /** Where it stands. */
  enum State {
    /** The desk looks into it. */
    OPEN,
    /** Answered; the rater is to be called. */
    ANSWERED,
    ENDED
  }

  /** Looked into once more, and then no more. */
  static final int LOOKS = 2;

  boolean isOf(@Nullable UUID person) {
    return person != null && rated.contains(person);
  }
}
