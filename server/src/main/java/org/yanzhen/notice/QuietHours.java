package org.yanzhen.notice;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Hours of each day in which somebody is left in peace; may run across midnight. */
public record QuietHours(LocalTime from, LocalTime to) {

  private static final int MINUTES_OF_DAY = 24 * 60;

  /** Whether it is quiet then; {@code to} itself is not. */
  public boolean covers(LocalTime time) {
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !time.isBefore(from) || time.isBefore(to);
  }

  /** The first moment from then on in which none of them is quiet; empty where there is none. */
  static Optional<LocalDateTime> firstOutside(LocalDateTime at, List<QuietHours> quiet) {
    LocalDateTime moment = at;
    // Each hop ends in the hours of another; whoever comes round has seen the whole day.
    for (int hops = 0; hops <= quiet.size(); hops++) {
      LocalTime time = moment.toLocalTime();
      QuietHours covering =
          quiet.stream().filter(hours -> hours.covers(time)).findFirst().orElse(null);
      if (covering == null) {
        return Optional.of(moment);
      }
      moment = covering.end(moment);
    }
    return Optional.empty();
  }

  /** Minutes of a day in which none of them is quiet. */
  static int minutesLeft(List<QuietHours> quiet) {
    int left = 0;
    for (int minute = 0; minute < MINUTES_OF_DAY; minute++) {
      LocalTime time = LocalTime.ofSecondOfDay(minute * 60L);
      if (quiet.stream().noneMatch(hours -> hours.covers(time))) {
        left++;
      }
    }
    return left;
  }

  private LocalDateTime end(LocalDateTime within) {
    return within.toLocalTime().isBefore(to)
        ? within.toLocalDate().atTime(to)
        : within.toLocalDate().plusDays(1).atTime(to);
  }
}
