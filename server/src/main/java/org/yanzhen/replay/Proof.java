package org.yanzhen.replay;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.command.Sealing;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.Orders;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.JsonNode;

/**
 * What must hold after a replay, line by line, asked of the server and of the record rather than of
 * the model.
 */
final class Proof {

  private static final Set<String> ENDED = Set.of("SOLVED", "CANCELLED", "MERGED", "EXPIRED");

  private final Account clerk;
  private final RealmId realm;
  private final ZoneId zone;
  private final Sealing sealing;
  private final OrderReads reads;
  private final Orders orders;
  private final Catalogue catalogue;
  private final WorkCalendar calendar;
  private final PrintStream out;

  private long commandsBefore;
  private int ordersBefore;
  private boolean holds = true;

  Proof(
      Account clerk,
      RealmId realm,
      ZoneId zone,
      Sealing sealing,
      OrderReads reads,
      Orders orders,
      Catalogue catalogue,
      WorkCalendar calendar,
      PrintStream out) {
    this.clerk = clerk;
    this.realm = realm;
    this.zone = zone;
    this.sealing = sealing;
    this.reads = reads;
    this.orders = orders;
    this.catalogue = catalogue;
    this.calendar = calendar;
    this.out = out;
  }

  /** What was there already. */
  void before() {
    commandsBefore = commands();
    ordersBefore = countOrders();
  }

  /**
   * @param details each order as {@code GET /api/orders/{id}} shows it
   * @param byTheHouse commands the house's own timers have sent
   */
  boolean after(String source, List<Journey> journeys, Map<UUID, JsonNode> details, Tally tally) {
    out.println("[simulated] Proof:");
    int n = journeys.size();
    line(
        confirmed(source, journeys) == n,
        "each of the %d messages is confirmed once, with one order",
        n);
    line(countOrders() == ordersBefore + n, "the county has %d orders more than before", n);
    line(
        details.values().stream().filter(Proof::hasEnded).count() == n,
        "each of the %d orders has come to an end, with no lease and no offer left open",
        n);
    long steps = details.values().stream().mapToInt(Proof::version).sum();
    long legal =
        journeys.stream().filter(one -> reads.isHistoryLegal(realm, one.orderId())).count();
    line(legal == n, "each of their %d steps is a row of the transition table", steps);
    long whole =
        journeys.stream().filter(one -> reads.isHistoryWhole(realm, one.orderId(), orders)).count();
    line(whole == n, "each order, rebuilt from its history alone, equals its row");
    clocks(details);
    commands(tally);
    Map<UUID, Integer> versions = new HashMap<>();
    details.forEach((id, detail) -> versions.put(id, version(detail)));
    long written = commands();
    List<Tally.Sent> sample = tally.sample();
    line(
        sameAnswers(sample) == sample.size(),
        "%d of them sent again get the same answers",
        sample.size());
    boolean unchanged =
        commands() == written
            && countOrders() == ordersBefore + n
            && sample.stream().allMatch(sent -> isUnchanged(sent, versions));
    line(unchanged, "and change nothing: no command, no order, no version more");
    seal();
    return holds;
  }

  private void clocks(Map<UUID, JsonNode> details) {
    int checked = 0;
    int wrong = 0;
    for (Map.Entry<UUID, JsonNode> one : details.entrySet()) {
      OrderReads.OrderFacts facts = reads.findFacts(realm, one.getKey()).orElseThrow();
      for (JsonNode clock : one.getValue().path("clocks")) {
        ClockName name = ClockName.valueOf(clock.required("name").asString());
        Limit limit =
            catalogue.get(realm, facts.kind(), facts.kindVersion()).limit(facts.urgency(), name);
        Instant start = Instant.parse(clock.required("startedAt").asString());
        Instant due =
            limit.workingTime()
                ? calendar.plus(start, limit.duration(), zone)
                : start.plus(limit.duration());
        checked++;
        wrong += due.equals(Instant.parse(clock.required("dueAt").asString())) ? 0 : 1;
      }
    }
    line(wrong == 0, "each of %d clocks, computed again from its start, is due when it says", checked);
  }

  private void commands(Tally tally) {
    long written = commands() - commandsBefore;
    long byTimers = written - tally.acknowledged();
    // The timers' own commands are written, too; nobody was answered.
    line(
        byTimers >= 0 && byTimers >= tally.counts().getOrDefault("silences that ran out", 0),
        "%d commands were answered, and %d are written: the others, %d, by the county's own timers",
        tally.acknowledged(),
        written,
        byTimers);
  }

  private void seal() {
    while (sealing.seal(realm) > 0) {
      // In batches, until nothing is left.
    }
    Sealing.Verdict verdict = sealing.verify(realm);
    line(
        verdict.broken() == null && verdict.unsealed() == 0,
        "the audit chain of %d commands holds%s",
        verdict.links(),
        verdict.broken() == null ? "" : ": " + verdict.broken());
  }

  private void line(boolean fact, String format, Object... values) {
    holds &= fact;
    out.printf("[simulated]   %-4s %s%n", fact ? "yes" : "NO", format.formatted(values));
  }

  private static boolean hasEnded(JsonNode detail) {
    JsonNode card = detail.required("card");
    return ENDED.contains(card.required("state").asString())
        && card.path("offeredTo").isMissingNode()
        && card.path("leaseUntil").isMissingNode();
  }

  private static int version(JsonNode detail) {
    return detail.required("card").required("version").asInt();
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

  private boolean isUnchanged(Tally.Sent sent, Map<UUID, Integer> versions) {
    String id = sent.envelope().body().path("orderId").asString("");
    if (id.isEmpty() || !versions.containsKey(UUID.fromString(id))) {
      return true;
    }
    return version(clerk.get("/api/orders/" + id)) == versions.get(UUID.fromString(id));
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
