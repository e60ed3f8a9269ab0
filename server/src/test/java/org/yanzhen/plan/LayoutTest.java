package org.yanzhen.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yanzhen.people.Person;
import org.yanzhen.place.Point;
import org.yanzhen.place.Ways;
import org.yanzhen.shared.Ids;

/** One person's day, from eight to six, in a village where every way takes the same time. */
class LayoutTest {

  private static final int EIGHT = 8 * 60;
  private static final PlanPolicy POLICY = new PlanPolicies("").at(LocalDate.of(2026, 12, 1));
  private static final Ways WAYS = new Ways(Map.of(1, new Point(28, 110)), 40);

  /** Within the village. */
  private static final int WAY = WAYS.minutes(1, 1);

  private final Worker worker = worker(true);

  private static Worker worker(boolean works) {
    Person person =
        new Person(Ids.next(), "甲", null, null, 1, ".1.", List.of(), List.of(), null, true);
    return new Worker(person, false, works, false, EIGHT, 18 * 60, 0, 0);
  }

  private static Layout.Day at(int now, Worker worker, Layout.Stop... stops) {
    return new Layout(WAYS, POLICY, now).of(worker, List.of(stops));
  }

  private static Layout.Stop stop(int start) {
    return new Layout.Stop(Ids.next(), 1, 60, 0, 1440, Task.NEVER, start, false);
  }

  private static Layout.Stop fixed(int start) {
    return new Layout.Stop(Ids.next(), 1, 60, start, start, Task.NEVER, start, true);
  }

  private static List<String> rules(Layout.Day day) {
    return day.broken().stream().map(Layout.Broken::rule).toList();
  }

  @Test
  void theFirstIsReachedFromHomeAndTheDayEndsThere() {
    Layout.Day day = at(0, worker, stop(Layout.OPEN));

    assertThat(day.stops().getFirst().start()).isEqualTo(EIGHT + WAY);
    assertThat(day.returns()).isEqualTo(EIGHT + WAY + 60 + WAY);
    assertThat(day.travel()).isEqualTo(2 * WAY);
    assertThat(day.broken()).isEmpty();
  }

  @Test
  void whoWasToldATimeKeepsItWhereTheOtherFitsBefore() {
    Layout.Stop told = stop(15 * 60);

    Layout.Day day = at(0, worker, stop(Layout.OPEN), told);

    assertThat(day.stops().getLast().start()).isEqualTo(15 * 60);
    assertThat(day.stops().getLast().moved()).isZero();
  }

  @Test
  void otherwiseItMovesLaterAndOnlyAsFarAsItMust() {
    Layout.Day day = at(0, worker, stop(Layout.OPEN), stop(EIGHT + WAY));

    assertThat(day.stops().getLast().start()).isEqualTo(EIGHT + WAY + 60 + WAY);
    assertThat(day.stops().getLast().moved()).isEqualTo(60 + WAY);
  }

  @Test
  void whatIsPlacedNowIsReachedFromNow() {
    Layout.Day day = at(10 * 60, worker, stop(Layout.OPEN));

    assertThat(day.stops().getFirst().start()).isEqualTo(10 * 60 + WAY);
  }

  @Test
  void whatCannotMoveIsNotMissed() {
    assertThat(rules(at(0, worker, stop(Layout.OPEN), fixed(EIGHT + WAY + 30)))).contains("fixed");
    assertThat(rules(at(0, worker, stop(Layout.OPEN), fixed(EIGHT + WAY + 60 + WAY))))
        .doesNotContain("fixed");
  }

  @Test
  void whatHasBeenIsNotJudged() {
    Layout.Day day = at(12 * 60, worker, fixed(EIGHT), fixed(EIGHT + 60));

    assertThat(rules(day)).isEmpty();
  }

  @Test
  void anAgreedTimeThatIsOverIsRefused() {
    Layout.Stop agreed =
        new Layout.Stop(Ids.next(), 1, 60, EIGHT, 9 * 60, Task.NEVER, Layout.OPEN, false);

    assertThat(at(10 * 60, worker, agreed).isPossible()).isFalse();
    assertThat(rules(at(10 * 60, worker, agreed))).contains("window");
    assertThat(at(0, worker, agreed).isPossible()).isTrue();
  }

  @Test
  void beforeAnAgreedTimeSomebodyWaits() {
    Layout.Stop agreed =
        new Layout.Stop(Ids.next(), 1, 60, 14 * 60, 16 * 60, Task.NEVER, Layout.OPEN, false);

    assertThat(at(0, worker, agreed).stops().getFirst().start()).isEqualTo(14 * 60);
  }

  @Test
  void aPromiseThatIsMissedIsSaidOnceItIsMissedByMoving() {
    Layout.Stop due = new Layout.Stop(Ids.next(), 1, 60, 0, 1440, 9 * 60, Layout.OPEN, false);
    Layout.Stop wasLate = new Layout.Stop(Ids.next(), 1, 60, 0, 1440, 9 * 60, 15 * 60, false);

    assertThat(rules(at(0, worker, due))).containsExactly("late");
    assertThat(rules(at(0, worker, wasLate))).isEmpty();
    assertThat(at(0, worker, due).isPossible()).isTrue();
  }

  @Test
  void aLittleLateHomeNeedsAReasonMuchLaterIsRefused() {
    assertThat(rules(at(0, worker, stop(17 * 60)))).containsExactly("overtime");
    assertThat(at(0, worker, stop(17 * 60)).isPossible()).isTrue();
    assertThat(rules(at(0, worker, stop(18 * 60)))).containsExactly("day-over");
    assertThat(at(0, worker, stop(18 * 60)).isPossible()).isFalse();
  }

  @Test
  void aRestIsFoundBetweenTheVisits() {
    Layout.Day day = at(0, worker, stop(10 * 60), stop(14 * 60));

    assertThat(day.pause()).isEqualTo(new Layout.Part(11 * 60 + 30, 12 * 60 + 30));
  }

  @Test
  void aDayWithoutARestIsSaid() {
    Layout.Day day = at(0, worker, stop(11 * 60), stop(12 * 60 + WAY), stop(13 * 60 + 2 * WAY));

    assertThat(day.pause()).isNull();
    assertThat(rules(day)).contains("no-pause");
  }

  @Test
  void gapsLeaveOutTheWayAndTheRest() {
    Layout layout = new Layout(WAYS, POLICY, 0);
    Layout.Day day = at(0, worker, stop(10 * 60));

    assertThat(layout.gaps(worker, day))
        .containsExactly(
            new Layout.Part(EIGHT, 10 * 60 - WAY),
            new Layout.Part(11 * 60, 11 * 60 + 30),
            new Layout.Part(12 * 60 + 30, 18 * 60 - WAY));
  }

  @Test
  void anEmptyDayTakesNoWay() {
    Layout.Day day = at(0, worker);

    assertThat(day.travel()).isZero();
    assertThat(day.broken()).isEmpty();
    assertThat(day.find(UUID.randomUUID())).isEmpty();
  }
}
