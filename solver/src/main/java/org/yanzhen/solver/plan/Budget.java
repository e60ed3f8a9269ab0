package org.yanzhen.solver.plan;

import java.time.Duration;

/** How long to search: until the iterations or the time are used up, whichever comes first. */
public record Budget(long iterations, Duration time) {
  public Budget {
    if (iterations < 0 || time.isNegative()) {
      throw new IllegalArgumentException("a budget cannot be negative");
    }
  }

  /** The same seed and the same number give the same answer, on every machine. */
  public static Budget ofIterations(long iterations) {
    return new Budget(iterations, Duration.ofDays(365));
  }

  public static Budget ofTime(Duration time) {
    return new Budget(Long.MAX_VALUE, time);
  }
}
