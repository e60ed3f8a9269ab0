package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** 小事不出网格，大事不出镇: a small wish is the village's to solve, and what it cannot goes up. */
@YanzhenTest
class MatterBeyondTheVillageTest {

  private static final RealmId REALM = new RealmId(1);
  private static int nextVillage = 180;

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;
  @Autowired OrderTimers.LeaseSweep sweep;
  @Autowired OrderReads reads;
  @Autowired Rebuilding rebuilding;
  @Autowired OrderStore store;
  @Autowired RealmTransactions transactions;

  private Division village;
  private Division township;
  private Api ofTheVillage;
  private Api ofTheTownship;
  private Instant asked;

  @BeforeEach
  void aVillageAndItsDesks() {
    county.emptyHands("worker1", "worker2");
    village =
        divisions
            .villagesBelow(divisions.findByCode("431224").orElseThrow().id())
            .get(nextVillage++);
    township = divisions.get(village.parentId());
    ofTheVillage = neighbour.dispatcherOf(county, village);
    ofTheTownship = neighbour.dispatcherOf(county, township);
    asked = clock.instant();
  }

  @AfterEach
  void backToNow() {
    clock.reset();
    county.signInAnew();
  }

  @Test
  void theRuleSaysWhereItIsToBeSolved() {
    assertThat(tier(placed("micro-wish", "NORMAL"))).isEqualTo("VILLAGE " + village.name());
    assertThat(tier(placed("micro-wish", "DANGER"))).isEqualTo("TOWNSHIP " + township.name());
    assertThat(tier(placed("public-facility", "NORMAL"))).startsWith("COUNTY ");
  }

  @Test
  void theVillageRaisesItWithAReasonAndTheTownshipTakesItOverOnTheSameClock() {
    UUID order = placed("micro-wish", "NORMAL");
    String due = due(order);
    assertThat(ofTheVillage.command("order.raise", Map.of("orderId", order)).text("field"))
        .isEqualTo("body.reason");

    done(raise(ofTheVillage, order));

    assertThat(tier(order)).isEqualTo("TOWNSHIP " + township.name());
    assertThat(due(order)).isEqualTo(due);
    assertThat(listed(ofTheTownship, "filter=raised")).contains(order);
    JsonNode entry = lastEntry(order);
    assertThat(entry.get("type").asString()).isEqualTo("order.raise");
    assertThat(entry.get("reason").asString()).isEqualTo("LACKS_MEANS");
    assertThat(entry.at("/tier/holder").asString()).isEqualTo(township.name());
    assertThat(told(order, "TO_DESK_RAISED")).isPositive();
    assertHistoryIsWhole(order);
  }

  @Test
  void onlyTheDeskThatHoldsItHandsItDownAndItIsCountedLikeAReturn() {
    UUID order = placed("micro-wish", "NORMAL");
    done(raise(ofTheVillage, order));
    Map<String, Object> down = Map.of("orderId", order, "reason", "SMALL_ENOUGH");

    assertThat(ofTheVillage.command("order.hand-down", down).code()).isEqualTo("order.not-allowed");
    done(ofTheTownship.command("order.hand-down", down));

    assertThat(tier(order)).isEqualTo("VILLAGE " + village.name());
    assertThat(listed(ofTheTownship, "filter=raised")).doesNotContain(order);
    assertThat(card(order).get("hops").asInt()).isEqualTo(1);
    assertThat(actionsReturned()).contains("order.raise", "order.hand-down");
    assertThat(ofTheTownship.command("order.hand-down", down).code()).isEqualTo("order.level-end");
    assertHistoryIsWhole(order);
  }

  @Test
  void beyondTheCountyThereIsNobody() {
    UUID order = placed("public-facility", "NORMAL");

    assertThat(raise(county.dispatcher(), order).code()).isEqualTo("order.level-end");
    assertThat(allowed(order)).doesNotContain("order.raise").contains("order.hand-down");
  }

  @Test
  void whoHasItRaisesItAndIsNotLeftWithIt() {
    UUID order = placed("micro-wish", "NORMAL");
    onTheBoard(order);
    done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));

    assertThat(raise(county.as("worker2"), order).isDone()).isFalse();
    done(raise(county.as("worker1"), order));

    assertThat(card(order).get("state").asString()).isEqualTo("WAITING");
    assertThat(card(order).path("assignee").isObject()).isFalse();
  }

  @Test
  void whenItsTimeAtALevelIsOverTheNextTakesOverByItself() {
    UUID order = placed("micro-wish", "URGENT");
    clock.advance(Duration.ofHours(8).minusMinutes(1));
    sweep.run();
    assertThat(tier(order)).startsWith("VILLAGE");

    clock.advance(Duration.ofMinutes(2));
    sweep.run();
    assertThat(tier(order)).startsWith("TOWNSHIP");
    assertThat(entries(order, "order.escalate").getLast().at("/tier/level").asString())
        .isEqualTo("TOWNSHIP");

    clock.advance(Duration.ofHours(25));
    sweep.run();
    sweep.run();
    assertThat(tier(order)).startsWith("COUNTY");
    assertHistoryIsWhole(order);
  }

  @Test
  void solvedAboveItsLevelItIsNotSolvedAtItsLevelHoweverItCameDown() {
    UUID here = placed("micro-wish", "NORMAL");
    UUID above = placed("micro-wish", "NORMAL");
    UUID forgotten = placed("micro-wish", "NORMAL");
    done(raise(ofTheVillage, above));
    done(
        ofTheTownship.command(
            "order.hand-down", Map.of("orderId", above, "reason", "SMALL_ENOUGH")));
    solved(here);
    solved(above);
    JsonNode before = row("tier", "EVERYDAY.VILLAGE");
    assertThat(before.at("/now/raised").asInt()).isEqualTo(1);
    assertThat(before.at("/now/handedDown").asInt()).isEqualTo(1);
    assertThat(behind("raised&by=tier")).containsExactly(above);
    assertThat(behind("handed-down&by=tier")).containsExactly(above);

    clock.advance(Duration.ofDays(60));
    county.signInAnew();
    JsonNode row = row("tier", "EVERYDAY.VILLAGE");
    assertThat(share(row, "resolution")).isEqualTo("2/3");
    assertThat(share(row, "level")).isEqualTo("1/3");
    assertThat(behind("level.missed&by=tier&key=EVERYDAY.VILLAGE"))
        .containsExactlyInAnyOrder(above, forgotten);
  }

  private UUID placed(String kind, String urgency) {
    Map<String, Object> body = new HashMap<>(county.request());
    UUID order = Ids.next();
    body.put("orderId", order);
    body.put("kind", kind);
    body.put("urgency", urgency);
    body.put("divisionId", village.id());
    if (kind.equals("micro-wish")) {
      body.put("fields", Map.of("wish", "thing"));
    }
    done(county.clerk().command("order.place", body));
    return order;
  }

  private static Answer raise(Api who, UUID order) {
    return who.command(
        "order.raise", Map.of("orderId", order, "reason", "LACKS_MEANS", "text", "村里没有钱买轮椅"));
  }

  /** A wish goes there by itself, unless it came back from another level. */
  private void onTheBoard(UUID order) {
    Answer answer = county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    assertThat(answer.isDone() || "OPEN".equals(answer.text("params.state")))
        .as("%s", answer)
        .isTrue();
  }

  private void solved(UUID order) {
    onTheBoard(order);
    done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));
    done(county.as("worker1").command("order.start", Map.of("orderId", order)));
    done(county.as("worker1").command("order.report", Map.of("orderId", order, "text", "送到了")));
    done(county.clerk().command("order.solve", Map.of("orderId", order, "channel", "CALL")));
  }

  private JsonNode card(UUID order) {
    return county.dispatcher().get("/api/orders/" + order).body().get("card");
  }

  private String tier(UUID order) {
    JsonNode tier = card(order).get("tier");
    return tier.get("level").asString() + " " + tier.get("holder").asString();
  }

  private String due(UUID order) {
    return card(order).at("/nextClock/dueAt").asString();
  }

  private List<String> allowed(UUID order) {
    List<String> allowed = new ArrayList<>();
    county
        .dispatcher()
        .get("/api/orders/" + order)
        .body()
        .get("allowed")
        .forEach(one -> allowed.add(one.asString()));
    return allowed;
  }

  private JsonNode lastEntry(UUID order) {
    JsonNode thread = county.dispatcher().get("/api/orders/" + order).body().get("thread");
    return thread.get(thread.size() - 1);
  }

  private List<JsonNode> entries(UUID order, String type) {
    List<JsonNode> entries = new ArrayList<>();
    county
        .dispatcher()
        .get("/api/orders/" + order)
        .body()
        .get("thread")
        .forEach(
            entry -> {
              if (entry.get("type").asString().equals(type) && entry.path("tier").isObject()) {
                entries.add(entry);
              }
            });
    return entries;
  }

  private static List<UUID> listed(Api who, String query) {
    List<UUID> ids = new ArrayList<>();
    who.get("/api/orders?limit=100&" + query)
        .body()
        .get("items")
        .forEach(card -> ids.add(UUID.fromString(card.get("id").asString())));
    return ids;
  }

  private List<String> actionsReturned() {
    List<String> actions = new ArrayList<>();
    county
        .dispatcher()
        .get("/api/figures/returns?" + scope())
        .body()
        .get("rows")
        .forEach(row -> actions.add(row.get("action").asString()));
    return actions;
  }

  private JsonNode row(String by, String key) {
    JsonNode rows =
        county.dispatcher().get("/api/figures?by=" + by + "&" + scope()).body().get("rows");
    for (JsonNode row : rows) {
      if (row.get("key").asString().equals(key)) {
        return row;
      }
    }
    throw new AssertionError(key + " is not in " + rows);
  }

  private static String share(JsonNode row, String measure) {
    JsonNode share = row.get("now").get("shares").get(measure);
    return share.get("n").asInt() + "/" + share.get("of").asInt();
  }

  private List<UUID> behind(String part) {
    List<UUID> ids = new ArrayList<>();
    county
        .dispatcher()
        .get("/api/figures/orders?part=" + part + "&" + scope())
        .body()
        .get("items")
        .forEach(item -> ids.add(UUID.fromString(item.get("id").asString())));
    return ids;
  }

  private String scope() {
    String from = asked.minus(Duration.ofDays(1)).toString().substring(0, 10);
    String to = asked.plus(Duration.ofDays(1)).toString().substring(0, 10);
    return "division=%d&period=%s..%s".formatted(village.id(), from, to);
  }

  private static int told(UUID order, String template) {
    return Sql.owner()
        .sql(
            """
            select count(*) from notice.message where realm = 1 and order_id = :order and template = :template
            """)
        .param("order", order)
        .param("template", template)
        .query(Integer.class)
        .single();
  }

  private void assertHistoryIsWhole(UUID order) {
    OrderRow row = transactions.read(REALM, () -> store.find(REALM, order)).orElseThrow();
    assertThat(transactions.read(REALM, () -> rebuilding.replay(REALM, row)))
        .isEqualTo(row.order());
    assertThat(reads.get(Actor.system(REALM, Origin.JOB), order, Language.ZH).card().tier().level())
        .isEqualTo(row.order().tier());
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
