package org.yanzhen.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.command.Sealing;
import org.yanzhen.order.HistoryProof;
import org.yanzhen.order.OrderReads;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.JsonNode;

/**
 * What must hold after a replay, line by line, asked of the server and of the record rather than of
 * the model.
 */
final class Proof {

  private static final Set<String> ENDED = Set.of("SOLVED", "CANCELLED", "MERGED");

  private final Account clerk;
  private final RealmId realm;
  private final ZoneId zone;
  private final Sealing sealing;
  private final OrderReads reads;
  private final HistoryProof histories;
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
      HistoryProof histories,
      Catalogue catalogue,
      WorkCalendar calendar,
      PrintStream out) {
    this.clerk = clerk;
    this.realm = realm;
    this.zone = zone;
    this.sealing = sealing;
    this.reads = reads;
    this.histories = histories;
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
   * @param items the order of each message, by the id of its intake item
   * @param details each of these orders as {@code GET /api/orders/{id}} shows it
   * @param beside parts and later stages, shown likewise
   */
  boolean after(
      String source,
      Map<UUID, UUID> items,
      Map<UUID, JsonNode> details,
      Map<UUID, JsonNode> beside,
      Tally tally) {
    out.println("[simulated] Proof:");
    int n = items.size();
    int more = countOrders() - ordersBefore;
    Map<UUID, JsonNode> all = new HashMap<>(details);
    all.putAll(beside);
    line(
        confirmed(source, items) == n,
        "each of the %d messages is confirmed once, with one order",
        n);
    int placed = tally.counts().getOrDefault("orders beside the messages", 0);
    // A stage that is due after the last step of the model is placed by the house and waits.
    int stages = more - n - placed;
    line(
        stages >= tally.counts().getOrDefault("later stages", 0),
        "the county has %d orders more than before: these, %d asked for beside them, %d later stages",
        more,
        placed,
        stages);
    List<UUID> going =
        details.entrySet().stream()
            .filter(one -> !hasEnded(one.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    line(
        details.size() == n && going.isEmpty(),
        "each of the %d orders has come to an end, with no lease and no offer left open%s",
        n,
        going.isEmpty() ? "" : ": not " + going.subList(0, Math.min(5, going.size())));
    long steps = all.values().stream().mapToInt(Proof::version).sum();
    long legal = all.keySet().stream().filter(one -> histories.isHistoryLegal(realm, one)).count();
    line(legal == all.size(), "each of their %d steps is a row of the transition table", steps);
    long whole = all.keySet().stream().filter(one -> histories.isHistoryWhole(realm, one)).count();
    line(whole == all.size(), "each order, rebuilt from its history alone, equals its row");
    long joint = details.values().stream().filter(one -> !one.path("parts").isEmpty()).count();
    line(
        details.keySet().stream().allMatch(one -> histories.hasWaitedForItsParts(realm, one)),
        "none of the %d joint orders was closed before its parts were",
        joint);
    clocks(all);
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
            && countOrders() == ordersBefore + more
            && sample.stream().allMatch(sent -> isUnchanged(sent, versions));
    line(unchanged, "and change nothing: no command, no order, no version more");
    seal();
    return holds;
  }

  private record Pause(Instant from, Instant to) {}

  private void clocks(Map<UUID, JsonNode> details) {
    int checked = 0;
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<UUID, JsonNode> one : details.entrySet()) {
      OrderReads.OrderFacts facts = reads.findFacts(realm, one.getKey()).orElseThrow();
      Kind kind = catalogue.get(realm, facts.kind(), facts.kindVersion());
      JsonNode thread = one.getValue().path("thread");
      // A promise kept before it pressed keeps the date it had.
      boolean pressed = has(thread, "order.set-urgency");
      List<Pause> pauses = pauses(thread);
      for (JsonNode clock : one.getValue().path("clocks")) {
        ClockName name = ClockName.valueOf(clock.required("name").asString());
        Instant due = Instant.parse(clock.required("dueAt").asString());
        boolean right =
            Arrays.stream(Urgency.values())
                .filter(urgency -> pressed || urgency == facts.urgency())
                .anyMatch(
                    urgency -> dueAgain(kind.limit(urgency, name), clock, pauses).equals(due));
        checked++;
        if (!right) {
          wrong.add("%s of order %s".formatted(name, one.getKey()));
        }
      }
    }
    line(
        wrong.isEmpty(),
        "each of %d clocks, computed again from its start, is due when it says%s",
        checked,
        wrong.isEmpty() ? "" : ": not " + wrong.subList(0, Math.min(5, wrong.size())));
  }

  /** By another way than the order's own: stretch by stretch between the pauses. */
  private Instant dueAgain(Limit limit, JsonNode clock, List<Pause> pauses) {
    Instant at = Instant.parse(clock.required("startedAt").asString());
    JsonNode met = clock.path("metAt");
    Duration left = limit.duration();
    for (Pause pause : pauses) {
      boolean afterwards =
          !met.isMissingNode()
              && !met.isNull()
              && !pause.from().isBefore(Instant.parse(met.asString()));
      if (afterwards || !pause.to().isAfter(at)) {
        continue;
      }
      if (pause.from().isAfter(at)) {
        Duration stretch =
            limit.workingTime()
                ? calendar.between(at, pause.from(), zone)
                : Duration.between(at, pause.from());
        if (left.compareTo(stretch) <= 0) {
          break;
        }
        left = left.minus(stretch);
      }
      at = pause.to();
    }
    return limit.workingTime() ? calendar.plus(at, left, zone) : at.plus(left);
  }

  private static List<Pause> pauses(JsonNode thread) {
    List<Pause> pauses = new ArrayList<>();
    Instant from = null;
    for (JsonNode entry : thread) {
      Instant at = Instant.parse(entry.required("at").asString());
      String to = entry.path("to").asString("");
      if (entry.required("type").asString().equals("order.suspend")) {
        from = at;
      } else if (from != null && !to.equals("SUSPENDED")) {
        pauses.add(new Pause(from, at));
        from = null;
      }
    }
    return pauses;
  }

  private static boolean has(JsonNode thread, String type) {
    for (JsonNode entry : thread) {
      if (entry.required("type").asString().equals(type)) {
        return true;
      }
    }
    return false;
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

  private int confirmed(String source, Map<UUID, UUID> items) {
    Map<UUID, UUID> expected = new HashMap<>(items);
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
    Integer before = id.isEmpty() ? null : versions.get(UUID.fromString(id));
    return before == null || version(clerk.get("/api/orders/" + id)) == before;
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
