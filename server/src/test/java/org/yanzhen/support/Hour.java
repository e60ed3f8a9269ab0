package org.yanzhen.support;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Sets the clock forward to an hour of the county's day. */
public final class Hour {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private Hour() {}

  public static void next(TestClock clock, String time) {
    ZonedDateTime now = clock.instant().atZone(ZONE);
    ZonedDateTime then = now.with(LocalTime.parse(time));
    clock.advance(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
  }
}
