package org.yanzhen.support;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** Sets the clock forward to an hour of the county's day. */
public final class Hour {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private Hour() {}

  public static void next(TestClock clock, String time) {
    ZonedDateTime now = clock.instant().atZone(ZONE);
    ZonedDateTime then = now.with(LocalTime.parse(time));
    clock.advance(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
  }

  /** Five past the next full hour: what counts by the hour does not begin anew within a test. */
  public static void begun(TestClock clock) {
    Instant now = clock.instant();
    clock.advance(
        Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(65, ChronoUnit.MINUTES)));
  }
}
