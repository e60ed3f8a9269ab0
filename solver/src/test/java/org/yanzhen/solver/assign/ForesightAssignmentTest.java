package org.yanzhen.solver.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever is told stays told; what is still to come is known from other days only. */
class ForesightAssignmentTest {
  private static final int[] BOTH = {0, 1};

  private static List<long[]> oneSlotEach(int people) {
    List<long[]> slots = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      slots.add(new long[1]);
    }
    return slots;
  }

  @Test
  void whoIsExpectedToBeNeededElsewhereIsSpared() {
    ForesightAssignment.Expected onlyTheFirstCan =
        new ForesightAssignment.Expected(1000, new int[] {0}, new long[] {10});
    ForesightAssignment.Expected another =
        new ForesightAssignment.Expected(1000, BOTH, new long[] {5, 30});
    ForesightAssignment foreseeing =
        new ForesightAssignment(oneSlotEach(2), List.of(List.of(another, onlyTheFirstCan)));
    assertThat(foreseeing.tell(foreseeing.arrive(1000, BOTH, new long[] {5, 30}))).isEqualTo(1);
    ForesightAssignment blind = new ForesightAssignment(oneSlotEach(2), List.of());
    assertThat(blind.tell(blind.arrive(1000, BOTH, new long[] {5, 30}))).isEqualTo(0);
  }

  @Test
  void whoeverWaitsToBeToldGivesWay() {
    ForesightAssignment blind = new ForesightAssignment(oneSlotEach(2), List.of());
    int first = blind.arrive(1000, BOTH, new long[] {5, 30});
    int second = blind.arrive(1000, new int[] {0}, new long[] {10});
    assertThat(blind.tell(first)).isEqualTo(1);
    assertThat(blind.tell(second)).isEqualTo(0);
  }

  /** Told at once and with nothing expected, it is what looking at the next order only gives. */
  @Test
  void withoutFuturesAndWaitingItIsGreedyAndNobodyIsEverMoved() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int people = 1 + random.nextInt(6);
      int[] room = random.ints(people, 0, 4).toArray();
      List<long[]> slots = Arrays.stream(room).mapToObj(own -> new long[own]).toList();
      ForesightAssignment blind = new ForesightAssignment(slots, List.of());
      for (int order = random.nextInt(20); order > 0; order--) {
        int[] who = random.ints(4, 0, people).sorted().distinct().toArray();
        long[] costs = random.longs(who.length, 0, 1000).toArray();
        long unserved = random.nextInt(1500);
        long least = unserved;
        int best = ForesightAssignment.NOBODY;
        for (int index = 0; index < who.length; index++) {
          if (room[who[index]] > 0 && costs[index] < least) {
            least = costs[index];
            best = who[index];
          }
        }
        assertThat(blind.tell(blind.arrive(unserved, who, costs)))
            .as("seed %s", seed)
            .isEqualTo(best);
        if (best >= 0) {
          room[best]--;
        }
      }
    }
  }

  @Test
  void nobodyGetsMoreThanThereIsRoomForWhateverIsExpected() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int people = 1 + random.nextInt(6);
      int[] room = random.ints(people, 0, 4).toArray();
      List<long[]> slots = Arrays.stream(room).mapToObj(own -> new long[own]).toList();
      List<List<ForesightAssignment.Expected>> days = new ArrayList<>();
      for (int day = random.nextInt(4); day > 0; day--) {
        List<ForesightAssignment.Expected> expected = new ArrayList<>();
        for (int order = random.nextInt(12); order > 0; order--) {
          int[] who = random.ints(3, 0, people).sorted().distinct().toArray();
          expected.add(
              new ForesightAssignment.Expected(
                  random.nextInt(1500), who, random.longs(who.length, 0, 1000).toArray()));
        }
        days.add(expected);
      }
      ForesightAssignment foreseeing = new ForesightAssignment(slots, days);
      int wait = random.nextInt(4);
      int orders = random.nextInt(16);
      for (int order = 0; order < orders + wait; order++) {
        if (order < orders) {
          int[] who = random.ints(3, 0, people).sorted().distinct().toArray();
          foreseeing.arrive(random.nextInt(1500), who, random.longs(who.length, 0, 1000).toArray());
        }
        if (order >= wait) {
          int person = foreseeing.tell(order - wait);
          if (person != ForesightAssignment.NOBODY) {
            assertThat(--room[person]).as("seed %s", seed).isNotNegative();
          }
        }
      }
    }
  }

  @Test
  void nobodyIsToldTwice() {
    ForesightAssignment blind = new ForesightAssignment(oneSlotEach(1), List.of());
    int order = blind.arrive(10, new int[] {0}, new long[] {1});
    blind.tell(order);
    assertThatThrownBy(() -> blind.tell(order)).hasMessageContaining("order 0 was told before");
    assertThatThrownBy(() -> blind.tell(7)).hasMessageContaining("there is no order 7");
  }
}
