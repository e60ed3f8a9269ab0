package org.yanzhen.door;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Says times as people do: 今天 17:00, 还剩 3 小时. */
final class Times {

  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  private final Face face;
  private final ZoneId zone;
  private final Instant now;

  Times(Face face, ZoneId zone, Instant now) {
    this.face = face;
    this.zone = zone;
    this.now = now;
  }

  /** Day and time; the day by its name where it is near. */
  String when(Instant at) {
    ZonedDateTime there = at.atZone(zone);
    return face.say("time.at", day(at), CLOCK.format(there));
  }

  /** Of today. */
  String clock(Instant at) {
    return CLOCK.format(at.atZone(zone));
  }

  String day(Instant at) {
    LocalDate day = at.atZone(zone).toLocalDate();
    LocalDate today = now.atZone(zone).toLocalDate();
    long ahead = ChronoUnit.DAYS.between(today, day);
    if (ahead >= -1 && ahead <= 2) {
      return face.say("time.day." + ahead);
    }
    String pattern = face.say(day.getYear() == today.getYear() ? "time.date" : "time.date-year");
    return DateTimeFormatter.ofPattern(pattern, face.language().locale()).format(day);
  }

  /** In full, for paper. */
  String inFull(Instant at) {
    return DateTimeFormatter.ofPattern(face.say("time.full"), face.language().locale())
        .format(at.atZone(zone));
  }

  /** How long ago; the largest unit is enough. */
  String since(Instant at) {
    Duration span = Duration.between(at, now);
    if (span.toDays() > 0) {
      return face.say(span.toDays() == 1 ? "time.one-day" : "time.days", span.toDays());
    }
    if (span.toHours() > 0) {
      return face.say(span.toHours() == 1 ? "time.one-hour" : "time.hours", span.toHours());
    }
    return face.say(
        span.toMinutes() <= 1 ? "time.one-minute" : "time.minutes", Math.max(1, span.toMinutes()));
  }

  /** For the {@code datetime} attribute. */
  String iso(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  Instant now() {
    return now;
  }
}
