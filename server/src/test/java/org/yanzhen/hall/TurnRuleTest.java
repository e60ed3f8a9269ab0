package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yanzhen.hall.TurnRule.Waiting;

class TurnRuleTest {

  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private final HallPolicy.Tickets policy = new HallPolicy("").tickets();

  @Test
  void eldersAndPeopleWithDisabilitiesGoFirst() {
    Waiting normal = since(TicketStanding.NORMAL, 20);
    Waiting elder = since(TicketStanding.ELDER, 5);
    assertThat(next(List.of(normal, elder), 0)).isEqualTo(elder);
    Waiting disabled = since(TicketStanding.DISABLED, 6);
    assertThat(next(List.of(normal, elder, disabled), 0)).isEqualTo(disabled);
  }

  @Test
  void afterSoManyInARowOneOfTheOthersIsCalled() {
    Waiting normal = since(TicketStanding.NORMAL, 1);
    Waiting elder = since(TicketStanding.ELDER, 30);
    assertThat(next(List.of(normal, elder), policy.priorityRun() - 1)).isEqualTo(elder);
    assertThat(next(List.of(normal, elder), policy.priorityRun())).isEqualTo(normal);
  }

  @Test
  void nobodyWaitsBeyondTheLimitForThoseWhoGoFirst() {
    Waiting normal = since(TicketStanding.NORMAL, 40);
    Waiting elder = since(TicketStanding.ELDER, 39);
    assertThat(next(List.of(normal, elder), 0)).isEqualTo(normal);
    assertThat(next(List.of(since(TicketStanding.NORMAL, 39), elder), 0)).isEqualTo(elder);
  }

  @Test
  void anAppointmentIsNotCalledBeforeItsTime() {
    Waiting booked = since(TicketStanding.BOOKED, -10);
    assertThat(TurnRule.next(policy, List.of(booked), 0, NOW)).isEmpty();
    Waiting normal = since(TicketStanding.NORMAL, 1);
    assertThat(next(List.of(booked, normal), 0)).isEqualTo(normal);
  }

  @Test
  void whoComesALittleLateKeepsTheTimeAgreedOnAndWhoComesLateDoesNot() {
    Instant agreed = NOW.minus(Duration.ofMinutes(8));
    assertThat(TurnRule.since(policy, agreed, NOW)).isEqualTo(agreed);
    Instant early = NOW.minus(Duration.ofMinutes(11));
    assertThat(TurnRule.since(policy, early, NOW)).isEqualTo(NOW);
  }

  @Test
  void everybodyIsServedHoweverManyEldersKeepComing() {
    Random random = new Random(20261124);
    for (int run = 0; run < 200; run++) {
      List<Waiting> queue = new ArrayList<>();
      Instant now = NOW;
      Waiting one = new Waiting(new UUID(0, 1), TicketStanding.NORMAL, now);
      queue.add(one);
      int inARow = random.nextInt(3);
      int turns = 0;
      while (queue.contains(one)) {
        for (int n = 0; n < 3; n++) {
          queue.add(new Waiting(new UUID(1, random.nextLong()), TicketStanding.ELDER, now));
        }
        Waiting called = TurnRule.next(policy, queue, inARow, now).orElseThrow();
        queue.remove(called);
        inARow = called.standing().goesFirst() ? inARow + 1 : 0;
        now = now.plus(Duration.ofMinutes(5));
        turns++;
      }
      assertThat(turns).isLessThanOrEqualTo(policy.priorityRun() + 1);
    }
  }

  private Waiting next(List<Waiting> waiting, int inARow) {
    return TurnRule.next(policy, waiting, inARow, NOW).orElseThrow();
  }

  private static Waiting since(TicketStanding standing, int minutesAgo) {
    return new Waiting(UUID.randomUUID(), standing, NOW.minus(Duration.ofMinutes(minutesAgo)));
  }
}
