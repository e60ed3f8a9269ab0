package org.yanzhen.catalogue;

import java.time.Duration;
import org.yanzhen.shared.Checks;

/**
 * A time limit.
 *
 * @param workingTime counted on the work calendar; else it runs day and night
 */
public record Limit(Duration duration, boolean workingTime) {
  public Limit {
    if (!Checks.present("duration", duration).isPositive()) {
      throw Checks.malformed("duration", "not positive");
    }
  }
}
