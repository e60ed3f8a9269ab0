package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yanzhen.hall.TurnForecast.Gone;
import org.yanzhen.hall.TurnForecast.Open;
import org.yanzhen.hall.TurnForecast.Visitor;

class TurnForecastTest {

  private static final Instant NOW = Instant.parse("2026-12-02T02:00:00Z");
  private final HallPolicy.Tickets policy = new HallPolicy("").tickets();

  @Test
  void oneWindowCallsOneAfterTheOtherAtTheUsualTime() {
    List<Visitor> queue = List.of(comes("a", 30), comes("a", 20), comes("a", 10));
    assertThat(minutes(queue, window("1", 0, "a"))).containsExactly(0L, 8L, 16L);
  }

  @Test
  void whatTookLongTodayIsReckonedLong() {
    List<Visitor> queue = List.of(comes("a", 30), comes("b", 20), comes("a", 10));
    Map<UUID, Instant> about =
        TurnForecast.of(
            policy,
            List.of(window("1", 0, "a", "b")),
            queue,
            List.of(),
            Map.of("a", Duration.ofMinutes(25)));
    assertThat(inMinutes(queue, about)).containsExactly(0L, 25L, 33L);
  }

  @Test
  void severalWindowsShareAQueueAndNobodyWaitsForOneThatDoesNotServeThem() {
    List<Visitor> queue =
        List.of(comes("a", 30), comes("a", 25), comes("a", 20), comes("b", 15), comes("c", 10));
    Map<UUID, Instant> about =
        TurnForecast.of(
            policy,
            List.of(window("1", 0, "a"), window("2", 4, "a", "b")),
            queue,
            List.of(),
            Map.of());
    assertThat(about.get(queue.get(0).id())).isEqualTo(at(0));
    assertThat(about.get(queue.get(1).id())).isEqualTo(at(4));
    assertThat(about.get(queue.get(2).id())).isEqualTo(at(8));
    assertThat(about.get(queue.get(3).id())).isEqualTo(at(12));
    assertThat(about).as("no window serves it").doesNotContainKey(queue.get(4).id());
  }

  @Test
  void eldersGoFirstButNeverMoreInARowThanTheRuleHas() {
    Visitor normal = comes("a", 5);
    Visitor next = comes("a", 4);
    List<Visitor> queue = List.of(normal, next, elder("a", 3), elder("a", 2), elder("a", 1));
    assertThat(minutes(queue, window("1", 0, "a"))).containsExactly(16L, 32L, 0L, 8L, 24L);
    Map<UUID, Instant> after =
        TurnForecast.of(
            policy,
            List.of(window("1", 0, "a")),
            queue,
            List.of(new Gone("a", TicketStanding.ELDER), new Gone("a", TicketStanding.ELDER)),
            Map.of());
    assertThat(after.get(normal.id())).as("two elders were called just before").isEqualTo(at(0));
  }

  @Test
  void anAppointmentIsCalledAtItsTimeAndPutsOthersBack() {
    Visitor booked =
        new Visitor(
            UUID.randomUUID(), "a", TicketStanding.BOOKED, NOW.plus(Duration.ofMinutes(10)));
    List<Visitor> queue = List.of(comes("a", 5), comes("a", 4), comes("a", 3), booked);
    assertThat(minutes(queue, window("1", 0, "a"))).containsExactly(0L, 8L, 24L, 16L);
    assertThat(minutes(List.of(booked), window("1", 0, "a")))
        .as("the window waits for it")
        .containsExactly(10L);
  }

  @Test
  void itIsTheOrderInWhichTheRuleCalls() {
    Random random = new Random(20261202);
    for (int run = 0; run < 100; run++) {
      List<Visitor> queue = new ArrayList<>();
      for (int n = 0; n < 12; n++) {
        queue.add(random.nextInt(3) == 0 ? elder("a", 60 - n) : comes("a", 60 - n));
      }
      Map<UUID, Instant> about =
          TurnForecast.of(policy, List.of(window("1", 0, "a")), queue, List.of(), Map.of());
      assertThat(about).hasSize(12);
      List<TurnRule.Waiting> left =
          new ArrayList<>(
              queue.stream()
                  .map(one -> new TurnRule.Waiting(one.id(), one.standing(), one.since()))
                  .toList());
      Instant now = NOW;
      int inARow = 0;
      while (!left.isEmpty()) {
        TurnRule.Waiting called = TurnRule.next(policy, left, inARow, now).orElseThrow();
        assertThat(about.get(called.id())).isEqualTo(now);
        left.remove(called);
        inARow = called.standing().goesFirst() ? inARow + 1 : 0;
        now = now.plus(policy.usual());
      }
    }
  }

  @Test
  void whoeverOnlyAsksIsToldAsIfNobodyElseAskedAndTakesNobodysTime() {
    Random random = new Random(20261203);
    List<Open> windows = List.of(window("1", 0, "a"), window("2", 3, "a", "b"));
    for (int run = 0; run < 100; run++) {
      List<Visitor> queue = new ArrayList<>();
      for (int n = 0; n < 12; n++) {
        String service = random.nextBoolean() ? "a" : "b";
        queue.add(random.nextInt(3) == 0 ? elder(service, 60 - n) : comes(service, 60 - n));
      }
      Visitor a = comes("a", 0);
      Visitor b = comes("b", 0);
      List<Visitor> all = new ArrayList<>(queue);
      all.addAll(List.of(a, b));
      Map<UUID, Instant> about =
          TurnForecast.of(policy, windows, all, List.of(), Map.of(), Set.of(a.id(), b.id()));
      Map<UUID, Instant> before = TurnForecast.of(policy, windows, queue, List.of(), Map.of());
      assertThat(about).containsAllEntriesOf(before);
      for (Visitor one : List.of(a, b)) {
        List<Visitor> alone = new ArrayList<>(queue);
        alone.add(one);
        assertThat(about.get(one.id()))
            .isEqualTo(TurnForecast.of(policy, windows, alone, List.of(), Map.of()).get(one.id()));
      }
    }
  }

  @Test
  void itIsSaidALittleEarlyAndNeverInThePast() {
    assertThat(TurnForecast.said(at(43), NOW)).isEqualTo(at(40));
    assertThat(TurnForecast.said(at(3), at(1))).isEqualTo(at(3));
  }

  @Test
  void whoLeftANumberIsToldOnceAndOnceMoreWhenTheTimeMoved() {
    assertThat(TicketNumbers.isDue(policy, 0, null, at(21), NOW)).isFalse();
    assertThat(TicketNumbers.isDue(policy, 0, null, at(20), NOW)).isTrue();
    assertThat(TicketNumbers.isDue(policy, 1, at(20), at(34), NOW)).isFalse();
    assertThat(TicketNumbers.isDue(policy, 1, at(20), at(36), NOW)).isTrue();
    assertThat(TicketNumbers.isDue(policy, 1, at(20), at(4), NOW)).as("earlier, too").isTrue();
    assertThat(TicketNumbers.isDue(policy, 2, at(20), at(90), NOW)).isFalse();
    assertThat(TicketNumbers.isDue(policy, 1, null, at(20), NOW)).as("another number").isTrue();
    assertThat(TicketNumbers.isDue(policy, 2, null, at(20), NOW)).as("never a third").isFalse();
  }

  private List<Long> minutes(List<Visitor> queue, Open... windows) {
    return inMinutes(queue, TurnForecast.of(policy, List.of(windows), queue, List.of(), Map.of()));
  }

  private static List<Long> inMinutes(List<Visitor> queue, Map<UUID, Instant> about) {
    return queue.stream()
        .map(one -> Duration.between(NOW, about.get(one.id())).toMinutes())
        .toList();
  }

  private static Open window(String code, int freeInMinutes, String... services) {
    return new Open(code, Set.of(services), at(freeInMinutes));
  }

  private static Visitor comes(String service, int minutesAgo) {
    return visitor(service, TicketStanding.NORMAL, minutesAgo);
  }

  private static Visitor elder(String service, int minutesAgo) {
    return visitor(service, TicketStanding.ELDER, minutesAgo);
  }

  private static Visitor visitor(String service, TicketStanding standing, int minutesAgo) {
    return new Visitor(
        UUID.randomUUID(), service, standing, NOW.minus(Duration.ofMinutes(minutesAgo)));
  }

  private static Instant at(int minutes) {
    return NOW.plus(Duration.ofMinutes(minutes));
  }
}
