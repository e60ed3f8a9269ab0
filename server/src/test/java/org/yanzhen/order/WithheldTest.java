package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What nobody may read, nobody may reckon either. */
class WithheldTest {

  private static final int FEW = 5;

  @Test
  void oneSmallQuarterTakesAnotherWithIt() {
    boolean[][] hidden = withheld(new long[][] {{2, 9, 30, 40}, {50, 60, 70, 80}});

    assertThat(hidden[0]).containsExactly(true, true, false, false, false);
    // What the two are is told by the county's line and the other township otherwise.
    assertThat(hidden[1][0] || hidden[2][0]).isTrue();
    assertThat(hidden[1][1] || hidden[2][1]).isTrue();
  }

  @Test
  void whereAllAreManyNothingIsLeftOut() {
    boolean[][] hidden = withheld(new long[][] {{20, 9, 30, 40}, {50, 60, 70, 80}});
    for (boolean[] line : hidden) {
      assertThat(line).containsExactly(false, false, false, false, false);
    }
  }

  @Test
  void quartersToComeHideNobody() {
    boolean[][] hidden = withheld(new long[][] {{12, 0, 0, 0}, {3, 0, 0, 0}, {7, 0, 0, 0}});

    assertThat(hidden[0][0] || hidden[0][4]).as("twelve are many").isFalse();
    // The year says no more than its only quarter.
    assertThat(hidden[2][0] && hidden[2][4]).isTrue();
    assertThat(hidden[3][0] || hidden[3][4]).as("the county").isFalse();
  }

  @Test
  void noSumOfWhatIsShownTellsAboutFew() {
    Random random = new Random(20261130);
    for (int round = 0; round < 2_000; round++) {
      int places = 1 + random.nextInt(8);
      long[][] table = new long[places][4];
      for (long[] line : table) {
        for (int q = 0; q < 4; q++) {
          line[q] = random.nextInt(4) == 0 ? random.nextInt(FEW) : random.nextInt(60);
        }
      }
      long[][] about = summed(table);
      boolean[][] hidden = Withheld.of(about, new boolean[places + 1][5], FEW);
      for (int i = 0; i <= places; i++) {
        assertSafe(about[i], hidden[i]);
      }
      for (int j = 0; j < 5; j++) {
        long[] down = new long[places + 1];
        boolean[] left = new boolean[places + 1];
        for (int i = 0; i <= places; i++) {
          down[i] = about[i][j];
          left[i] = hidden[i][j];
        }
        assertSafe(down, left);
      }
    }
  }

  @Test
  void whatOneTableLeavesOutOfTheWholeTheOtherDoesNotShow() {
    long[][] kinds = summed(new long[][] {{3, 10, 0, 0}, {20, 0, 20, 0}, {15, 0, 15, 0}});
    long[][] places = summed(new long[][] {{18, 6, 20, 0}, {20, 4, 15, 0}, {0, 0, 0, 0}});
    assertThat(Withheld.of(kinds, new boolean[4][5], FEW)[3][1]).as("3 and 10 add up").isTrue();

    Withheld.Both both =
        Withheld.of(
            kinds,
            new boolean[4][5],
            summed(new long[][] {{18, 5, 20, 0}, {20, 5, 15, 0}}),
            new boolean[3][5],
            FEW);
    assertThat(both.other()[2]).isEqualTo(both.one()[3]);
    assertThat(both.other()[2][1]).isTrue();
    assertThat(both.other()[0][1] || both.other()[1][1]).as("else they add up to it").isTrue();

    // And back: what the other has to leave out besides.
    Withheld.Both back = Withheld.of(places, new boolean[4][5], kinds, new boolean[4][5], FEW);
    assertThat(back.one()[3]).isEqualTo(back.other()[3]);
    for (int i = 0; i < 4; i++) {
      assertSafe(places[i], back.one()[i]);
      assertSafe(kinds[i], back.other()[i]);
    }
  }

  /** The last is the sum of those before it. */
  private static void assertSafe(long[] about, boolean[] hidden) {
    int last = about.length - 1;
    long left = 0;
    int parts = 0;
    for (int i = 0; i <= last; i++) {
      assertThat(!hidden[i] && about[i] < FEW).as("few and shown").isFalse();
      if (i < last && hidden[i] && about[i] > 0) {
        parts++;
        left += about[i];
      }
    }
    if (hidden[last]) {
      assertThat(parts > 0 || about[last] == 0).as("the sum can be added up").isTrue();
    } else {
      assertThat(left == 0 || (parts > 1 && left >= FEW)).as("the rest is about few").isTrue();
    }
  }

  private static boolean[][] withheld(long[][] table) {
    return Withheld.of(summed(table), new boolean[table.length + 1][5], FEW);
  }

  private static long[][] summed(long[][] table) {
    long[][] all = new long[table.length + 1][5];
    for (int i = 0; i < table.length; i++) {
      for (int q = 0; q < 4; q++) {
        all[i][q] = table[i][q];
        all[i][4] += table[i][q];
        all[table.length][q] += table[i][q];
        all[table.length][4] += table[i][q];
      }
    }
    return all;
  }
}
