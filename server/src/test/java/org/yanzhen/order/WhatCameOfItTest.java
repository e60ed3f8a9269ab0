package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Somebody reports an order of a kind that asks what came of it. */
@YanzhenTest
class WhatCameOfItTest {

  private static final String KIND = "asks-what-came";
  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Catalogue catalogue;
  @Autowired TestClock clock;
  @Autowired OrderTimers.LeaseSweep sweep;
  @Autowired JsonMapper mapper;

  @BeforeEach
  void handsAreFreeAndTheKindIsThere() {
    county.emptyHands("worker1");
    ObjectNode kind = mapper.valueToTree(catalogue.find(REALM, "public-facility").orElseThrow());
    kind.put("code", KIND);
    ObjectNode stage = kind.putArray("stages").addObject();
    stage.put("code", "again").put("after", "PT168H");
    stage.set("name", text("再看一次", "A second look"));
    stage.set("task", text("过一周再去看", "Look again after a week"));
    ArrayNode results = kind.putArray("results");
    results.add(result("jobs", "NUMBER", true, null));
    results.add(result("who", "PERSON", false, null));
    results.add(result("held", "NUMBER", true, "again"));
    Answer adopted =
        county
            .as("admin")
            .command("catalogue.adopt-kind", Map.of("kind", mapper.treeToValue(kind, Map.class)));
    assertThat(adopted.isDone()).as("%s", adopted).isTrue();
  }

  @AfterEach
  void today() {
    clock.reset();
  }

  @Test
  void whatMustBeSaidIsAskedForByNameAndNothingOfTheReportStays() {
    UUID order = working();
    JsonNode asks = worker().get("/api/orders/" + order).body().get("asks");
    assertThat(asks.valueStream().map(field -> field.get("code").asString()))
        .containsExactly("jobs", "who");

    Answer without = report(order, Map.of());
    Answer wrong = report(order, Map.of("jobs", "许多"));
    Answer unknown = report(order, Map.of("jobs", "50", "moon", "1"));

    assertThat(without.code()).isEqualTo("order.field-invalid");
    assertThat(without.text("field")).isEqualTo("body.results.jobs");
    assertThat(wrong.text("field")).isEqualTo("body.results.jobs");
    assertThat(unknown.text("field")).isEqualTo("body.results.moon");
    assertThat(worker().get("/api/orders/" + order).text("card.state")).isEqualTo("WORKING");
    assertThat(report(order, Map.of("jobs", "50")).isDone()).isTrue();
  }

  @Test
  void whoDoesNotServeItLearnsNothingOfWhatIsAsked() {
    UUID order = working();

    Answer another =
        county.as("worker2").command("order.report", Map.of("orderId", order, "text", "办了"));

    assertThat(another.code()).isEqualTo("order.not-found");
  }

  @Test
  void itStandsOnTheOrderInWordsAndInTheEntryOfItsReport() {
    UUID order = working();
    assertThat(report(order, Map.of("jobs", "50", "who", "龙小花 13800003001")).isDone()).isTrue();

    Answer read = county.clerk().get("/api/orders/" + order);

    assertThat(read.text("results.0.label")).isEqualTo("Jobs");
    assertThat(read.text("results.0.value")).isEqualTo("50");
    assertThat(read.text("results.1.value")).isEqualTo("龙小花 13800003001");
    JsonNode last = read.body().get("thread").valueStream().toList().getLast();
    assertThat(last.at("/type").asString()).isEqualTo("order.report");
    assertThat(last.at("/answers/0/after/value").asString()).isEqualTo("50");
    assertThat(
            Sql.owner()
                .sql(
                    "select coalesce(value, '') from orders.answered where realm = 1 and order_id = :order")
                .param("order", order)
                .query(String.class)
                .list())
        .as("a name is not kept in the open")
        .containsExactlyInAnyOrder("50", "");
  }

  @Test
  void aSecondReportReplacesWhatTheFirstSaidAndTheFirstStaysInTheThread() {
    UUID order = working();
    report(order, Map.of("jobs", "50"));
    county
        .clerk()
        .command("order.reopen", Map.of("orderId", order, "text", "只来了二十个", "channel", "CALL"));
    take(order);
    assertThat(report(order, Map.of("jobs", "20")).isDone()).isTrue();

    Answer read = county.clerk().get("/api/orders/" + order);

    assertThat(read.body().get("results")).hasSize(1);
    assertThat(read.text("results.0.value")).isEqualTo("20");
    assertThat(
            read.body()
                .get("thread")
                .valueStream()
                .map(entry -> entry.at("/answers/0/after/value").asString(""))
                .filter(value -> !value.isEmpty()))
        .containsExactly("50", "20");
  }

  @Test
  void numbersAddUpByKindOnceWhoeverAskedCallsItSolved() {
    // On a day of its own, so that no other test's orders are in it.
    clock.advance(Duration.ofDays(733));
    county.signInAnew();
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
    String figures = "/api/figures/results?period=" + day + ".." + day;
    UUID first = working();
    report(first, Map.of("jobs", "50"));
    UUID second = working();
    report(second, Map.of("jobs", "7.5"));
    assertThat(county.clerk().get(figures).body().get("rows")).as("a report is a claim").isEmpty();

    for (UUID order : List.of(first, second)) {
      county.clerk().command("order.solve", Map.of("orderId", order, "channel", "CALL"));
    }
    Answer sums = county.clerk().get(figures);

    assertThat(sums.body().get("rows")).hasSize(1);
    assertThat(sums.text("rows.0.kind")).isEqualTo(KIND);
    assertThat(sums.text("rows.0.label")).isEqualTo("Jobs");
    assertThat(sums.text("rows.0.orders")).isEqualTo("2");
    assertThat(sums.body().at("/rows/0/sum").asDouble()).isEqualTo(57.5);
    assertThat(sums.body().at("/rows/0/mean").asDouble()).isEqualTo(28.75);
    assertThat(
            county
                .clerk()
                .get(figures.replace("results?", "orders?") + "&part=result:" + KIND + ":jobs")
                .body()
                .get("items")
                .valueStream()
                .map(card -> card.get("id").asString()))
        .containsExactlyInAnyOrder(first.toString(), second.toString());
    assertThat(worker().get(figures).code()).isEqualTo("access.forbidden");
    String csv =
        new String(
            county.clerk().download(figures.replace("results?", "results/csv?")).body(),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(csv).contains("57.5").contains("28.75");
    county.signInAnew();
  }

  @Test
  void aJointOrderCountsOnceByWhatItsLeadReports() {
    // On a day of its own, so that no other test's orders are in it.
    clock.advance(Duration.ofDays(741));
    county.signInAnew();
    county.emptyHands("worker2");
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
    UUID lead = working();
    UUID part = Ids.next();
    assertThat(
            county
                .dispatcher()
                .command(
                    "order.add-part",
                    Map.of("orderId", lead, "partId", part, "kind", KIND, "text", "一起来办"))
                .isDone())
        .isTrue();
    Api other = county.as("worker2");
    county.dispatcher().command("dispatch.open", Map.of("orderId", part));
    assertThat(other.command("dispatch.claim", Map.of("orderId", part)).isDone()).isTrue();
    assertThat(other.command("order.start", Map.of("orderId", part)).isDone()).isTrue();
    assertThat(report(other, part, Map.of("jobs", "30")).isDone()).isTrue();
    String figures = "/api/figures/results?period=" + day + ".." + day;
    assertThat(worker().command("order.solve", Map.of("orderId", part, "channel", "LEAD")).isDone())
        .isTrue();
    assertThat(county.clerk().get(figures).body().get("rows"))
        .as("the lead calls a part solved; whoever asked has said nothing yet")
        .isEmpty();
    assertThat(report(lead, Map.of("jobs", "50")).isDone()).isTrue();
    county.clerk().command("order.solve", Map.of("orderId", lead, "channel", "CALL"));

    Answer sums = county.clerk().get(figures);

    assertThat(sums.body().get("rows")).hasSize(1);
    assertThat(sums.text("rows.0.orders")).isEqualTo("1");
    assertThat(sums.body().at("/rows/0/sum").asDouble())
        .isEqualTo(50.0)
        .isEqualTo(naiveSum(day, "o.part_of is null"))
        .isNotEqualTo(naiveSum(day, "true"));
    assertThat(
            county
                .clerk()
                .get(figures.replace("results?", "orders?") + "&part=result:" + KIND + ":jobs")
                .body()
                .get("items")
                .valueStream()
                .map(card -> card.get("id").asString()))
        .containsExactly(lead.toString());
    county.signInAnew();
  }

  /** Order by order, from the orders themselves. */
  private static double naiveSum(LocalDate day, String which) {
    return Sql.owner()
        .sql(
            """
            select coalesce(sum(a.amount), 0) from orders.orders o
            join orders.answered a on a.realm = o.realm and a.order_id = o.id
            where o.realm = 1 and o.kind = :kind and o.state = 'SOLVED' and a.code = 'jobs' and a.stands
              and (o.created_at at time zone 'Asia/Shanghai')::date = :day and %s
            """
                .formatted(which))
        .param("kind", KIND)
        .param("day", day)
        .query(Double.class)
        .single();
  }

  @Test
  void aStageThatFollowsTheOrderIsAnOrderOfItsOwnAndAsksItsOwn() {
    UUID order = working();
    report(order, Map.of("jobs", "50"));
    county.clerk().command("order.solve", Map.of("orderId", order, "channel", "CALL"));
    clock.advance(Duration.ofDays(8));
    county.signInAnew();
    // Before the stage is there: it may be offered to whoever served as soon as it is.
    county.emptyHands("worker1");
    sweep.run();
    UUID next =
        Sql.owner()
            .sql("select id from orders.orders where realm = 1 and follows = :order")
            .param("order", order)
            .query(UUID.class)
            .single();
    county.dispatcher().command("dispatch.open", Map.of("orderId", next));
    take(next);

    assertThat(report(next, Map.of("jobs", "50")).text("field")).isEqualTo("body.results.jobs");
    assertThat(report(next, Map.of()).text("field")).isEqualTo("body.results.held");
    assertThat(report(next, Map.of("held", "48")).isDone()).isTrue();
    assertThat(county.clerk().get("/api/orders/" + next).text("results.0.value")).isEqualTo("48");
    assertThat(county.clerk().get("/api/orders/" + order).text("results.0.value")).isEqualTo("50");
    county.signInAnew();
  }

  @Test
  void shippedKindsAskForWhatTheReportsOfTheFieldCount() {
    for (String code :
        List.of(
            "pest-advice",
            "marketing-help",
            "project-funds",
            "lecture-wanted",
            "dispute-mediation",
            "public-facility",
            "land-transfer")) {
      assertThat(catalogue.find(REALM, code).orElseThrow().resultsOf(null)).as(code).isNotEmpty();
    }
    assertThat(catalogue.find(REALM, "pest-advice").orElseThrow().resultsOf("recheck"))
        .isNotEmpty();
  }

  private Api worker() {
    return county.as("worker1");
  }

  private UUID working() {
    Map<String, Object> body = county.request();
    body.put("kind", KIND);
    Answer placed = county.clerk().command("order.place", body);
    assertThat(placed.isDone()).as("%s", placed).isTrue();
    UUID order = (UUID) body.get("orderId");
    county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    take(order);
    return order;
  }

  private void take(UUID order) {
    if (county.clerk().get("/api/orders/" + order).text("card.state").equals("WAITING")) {
      county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    }
    // Whoever served before is asked first for what follows.
    boolean asked = county.clerk().get("/api/orders/" + order).text("card.state").equals("OFFERED");
    Answer taken =
        worker().command(asked ? "order.accept" : "dispatch.claim", Map.of("orderId", order));
    assertThat(taken.isDone()).as("%s", taken).isTrue();
    assertThat(worker().command("order.start", Map.of("orderId", order)).isDone()).isTrue();
  }

  private Answer report(UUID order, Map<String, String> results) {
    return report(worker(), order, results);
  }

  private static Answer report(Api who, UUID order, Map<String, String> results) {
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", order);
    body.put("text", "厂子扩了，人招到了。");
    body.put("results", results);
    return who.command("order.report", body);
  }

  private ObjectNode result(String code, String type, boolean required, String stage) {
    ObjectNode result = mapper.createObjectNode();
    result.put("code", code).put("type", type).put("required", required).put("stage", stage);
    result.set("label", text("结果 " + code, code.substring(0, 1).toUpperCase() + code.substring(1)));
    result.putArray("choices");
    return result;
  }

  private ObjectNode text(String zh, String en) {
    return mapper.createObjectNode().put("zh", zh).put("en", en);
  }
}
