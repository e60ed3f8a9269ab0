package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Joint orders, orders of the same matter, other bodies, pauses. */
@YanzhenTest
class SeveralForOneOrderTest {

  private static final String IN_STAGES = "facility-in-stages";
  private static final String ANOTHER_BODY = "rural-centre";

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired HistoryProof histories;
  @Autowired TestClock clock;
  @Autowired OrderTimers.LeaseSweep sweep;
  @Autowired Divisions divisions;
  @Autowired Catalogue catalogue;
  @Autowired Neighbour neighbour;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @BeforeEach
  void handsAreFree() {
    neighbour.open();
    county.emptyHands("worker1", "worker2", "worker3", "worker4");
  }

  @Test
  void aJointOrderWaitsForItsPartsOrAWaiverWithANameAndAReason() {
    UUID lead = working("worker1");
    UUID part = Ids.next();
    assertThat(addPart(lead, part).isDone()).isTrue();

    Answer early = report(lead, "worker1");
    assertThat(early.code()).isEqualTo("order.parts-open");

    Answer nameless =
        county.dispatcher().command("order.waive-part", Map.of("orderId", lead, "partId", part));
    assertThat(nameless.code()).isEqualTo("order.reason-missing");
    assertThat(
            county
                .dispatcher()
                .command(
                    "order.waive-part",
                    Map.of("orderId", lead, "partId", part, "reason", "村里自己修好了"))
                .isDone())
        .isTrue();
    assertThat(report(lead, "worker1").isDone()).isTrue();
    assertThat(histories.hasWaitedForItsParts(REALM, lead)).isTrue();
  }

  @Test
  void aHistoryThatReportsBeforeThePartsIsFoundAlsoWhenTheyEndedLater() {
    UUID lead = working("worker1");
    UUID part = Ids.next();
    addPart(lead, part);
    county
        .dispatcher()
        .command("order.waive-part", Map.of("orderId", lead, "partId", part, "reason", "自己修好了"));
    report(lead, "worker1");

    assertThat(histories.hasWaitedForItsParts(REALM, lead)).isTrue();
    // As if the waiver had said nothing of a part.
    String facts =
        Sql.owner()
            .sql(
                "select facts::text from orders.history where realm = 1 and order_id = :id and action = 'WAIVE_PART'")
            .param("id", lead)
            .query(String.class)
            .single();
    waived(lead, "{\"other\": \"" + Ids.next() + "\"}");
    try {
      assertThat(histories.hasWaitedForItsParts(REALM, lead)).isFalse();
    } finally {
      waived(lead, facts);
    }
    assertThat(histories.hasWaitedForItsParts(REALM, lead)).isTrue();
  }

  private static void waived(UUID lead, String facts) {
    int changed =
        Sql.owner()
            .sql(
                """
                update orders.history set facts = facts || :facts::jsonb
                where realm = 1 and order_id = :id and action = 'WAIVE_PART'
                """)
            .param("id", lead)
            .param("facts", facts)
            .update();
    assertThat(changed).isOne();
  }

  @Test
  void aPartIsClosedByWhoeverLeadsAndThenTheWholeMayBeReported() {
    UUID lead = working("worker1");
    UUID part = Ids.next();
    addPart(lead, part);
    county.dispatcher().command("dispatch.open", Map.of("orderId", part));
    county.as("worker2").command("dispatch.claim", Map.of("orderId", part));
    county.as("worker2").command("order.start", Map.of("orderId", part));
    assertThat(report(part, "worker2").isDone()).isTrue();

    Answer whole = county.as("worker1").get("/api/orders/" + lead);
    assertThat(whole.text("parts.0.state")).isEqualTo("REPORTED");
    assertThat(whole.text("parts.0.assignee.name")).isNotBlank();
    assertThat(
            String.valueOf(county.as("worker1").get("/api/orders/" + part).body().get("allowed")))
        .contains("order.solve", "order.reopen");
    Answer byTheHelper =
        county.as("worker2").command("order.solve", Map.of("orderId", part, "channel", "LEAD"));
    Answer byTheLead =
        county.as("worker1").command("order.solve", Map.of("orderId", part, "channel", "LEAD"));

    assertThat(byTheHelper.isDone()).isFalse();
    assertThat(byTheLead.isDone()).as("%s", byTheLead).isTrue();
    assertThat(report(lead, "worker1").isDone()).isTrue();
    Answer again =
        county
            .dispatcher()
            .command("order.reopen", Map.of("orderId", part, "channel", "CALL", "text", "又坏了"));
    assertThat(again.code()).isEqualTo("order.lead-closed");
  }

  @Test
  void aPartHasNoParts() {
    UUID lead = working("worker1");
    UUID part = Ids.next();
    addPart(lead, part);

    assertThat(addPart(part, Ids.next()).code()).isEqualTo("order.part-of-part");
  }

  @Test
  void twoOrdersOfOneMatterGoOnTogetherAndCanBeTakenApartOnTheOldClock() {
    UUID first = county.placed();
    UUID second = county.placed();
    String due = county.clerk().get("/api/orders/" + second).text("clocks.1.dueAt");

    Answer merged =
        county
            .clerk()
            .command("order.merge", Map.of("orderId", second, "into", first, "reason", "同一盏灯"));
    Answer intoItself =
        county
            .clerk()
            .command("order.merge", Map.of("orderId", first, "into", first, "reason", "x"));
    Answer withAJoined =
        county
            .clerk()
            .command("order.merge", Map.of("orderId", first, "into", second, "reason", "x"));

    assertThat(merged.text("result.state")).isEqualTo("MERGED");
    assertThat(county.clerk().get("/api/orders/" + first).text("card.joined")).isEqualTo("1");
    assertThat(intoItself.code()).isEqualTo("order.merge-target");
    assertThat(withAJoined.code()).isEqualTo("order.merge-target");

    county.clerk().command("order.unmerge", Map.of("orderId", second, "text", "不是一盏灯"));
    Answer apart = county.clerk().get("/api/orders/" + second);
    assertThat(apart.text("card.state")).isEqualTo("WAITING");
    assertThat(apart.text("clocks.1.dueAt")).isEqualTo(due);
    assertThat(county.clerk().get("/api/orders/" + first).text("card.joined")).isEqualTo("0");
  }

  @Test
  void withdrawingOneLeavesThoseThatWentOnWithItWaitingOnTheirOldClock() {
    UUID first = county.placed();
    UUID merged = county.placed();
    String due = county.clerk().get("/api/orders/" + merged).text("clocks.1.dueAt");
    assertThat(merge(merged, first).isDone()).isTrue();
    UUID joined = meToo(first, Map.of());

    Answer withdrawn =
        county.clerk().command("order.cancel", Map.of("orderId", first, "reason", "搬走了"));

    assertThat(withdrawn.isDone()).as("%s", withdrawn).isTrue();
    for (UUID alone : List.of(merged, joined)) {
      assertThat(county.clerk().get("/api/orders/" + alone).text("card.state"))
          .isEqualTo("WAITING");
      assertThat(told(alone)).contains("APART");
    }
    assertThat(county.clerk().get("/api/orders/" + merged).text("clocks.1.dueAt")).isEqualTo(due);
    assertThat(county.clerk().get("/api/orders/" + first).text("card.joined")).isEqualTo("0");
  }

  @Test
  void whoSaidMeTooHearsWhenTheMatterIsSolved() {
    UUID first = working("worker1");
    UUID joined = meToo(first, Map.of());
    report(first, "worker1");
    assertThat(told(joined)).doesNotContain("JOINED_ENDED");

    county.clerk().command("order.solve", Map.of("orderId", first, "channel", "CALL"));

    assertThat(told(joined)).contains("JOINED_ENDED");
  }

  @Test
  void oneThatPressesMoreBringsTheOneItGoesOnWithForward() {
    UUID first = county.placed();
    UUID second = county.placed();
    String slow = county.clerk().get("/api/orders/" + first).text("clocks.1.dueAt");
    meToo(first, Map.of("urgency", "URGENT"));
    Answer urgent = county.clerk().get("/api/orders/" + first);
    assertThat(urgent.text("card.urgency")).isEqualTo("URGENT");
    assertThat(urgent.text("clocks.1.dueAt")).isLessThan(slow);

    county
        .clerk()
        .command(
            "order.set-urgency", Map.of("orderId", second, "urgency", "DANGER", "reason", "线掉下来了"));
    assertThat(merge(second, first).isDone()).isTrue();
    Answer danger = county.clerk().get("/api/orders/" + first);
    assertThat(danger.text("card.urgency")).isEqualTo("DANGER");
    assertThat(danger.text("clocks.1.dueAt")).isLessThan(urgent.text("clocks.1.dueAt"));
  }

  @Test
  void oneThatPressesMoreDoesNotGoOnWithOneThatIsPutOff() {
    UUID first = county.placed();
    county
        .dispatcher()
        .command(
            "order.suspend",
            Map.of(
                "orderId",
                first,
                "reason",
                "WEATHER",
                "text",
                "等雨停",
                "until",
                clock.instant().plus(Duration.ofDays(2))));

    assertThat(asksToo(county.clerk(), first, Map.of("urgency", "DANGER")).code())
        .isEqualTo("order.merge-target");
    assertThat(asksToo(county.clerk(), first, Map.of()).isDone()).isTrue();
  }

  @Test
  void onlyTheSameKindInTheSameTownshipIsOneMatter() {
    UUID first = county.placed();
    Division village = county.village();
    Division elsewhere =
        divisions.children(divisions.findByCode("431224").orElseThrow().id()).stream()
            .filter(township -> !village.path().startsWith(township.path()))
            .findFirst()
            .orElseThrow();
    UUID otherKind = placed(Map.of("kind", "micro-wish", "fields", Map.of("wish", "thing")));
    UUID otherPlace = placed(Map.of("divisionId", elsewhere.id()));

    assertThat(merge(otherKind, first).code()).isEqualTo("order.merge-target");
    assertThat(merge(otherPlace, first).code()).isEqualTo("order.merge-target");
    assertThat(asksToo(county.clerk(), first, Map.of("divisionId", elsewhere.id())).code())
        .isEqualTo("order.merge-target");
  }

  @Test
  void aDeskSaysMeTooOnlyToWhatItMaySee() {
    UUID ofTheCounty =
        placed(Map.of("divisionId", divisions.findByCode("431224").orElseThrow().id()));
    Api townshipClerk = neighbour.clerkOfAnotherTownshipIn(county, county.placed());
    Division township =
        divisions.children(divisions.findByCode("431224").orElseThrow().id()).stream()
            .filter(one -> !county.village().path().startsWith(one.path()))
            .findFirst()
            .orElseThrow();
    Map<String, Object> there = Map.of("divisionId", township.id());

    assertThat(asksToo(townshipClerk, ofTheCounty, there).code()).isEqualTo("order.merge-target");
    assertThat(asksToo(county.clerk(), ofTheCounty, there).isDone()).isTrue();
  }

  @Test
  void theNextStageComesAlsoAfterAnEndWithoutAWord() {
    adoptInStages();
    UUID order = placed(Map.of("kind", IN_STAGES));
    RealmId realm = new RealmId(1);
    assertThat(step(order, "dispatch.open", county.dispatcher(), Map.of()).isDone()).isTrue();
    step(order, "dispatch.claim", county.as("worker1"), Map.of());
    step(order, "order.start", county.as("worker1"), Map.of());
    assertThat(report(order, "worker1").isDone()).isTrue();
    clock.advance(Duration.ofDays(60));

    gate.submit(
        Envelope.of(Ids.next(), "order.expire", mapper.valueToTree(Map.of("orderId", order))),
        Actor.system(realm, Origin.JOB));

    assertThat(county.clerk().get("/api/orders/" + order).text("card.state")).isEqualTo("SOLVED");
    assertThat(
            Sql.owner()
                .sql("select stage from orders.follow_up where realm = 1 and order_id = :order")
                .param("order", order)
                .query(String.class)
                .list())
        .containsExactly("now");
  }

  private void adoptInStages() {
    ObjectNode kind =
        mapper.valueToTree(catalogue.find(new RealmId(1), "public-facility").orElseThrow());
    kind.put("code", IN_STAGES);
    ArrayNode stages = kind.putArray("stages");
    stages.add(stage("now", null));
    stages.add(stage("later", "now"));
    Answer adopted =
        county
            .as("admin")
            .command("catalogue.adopt-kind", Map.of("kind", mapper.treeToValue(kind, Map.class)));
    assertThat(adopted.isDone()).as("%s", adopted).isTrue();
  }

  private ObjectNode stage(String code, String follows) {
    ObjectNode stage = mapper.createObjectNode();
    stage.put("code", code).put("follows", follows).put("after", "P60D");
    stage.putObject("name").put("zh", "再看一次").put("en", "A second look");
    stage.putObject("task").put("zh", "再去看一次").put("en", "Look again");
    return stage;
  }

  private Answer step(UUID order, String type, Api who, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("orderId", order);
    return who.command(type, body);
  }

  private UUID placed(Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.putAll(more);
    Answer placed = county.clerk().command("order.place", body);
    assertThat(placed.isDone()).as("%s", placed).isTrue();
    return (UUID) body.get("orderId");
  }

  private Answer asksToo(Api who, UUID into, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.putAll(more);
    body.put("joins", into);
    return who.command("order.place", body);
  }

  private UUID meToo(UUID into, Map<String, ?> more) {
    Map<String, Object> with = new HashMap<>(more);
    with.put("orderId", Ids.next());
    Answer joined = asksToo(county.clerk(), into, with);
    assertThat(joined.text("result.state")).as("%s", joined).isEqualTo("MERGED");
    return (UUID) with.get("orderId");
  }

  private Answer merge(UUID order, UUID into) {
    return county
        .clerk()
        .command("order.merge", Map.of("orderId", order, "into", into, "reason", "同一盏灯"));
  }

  private static List<String> told(UUID order) {
    return Sql.owner()
        .sql("select template from notice.message where realm = 1 and order_id = :order")
        .param("order", order)
        .query(String.class)
        .list();
  }

  @Test
  void meTooHasANumberAndAReceiptOfItsOwn() {
    UUID first = county.placed();
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("joins", first);

    Answer joined = county.clerk().command("order.place", body);
    body.put("orderId", Ids.next());
    body.put("joins", Ids.next());
    Answer nothing = county.clerk().command("order.place", body);

    assertThat(joined.text("result.state")).isEqualTo("MERGED");
    assertThat(joined.text("result.number")).isNotBlank();
    assertThat(nothing.code()).isEqualTo("order.merge-target");
  }

  @Test
  void aTransferNeedsAReasonAndABodyOfTheCounty() {
    UUID order = county.placed();

    Answer unknown = transfer(order, "moon-office");
    Answer same = transfer(order, "public-works");
    Answer done = transfer(order, "service-hall");

    assertThat(unknown.code()).isEqualTo("order.body-unknown");
    assertThat(same.code()).isEqualTo("order.same-body");
    assertThat(done.isDone()).isTrue();
    assertThat(county.dispatcher().get("/api/orders/" + order).text("card.responsibleBody"))
        .isEqualTo("service-hall");
  }

  @Test
  void tooOftenThereAndBackItGoesToTheFallbackBody() {
    UUID order = county.placed();
    for (int i = 0; i < 3; i++) {
      county.dispatcher().command("dispatch.open", Map.of("orderId", order));
      county.as("worker1").command("dispatch.claim", Map.of("orderId", order));
      county.as("worker1").command("order.release", Map.of("orderId", order, "reason", "BUSY"));
    }

    Answer raised = county.dispatcher().get("/api/orders/" + order);
    assertThat(raised.text("card.responsibleBody")).isEqualTo("service-hall");
    assertThat(raised.text("card.state")).isEqualTo("WAITING");
  }

  @Test
  void tooOftenFromBodyToBodyItGoesToTheFallbackBody() {
    UUID order = county.placed();

    assertThat(transfer(order, ANOTHER_BODY).isDone()).isTrue();
    assertThat(hops(order)).isEqualTo("1");
    assertThat(transfer(order, "public-works").isDone()).isTrue();
    assertThat(hops(order)).isEqualTo("2");
    assertThat(body(order)).isEqualTo("public-works");
    Answer third = transfer(order, ANOTHER_BODY);

    assertThat(third.isDone()).as("%s", third).isTrue();
    assertThat(body(order)).isEqualTo("service-hall");
    assertThat(hops(order)).isEqualTo("3");
    assertThat(county.dispatcher().get("/api/orders/" + order).text("card.version"))
        .isEqualTo(third.text("result.version"));
    // Each of the two steps of that one command is counted with the body it left.
    assertThat(
            Sql.owner()
                .sql(
                    """
                    select body || ' ' || reason || ' ' || to_body from orders.returned
                    where realm = 1 and order_id = :order order by version
                    """)
                .param("order", order)
                .query(String.class)
                .list())
        .containsExactly(
            "public-works NOT_OURS " + ANOTHER_BODY,
            ANOTHER_BODY + " NOT_OURS public-works",
            "public-works NOT_OURS " + ANOTHER_BODY,
            ANOTHER_BODY + " HOP_LIMIT service-hall");
  }

  @Test
  void aTransferOfWhatSomebodyHasIsOneHopToo() {
    UUID order = working("worker1");

    assertThat(transfer(order, ANOTHER_BODY).isDone()).isTrue();

    assertThat(hops(order)).isEqualTo("1");
  }

  @Test
  void whatTheFallbackBodyGotByTheLimitItDoesNotPassOn() {
    UUID order = county.placed();
    transfer(order, ANOTHER_BODY);
    transfer(order, "public-works");
    assertThat(allowed(order)).contains("order.transfer");
    transfer(order, ANOTHER_BODY);

    Answer on = transfer(order, "public-works");

    assertThat(on.code()).isEqualTo("order.taken-for-good");
    assertThat(body(order)).isEqualTo("service-hall");
    assertThat(allowed(order)).doesNotContain("order.transfer").contains("dispatch.open");
    // Whoever is sent by it may still give it back: to the same body.
    county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    county.as("worker1").command("dispatch.claim", Map.of("orderId", order));
    county.as("worker1").command("order.release", Map.of("orderId", order, "reason", "BUSY"));
    assertThat(body(order)).isEqualTo("service-hall");
    assertThat(hops(order)).isEqualTo("4");
    assertThat(transfer(order, "public-works").code()).isEqualTo("order.taken-for-good");
  }

  @Test
  void whatSomebodySentToTheFallbackBodyItMaySendBack() {
    UUID order = county.placed();
    assertThat(transfer(order, "service-hall").isDone()).isTrue();

    assertThat(allowed(order)).contains("order.transfer");
    assertThat(transfer(order, "public-works").isDone()).isTrue();
    assertThat(transfer(order, "service-hall").isDone()).isTrue();

    assertThat(body(order)).isEqualTo("service-hall");
    assertThat(hops(order)).isEqualTo("3");
    // It went there by somebody's choice: no second step followed.
    assertThat(
            Sql.owner()
                .sql(
                    "select count(*) from orders.returned where realm = 1 and order_id = :order and reason = 'HOP_LIMIT'")
                .param("order", order)
                .query(Integer.class)
                .single())
        .isZero();
  }

  private String hops(UUID order) {
    return county.dispatcher().get("/api/orders/" + order).text("card.hops");
  }

  private String body(UUID order) {
    return county.dispatcher().get("/api/orders/" + order).text("card.responsibleBody");
  }

  private String allowed(UUID order) {
    return String.valueOf(county.dispatcher().get("/api/orders/" + order).body().get("allowed"));
  }

  @Test
  void aSuspensionHasAReasonAndAnEndAndEndsByItself() {
    UUID order = county.placed();
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", order);
    body.put("reason", "WEATHER");
    body.put("text", "等雨停");
    body.put("until", clock.instant().minusSeconds(60));
    Answer past = county.dispatcher().command("order.suspend", body);
    body.put("until", clock.instant().plus(Duration.ofDays(2)));
    Answer byClerk = county.clerk().command("order.suspend", body);
    Answer done = county.dispatcher().command("order.suspend", body);

    assertThat(past.code()).isEqualTo("order.suspend-until");
    assertThat(byClerk.code()).isEqualTo("access.forbidden");
    assertThat(done.text("result.state")).isEqualTo("SUSPENDED");

    clock.advance(Duration.ofDays(3));
    sweep.run();
    assertThat(county.dispatcher().get("/api/orders/" + order).text("card.state"))
        .isEqualTo("WAITING");
  }

  @Test
  void aBrokenPromiseIsRaisedStepByStep() {
    UUID order = county.placed();
    clock.advance(Duration.ofDays(20));
    sweep.run();
    sweep.run();

    assertThat(Integer.parseInt(county.dispatcher().get("/api/orders/" + order).text("card.level")))
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void nobodySendsWhatOnlyTheProductMaySend() {
    UUID order = county.placed();

    assertThat(
            county
                .dispatcher()
                .command("order.escalate", Map.of("orderId", order, "version", 1))
                .code())
        .isEqualTo("access.forbidden");
    assertThat(county.dispatcher().command("order.expire", Map.of("orderId", order)).code())
        .isEqualTo("access.forbidden");
  }

  private Answer transfer(UUID order, String body) {
    return county
        .dispatcher()
        .command("order.transfer", Map.of("orderId", order, "body", body, "reason", "NOT_OURS"));
  }

  private UUID working(String worker) {
    UUID order = county.open();
    county.as(worker).command("dispatch.claim", Map.of("orderId", order));
    county.as(worker).command("order.start", Map.of("orderId", order));
    return order;
  }

  private Answer addPart(UUID lead, UUID part) {
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", lead);
    body.put("partId", part);
    body.put("kind", "public-facility");
    body.put("text", "电工先断电");
    return county.dispatcher().command("order.add-part", body);
  }

  private Answer report(UUID order, String worker) {
    return county.as(worker).command("order.report", Map.of("orderId", order, "text", "修好了"));
  }
}
