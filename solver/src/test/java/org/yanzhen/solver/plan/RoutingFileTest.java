package org.yanzhen.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutingFileTest {
  private static final String TWO_DEPOTS =
      """
      NAME : two-depots
      TYPE : MDVRPTW
      DIMENSION : 6
      VEHICLES : 2
      CAPACITY : 10
      VEHICLES_MAX_DURATION : 100
      EDGE_WEIGHT_TYPE : EUC_2D
      NODE_COORD_SECTION
      1 0 0
      2 100 0
      3 3 4
      4 0 8
      5 97 4
      6 100 8
      DEMAND_SECTION
      1 0
      2 0
      3 1
      4 1
      5 1
      6 1
      SERVICE_TIME_SECTION
      1 0
      2 0
      3 2
      4 2
      5 2
      6 2
      TIME_WINDOW_SECTION
      1 0 200
      2 0 200
      3 0 200
      4 0 200
      5 0 200
      6 0 200
      VEHICLES_DEPOT_SECTION
      1 1
      2 2
      DEPOT_SECTION
      1
      2
      -1
      EOF
      """;

  private static final String SOLOMON =
      """
      R1
      VEHICLE
      NUMBER CAPACITY
      5 200
      CUST NO. XCOORD. YCOORD. DEMAND READY DUE SERVICE
      0 35 35 0 0 230 0
      1 41 49 10 0 200 10
      """;

  @TempDir Path folder;

  private static Path data() {
    Path up = Path.of("").toAbsolutePath();
    while (up != null && !Files.isDirectory(up.resolve("../shared/data/routing"))) {
      up = up.getParent();
    }
    assumeThat(up).as("the benchmark files are not here").isNotNull();
    return up.resolve("../shared/data/routing").normalize();
  }

  private record Said(int code, String out, String err) {}

  private static Said command(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = RoutesCommand.run(List.of(arguments), new PrintStream(out), new PrintStream(err));
    return new Said(code, out.toString(), err.toString());
  }

  private static List<Path> filesIn(String name) throws IOException {
    try (Stream<Path> files = Files.list(data().resolve(name))) {
      return files.filter(file -> file.toString().endsWith(".vrp")).sorted().toList();
    }
  }

  @Test
  void theBestKnownSolutionsAreFeasibleAndCostWhatTheySay() throws IOException {
    List<Path> files = new ArrayList<>(filesIn("sdvrptw"));
    files.addAll(filesIn("vrptw-1000"));
    for (Path file : files) {
      RoutingFile instance = RoutingFile.read(file);
      Path solution = Path.of(file.toString().replace(".vrp", ".sol"));
      DayPlan plan = new Timetable(instance.problem()).of(RoutingSolution.read(solution, instance));
      assertThat(PlanChecker.violations(instance.problem(), plan)).as(file.toString()).isEmpty();
      assertThat(instance.published(plan.cost()))
          .isEqualByComparingTo(instance.bestKnown().orElseThrow());
    }
  }

  @Test
  void theClusteredSolomonFilesAreSolvedToTheBestKnown() {
    Said said = command(data().resolve("solomon/C101.txt").toString(), "--iterations", "20000");
    assertThat(said.out).startsWith("cost=827.3 best_known=827.3 gap_percent=0.00");
    assertThat(said.code).isZero();
  }

  @Test
  void everyVehicleStartsFromItsOwnDepot() throws IOException {
    Path file = Files.writeString(folder.resolve("two.vrp"), TWO_DEPOTS);
    Path solution = folder.resolve("two.sol");
    Said said = command(file.toString(), "--iterations", "200", "--out", solution.toString());
    assertThat(said.out).startsWith("cost=36000 best_known=unknown gap_percent=unknown");
    List<List<Integer>> routes = RoutingSolution.read(solution, RoutingFile.read(file));
    assertThat(routes.get(0)).containsExactlyInAnyOrder(0, 1);
    assertThat(routes.get(1)).containsExactlyInAnyOrder(2, 3);
  }

  @Test
  void whatIsLeftOutIsNotInTheCostOfTheSolutionEither() throws IOException {
    Path file =
        Files.writeString(folder.resolve("late.vrp"), TWO_DEPOTS.replace("6 0 200\n", "6 0 1\n"));
    Path solution = folder.resolve("late.sol");
    Said said = command(file.toString(), "--iterations", "200", "--out", solution.toString());
    assertThat(said.out).startsWith("cost=28000 ").contains(" unserved=1");
    assertThat(RoutingSolution.costIn(solution)).contains(new BigDecimal("28000"));
    assertThat(RoutingSolution.read(solution, RoutingFile.read(file)).get(1)).containsExactly(2);
  }

  @Test
  void wrongFilesGetOneLineAndACode() throws IOException {
    refused("there is no TYPE", "");
    refused("there is no TYPE", "hello\nworld\n");
    refused("lacks node 6", TWO_DEPOTS.replace("6 100 8\n", ""));
    refused("is not a number", TWO_DEPOTS.replace("3 3 4", "3 3 four"));
    refused("vehicle 2 has no depot", TWO_DEPOTS.replace("\n2 2\nDEPOT", "\n2 3\nDEPOT"));
    refused("TYPE PDP is not read", TWO_DEPOTS.replace("MDVRPTW", "PDP"));
    refused("ends before it begins", TWO_DEPOTS.replace("6 0 200", "6 300 200"));
    refused("lies outside the horizon", TWO_DEPOTS.replace("6 0 200", "6 0 1e12"));
    refused(
        "from 0 to 20000 vehicles, not -2", TWO_DEPOTS.replace("VEHICLES : 2", "VEHICLES : -2"));
    refused("this one has 20000", TWO_DEPOTS.replace("DIMENSION : 6", "DIMENSION : 20000"));
    refused("this one has 0", TWO_DEPOTS.replace("DIMENSION : 6", "DIMENSION : 0"));
    refused("names no depot", TWO_DEPOTS.replace("_SECTION\n1\n2\n-1", "_SECTION\n-1"));
    refused("names no depot", TWO_DEPOTS.replace("_SECTION\n1\n2\n-1\n", "_SECTION\n"));
    refused("no node 1.5", TWO_DEPOTS.replace("_SECTION\n1\n2\n-1", "_SECTION\n1.5\n-1"));
    refused("is not a number", TWO_DEPOTS.replace("3 3 4", "3 3 NaN"));
    refused("this one has 6001", SOLOMON + "1 41 49 10 0 200 10\n".repeat(5999));
    refused("stands outside of a section", "1 2 3\n");
    refused("nothing follows a line 'NUMBER'", "R1\nCUST NO.\n");
    refused("nothing follows a line 'CUST NO'", SOLOMON.substring(0, SOLOMON.indexOf("0 35")));
    refused("should have 7 numbers", SOLOMON.replace("0 230 0", "0 230"));
    refused("is not a number", SOLOMON.replace("41 49", "here 49"));
    assertThat(command("no-such-file").err).contains("There is no file");
    assertThat(command().err).contains("Usage");
  }

  private void refused(String words, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.vrp"), text);
    Said said = command(file.toString(), "--iterations", "10");
    assertThat(said.err).contains(words).hasLineCount(1);
    assertThat(said.code).isNotZero();
  }
}
