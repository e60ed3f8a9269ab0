package org.yanzhen.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HillRoadsTest {

  private static final Point SEAT = new Point(27.908, 110.594);

  @Test
  void aDegreeOfLatitudeIsAboutOneHundredAndElevenKilometres() {
    assertThat(new Point(27, 110).metresTo(new Point(28, 110))).isCloseTo(111_195, within(200.0));
    assertThat(new Point(0, 179.5).metresTo(new Point(0, -179.5)))
        .isCloseTo(111_195, within(200.0));
  }

  @Test
  void theNextVillageIsAQuarterOfAnHourAwayAndTheCountysEdgeAboutTwoHours() {
    TravelEstimate near = HillRoads.between(SEAT, north(3));
    TravelEstimate far = HillRoads.between(SEAT, north(45));
    assertThat(near.minutes()).isBetween(14, 22);
    assertThat(far.minutes()).isBetween(100, 140);
  }

  @Test
  void neighboursInOneVillageHaveAWayTooAndNobodyIsThereAtOnce() {
    assertThat(HillRoads.within().minutes()).isBetween(5, 10);
    assertThat(HillRoads.between(SEAT, SEAT)).isEqualTo(HillRoads.within());
  }

  @Test
  void fartherIsNeverFasterAndTheBandHoldsTheEstimate() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      double kilometres = random.nextDouble(0, 90);
      TravelEstimate nearer = HillRoads.between(SEAT, north(kilometres));
      TravelEstimate farther = HillRoads.between(SEAT, north(kilometres + random.nextDouble(0, 5)));
      assertThat(farther.minutes()).isGreaterThanOrEqualTo(nearer.minutes());
      assertThat(farther.metres()).isGreaterThanOrEqualTo(nearer.metres());
      assertThat(nearer.minutes()).isBetween(nearer.lowMinutes(), nearer.highMinutes());
      assertThat(HillRoads.between(north(kilometres), SEAT)).isEqualTo(nearer);
    }
  }

  @Test
  void aPointOffTheGlobeIsRefused() {
    assertThatThrownBy(() -> new Point(110.6, 27.9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Point(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Point north(double kilometres) {
    return new Point(SEAT.latitude() + kilometres / 111.195, SEAT.longitude());
  }
}
