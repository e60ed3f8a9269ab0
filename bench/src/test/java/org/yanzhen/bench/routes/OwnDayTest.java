package org.yanzhen.bench.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanzhen.solver.plan.DayPlan;
import org.yanzhen.solver.plan.PlanChecker;
import org.yanzhen.solver.plan.RoutingFile;
import org.yanzhen.solver.plan.RoutingSolution;
import org.yanzhen.solver.plan.Timetable;

/** The day that was made up because no public file is as large. */
class OwnDayTest {
  private static final Path BEST = Path.of("own", OwnDay.NAME + ".sol");

  @TempDir Path folder;

  @Test
  void itIsTheSameEveryTimeAndHasEveryRuleOfItsClass() throws IOException {
    assertThat(OwnDay.text()).isEqualTo(OwnDay.text()).hasSizeBetween(50_000, 500_000);
    OwnDay.write(folder, folder.resolve("none.sol"));
    RoutingFile file = RoutingFile.read(folder.resolve(OwnDay.NAME + ".vrp"));
    assertThat(file.problem().orders()).hasSize(960);
    assertThat(file.problem().people()).hasSize(92);
    assertThat(Peer.isSiteDependent(file.problem())).isTrue();
    assertThat(file.bestKnown()).isEmpty();
  }

  @Test
  void itsBestKnownIsFeasibleAndCostsWhatItSays() throws IOException {
    assertThat(BEST).exists();
    OwnDay.write(folder, BEST);
    RoutingFile file = RoutingFile.read(folder.resolve(OwnDay.NAME + ".vrp"));
    DayPlan plan = new Timetable(file.problem()).of(RoutingSolution.read(BEST, file));
    assertThat(PlanChecker.violations(file.problem(), plan)).isEmpty();
    assertThat(plan.leftOut()).isEmpty();
    assertThat(file.published(plan.cost())).isEqualByComparingTo(file.bestKnown().orElseThrow());
    assertThat(Files.readString(BEST)).contains("found by");
  }
}
