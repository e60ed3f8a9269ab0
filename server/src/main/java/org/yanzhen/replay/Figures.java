package org.yanzhen.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.yanzhen.access.ApiClient.Account;
import tools.jackson.databind.JsonNode;

/**
 * What the run looks like in figures, from the orders and the rates as the server shows them
 * afterwards. They are figures of the model, of no county.
 */
final class Figures {

  private final Map<UUID, Integer> served = new HashMap<>();
  private final int[] hops = new int[6];
  private int orders;
  private int reopened;

  /** Takes an order as {@code GET /api/orders/{id}} shows it. */
  void add(JsonNode detail) {
    orders++;
    JsonNode card = detail.required("card");
    boolean isSolved = card.required("state").asString().equals("SOLVED");
    reopened += card.required("reopened").asInt() > 0 ? 1 : 0;
    hops[Math.min(card.required("hops").asInt(), hops.length - 1)]++;
    JsonNode assignee = card.path("assignee").path("id");
    if (isSolved && !assignee.isMissingNode()) {
      served.merge(UUID.fromString(assignee.asString()), 1, Integer::sum);
    }
  }

  String reopening() {
    return share(reopened, orders);
  }

  /**
   * The rates and clocks of a period as {@code GET /api/figures} gives them to the county's desk:
   * what they count is written there, and nowhere else.
   */
  static List<String> rates(JsonNode figures) {
    JsonNode all = figures.required("total").required("now");
    List<String> lines = new ArrayList<>();
    for (JsonNode measure : figures.required("measures")) {
      JsonNode share = all.required("shares").path(measure.required("code").asString());
      if (!share.isMissingNode()) {
        lines.add(
            "%s: %s"
                .formatted(
                    measure.required("name").asString(),
                    share(share.required("n").asLong(), share.required("of").asLong())));
      }
    }
    List<String> ends = new ArrayList<>();
    for (String end : List.of("solved", "silent", "withdrawn", "merged", "unsolved", "ungraded")) {
      ends.add("%s %d".formatted(end, all.required(end).asLong()));
    }
    lines.add(
        "Of %d asked for: %s".formatted(all.required("placed").asLong(), String.join(", ", ends)));
    return lines;
  }

  private static String share(long yes, long of) {
    return of == 0 ? "none of none" : "%d of %d (%.1f %%)".formatted(yes, of, 100.0 * yes / of);
  }

  String hops() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < hops.length; i++) {
      if (hops[i] > 0) {
        parts.add("%d%s: %d".formatted(i, i == hops.length - 1 ? " or more" : "", hops[i]));
      }
    }
    return String.join(", ", parts);
  }

  /** Among those of one division who serve: the largest share and the Gini coefficient. */
  List<String> fairness(Map<UUID, Account> workers) {
    Map<String, List<Integer>> byPlace = new TreeMap<>();
    workers.forEach(
        (person, account) ->
            byPlace
                .computeIfAbsent(
                    account.session().required("divisionName").asString(), any -> new ArrayList<>())
                .add(served.getOrDefault(person, 0)));
    List<String> lines = new ArrayList<>();
    byPlace.forEach(
        (place, counts) -> {
          int sum = counts.stream().mapToInt(Integer::intValue).sum();
          if (counts.size() >= 3 && sum > 0) {
            int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
            lines.add(
                "%s: %d orders, %d people, the busiest %.0f %% (even would be %.0f %%), Gini %.2f"
                    .formatted(
                        place,
                        sum,
                        counts.size(),
                        100.0 * most / sum,
                        100.0 / counts.size(),
                        gini(counts)));
          }
        });
    return lines;
  }

  /** 0 when all have the same, near 1 when one has all. */
  static double gini(List<Integer> counts) {
    List<Integer> sorted = counts.stream().sorted().toList();
    double sum = sorted.stream().mapToInt(Integer::intValue).sum();
    if (sum == 0) {
      return 0;
    }
    double weighted = 0;
    for (int i = 0; i < sorted.size(); i++) {
      weighted += (2.0 * (i + 1) - sorted.size() - 1) * sorted.get(i);
    }
    return weighted / (sorted.size() * sum);
  }
}
