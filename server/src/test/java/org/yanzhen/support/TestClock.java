package org.yanzhen.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Primary;

/** The system's clock, which a test may set forward. */
@Primary
public final class TestClock implements InstantSource {

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant().plus(ahead.get());
  }

  public void advance(Duration by) {
    ahead.updateAndGet(before -> before.plus(by));
  }

  public void reset() {
    ahead.set(Duration.ZERO);
  }
}
