package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuietHoursTest {

  private final QuietHours night = hours("21:00", "07:00");

  @Test
  void whatFollowsOnOneAnotherIsOnePeace() {
    QuietHours sleepingIn = hours("06:00", "09:30");
    assertThat(QuietHours.firstOutside(at("24T22:15"), List.of(night, sleepingIn)))
        .contains(at("25T09:30"));
    assertThat(QuietHours.firstOutside(at("25T03:00"), List.of(sleepingIn, night)))
        .contains(at("25T09:30"));
  }

  @Test
  void theEndOfAnHourIsOutsideOfIt() {
    assertThat(QuietHours.firstOutside(at("24T07:00"), List.of(night))).contains(at("24T07:00"));
    assertThat(QuietHours.firstOutside(at("24T21:00"), List.of(night))).contains(at("25T07:00"));
  }

  @Test
  void aDayThatIsQuietAllTheWayHasNoOutside() {
    List<QuietHours> whole = List.of(night, hours("07:00", "21:00"));
    assertThat(QuietHours.firstOutside(at("24T12:00"), whole)).isEmpty();
    assertThat(QuietHours.minutesLeft(whole)).isZero();
  }

  @Test
  void everyMinuteOfADayIsAnsweredAsByLookingAtEachMinuteAfterIt() {
    List<QuietHours> both = List.of(night, hours("12:30", "14:10"), hours("20:00", "21:30"));
    for (int minute = 0; minute < 1_440; minute++) {
      LocalDateTime from = at("24T00:00").plusMinutes(minute);
      LocalDateTime looked = from;
      while (isQuiet(both, looked.toLocalTime())) {
        looked = looked.plusMinutes(1);
      }
      assertThat(QuietHours.firstOutside(from, both)).contains(looked);
    }
  }

  @Test
  void whatIsLeftOfADayIsCountedOnce() {
    assertThat(QuietHours.minutesLeft(List.of(night))).isEqualTo(14 * 60);
    assertThat(QuietHours.minutesLeft(List.of(night, hours("20:00", "09:00")))).isEqualTo(11 * 60);
  }

  private static boolean isQuiet(List<QuietHours> hours, LocalTime time) {
    return hours.stream().anyMatch(one -> one.covers(time));
  }

  private static QuietHours hours(String from, String to) {
    return new QuietHours(LocalTime.parse(from), LocalTime.parse(to));
  }

  private static LocalDateTime at(String dayAndTime) {
    return LocalDateTime.parse("2026-11-" + dayAndTime);
  }
}
