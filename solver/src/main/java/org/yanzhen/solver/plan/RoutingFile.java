package org.yanzhen.solver.plan;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A benchmark file with what is needed to compare: Solomon's own layout, and the VRPLIB dialect of
 * the PyVRP collection (single and several depots, own skills, own capacities, longest day).
 *
 * @param costPerUnit how many units of the problem make one of the published cost: 10 or 1
 * @param nodeOf the number of each order in solution files
 */
public record RoutingFile(
    String name,
    PlanProblem problem,
    int costPerUnit,
    List<Integer> nodeOf,
    Optional<BigDecimal> bestKnown) {

  private static final int MOST_VEHICLES = 20_000;

  /** Travel times there and back of so many nodes take 300 MB. */
  private static final int MOST_NODES = 6000;

  /** Something in a file that cannot be read; the message is one line for whoever gave the file. */
  public static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1;

    public Unreadable(String message) {
      super(message);
    }
  }

  public RoutingFile {
    nodeOf = List.copyOf(nodeOf);
  }

  public static RoutingFile read(Path file) throws IOException {
    List<String> lines = linesOf(file);
    try {
      boolean solomon = lines.stream().limit(12).anyMatch(line -> line.startsWith("CUST NO"));
      RoutingFile read = solomon ? SolomonLayout.read(lines) : VrplibLayout.read(lines);
      return new RoutingFile(
          read.name,
          read.problem,
          read.costPerUnit,
          read.nodeOf,
          bestKnown(file, solomon ? read.name : ""));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new Unreadable(file + ": " + e.getMessage());
    }
  }

  private static List<String> linesOf(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new Unreadable("There is no file " + file);
    }
    if (Files.size(file) > 200_000_000) {
      throw new Unreadable(file + " is larger than 200 MB");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static Optional<BigDecimal> bestKnown(Path file, String solomonName) throws IOException {
    if (!solomonName.isEmpty()) {
      return fromTable(file.resolveSibling("best-known.csv"), solomonName);
    }
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    Path solution = file.resolveSibling(name + ".sol");
    return Files.isRegularFile(solution) ? RoutingSolution.costIn(solution) : Optional.empty();
  }

  private static Optional<BigDecimal> fromTable(Path table, String name) throws IOException {
    if (!Files.isRegularFile(table)) {
      return Optional.empty();
    }
    for (String line : Files.readAllLines(table)) {
      String[] cells = line.split(",");
      if (cells.length == 4 && cells[0].equalsIgnoreCase(name)) {
        return Optional.of(new BigDecimal(cells[3].strip()));
      }
    }
    return Optional.empty();
  }

  /** A cost of the problem as it is published. */
  public BigDecimal published(long cost) {
    BigDecimal value = BigDecimal.valueOf(cost);
    return costPerUnit == 1 ? value : value.divide(BigDecimal.valueOf(costPerUnit));
  }

  /**
   * What a plan costs as such files count it: penalties of what is left out are ours and stand
   * outside.
   */
  BigDecimal publishedCost(DayPlan plan) {
    return published(plan.cost() - penalties(plan));
  }

  private long penalties(DayPlan plan) {
    return plan.leftOut().stream()
        .mapToLong(left -> problem.orders().get(left.order()).unservedPenalty())
        .sum();
  }

  /** By how many percent a cost lies above the best known. */
  public Optional<Double> gapPercent(long cost) {
    return bestKnown.map(best -> 100 * (published(cost).doubleValue() / best.doubleValue() - 1));
  }

  /** Solomon (1987): one depot, identical vehicles; distances with one decimal, truncated. */
  private static final class SolomonLayout {
    static RoutingFile read(List<String> lines) {
      int fleet = after(lines, "NUMBER");
      int customers = after(lines, "CUST NO");
      long[] vehicles = numbers(lines.get(fleet), 2);
      List<long[]> rows = new ArrayList<>();
      for (String line : lines.subList(customers, lines.size())) {
        rows.add(numbers(line, 7));
      }
      if (rows.isEmpty()) {
        throw new IllegalArgumentException("there is no depot");
      }
      checkedNodes(rows.size());
      double[][] at = new double[rows.size()][];
      for (int index = 0; index < at.length; index++) {
        at[index] = new double[] {rows.get(index)[1], rows.get(index)[2]};
      }
      long[] depot = rows.getFirst();
      PlanPerson person =
          PlanPerson.at(0, scaled(depot[4], 10), scaled(depot[5], 10)).withCapacity(vehicles[1]);
      List<PlanPerson> people = new ArrayList<>();
      for (int index = 0; index < checkedVehicles(vehicles[0]); index++) {
        people.add(person);
      }
      List<PlanOrder> orders = new ArrayList<>();
      List<Integer> nodes = new ArrayList<>();
      for (int index = 1; index < rows.size(); index++) {
        long[] row = rows.get(index);
        orders.add(
            PlanOrder.at(index, scaled(row[6], 10))
                .within(scaled(row[4], 10), scaled(row[5], 10))
                .withDemand(row[3]));
        nodes.add(Math.toIntExact(row[0]));
      }
      Travel travel = Travel.of(at.length, (from, to) -> (int) (10 * distance(at, from, to)));
      return new RoutingFile(
          lines.getFirst(), new PlanProblem(travel, people, orders), 10, nodes, Optional.empty());
    }

    private static int after(List<String> lines, String word) {
      for (int index = 0; index < lines.size(); index++) {
        if (lines.get(index).toUpperCase(Locale.ROOT).startsWith(word)) {
          if (index + 1 == lines.size()) {
            break;
          }
          return index + 1;
        }
      }
      throw new IllegalArgumentException("nothing follows a line '" + word + "'");
    }

    private static long[] numbers(String line, int count) {
      String[] words = line.split("\\s+");
      if (words.length != count) {
        throw new IllegalArgumentException("'" + line + "' should have " + count + " numbers");
      }
      long[] numbers = new long[count];
      for (int index = 0; index < count; index++) {
        numbers[index] = Math.round(number(words[index]));
      }
      return numbers;
    }
  }

  static double distance(double[][] at, int from, int to) {
    return Math.hypot(at[from][0] - at[to][0], at[from][1] - at[to][1]);
  }

  static double number(String word) {
    double number;
    try {
      number = Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + word + "' is not a number");
    }
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("'" + word + "' is not a number");
    }
    return number;
  }

  static int scaled(double value, int scale) {
    double scaled = Math.rint(value * scale);
    if (!(scaled >= 0 && scaled <= PlanProblem.HORIZON)) {
      throw new IllegalArgumentException("the time " + value + " lies outside the horizon");
    }
    return (int) scaled;
  }

  static int checkedVehicles(double count) {
    if (!(count >= 0 && count <= MOST_VEHICLES)) {
      throw new IllegalArgumentException(
          "there can be from 0 to " + MOST_VEHICLES + " vehicles, not " + plain(count));
    }
    return (int) count;
  }

  static int checkedNodes(double count) {
    if (!(count >= 1 && count <= MOST_NODES)) {
      throw new IllegalArgumentException(
          "files of 1 to "
              + MOST_NODES
              + " nodes are read, since each pair of them has a travel time in memory; this one has "
              + plain(count));
    }
    return (int) count;
  }

  private static String plain(double count) {
    return BigDecimal.valueOf(count).stripTrailingZeros().toPlainString();
  }
}
