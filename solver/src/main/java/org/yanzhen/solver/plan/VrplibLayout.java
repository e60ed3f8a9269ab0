package org.yanzhen.solver.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The VRPLIB dialect of the PyVRP collection. {@code VRPTW} is in the convention of the DIMACS
 * challenge (times ten, truncated), everything else times a thousand, rounded, as its solutions are
 * published.
 */
final class VrplibLayout {
  private final Map<String, String> header = new HashMap<>();
  private final Map<String, List<double[]>> sections = new LinkedHashMap<>();

  private VrplibLayout(List<String> lines) {
    String section = "";
    for (String line : lines) {
      if (line.equals("EOF")) {
        break;
      }
      if (Character.isLetter(line.charAt(0))) {
        String word = line.split("[\\s:]+")[0].toUpperCase(Locale.ROOT);
        section = word.endsWith("_SECTION") ? word : "";
        if (section.isEmpty()) {
          header.put(word, line.substring(word.length()).replaceFirst("^\\s*:?\\s*", ""));
        } else {
          sections.put(section, new ArrayList<>());
        }
      } else {
        List<double[]> rows = sections.get(section);
        if (rows == null) {
          throw new IllegalArgumentException(
              "'" + shortened(line) + "' stands outside of a section");
        }
        rows.add(numbers(line));
      }
    }
  }

  private static String shortened(String line) {
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }

  private static double[] numbers(String line) {
    String[] words = line.split("\\s+");
    double[] numbers = new double[words.length];
    for (int index = 0; index < words.length; index++) {
      numbers[index] = RoutingFile.number(words[index]);
    }
    return numbers;
  }

  static RoutingFile read(List<String> lines) {
    return new VrplibLayout(lines).read();
  }

  private RoutingFile read() {
    String type = need("TYPE");
    if (!type.endsWith("TW")) {
      throw new IllegalArgumentException(
          "TYPE " + type + " is not read; VRPTW, SDVRPTW and MDVRPTW are");
    }
    if (!need("EDGE_WEIGHT_TYPE").equals("EUC_2D")) {
      throw new IllegalArgumentException("only EDGE_WEIGHT_TYPE EUC_2D is read");
    }
    boolean dimacs = type.equals("VRPTW");
    int scale = dimacs ? 10 : 1000;
    int nodes = RoutingFile.checkedNodes(RoutingFile.number(need("DIMENSION")));
    double[][] at = perNode("NODE_COORD_SECTION", nodes, 2);
    double[][] windows = perNode("TIME_WINDOW_SECTION", nodes, 2);
    double[][] demands = perNode("DEMAND_SECTION", nodes, 1);
    double[][] service = service(nodes);
    Set<Integer> depots = depots(nodes);
    Travel travel =
        Travel.of(
            nodes,
            (from, to) -> {
              double distance = scale * RoutingFile.distance(at, from, to);
              return (int) (dimacs ? distance : Math.rint(distance));
            });
    List<Integer> clients = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      if (!depots.contains(node)) {
        clients.add(node);
      }
    }
    int vehicles = RoutingFile.checkedVehicles(RoutingFile.number(need("VEHICLES")));
    List<Set<Integer>> served = served(vehicles, nodes);
    List<PlanOrder> orders = new ArrayList<>();
    Map<Set<Integer>, Integer> skills = new HashMap<>();
    for (int node : clients) {
      PlanOrder order =
          PlanOrder.at(node, RoutingFile.scaled(service[node][0], scale))
              .within(
                  RoutingFile.scaled(windows[node][0], scale),
                  RoutingFile.scaled(windows[node][1], scale))
              .withDemand(Math.round(demands[node][0]));
      orders.add(
          served.isEmpty() ? order : order.needing(Map.of(skillOf(node, served, skills), 1)));
    }
    List<PlanPerson> people = people(vehicles, scale, windows, depots, skills);
    return new RoutingFile(
        need("NAME"),
        new PlanProblem(travel, people, orders),
        dimacs ? 10 : 1,
        clients,
        Optional.empty());
  }

  private String need(String word) {
    String value = header.get(word);
    if (value == null) {
      throw new IllegalArgumentException(
          "there is no " + word + "; is this a VRPLIB or Solomon file?");
    }
    return value.strip();
  }

  private double[][] perNode(String section, int nodes, int width) {
    List<double[]> rows = sections.get(section);
    if (rows == null) {
      throw new IllegalArgumentException("there is no " + section);
    }
    double[][] values = new double[nodes][];
    for (double[] row : rows) {
      if (row.length != width + 1 || row[0] < 1 || row[0] > nodes || row[0] != Math.rint(row[0])) {
        throw new IllegalArgumentException(
            "a line of "
                + section
                + " is wrong: it has "
                + row.length
                + " numbers and begins with "
                + row[0]);
      }
      values[(int) row[0] - 1] = Arrays.copyOfRange(row, 1, row.length);
    }
    for (int node = 0; node < nodes; node++) {
      if (values[node] == null) {
        throw new IllegalArgumentException(section + " lacks node " + (node + 1));
      }
    }
    return values;
  }

  /** One time for all nodes but the depots, or one for each. */
  private double[][] service(int nodes) {
    if (sections.containsKey("SERVICE_TIME_SECTION")) {
      return perNode("SERVICE_TIME_SECTION", nodes, 1);
    }
    double all = RoutingFile.number(header.getOrDefault("SERVICE_TIME", "0"));
    double[][] service = new double[nodes][1];
    for (double[] time : service) {
      time[0] = all;
    }
    return service;
  }

  private Set<Integer> depots(int nodes) {
    Set<Integer> depots = new LinkedHashSet<>();
    for (double[] row : sections.getOrDefault("DEPOT_SECTION", List.of(new double[] {1}))) {
      for (double depot : row) {
        if (depot < 0) {
          return someOf(depots);
        }
        if (depot < 1 || depot > nodes || depot != Math.rint(depot)) {
          throw new IllegalArgumentException("there is no node " + depot + " to be a depot");
        }
        depots.add((int) depot - 1);
      }
    }
    return someOf(depots);
  }

  private static Set<Integer> someOf(Set<Integer> depots) {
    if (depots.isEmpty()) {
      throw new IllegalArgumentException("DEPOT_SECTION names no depot");
    }
    return depots;
  }

  /** The nodes each vehicle may serve; empty if every one may serve all. */
  private List<Set<Integer>> served(int vehicles, int nodes) {
    List<double[]> rows = sections.get("VEHICLES_ALLOWED_CLIENTS_SECTION");
    if (rows == null) {
      return List.of();
    }
    List<Set<Integer>> served = new ArrayList<>();
    for (int vehicle = 0; vehicle < vehicles; vehicle++) {
      served.add(new TreeSet<>());
    }
    for (double[] row : rows) {
      Set<Integer> own = served.get(vehicleOf(row, vehicles));
      for (int index = 1; index < row.length; index++) {
        if (row[index] < 1 || row[index] > nodes) {
          throw new IllegalArgumentException(
              "a vehicle may serve node " + row[index] + ", which is not there");
        }
        own.add((int) row[index] - 1);
      }
    }
    return served;
  }

  private static int vehicleOf(double[] row, int vehicles) {
    if (row[0] < 1 || row[0] > vehicles) {
      throw new IllegalArgumentException("there is no vehicle " + row[0]);
    }
    return (int) row[0] - 1;
  }

  /** Orders that the same vehicles may serve need the same skill; those vehicles have it. */
  private static int skillOf(
      int node, List<Set<Integer>> served, Map<Set<Integer>, Integer> skills) {
    Set<Integer> able = new TreeSet<>();
    for (int vehicle = 0; vehicle < served.size(); vehicle++) {
      if (served.get(vehicle).contains(node)) {
        able.add(vehicle);
      }
    }
    return skills.computeIfAbsent(able, unused -> skills.size() + 1);
  }

  private List<PlanPerson> people(
      int vehicles,
      int scale,
      double[][] windows,
      Set<Integer> depots,
      Map<Set<Integer>, Integer> skills) {
    double[] homes = perVehicle("VEHICLES_DEPOT_SECTION", vehicles, depots.iterator().next() + 1.0);
    double[] capacities =
        perVehicle(
            "CAPACITY_SECTION",
            vehicles,
            RoutingFile.number(header.getOrDefault("CAPACITY", String.valueOf(Long.MAX_VALUE))));
    double[] longest =
        perVehicle(
            "VEHICLES_MAX_DURATION_SECTION",
            vehicles,
            RoutingFile.number(
                header.getOrDefault(
                    "VEHICLES_MAX_DURATION", String.valueOf(PlanProblem.HORIZON / scale))));
    List<PlanPerson> people = new ArrayList<>();
    for (int vehicle = 0; vehicle < vehicles; vehicle++) {
      int home = (int) homes[vehicle] - 1;
      if (!depots.contains(home)) {
        throw new IllegalArgumentException("vehicle " + (vehicle + 1) + " has no depot");
      }
      Map<Integer, Integer> own = new HashMap<>();
      int number = vehicle;
      skills.forEach(
          (able, skill) -> {
            if (able.contains(number)) {
              own.put(skill, 1);
            }
          });
      people.add(
          PlanPerson.at(
                  home,
                  RoutingFile.scaled(windows[home][0], scale),
                  RoutingFile.scaled(windows[home][1], scale))
              .withCapacity((long) capacities[vehicle])
              .withLongestDay(RoutingFile.scaled(longest[vehicle], scale))
              .withSkills(own));
    }
    return people;
  }

  private double[] perVehicle(String section, int vehicles, double otherwise) {
    double[] values = new double[vehicles];
    Arrays.fill(values, otherwise);
    for (double[] row : sections.getOrDefault(section, List.of())) {
      if (row.length != 2) {
        throw new IllegalArgumentException("a line of " + section + " does not have two numbers");
      }
      values[vehicleOf(row, vehicles)] = row[1];
    }
    return values;
  }
}
