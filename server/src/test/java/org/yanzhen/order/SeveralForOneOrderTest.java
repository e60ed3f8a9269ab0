package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** Joint orders, orders of the same matter, other bodies, pauses. */
@YanzhenTest
class SeveralForOneOrderTest {

  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired OrderTimers.LeaseSweep sweep;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @BeforeEach
  void handsAreFree() {
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
