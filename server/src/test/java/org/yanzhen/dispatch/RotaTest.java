package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RotaTest {

  private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

  private final List<UUID> people = IntStream.range(1, 8).mapToObj(n -> new UUID(0, n)).toList();

  @Test
  void theOneWithTheFewestTurnsIsNextThenWhoWaitsLongest() {
    Map<UUID, Rota.Turns> turns =
        Map.of(
            people.get(0), new Rota.Turns(2_000, START),
            people.get(1), new Rota.Turns(1_000, START.plusSeconds(9)),
            people.get(2), new Rota.Turns(1_000, START.plusSeconds(3)));

    assertThat(Rota.next(turns, people.subList(0, 3))).contains(people.get(2));
    assertThat(Rota.next(turns, people.subList(0, 1))).contains(people.get(0));
    assertThat(Rota.next(turns, people.subList(0, 4))).contains(people.get(3));
    assertThat(Rota.next(turns, List.of())).isEmpty();
  }

  @Test
  void whenAllAreThereNobodyIsEverMoreThanOneTurnAhead() {
    Map<UUID, Rota.Turns> turns = new HashMap<>();
    Map<UUID, Integer> got = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      UUID next = Rota.next(turns, people).orElseThrow();
      turns = Rota.after(turns, next, Set.of(), people.size(), START.plus(Duration.ofHours(i)));
      got.merge(next, 1, Integer::sum);
      int most = people.stream().mapToInt(p -> got.getOrDefault(p, 0)).max().orElseThrow();
      int fewest = people.stream().mapToInt(p -> got.getOrDefault(p, 0)).min().orElseThrow();
      assertThat(most - fewest).isLessThanOrEqualTo(1);
    }
  }

  /** For a thousand seeds: leave of all lengths, and nobody ends up with more than a fair share. */
  @Test
  void acrossAbsencesEverybodyGetsTheirShareOfTheTurnsGivenWhileTheyWereThere() {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      Map<UUID, Rota.Turns> turns = new HashMap<>();
      Map<UUID, Integer> got = new HashMap<>();
      Map<UUID, Double> due = new HashMap<>();
      Set<UUID> away = new HashSet<>();
      for (int i = 0; i < 400; i++) {
        for (UUID person : people) {
          if (random.nextInt(40) == 0 && !away.remove(person) && away.size() < 5) {
            away.add(person);
          }
        }
        List<UUID> there = people.stream().filter(p -> !away.contains(p)).toList();
        UUID next = Rota.next(turns, there).orElseThrow();
        turns = Rota.after(turns, next, away, there.size(), START.plus(Duration.ofHours(i)));
        got.merge(next, 1, Integer::sum);
        there.forEach(p -> due.merge(p, 1.0 / there.size(), Double::sum));
      }
      for (UUID person : people) {
        assertThat(got.getOrDefault(person, 0) - due.getOrDefault(person, 0.0))
            .as("seed %d, person %s", seed, person)
            .isBetween(-2.0, 2.0);
      }
    }
  }

  @Test
  void backFromAMonthNobodyMakesUpForIt() {
    Map<UUID, Rota.Turns> turns = new HashMap<>();
    UUID absent = people.get(0);
    List<UUID> there = people.subList(1, 4);
    for (int i = 0; i < 90; i++) {
      UUID next = Rota.next(turns, there).orElseThrow();
      turns = Rota.after(turns, next, Set.of(absent), 3, START.plus(Duration.ofHours(i)));
    }
    int inARow = 0;
    for (UUID next = absent; next.equals(absent) && inARow < 50; inARow++) {
      next = Rota.next(turns, people.subList(0, 4)).orElseThrow();
      turns = Rota.after(turns, next, Set.of(), 4, START.plus(Duration.ofDays(30)));
    }

    assertThat(inARow).isLessThanOrEqualTo(3);
  }
}
