package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.place.CalendarForTests;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/**
 * Promises equal counting minute by minute on the calendar, across holidays, make-up days, pauses
 * and changes of urgency.
 */
class DeadlinesAgainstTheMinuteTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant FIRST = Instant.parse("2019-12-20T00:00:00Z");
  private static final Instant LAST = Instant.parse("2026-10-01T00:00:00Z");

  private final Deadlines deadlines = new Deadlines(CalendarForTests.china());

  @Test
  void aPromiseEqualsCountingMinuteByMinute() {
    SplittableRandom random = new SplittableRandom(20261124);
    for (int i = 0; i < 4_000; i++) {
      Instant from = moment(random);
      Limit limit = limit(random);
      List<Pause> pauses = pauses(random, from, limit);

      Instant due = deadlines.due(limit, from, pauses, ZONE);

      assertThat(due)
          .as("case %d: %s from %s without %s", i, limit, from, pauses)
          .isEqualTo(counted(limit, from, pauses));
    }
  }

  @Test
  void anOrdersPromiseEqualsCountingThroughPausesAndChangesOfUrgency() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 1_500; i++) {
      Map<Urgency, Limit> limits = new EnumMap<>(Urgency.class);
      for (Urgency urgency : Urgency.values()) {
        limits.put(urgency, limit(random));
      }
      Lifecycle.Terms terms = terms(limits);
      Instant from = moment(random);
      Order order =
          Order.fresh(
              Ids.named("order"),
              OrderState.WAITING,
              "public-facility",
              1,
              Urgency.NORMAL,
              ".1.",
              true,
              "public-works",
              null,
              Map.of(
                  ClockName.RESOLVE,
                  Clock.running(
                      ClockName.RESOLVE,
                      from,
                      deadlines.due(limits.get(Urgency.NORMAL), from, List.of(), ZONE))),
              Tier.COUNTY,
              from,
              null);
      Instant now = from;
      Instant expected = order.clock(ClockName.RESOLVE).orElseThrow().dueAt();
      List<Pause> pauses = new ArrayList<>();
      Urgency urgency = Urgency.NORMAL;
      for (int step = 0; step < 6; step++) {
        now = now.plus(random.nextInt(1, 3_000), ChronoUnit.MINUTES);
        if (order.state() == OrderState.SUSPENDED) {
          Instant paused = pauses.removeLast().from();
          pauses.add(new Pause(paused, now));
          order = moved(order, Step.of(Action.RESUME), terms, now);
          expected =
              expected.isBefore(paused) ? expected : counted(limits.get(urgency), from, pauses);
        } else if (random.nextBoolean()) {
          pauses.add(new Pause(now, null));
          order =
              moved(order, Step.suspend(now.plus(Duration.ofDays(9)), "SEASON", "等"), terms, now);
        } else {
          Urgency other = Urgency.values()[(urgency.ordinal() + random.nextInt(1, 3)) % 3];
          order = moved(order, Step.press(other, "变了"), terms, now);
          expected = expected.isBefore(now) ? expected : counted(limits.get(other), from, pauses);
          urgency = other;
        }
        assertThat(order.clock(ClockName.RESOLVE).orElseThrow().dueAt())
            .as("case %d step %d", i, step)
            .isEqualTo(expected);
      }
    }
  }

  private static Order moved(Order order, Step step, Lifecycle.Terms terms, Instant now) {
    Actor dispatcher =
        new Actor(
            new RealmId(1),
            Origin.DESK,
            UUID.randomUUID(),
            null,
            Set.of(new Grant(Role.DISPATCHER, 1, ".1.")),
            null,
            null);
    Lifecycle.Decision decision = Lifecycle.decide(order, step, dispatcher, terms, now);
    assertThat(decision).isInstanceOf(Lifecycle.Decision.Moved.class);
    return ((Lifecycle.Decision.Moved) decision).next();
  }

  private Lifecycle.Terms terms(Map<Urgency, Limit> limits) {
    return new Lifecycle.Terms() {
      @Override
      public Optional<Instant> due(
          ClockName clock, Urgency urgency, Instant from, List<Pause> pauses) {
        return Optional.of(deadlines.due(limits.get(urgency), from, pauses, ZONE));
      }

      @Override
      public Duration reopenWithin() {
        return Duration.ofDays(30);
      }

      @Override
      public Duration longestPause() {
        return Duration.ofDays(180);
      }
    };
  }

  /** The slow way: a minute counts when it lies in no pause and, for working time, in the hours. */
  private static Instant counted(Limit limit, Instant from, List<Pause> pauses) {
    long left = limit.duration().toMinutes();
    Instant at = from;
    while (true) {
      Instant minute = at;
      boolean paused =
          pauses.stream()
              .anyMatch(
                  pause ->
                      pause.to() != null
                          && !minute.isBefore(pause.from())
                          && minute.isBefore(pause.to()));
      if (!paused && (!limit.workingTime() || isWorking(minute))) {
        left--;
        if (left == 0) {
          return minute.plus(1, ChronoUnit.MINUTES);
        }
      }
      at = at.plus(1, ChronoUnit.MINUTES);
    }
  }

  private static boolean isWorking(Instant minute) {
    ZonedDateTime local = minute.atZone(ZONE);
    LocalTime time = local.toLocalTime();
    boolean hours =
        (!time.isBefore(LocalTime.of(8, 30)) && time.isBefore(LocalTime.of(12, 0)))
            || (!time.isBefore(LocalTime.of(14, 30)) && time.isBefore(LocalTime.of(18, 0)));
    return hours && isWorkingDay(local.toLocalDate());
  }

  private static boolean isWorkingDay(LocalDate day) {
    return CalendarForTests.exceptions()
        .getOrDefault(
            day,
            day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY);
  }

  private static Instant moment(SplittableRandom random) {
    long minutes = Duration.between(FIRST, LAST).toMinutes();
    return FIRST.plus(random.nextLong(minutes), ChronoUnit.MINUTES);
  }

  private static Limit limit(SplittableRandom random) {
    return random.nextInt(3) == 0
        ? new Limit(Duration.ofMinutes(random.nextInt(1, 5_000)), false)
        : new Limit(Duration.ofMinutes(random.nextInt(1, 3_000)), true);
  }

  private static List<Pause> pauses(SplittableRandom random, Instant from, Limit limit) {
    List<Pause> pauses = new ArrayList<>();
    Instant at = from.minus(random.nextInt(0, 2_000), ChronoUnit.MINUTES);
    for (int n = random.nextInt(4); n > 0; n--) {
      Instant begin = at.plus(random.nextInt(0, 4_000), ChronoUnit.MINUTES);
      Instant end = begin.plus(random.nextInt(1, 9_000), ChronoUnit.MINUTES);
      pauses.add(new Pause(begin, n == 1 && random.nextInt(5) == 0 ? null : end));
      at = end;
    }
    return pauses;
  }
}
