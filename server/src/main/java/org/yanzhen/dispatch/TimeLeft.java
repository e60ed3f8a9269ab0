package org.yanzhen.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.yanzhen.dispatch.TimeTaken.Stretch;

/** Whether somebody's days leave room for an order before its deadline. */
final class TimeLeft {

  private TimeLeft() {}

  /**
   * Only what is planned or leave is held against somebody: where nobody has a working hour left
   * before the deadline, as at night, that is no reason not to send this one.
   *
   * @param taken in sequence
   */
  static boolean isNone(
      List<Stretch> working, List<Stretch> taken, Instant deadline, Duration needed) {
    return !taken.isEmpty()
        && longest(working, List.of(), deadline).compareTo(needed) >= 0
        && longest(working, taken, deadline).compareTo(needed) < 0;
  }

  /** The longest free stretch of working time before the deadline. */
  private static Duration longest(List<Stretch> working, List<Stretch> taken, Instant deadline) {
    Duration longest = Duration.ZERO;
    for (Stretch hours : working) {
      Instant end = hours.until().isBefore(deadline) ? hours.until() : deadline;
      Instant free = hours.from();
      for (Stretch one : taken) {
        if (one.until().isAfter(free) && one.from().isBefore(end)) {
          longest = longer(longest, Duration.between(free, one.from()));
          free = one.until();
        }
      }
      longest = longer(longest, Duration.between(free, end));
    }
    return longest;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
