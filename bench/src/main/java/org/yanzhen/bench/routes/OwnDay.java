package org.yanzhen.bench.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * A made-up day of 960 customers with four kinds of vehicles, windows and a longest day, in the
 * manner of the public files of that class (Cordeau and Laporte 2001), which end at 288; the same
 * file for the same seed. Nobody else has solved it: its best known is our own, from a longer run,
 * and stands in {@code bench/own} with how it was found. So a gap to it says how far a short run is
 * from a longer one, not how far it is from the best there is.
 */
final class OwnDay {
  static final String NAME = "S960";

  private static final int CUSTOMERS = 960;
  private static final int[] CAPACITIES = {100, 150, 200, 250};
  private static final int EACH = 23;
  private static final int LONGEST = 500;
  private static final int HORIZON = 1000;
  private static final long SEED = 960;

  private OwnDay() {}

  /** Writes the file into the folder, and beside it the best known if there is one. */
  static void write(Path folder, Path bestKnown) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(NAME + ".vrp"), text());
    Path solution = folder.resolve(NAME + ".sol");
    if (Files.exists(bestKnown)) {
      Files.copy(bestKnown, solution, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.deleteIfExists(solution);
    }
  }

  static String text() {
    Random random = new Random(SEED);
    double[][] at = points(random);
    StringBuilder coordinates = new StringBuilder("NODE_COORD_SECTION\n");
    StringBuilder demands = new StringBuilder("DEMAND_SECTION\n1 0\n");
    StringBuilder services = new StringBuilder("SERVICE_TIME_SECTION\n1 0\n");
    StringBuilder windows =
        new StringBuilder("TIME_WINDOW_SECTION\n1 0 ").append(HORIZON).append('\n');
    boolean[][] may = new boolean[CAPACITIES.length][CUSTOMERS + 2];
    coordinates.append(String.format(Locale.ROOT, "1 %.3f %.3f\n", at[0][0], at[0][1]));
    for (int node = 2; node <= CUSTOMERS + 1; node++) {
      double[] own = at[node - 1];
      int service = 1 + random.nextInt(25);
      int way = (int) Math.ceil(Math.hypot(own[0] - at[0][0], own[1] - at[0][1]));
      int from = Math.max(way, 60 + random.nextInt(520));
      int until = Math.min(from + 90 + random.nextInt(91), HORIZON - way - service);
      coordinates.append(String.format(Locale.ROOT, "%d %.3f %.3f\n", node, own[0], own[1]));
      demands.append(node).append(' ').append(1 + random.nextInt(25)).append('\n');
      services.append(node).append(' ').append(service).append('\n');
      windows.append(node).append(' ').append(from).append(' ').append(until).append('\n');
      allow(random, may, node);
    }
    return "NAME: "
        + NAME
        + "\nCOMMENT: made up\nTYPE: SDVRPTW\nEDGE_WEIGHT_TYPE: EUC_2D\nDIMENSION: "
        + (CUSTOMERS + 1)
        + "\nVEHICLES: "
        + EACH * CAPACITIES.length
        + "\nVEHICLES_MAX_DURATION: "
        + LONGEST
        + "\n"
        + coordinates
        + demands
        + services
        + windows
        + vehicles(may)
        + "EOF\n";
  }

  /** The depot, and customers of whom three in five live around a dozen places. */
  private static double[][] points(Random random) {
    double[][] centres = new double[12][];
    Arrays.setAll(centres, index -> anywhere(random, 80));
    double[][] at = new double[CUSTOMERS + 1][];
    at[0] = anywhere(random, 20);
    for (int node = 1; node < at.length; node++) {
      if (random.nextInt(5) < 3) {
        double[] centre = centres[random.nextInt(centres.length)];
        at[node] =
            new double[] {
              centre[0] + 10 * random.nextGaussian(), centre[1] + 10 * random.nextGaussian()
            };
      } else {
        at[node] = anywhere(random, 100);
      }
    }
    return at;
  }

  private static double[] anywhere(Random random, double far) {
    return new double[] {far * (2 * random.nextDouble() - 1), far * (2 * random.nextDouble() - 1)};
  }

  /** One kind at least; each other with even chances. */
  private static void allow(Random random, boolean[][] may, int node) {
    int certain = random.nextInt(may.length);
    for (int kind = 0; kind < may.length; kind++) {
      may[kind][node] = kind == certain || random.nextBoolean();
    }
  }

  private static String vehicles(boolean[][] may) {
    StringBuilder capacities = new StringBuilder("CAPACITY_SECTION\n");
    StringBuilder allowed = new StringBuilder("VEHICLES_ALLOWED_CLIENTS_SECTION\n");
    for (int vehicle = 1; vehicle <= EACH * may.length; vehicle++) {
      int kind = (vehicle - 1) / EACH;
      capacities.append(vehicle).append(' ').append(CAPACITIES[kind]).append('\n');
      allowed.append(vehicle);
      for (int node = 2; node < may[kind].length; node++) {
        if (may[kind][node]) {
          allowed.append(' ').append(node);
        }
      }
      allowed.append('\n');
    }
    return capacities.toString() + allowed;
  }
}
