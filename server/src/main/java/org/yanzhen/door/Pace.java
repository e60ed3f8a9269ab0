package org.yanzhen.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How often one network may knock: enough for a village hall whose people share one address, too
 * little to guess numbers or to shut a village's door for everybody else.
 */
@Component
class Pace {

  /** What is counted apart. */
  enum Knock {
    /** Looking for an order by number and phone. */
    FIND(10),
    /** Asking, or saying something about an order. */
    SAY(30);

    private final int aMinute;

    Knock(int aMinute) {
      this.aMinute = aMinute;
    }
  }

  private record Slot(Knock knock, String network, Instant minute) {}

  private final InstantSource clock;
  private final Cache<Slot, AtomicInteger> tries =
      Caffeine.newBuilder().maximumSize(100_000).build();

  Pace(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts this try. */
  boolean isTooFast(Knock knock, @Nullable String network) {
    Slot slot =
        new Slot(
            knock, network == null ? "" : network, clock.instant().truncatedTo(ChronoUnit.MINUTES));
    return tries.get(slot, s -> new AtomicInteger()).incrementAndGet() > knock.aMinute;
  }
}
