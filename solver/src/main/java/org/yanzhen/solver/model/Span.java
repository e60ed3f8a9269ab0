package org.yanzhen.solver.model;

import java.time.Duration;
import java.time.Instant;

/** From {@code start} until just before {@code end}: a shift, a leave, a window. */
public record Span(Instant start, Instant end) {
  public Span {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException("a span begins before it ends, not " + start + "/" + end);
    }
  }

  public boolean overlaps(Span other) {
    return start.isBefore(other.end) && other.start.isBefore(end);
  }

  public boolean contains(Instant moment) {
    return !moment.isBefore(start) && moment.isBefore(end);
  }

  public long minutes() {
    return Duration.between(start, end).toMinutes();
  }
}
