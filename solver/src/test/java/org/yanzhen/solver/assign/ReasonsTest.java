package org.yanzhen.solver.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.yanzhen.solver.model.Order;
import org.yanzhen.solver.model.Person;
import org.yanzhen.solver.model.Place;
import org.yanzhen.solver.model.Prices;
import org.yanzhen.solver.model.SkillLevel;
import org.yanzhen.solver.model.SkillNeed;
import org.yanzhen.solver.model.Span;
import org.yanzhen.solver.model.TravelTimes;

/** Somebody asks why, or why not. */
class ReasonsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final Instant FRIDAY = Instant.parse("2026-11-27T10:00:00Z");
  private static final Place HERE = new Place(28.0, 108.0);
  private static final Place THIRTY_KM = new Place(28.27, 108.0);
  private static final TravelTimes TRAVEL = TravelTimes.straight(30, 1.5);
  private static final Eligibility RULES = new Eligibility(NOW, 40, TRAVEL);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Words ENGLISH = new Words(false, ZONE, UnaryOperator.identity());
  private static final Words CHINESE = new Words(true, ZONE, UnaryOperator.identity());

  private static Person person(long id, Place home, int capacity, int level, List<Span> leaves) {
    return new Person(
        id,
        home,
        capacity,
        0,
        level == 0 ? List.of() : List.of(SkillLevel.lasting("grafting", level)),
        List.of(),
        leaves,
        Set.of(),
        Set.of());
  }

  private static Person able() {
    return person(1, HERE, 3, 3, List.of());
  }

  private static Order order(Place place) {
    return order(place, List.of(), FRIDAY);
  }

  private static Order order(Place place, List<Span> windows, Instant deadline) {
    return new Order(
        1,
        place,
        List.of(new SkillNeed("grafting", 2)),
        60,
        windows,
        deadline,
        500_000,
        Optional.empty(),
        Optional.empty(),
        Map.of(1L, 7),
        Optional.empty());
  }

  private static String why(List<Person> people, Optional<Long> least) {
    return ENGLISH.of(RULES.whyUnserved(people, order(THIRTY_KM), least));
  }

  @Test
  void nothingSpeaksAgainstWhoIsAbleNearAndFree() {
    assertThat(RULES.firstRefusal(able(), order(THIRTY_KM))).isEmpty();
  }

  @Test
  void theFirstRuleThatRefusesIsNamed() {
    Order order = order(THIRTY_KM);
    assertThat(RULES.firstRefusal(person(1, new Place(30, 108), 0, 1, List.of()), order))
        .contains(new Refusal.Skill("grafting", 2, 1));
    assertThat(RULES.firstRefusal(person(1, new Place(30, 108), 0, 2, List.of()), order).get())
        .isInstanceOf(Refusal.TooFar.class);
    assertThat(RULES.firstRefusal(person(1, HERE, 0, 2, List.of()), order))
        .contains(new Refusal.NoRoom(0));
  }

  @Test
  void aSkillThatExpiresBeforeTheDeadlineDoesNotCount() {
    Person expiring =
        new Person(
            1,
            HERE,
            1,
            0,
            List.of(new SkillLevel("grafting", 3, Optional.of(NOW.plusSeconds(60)))),
            List.of(),
            List.of(),
            Set.of(),
            Set.of());
    assertThat(RULES.firstRefusal(expiring, order(HERE)))
        .contains(new Refusal.Skill("grafting", 2, 0));
  }

  @Test
  void whatIsOverdueIsNotDoneWithASkillThatHasExpiredSince() {
    Instant yesterday = NOW.minus(Duration.ofDays(1));
    Person expired =
        new Person(
            1,
            HERE,
            1,
            0,
            List.of(
                SkillLevel.lasting("grafting", 1),
                new SkillLevel("grafting", 4, Optional.of(NOW.minusSeconds(60)))),
            List.of(),
            List.of(),
            Set.of(),
            Set.of());
    Order overdue = order(HERE, List.of(), yesterday);
    assertThat(RULES.firstRefusal(expired, overdue)).contains(new Refusal.Skill("grafting", 2, 1));
    assertThat(new Pricing(NOW, Prices.USUAL, TRAVEL).terms(expired, overdue))
        .contains(new Pricing.Term(Pricing.Kind.SPARE_SKILL, 0, 0));
  }

  @Test
  void workBeginsInAWindowAndTheWayMayBeBefore() {
    Span morning = new Span(NOW.plus(Duration.ofHours(2)), NOW.plus(Duration.ofHours(3)));
    Order order = order(THIRTY_KM, List.of(morning), FRIDAY);
    assertThat(RULES.firstRefusal(able(), order)).isEmpty();
    Person backAtItsEnd = person(1, HERE, 3, 3, List.of(new Span(NOW, morning.end())));
    assertThat(RULES.firstRefusal(backAtItsEnd, order).get()).isInstanceOf(Refusal.NoTime.class);
    Person freeAnHourFromItsStart =
        person(1, HERE, 3, 3, List.of(new Span(morning.start().plus(Duration.ofHours(1)), FRIDAY)));
    assertThat(RULES.firstRefusal(freeAnHourFromItsStart, order)).isEmpty();
    Order over = order(HERE, List.of(new Span(NOW.minus(Duration.ofHours(1)), NOW)), FRIDAY);
    assertThat(RULES.firstRefusal(able(), over).get()).isInstanceOf(Refusal.NoTime.class);
  }

  @Test
  void aLeaveLeavesTooLittleTime() {
    List<Span> allButAnHour = List.of(new Span(NOW.plus(Duration.ofHours(1)), FRIDAY));
    assertThat(RULES.firstRefusal(person(1, HERE, 1, 2, allButAnHour), order(THIRTY_KM)).get())
        .isInstanceOf(Refusal.NoTime.class);
    assertThat(RULES.firstRefusal(person(1, HERE, 1, 2, allButAnHour), order(HERE))).isEmpty();
  }

  @Test
  void anOrderThatIsLeftSaysWhy() {
    Person away = person(1, HERE, 1, 2, List.of(new Span(NOW, FRIDAY)));
    Person far = person(2, new Place(30, 108), 1, 2, List.of());
    Person full = person(3, HERE, 0, 2, List.of());
    assertThat(why(List.of(), Optional.empty())).isEqualTo("There is nobody to send");
    assertThat(why(List.of(person(4, HERE, 1, 1, List.of())), Optional.empty()))
        .isEqualTo("No one with grafting at level 2");
    assertThat(why(List.of(far), Optional.empty()))
        .isEqualTo("No one with grafting at level 2 within 40 km");
    assertThat(why(List.of(far, away), Optional.empty()))
        .isEqualTo("No one with grafting at level 2 within 40 km is free before Fri 27 Nov 18:00");
    assertThat(why(List.of(far, away, full), Optional.empty()))
        .isEqualTo("Everyone with grafting at level 2 is full (1)");
    assertThat(why(List.of(able()), Optional.of(600_000L)))
        .contains("more urgent orders would suffer");
    assertThat(CHINESE.of(RULES.whyUnserved(List.of(far), order(THIRTY_KM), Optional.empty())))
        .isEqualTo("40 公里内没有人会“grafting”2 级");
  }

  @Test
  void theTermsAddUp() {
    List<Pricing.Term> terms =
        new Pricing(NOW, Prices.USUAL, TRAVEL).terms(able(), order(THIRTY_KM));
    assertThat(terms).extracting(Pricing.Term::points).contains(1500L, -2000L);
    assertThat(Pricing.total(terms))
        .isEqualTo(terms.stream().mapToLong(Pricing.Term::points).sum())
        .isEqualTo(TRAVEL.minutes(HERE, THIRTY_KM) * 100L + 1500 - 2000);
  }

  @Test
  void aClockThatLeapsRefusesOrPricesButNeverFails() {
    Prices dearest = new Prices(1_000_000, 1_000_000, 1_000_000, 1_000_000, 1000, 1_000_000);
    for (Instant now :
        List.of(
            Instant.EPOCH,
            NOW.minusSeconds(90_000),
            FRIDAY,
            Instant.parse("9999-12-31T23:59:59Z"))) {
      Person busy = person(1, HERE, 1, 2, List.of(new Span(NOW, FRIDAY)));
      new Eligibility(now, 40, TRAVEL).firstRefusal(busy, order(THIRTY_KM));
      new Eligibility(now, 40, TRAVEL).whyUnserved(List.of(busy), order(HERE), Optional.empty());
      long points =
          Pricing.total(new Pricing(now, dearest, TRAVEL).terms(able(), order(THIRTY_KM)));
      AssignmentProblem problem =
          AssignmentProblem.builder().person(1).order(500_000).pair(0, points).build();
      assertThat(AssignmentChecker.findings(problem, BatchAssignment.solve(problem))).isEmpty();
    }
  }

  @Test
  void lateIsWhatWayAndWorkOutlastTheDeadline() {
    Pricing pricing = new Pricing(FRIDAY.minus(Duration.ofMinutes(30)), Prices.USUAL, TRAVEL);
    assertThat(pricing.terms(able(), order(HERE)))
        .contains(new Pricing.Term(Pricing.Kind.LATENESS, 30, 6000));
  }

  @Test
  void withEverybodyOnLeaveTheReasonIsTime() {
    Person away = person(1, HERE, 1, 2, List.of(new Span(NOW, FRIDAY)));
    assertThat(RULES.firstRefusal(away, order(HERE)).get()).isInstanceOf(Refusal.NoTime.class);
    assertThat(RULES.whyUnserved(List.of(away, away), order(HERE), Optional.empty()))
        .isInstanceOf(UnservedReason.NobodyInTime.class);
  }
}
