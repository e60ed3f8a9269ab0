package org.yanzhen.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.ClockName;

/**
 * One promise on one order.
 *
 * @param metAt when it was kept, or null while it runs
 * @param late kept after, or still running past, its due time
 */
public record Clock(
    ClockName name, Instant startedAt, Instant dueAt, @Nullable Instant metAt, boolean late) {

  static Clock running(ClockName name, Instant startedAt, Instant dueAt) {
    return new Clock(name, startedAt, dueAt, null, false);
  }

  /** Still to be kept, and its time has not come. */
  public boolean isAhead(Instant now) {
    return metAt == null && dueAt.isAfter(now);
  }

  Clock met(Instant at) {
    return new Clock(name, startedAt, dueAt, at, at.isAfter(dueAt));
  }

  /** Runs on as if it had never been met: the old start, the old due time. */
  Clock again() {
    return new Clock(name, startedAt, dueAt, null, false);
  }

  /** Runs on to another time. */
  Clock movedTo(Instant due) {
    return new Clock(name, startedAt, due, null, false);
  }

  Clock asOf(Instant now) {
    return metAt != null ? this : new Clock(name, startedAt, dueAt, null, now.isAfter(dueAt));
  }
}
