package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yanzhen.dispatch.TimeTaken.Stretch;

/** Whether somebody's days leave room before a deadline. */
class TimeLeftTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<Stretch> WORKING = List.of(stretch(4, 8, 18), stretch(5, 8, 18));

  @Test
  void aFreeHourBeforeTheDeadlineIsEnough() {
    List<Stretch> taken = List.of(stretch(4, 8, 12), stretch(4, 13, 18));

    assertThat(TimeLeft.isNone(WORKING, taken, at(4, 18), HOUR)).isFalse();
    assertThat(TimeLeft.isNone(WORKING, taken, at(4, 18), HOUR.plusMinutes(1))).isTrue();
    assertThat(TimeLeft.isNone(WORKING, taken, at(5, 9), HOUR)).isFalse();
  }

  @Test
  void leaveUntilTheDeadlineLeavesNone() {
    List<Stretch> leave = List.of(new Stretch(at(4, 0), at(6, 0)));

    assertThat(TimeLeft.isNone(WORKING, leave, at(5, 18), HOUR)).isTrue();
  }

  @Test
  void stretchesThatOverlapAreTakenOnce() {
    List<Stretch> taken = List.of(stretch(4, 8, 17), stretch(4, 9, 10), stretch(4, 16, 18));

    assertThat(TimeLeft.isNone(WORKING, taken, at(4, 18), HOUR)).isTrue();
  }

  @Test
  void whereNobodyHasTheTimeItIsHeldAgainstNobody() {
    List<Stretch> taken = List.of(stretch(4, 8, 18));

    assertThat(TimeLeft.isNone(WORKING, taken, at(4, 8), HOUR)).as("by night").isFalse();
    assertThat(TimeLeft.isNone(List.of(), taken, at(4, 18), HOUR)).as("on a day off").isFalse();
    assertThat(TimeLeft.isNone(WORKING, List.of(), at(4, 18), HOUR)).isFalse();
  }

  private static Stretch stretch(int day, int from, int until) {
    return new Stretch(at(day, from), at(day, until));
  }

  private static Instant at(int day, int hour) {
    return Instant.parse("2026-05-0%dT%02d:00:00Z".formatted(day, hour));
  }
}
