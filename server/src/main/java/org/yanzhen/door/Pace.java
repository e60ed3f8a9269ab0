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
 * How often one network may try to find an order: enough for a village hall, too little to guess
 * numbers.
 */
@Component
class Pace {

  private static final int A_MINUTE = 10;

  private record Slot(String network, Instant minute) {}

  private final InstantSource clock;
  private final Cache<Slot, AtomicInteger> tries =
      Caffeine.newBuilder().maximumSize(100_000).build();

  Pace(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts this try. */
  boolean isTooFast(@Nullable String network) {
    Slot slot =
        new Slot(network == null ? "" : network, clock.instant().truncatedTo(ChronoUnit.MINUTES));
    return tries.get(slot, s -> new AtomicInteger()).incrementAndGet() > A_MINUTE;
  }
}
