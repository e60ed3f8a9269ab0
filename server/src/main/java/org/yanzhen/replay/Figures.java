package org.yanzhen.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.yanzhen.access.ApiClient.Account;
import tools.jackson.databind.JsonNode;

/**
 * What the run looks like in figures, counted from the orders as the server shows them afterwards.
 * They are figures of the model, of no county.
 */
final class Figures {

  /** One rate with what it was taken of. */
  record Rate(int of, int yes) {
    @Override
    public String toString() {
      return of == 0 ? "none of none" : "%d of %d (%.1f %%)".formatted(yes, of, 100.0 * yes / of);
    }
  }

  private final Map<String, int[]> clocks = new TreeMap<>();
  private final Map<UUID, Integer> served = new HashMap<>();
  private final int[] hops = new int[6];
  private int orders;
  private int contactDue;
  private int contactKept;
  private int ended;
  private int solved;
  private int rated;
  private int content;
  private int reopened;

  /** Takes an order as {@code GET /api/orders/{id}} shows it. */
  void add(JsonNode detail, Instant now) {
    orders++;
    JsonNode card = detail.required("card");
    for (JsonNode clock : detail.path("clocks")) {
      String name = clock.required("name").asString();
      boolean met = !clock.path("metAt").isMissingNode() && !clock.path("metAt").isNull();
      boolean due = met || Instant.parse(clock.required("dueAt").asString()).isBefore(now);
      boolean kept = met && !clock.required("late").asBoolean();
      if (due) {
        int[] count = clocks.computeIfAbsent(name, any -> new int[2]);
        count[kept ? 0 : 1]++;
      }
      if (name.equals("CONTACT") && due) {
        contactDue++;
        contactKept += kept ? 1 : 0;
      }
    }
    String state = card.required("state").asString();
    boolean isSolved = state.equals("SOLVED");
    if (isSolved || state.equals("EXPIRED")) {
      ended++;
      solved += isSolved ? 1 : 0;
    }
    JsonNode rating = card.path("rating");
    if (!rating.isMissingNode() && !rating.isNull()) {
      rated++;
      content += rating.asInt() >= 4 ? 1 : 0;
    }
    reopened += card.required("reopened").asInt() > 0 ? 1 : 0;
    hops[Math.min(card.required("hops").asInt(), hops.length - 1)]++;
    JsonNode assignee = card.path("assignee").path("id");
    if (isSolved && !assignee.isMissingNode()) {
      served.merge(UUID.fromString(assignee.asString()), 1, Integer::sum);
    }
  }

  Rate response() {
    return new Rate(contactDue, contactKept);
  }

  Rate resolution() {
    return new Rate(ended, solved);
  }

  Rate satisfaction() {
    return new Rate(rated, content);
  }

  Rate reopening() {
    return new Rate(orders, reopened);
  }

  String clocksKept() {
    List<String> parts = new ArrayList<>();
    clocks.forEach(
        (name, count) ->
            parts.add(
                "%s %d kept, %d broken"
                    .formatted(name.toLowerCase(java.util.Locale.ROOT), count[0], count[1])));
    return String.join("; ", parts);
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
