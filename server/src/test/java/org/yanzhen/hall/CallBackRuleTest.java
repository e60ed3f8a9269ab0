package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.yanzhen.hall.CallBackRule.Attempt;
import org.yanzhen.hall.CallBackRule.Best;
import org.yanzhen.hall.CallBackRule.Next;
import org.yanzhen.hall.CallBackRule.Quiet;
import org.yanzhen.notice.QuietHours;

class CallBackRuleTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private final HallPolicy.CallBacks policy = new HallPolicy("").callBacks();

  @Test
  void nobodyIsCalledEarlyLateOrAtNoon() {
    assertThat(CallBackRule.mayCall(policy, at("08:29"), ZONE)).isFalse();
    assertThat(CallBackRule.mayCall(policy, at("08:30"), ZONE)).isTrue();
    assertThat(CallBackRule.mayCall(policy, at("12:00"), ZONE)).isFalse();
    assertThat(CallBackRule.mayCall(policy, at("20:29"), ZONE)).isTrue();
    assertThat(CallBackRule.mayCall(policy, at("20:30"), ZONE)).isFalse();
  }

  @Test
  void whatFallsIntoAQuietHourWaitsForTheNextAllowedOne() {
    assertThat(allowed("12:30", null)).isEqualTo(at("14:30"));
    assertThat(allowed("21:00", null)).isEqualTo(at("08:30").plus(Duration.ofDays(1)));
    assertThat(allowed("09:15", null)).isEqualTo(at("09:15"));
  }

  @Test
  void theTimeThePersonSaidIsKept() {
    assertThat(allowed("09:00", new Best(18 * 60, 20 * 60))).isEqualTo(at("18:00"));
    assertThat(allowed("20:10", new Best(18 * 60, 20 * 60)))
        .isEqualTo(at("18:00").plus(Duration.ofDays(1)));
  }

  @Test
  void aTimeOutsideOfEveryAllowedHourDoesNotOpenTheNight() {
    assertThat(allowed("23:10", new Best(23 * 60, 24 * 60)))
        .isEqualTo(at("08:30").plus(Duration.ofDays(1)));
  }

  @Test
  void triesAreSpacedAndEndWithAVisit() {
    assertThat(after(Attempt.NO_ANSWER, 1, "09:00")).isEqualTo(new Next.CallAt(at("11:00")));
    assertThat(after(Attempt.NO_ANSWER, 2, "15:00")).isEqualTo(new Next.CallAt(at("19:00")));
    assertThat(after(Attempt.NO_ANSWER, 3, "15:00"))
        .isEqualTo(new Next.CallAt(at("15:00").plus(Duration.ofDays(1))));
    assertThat(after(Attempt.NO_ANSWER, 4, "15:00"))
        .isEqualTo(new Next.Visit(VisitReason.NOT_REACHED));
  }

  @Test
  void busyIsTriedAgainSoonAndAWrongNumberNever() {
    assertThat(after(Attempt.BUSY, 1, "09:00")).isEqualTo(new Next.CallAt(at("09:15")));
    assertThat(after(Attempt.WRONG_NUMBER, 1, "09:00"))
        .isEqualTo(new Next.Visit(VisitReason.WRONG_NUMBER));
  }

  @Test
  void whoAsksForAnotherTimeIsNotGivenUpForIt() {
    Next next =
        CallBackRule.after(
            policy,
            Attempt.LATER,
            policy.maxAttempts(),
            3,
            at("19:00"),
            null,
            null,
            at("09:00"),
            ZONE);
    assertThat(next).isEqualTo(new Next.CallAt(at("19:00")));
  }

  @Test
  void whoPutsItOffAgainAndAgainIsAskedAtHome() {
    assertThat(
            CallBackRule.after(
                policy,
                Attempt.LATER,
                1,
                policy.laterTimes() + 1,
                at("19:00"),
                null,
                null,
                at("09:00"),
                ZONE))
        .isEqualTo(new Next.Visit(VisitReason.PUT_OFF));
  }

  @Test
  void ownQuietHoursAreCutOutOfTheHoursOfCalling() {
    Quiet nap = quiet("11:00", "16:00");
    assertThat(CallBackRule.mayCall(policy, at("10:59"), nap, ZONE)).isTrue();
    assertThat(CallBackRule.mayCall(policy, at("11:30"), nap, ZONE)).isFalse();
    assertThat(CallBackRule.mayCall(policy, at("15:59"), nap, ZONE)).isFalse();
    assertThat(CallBackRule.mayCall(policy, at("16:00"), nap, ZONE)).isTrue();
    assertThat(CallBackRule.allowed(policy, at("11:30"), null, nap, ZONE)).isEqualTo(at("16:00"));
    Quiet acrossMidnight = quiet("19:00", "10:00");
    assertThat(CallBackRule.allowed(policy, at("19:30"), null, acrossMidnight, ZONE))
        .isEqualTo(at("10:00").plus(Duration.ofDays(1)));
    assertThat(CallBackRule.mayCall(policy, at("09:30"), acrossMidnight, ZONE)).isFalse();
  }

  @Test
  void whoWantsPeaceInAllHoursOfCallingIsCalledOutsideOfThemByDay() {
    Quiet workingHours = quiet("08:00", "20:35");
    assertThat(CallBackRule.allowed(policy, at("09:00"), null, workingHours, ZONE))
        .isEqualTo(at("20:35"));
    assertThat(CallBackRule.mayCall(policy, at("20:40"), workingHours, ZONE)).isTrue();
    assertThat(CallBackRule.mayCall(policy, at("22:00"), workingHours, ZONE)).isFalse();
    assertThat(CallBackRule.mayCall(policy, at("12:30"), workingHours, ZONE)).isFalse();
  }

  @Test
  void aBestTimeInsideOfOwnQuietHoursDoesNotOpenThem() {
    Quiet nap = quiet("14:00", "18:00");
    assertThat(CallBackRule.allowed(policy, at("14:40"), new Best(15 * 60, 16 * 60), nap, ZONE))
        .isEqualTo(at("18:00"));
  }

  private static Quiet quiet(String from, String to) {
    return new Quiet(
        new QuietHours(LocalTime.parse(from), LocalTime.parse(to)),
        new QuietHours(LocalTime.parse("21:00"), LocalTime.parse("07:00")));
  }

  private Instant allowed(String time, Best best) {
    return CallBackRule.allowed(policy, at(time), best, null, ZONE);
  }

  private Next after(Attempt attempt, int tried, String time) {
    return CallBackRule.after(policy, attempt, tried, 0, null, null, null, at(time), ZONE);
  }

  private static Instant at(String time) {
    return LocalDateTime.parse("2026-11-24T" + time + ":00").atZone(ZONE).toInstant();
  }
}
