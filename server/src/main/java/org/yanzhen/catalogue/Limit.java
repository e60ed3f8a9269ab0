package org.yanzhen.catalogue;

import java.time.Duration;

/**
 * A time limit.
 *
 * @param workingTime counted on the work calendar; else it runs day and night
 */
public record Limit(Duration duration, boolean workingTime) {
  public Limit {
    Kind.checkPositive("duration", duration);
  }
}
