package org.yanzhen.solver.plan;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Solution files as they are usual: {@code Route #1: 3 4}, then {@code Cost 12}. Route i belongs to
 * vehicle i.
 */
public final class RoutingSolution {
  private static final Pattern ROUTE = Pattern.compile("(?i)route\\s*#?(\\d+)\\s*:(.*)");
  private static final Pattern COST = Pattern.compile("(?i)cost\\s*:?\\s*([\\d.]+)");

  private RoutingSolution() {}

  static Optional<BigDecimal> costIn(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      Matcher cost = COST.matcher(line.strip());
      if (cost.matches()) {
        return Optional.of(new BigDecimal(cost.group(1)));
      }
    }
    return Optional.empty();
  }

  /** The orders of each person, by the routes of a solution file. */
  public static List<List<Integer>> read(Path file, RoutingFile instance) throws IOException {
    Map<Integer, Integer> orderOf = new HashMap<>();
    for (int order = 0; order < instance.nodeOf().size(); order++) {
      orderOf.put(instance.nodeOf().get(order), order);
    }
    List<List<Integer>> routes = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher route = ROUTE.matcher(line.strip());
      if (route.matches()) {
        routes.add(orders(route.group(2).strip(), orderOf));
      }
    }
    return routes;
  }

  private static List<Integer> orders(String nodes, Map<Integer, Integer> orderOf)
      throws IOException {
    List<Integer> orders = new ArrayList<>();
    for (String node : nodes.isEmpty() ? new String[0] : nodes.split("\\s+")) {
      Integer order = orderOf.get(Integer.valueOf(node));
      if (order == null) {
        throw new RoutingFile.Unreadable("the solution visits " + node + ", which is no customer");
      }
      orders.add(order);
    }
    return orders;
  }

  /**
   * Writes a plan; where all vehicles are alike the unused ones are left out. What is left out is
   * in no route, and its penalty not in the cost.
   */
  public static void write(Path file, RoutingFile instance, DayPlan plan) throws IOException {
    boolean alike = instance.problem().people().stream().distinct().count() <= 1;
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (DayPlan.Day day : plan.days()) {
      if (alike && day.stops().isEmpty()) {
        continue;
      }
      text.append("Route #").append(++number).append(':');
      for (DayPlan.Stop stop : day.stops()) {
        if (stop instanceof DayPlan.Visit visit) {
          text.append(' ').append(instance.nodeOf().get(visit.order()));
        }
      }
      text.append('\n');
    }
    text.append("Cost ").append(instance.publishedCost(plan).toPlainString()).append('\n');
    Files.writeString(file, text);
  }
}
