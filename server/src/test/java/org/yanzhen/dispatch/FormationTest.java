package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yanzhen.catalogue.Text;

/** All that waits, weighed together; without a database. */
class FormationTest {

  private static final Text SPRAYING = new Text("喷药", "Spraying");
  private static final UUID NEAR = new UUID(0, 1);
  private static final UUID FAR = new UUID(0, 2);

  @Test
  void whoAloneCanDoTheOtherOrderCostsWhatItWouldCostToLeaveIt() {
    Formation formation = new Formation(policy(1));
    formation.put(order(1), new Formation.Waiting("/a/", 400, Map.of(NEAR, 10), 1, SPRAYING, true));

    Map<UUID, Opportunity> lost = formation.opportunities(order(2), Map.of(NEAR, 5, FAR, 30));

    assertThat(lost).containsOnlyKeys(NEAR);
    assertThat(lost.get(NEAR))
        .isEqualTo(new Opportunity(390, Opportunity.Why.ONLY_SKILLED, SPRAYING, 1, 1));
  }

  @Test
  void withoutOtherOrdersNobodyCostsAnybodyAnything() {
    Formation formation = new Formation(policy(8));
    formation.put(order(1), new Formation.InHand(NEAR));

    assertThat(formation.opportunities(order(2), Map.of(NEAR, 5, FAR, 30))).isEmpty();
  }

  @Test
  void theOrderThatIsAskedAboutIsNotHeldAgainstItsOwnCandidates() {
    Formation formation = new Formation(policy(1));
    formation.put(order(1), new Formation.Waiting("/a/", 400, Map.of(NEAR, 10), 1, null, false));

    assertThat(formation.opportunities(order(1), Map.of(NEAR, 10))).isEmpty();
    assertThat(formation.findings()).isEmpty();
  }

  @Test
  void whatIsInHandIsNeverMovedForWhatWaits() {
    Formation formation = new Formation(policy(1));
    formation.put(order(1), new Formation.InHand(NEAR));
    formation.put(order(2), new Formation.Waiting("/a/", 1_600, Map.of(NEAR, 1), 1, null, false));

    assertThat(formation.isLeft(order(2))).isTrue();
    formation.drop(order(1));
    assertThat(formation.isLeft(order(2))).isFalse();
  }

  @Test
  void howeverItCameAboutItIsTheBestAndTheSame() {
    Random random = new Random(42);
    Formation walked = new Formation(policy(3));
    Map<UUID, Formation.Entry> known = new HashMap<>();
    for (int step = 0; step < 4_000; step++) {
      UUID order = order(random.nextInt(120));
      switch (random.nextInt(4)) {
        case 0 -> {
          walked.drop(order);
          known.remove(order);
        }
        case 1 -> {
          Formation.Entry entry = new Formation.InHand(new UUID(0, random.nextInt(30)));
          walked.put(order, entry);
          known.put(order, entry);
        }
        case 2 -> walked.opportunities(order, costs(random));
        default -> {
          Formation.Entry entry = waiting(random);
          walked.put(order, entry);
          known.put(order, entry);
        }
      }
      if (step % 100 == 0) {
        Formation anew = new Formation(policy(3));
        known.forEach(anew::put);
        assertThat(walked.findings()).isEmpty();
        assertThat(walked.entries()).isEqualTo(anew.entries());
        assertThat(anew.findings()).isEmpty();
        assertThat(walked.cost()).isEqualTo(anew.cost());
        Map<UUID, Integer> costs = costs(random);
        UUID asked = order(random.nextInt(120));
        assertThat(minutes(walked.opportunities(asked, costs)))
            .isEqualTo(minutes(anew.opportunities(asked, costs)));
      }
    }
  }

  @Test
  void whoIsFarDownTheListIsNeverCheaperThanWhoWasSearched() {
    // Everybody's only slot is taken by a waiting order that has nobody else.
    Formation formation = new Formation(policy(1));
    Map<UUID, Integer> costs = new HashMap<>();
    for (int i = 0; i < 12; i++) {
      UUID person = new UUID(0, i);
      formation.put(
          order(i), new Formation.Waiting("/a/", 400, Map.of(person, 10 + i), 1, null, false));
      costs.put(person, 5);
    }

    Map<UUID, Opportunity> lost = formation.opportunities(order(99), costs);

    assertThat(lost).hasSize(12);
    // The dearer her own order, the less is lost by giving her another one.
    int cheapest = lost.values().stream().mapToInt(Opportunity::minutes).min().orElseThrow();
    assertThat(lost.get(new UUID(0, 11)).minutes()).isEqualTo(cheapest).isEqualTo(400 - 21);
  }

  @Test
  void aStampOfTheFutureIsDueAfterTheClockWasPutBack() {
    Instant now = Instant.parse("2026-05-04T08:00:00Z");
    Duration pause = Duration.ofSeconds(20);

    assertThat(Formations.isOver(now.minusSeconds(21), pause, now)).isTrue();
    assertThat(Formations.isOver(now.minusSeconds(19), pause, now)).isFalse();
    assertThat(Formations.isOver(now.plusSeconds(3_600), pause, now)).isTrue();
    assertThat(Formations.isOver(Instant.MIN, pause, now)).isTrue();
  }

  @Test
  void nobodyAtAllIsAnAnswerToo() {
    Formation formation = new Formation(policy(8));

    assertThat(formation.opportunities(order(1), Map.of())).isEmpty();
    formation.put(order(1), new Formation.Waiting("/a/", 400, Map.of(), 0, null, false));
    assertThat(formation.isLeft(order(1))).isFalse();
    assertThat(formation.findings()).isEmpty();
  }

  /**
   * Prints how long a decision takes at the size of a prefecture; its bound is far off for a busy
   * machine.
   */
  @Test
  void aDecisionAmongManyTakesMilliseconds() {
    Random random = new Random(7);
    int people = 10_000;
    Formation formation = new Formation(policy(8));
    for (int i = 0; i < 50_000; i++) {
      formation.put(order(i), some(random, people, 24));
    }
    formation.settle();
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      UUID asked = order(50_000 + i);
      Formation.Waiting arriving = some(random, people, 24);
      formation.put(asked, arriving);
      long before = System.nanoTime();
      formation.opportunities(asked, arriving.costs());
      nanos.add(System.nanoTime() - before);
      formation.drop(order(i));
      formation.settle();
    }
    List<Long> warm = nanos.subList(100, nanos.size()).stream().sorted().toList();
    long p50 = warm.get(warm.size() / 2) / 1_000;
    long p99 = warm.get(warm.size() * 99 / 100) / 1_000;
    System.out.printf("formation_decision_p50_micros=%d p99_micros=%d%n", p50, p99);
    assertThat(p50).isLessThan(50_000);
  }

  private static Formation.Waiting some(Random random, int people, int pairs) {
    Map<UUID, Integer> costs = new HashMap<>();
    int around = random.nextInt(people);
    while (costs.size() < pairs) {
      costs.put(
          new UUID(0, Math.floorMod(around + random.nextInt(200), people)),
          5 + random.nextInt(110));
    }
    return new Formation.Waiting("/a/", 400, costs, pairs, null, false);
  }

  private static Formation.Waiting waiting(Random random) {
    Map<UUID, Integer> costs = costs(random);
    return new Formation.Waiting(
        "/a/", 400 + 400 * random.nextInt(2), costs, costs.size(), SPRAYING, false);
  }

  private static Map<UUID, Integer> costs(Random random) {
    Map<UUID, Integer> costs = new HashMap<>();
    int pairs = random.nextInt(6);
    for (int i = 0; i < pairs; i++) {
      costs.put(new UUID(0, random.nextInt(30)), random.nextInt(120) - 10);
    }
    return costs;
  }

  private static Map<UUID, Integer> minutes(Map<UUID, Opportunity> lost) {
    Map<UUID, Integer> minutes = new HashMap<>();
    lost.forEach((person, one) -> minutes.put(person, one.minutes()));
    return minutes;
  }

  private static UUID order(int number) {
    return new UUID(1, number);
  }

  static Policy policy(int full) {
    return new Policy(
        LocalDate.EPOCH,
        Set.of(),
        full,
        120,
        3,
        new Policy.Prices(15, 4, 6, 3, 20, 10, 60, 30, Duration.ofHours(4)),
        Policy.USUAL_UNSERVED,
        Policy.USUAL_CONTEST,
        null);
  }
}
