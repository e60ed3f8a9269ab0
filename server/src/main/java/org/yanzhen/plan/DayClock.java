package org.yanzhen.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A day in minutes since its midnight, as plans count; a minute may lie before or after the day.
 */
record DayClock(LocalDate day, ZoneId zone) {

  static final int DAY = 24 * 60;

  Instant at(int minute) {
    return midnight().plus(Duration.ofMinutes(minute));
  }

  /** The minute it lies in. */
  int minute(Instant at) {
    long minutes = Math.floorDiv(Duration.between(midnight(), at).toSeconds(), 60L);
    return (int) Math.clamp(minutes, -1_000 * DAY, 1_000 * DAY);
  }

  /** The first minute that is not before it. */
  int minuteAfter(Instant at) {
    int minute = minute(at);
    return at(minute).equals(at) ? minute : minute + 1;
  }

  Instant noon() {
    return day.atTime(12, 0).atZone(zone).toInstant();
  }

  boolean isOver(Instant now) {
    return !now.isBefore(day.plusDays(1).atStartOfDay(zone).toInstant());
  }

  private Instant midnight() {
    return day.atStartOfDay(zone).toInstant();
  }
}
