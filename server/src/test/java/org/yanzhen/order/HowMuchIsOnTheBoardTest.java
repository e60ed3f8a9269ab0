package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** The board of a whole county, of which only the most pressing are looked at. */
@YanzhenTest
class HowMuchIsOnTheBoardTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired HandStore hands;
  @Autowired RealmTransactions transactions;

  @Test
  void beyondWhatIsLookedAtSomethingMayBeMissing() {
    county.open();
    county.open();

    assertThat(isMoreThan(1)).isTrue();
    assertThat(isMoreThan(1_000_000)).isFalse();
  }

  private boolean isMoreThan(int looked) {
    return transactions.read(REALM, () -> hands.isMoreOnBoard(REALM, looked));
  }
}
