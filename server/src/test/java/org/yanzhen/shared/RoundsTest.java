package org.yanzhen.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private final List<Integer> done = new ArrayList<>();
  private final List<Integer> putOff = new ArrayList<>();

  @Test
  void oneInTroubleDoesNotKeepTheOthersFromTheirTurn() {
    Rounds.each("counting", List.of(1, 2, 3), one -> one, this::unlessTwo);

    assertThat(done).containsExactly(1, 3);
  }

  @Test
  void whatFailsOrIsNotDoneWithIsPutOff() {
    Rounds.eachOrPutOff(
        "counting",
        List.of(1, 2, 3, 4),
        one -> one,
        one -> {
          unlessTwo(one);
          return one != 3;
        },
        putOff::add);

    assertThat(done).containsExactly(1, 3, 4);
    assertThat(putOff).containsExactly(2, 3);
  }

  @Test
  void aHouseThatIsClosingEndsTheRound() {
    try {
      assertThatThrownBy(
              () ->
                  Rounds.each(
                      "counting",
                      List.of(1, 2, 3),
                      one -> one,
                      one -> {
                        if (one == 2) {
                          Thread.currentThread().interrupt();
                        }
                        unlessTwo(one);
                      }))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(done).containsExactly(1);
  }

  @Test
  void puttingOffMayFailToo() {
    Rounds.eachOrPutOff(
        "counting",
        List.of(1, 2, 3),
        one -> one,
        one -> {
          done.add(one);
          return false;
        },
        this::unlessTwo);

    assertThat(done).contains(1, 2, 3);
  }

  private void unlessTwo(int one) {
    if (one == 2) {
      throw new IllegalStateException("two");
    }
    done.add(one);
  }
}
