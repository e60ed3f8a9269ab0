package org.yanzhen.replay;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.command.Sealing;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.Orders;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.JsonNode;

/**
 * What must hold after a replay, line by line, asked of the server and of the record rather than of
 * the model.
 */
final class Proof {

  private final Account clerk;
  private final RealmId realm;
  private final Sealing sealing;
  private final OrderReads reads;
  private final Orders orders;
  private final PrintStream out;

  private long commandsBefore;
  private int ordersBefore;
  private boolean holds = true;

  Proof(
      Account clerk,
      RealmId realm,
      Sealing sealing,
      OrderReads reads,
      Orders orders,
      PrintStream out) {
    this.clerk = clerk;
    this.realm = realm;
    this.sealing = sealing;
    this.reads = reads;
    this.orders = orders;
    this.out = out;
  }

  /** What was there already. */
  void before() {
    commandsBefore = commands();
    ordersBefore = countOrders();
  }

  boolean after(String source, List<Journey> journeys, Tally tally) {
    out.println("[simulated] Proof:");
    int n = journeys.size();
    line(
        confirmed(source, journeys) == n,
        "each of the %d messages is confirmed once, with one order",
        n);
    line(countOrders() == ordersBefore + n, "the county has %d orders more than before", n);
    Map<UUID, Integer> versions = new HashMap<>();
    line(solved(journeys, versions) == n, "each of the %d orders is solved", n);
    long legal =
        journeys.stream().filter(one -> reads.isHistoryLegal(realm, one.orderId())).count();
    long steps = versions.values().stream().mapToInt(Integer::intValue).sum();
    line(legal == n, "each of their %d steps is a row of the transition table", steps);
    long whole =
        journeys.stream().filter(one -> reads.isHistoryWhole(realm, one.orderId(), orders)).count();
    line(whole == n, "each order, rebuilt from its history alone, equals its row");
    long written = commands() - commandsBefore;
    line(
        written == tally.acknowledged(),
        "%d commands were answered, and %d are written",
        tally.acknowledged(),
        written);
    List<Tally.Sent> sample = tally.sample();
    line(
        sameAnswers(sample) == sample.size(),
        "%d of them sent again get the same answers",
        sample.size());
    Map<UUID, Integer> versionsNow = new HashMap<>();
    boolean unchanged =
        solved(journeys, versionsNow) == n
            && versionsNow.equals(versions)
            && commands() - commandsBefore == written
            && countOrders() == ordersBefore + n;
    line(unchanged, "and change nothing: no command, no order, no version more");
    while (sealing.seal(realm) > 0) {
      // In batches, until nothing is left.
    }
    Sealing.Verdict verdict = sealing.verify(realm);
    line(
        verdict.broken() == null && verdict.unsealed() == 0,
        "the audit chain of %d commands holds%s",
        verdict.links(),
        verdict.broken() == null ? "" : ": " + verdict.broken());
    return holds;
  }

  private void line(boolean fact, String format, Object... values) {
    holds &= fact;
    out.printf("[simulated]   %-4s %s%n", fact ? "yes" : "NO", format.formatted(values));
  }

  /** All commands of the realm, sealed or not yet. */
  private long commands() {
    Sealing.Verdict verdict = sealing.verify(realm);
    return verdict.links() + verdict.unsealed();
  }

  private int confirmed(String source, List<Journey> journeys) {
    Map<UUID, UUID> expected = new HashMap<>();
    journeys.forEach(one -> expected.put(one.itemId(), one.orderId()));
    int right = 0;
    for (String state : List.of("NEW", "CONFIRMED", "DISMISSED")) {
      for (JsonNode item : rows("/api/intake?state=" + state)) {
        if (!item.required("source").asString().equals(source)) {
          continue;
        }
        UUID order = expected.remove(UUID.fromString(item.required("id").asString()));
        boolean same = order != null && order.toString().equals(item.path("orderId").asString(""));
        // One too many, or one that is not where it belongs, spoils the count.
        right += state.equals("CONFIRMED") && same ? 1 : -1;
      }
    }
    return right;
  }

  private int countOrders() {
    int count = 0;
    for (String filter : List.of("all-open", "draft", "closed")) {
      count += rows("/api/orders?filter=" + filter).size();
    }
    return count;
  }

  private int solved(List<Journey> journeys, Map<UUID, Integer> versions) {
    int solved = 0;
    for (Journey journey : journeys) {
      JsonNode order = clerk.get("/api/orders/" + journey.orderId());
      JsonNode card = order.required("card");
      versions.put(journey.orderId(), card.required("version").asInt());
      boolean is = card.required("state").asString().equals(OrderState.SOLVED.name());
      solved +=
          is && order.path("fromIntake").asString("").equals(journey.itemId().toString()) ? 1 : 0;
    }
    return solved;
  }

  private int sameAnswers(List<Tally.Sent> sample) {
    int same = 0;
    for (Tally.Sent sent : sample) {
      OutcomeView before = sent.outcome();
      OutcomeView now = sent.by().submitAll(List.of(sent.envelope())).getFirst();
      boolean equal =
          now.replayed()
              && now.status() == before.status()
              && Objects.equals(now.result(), before.result())
              && Objects.equals(code(now), code(before));
      same += equal ? 1 : 0;
    }
    return same;
  }

  private static String code(OutcomeView outcome) {
    return outcome.problem() == null ? "" : outcome.problem().code();
  }

  /** All rows of a list, page after page. */
  private List<JsonNode> rows(String path) {
    List<JsonNode> rows = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = clerk.get(path + "&limit=100" + (after.isEmpty() ? "" : "&after=" + after));
      page.required("items").forEach(rows::add);
      after = page.path("next").asString("");
    } while (!after.isEmpty());
    return rows;
  }
}
