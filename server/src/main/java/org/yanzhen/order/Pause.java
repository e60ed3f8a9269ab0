package org.yanzhen.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which no promise of the order runs.
 *
 * @param to null while it lasts
 */
record Pause(Instant from, @Nullable Instant to) {

  Pause endedAt(Instant at) {
    return new Pause(from, at);
  }
}
