package org.yanzhen.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.yanzhen.support.TestClock;

/**
 * Sets the clock to an hour of tomorrow in the county, so that a test does not depend on when it
 * runs.
 */
final class Daytime {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private Daytime() {}

  static void set(TestClock clock) {
    set(clock, 10, 0);
  }

  static Instant set(TestClock clock, int hour, int minute) {
    ZonedDateTime now = clock.instant().atZone(ZONE);
    ZonedDateTime then = now.toLocalDate().plusDays(1).atTime(hour, minute).atZone(ZONE);
    clock.advance(Duration.between(now, then));
    return clock.instant();
  }
}
