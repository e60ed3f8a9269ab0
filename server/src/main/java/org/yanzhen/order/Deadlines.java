package org.yanzhen.order;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.place.WorkCalendar;

/**
 * When a promise falls due: its time counted from the start, on the work calendar or day and night,
 * leaving out the pauses. Equal to counting minute by minute, which is how the tests check it.
 */
@Component
class Deadlines {

  private final WorkCalendar calendar;

  Deadlines(WorkCalendar calendar) {
    this.calendar = calendar;
  }

  /**
   * @param pauses in order, none within another; one without an end does not count yet
   */
  Instant due(Limit limit, Instant from, List<Pause> pauses, ZoneId zone) {
    Duration left = limit.duration();
    Instant at = from;
    for (Pause pause : pauses) {
      Instant to = pause.to();
      if (to == null || !to.isAfter(at)) {
        continue;
      }
      Instant begins = pause.from().isAfter(at) ? pause.from() : at;
      Instant due = plus(limit, at, left, zone);
      if (!due.isAfter(begins)) {
        return due;
      }
      left = left.minus(between(limit, at, begins, zone));
      at = to;
    }
    return plus(limit, at, left, zone);
  }

  private Instant plus(Limit limit, Instant from, Duration time, ZoneId zone) {
    return limit.workingTime() ? calendar.plus(from, time, zone) : from.plus(time);
  }

  private Duration between(Limit limit, Instant from, Instant to, ZoneId zone) {
    return limit.workingTime() ? calendar.between(from, to, zone) : Duration.between(from, to);
  }
}
