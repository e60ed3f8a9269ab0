package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is proposed is the best there is, and its lines add up; against looking at everything. */
class TogetherTest {

  private static final int LEFT = -1;
  private static final Policy POLICY = policy();

  private record Order(UUID id, int unserved, Map<UUID, Integer> costs, UUID told) {}

  @Test
  void isAsGoodAsLookingAtEverything() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<UUID> people = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        people.add(new UUID(1, i));
      }
      Map<UUID, Integer> load = new HashMap<>();
      people.forEach(person -> load.put(person, random.nextInt(4)));
      int price = random.nextInt(60);
      List<Order> orders = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        Map<UUID, Integer> costs = new HashMap<>();
        people.stream()
            .filter(person -> random.nextInt(4) > 0)
            .forEach(person -> costs.put(person, random.nextInt(120)));
        UUID told = null;
        if (random.nextInt(3) == 0) {
          told = people.get(random.nextInt(people.size()));
          costs.putIfAbsent(told, random.nextInt(120));
          load.merge(told, 1, Integer::sum);
        }
        orders.add(new Order(new UUID(2, i), 100 + random.nextInt(200), costs, told));
      }
      Together together = new Together(POLICY, price, load);
      for (Order order : orders) {
        if (order.told() == null) {
          together.waiting(order.id(), order.unserved(), order.costs());
        } else {
          together.told(order.id(), order.told(), order.costs());
        }
      }

      together.solve();
      List<Together.Change> changes = together.changes();

      assertThat(together.findings(changes)).as("seed %d", seed).isEmpty();
      int gained = changes.stream().mapToInt(change -> change.before() - change.after()).sum();
      assertThat(gained).as("seed %d", seed).isEqualTo(bestGain(orders, people, load, price));
      assertThat(gained).isNotNegative();
    }
  }

  @Test
  void whatSomebodyWasToldOfMovesOnlyForMoreThanItsPrice() {
    UUID told = new UUID(1, 0);
    UUID nearer = new UUID(1, 1);
    for (int price : new int[] {29, 30, 31}) {
      Together together = new Together(POLICY, price, Map.of(told, 1));
      together.told(new UUID(2, 0), told, Map.of(told, 40, nearer, 10));
      together.solve();

      assertThat(together.changes()).as("%d", price).hasSize(price < 30 ? 1 : 0);
    }
  }

  @Test
  void whoeverIsFullGetsNothingUnlessSomethingOfTheirsMoves() {
    UUID full = new UUID(1, 0);
    UUID free = new UUID(1, 1);
    Together together = new Together(POLICY, 1, Map.of(full, POLICY.full()));
    UUID moves = new UUID(2, 0);
    UUID comes = new UUID(2, 1);
    together.told(moves, full, Map.of(full, 50, free, 5));
    together.waiting(comes, 400, Map.of(full, 10));
    together.solve();

    assertThat(together.changes())
        .extracting(Together.Change::order, Together.Change::to)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(moves, free),
            org.assertj.core.groups.Tuple.tuple(comes, full));
  }

  @Test
  void nobodyGetsBothOfTwoWhoGoTogetherAndTheCheaperOneGivesWay() {
    UUID near = new UUID(1, 0);
    UUID far = new UUID(1, 1);
    UUID first = new UUID(2, 0);
    UUID second = new UUID(2, 1);
    Together together = new Together(POLICY, 0, Map.of());
    together.waiting(first, 400, Map.of(near, 10, far, 30));
    together.waiting(second, 400, Map.of(near, 10, far, 90));
    together.tied(first, second);
    together.tied(first, new UUID(2, 9));
    together.solve();

    assertThat(together.changes())
        .extracting(Together.Change::order, Together.Change::to)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(first, far),
            org.assertj.core.groups.Tuple.tuple(second, near));
    assertThat(together.findings(together.changes())).isEmpty();
  }

  @Test
  void whereOneAloneCouldGoTheOtherOrderIsLeft() {
    UUID only = new UUID(1, 0);
    Together together = new Together(POLICY, 0, Map.of());
    together.waiting(new UUID(2, 0), 400, Map.of(only, 10));
    together.waiting(new UUID(2, 1), 500, Map.of(only, 10));
    together.tied(new UUID(2, 0), new UUID(2, 1));
    together.solve();

    assertThat(together.left()).containsExactly(new UUID(2, 0));
  }

  @Test
  void tiedOrdersAreNeverOnePersonsHoweverTheyLie() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      Together together = new Together(POLICY, 20, Map.of(new UUID(1, 0), 1));
      together.told(new UUID(2, 0), new UUID(1, 0), Map.of(new UUID(1, 0), random.nextInt(90)));
      for (int i = 1; i < 6; i++) {
        Map<UUID, Integer> costs = new HashMap<>();
        for (int person = 0; person < 3; person++) {
          if (random.nextInt(4) > 0) {
            costs.put(new UUID(1, person), random.nextInt(120));
          }
        }
        together.waiting(new UUID(2, i), 100 + random.nextInt(300), costs);
      }
      for (int i = 0; i < 6; i += 2) {
        together.tied(new UUID(2, i), new UUID(2, i + 1));
      }
      together.solve();

      Map<UUID, UUID> of = new HashMap<>(Map.of(new UUID(2, 0), new UUID(1, 0)));
      together.changes().forEach(change -> of.put(change.order(), change.to()));
      for (int i = 0; i < 6; i += 2) {
        UUID one = of.get(new UUID(2, i));
        assertThat(one == null || !one.equals(of.get(new UUID(2, i + 1))))
            .as("seed %d, %s", seed, of)
            .isTrue();
      }
      assertThat(together.findings(together.changes())).as("seed %d", seed).isEmpty();
    }
  }

  private static int bestGain(
      List<Order> orders, List<UUID> people, Map<UUID, Integer> load, int price) {
    int[] chosen = new int[orders.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = orders.get(i).told() == null ? LEFT : people.indexOf(orders.get(i).told());
    }
    int now = cost(orders, people, load, chosen, 0);
    return now - least(orders, people, load, price, new int[orders.size()], 0);
  }

  private static int least(
      List<Order> orders,
      List<UUID> people,
      Map<UUID, Integer> load,
      int price,
      int[] chosen,
      int at) {
    if (at == orders.size()) {
      return cost(orders, people, load, chosen, price);
    }
    int best = Integer.MAX_VALUE;
    for (int person = LEFT; person < people.size(); person++) {
      Order order = orders.get(at);
      if (person == LEFT ? order.told() != null : !order.costs().containsKey(people.get(person))) {
        continue;
      }
      chosen[at] = person;
      best = Math.min(best, least(orders, people, load, price, chosen, at + 1));
    }
    return best;
  }

  private static int cost(
      List<Order> orders, List<UUID> people, Map<UUID, Integer> load, int[] chosen, int price) {
    Map<UUID, Integer> staying = new HashMap<>(load);
    for (Order order : orders) {
      if (order.told() != null) {
        staying.merge(order.told(), -1, Integer::sum);
      }
    }
    int sum = 0;
    Map<UUID, Integer> hands = new HashMap<>(staying);
    for (int i = 0; i < chosen.length; i++) {
      Order order = orders.get(i);
      if (chosen[i] == LEFT) {
        sum += order.unserved();
        continue;
      }
      UUID person = people.get(chosen[i]);
      int has = hands.merge(person, 1, Integer::sum) - 1;
      if (has >= POLICY.full()) {
        return 1_000_000;
      }
      sum += order.costs().get(person) + Score.slot(POLICY, has);
      if (order.told() != null && !order.told().equals(person)) {
        sum += price;
      }
    }
    return sum;
  }

  private static Policy policy() {
    return new Policy(
        java.time.LocalDate.EPOCH,
        java.util.Set.of(),
        8,
        120,
        3,
        new Policy.Prices(15, 4, 6, 3, 20, 10, 60, 30, java.time.Duration.ofHours(4)),
        Policy.USUAL_UNSERVED,
        Policy.USUAL_CONTEST,
        null);
  }
}
