package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.ThreadEntry;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** Whoever takes an order from the board may say how they mean to go about it. */
@YanzhenTest
class PlanWithAClaimTest {

  private static final RealmId REALM = new RealmId(1);
  private static final String PLAN = "先断电查线，再换灯泡，周六带梯子来";

  @Autowired County county;
  @Autowired OrderReads reads;

  @BeforeEach
  void handsAreFree() {
    county.emptyHands("worker1");
  }

  @Test
  void standsInTheThreadForTheDeskAndTheRequester() {
    UUID order = county.open();

    Answer claimed = claim(order, PLAN);

    assertThat(claimed.isDone()).as("%s", claimed).isTrue();
    assertThat(county.dispatcher().get("/api/orders/" + order).body().get("thread").toString())
        .contains(PLAN);
    assertThat(
            reads
                .get(Actor.holdingReceipt(REALM, order, "203.0.113.0"), order, Language.ZH)
                .thread())
        .filteredOn(entry -> entry.type().equals("dispatch.claim"))
        .extracting(ThreadEntry::text)
        .containsExactly(PLAN);
  }

  @Test
  void needNotBeWrittenAndIsNoLongerThanAPage() {
    UUID order = county.open();

    Answer tooLong = claim(order, "先".repeat(1_001));

    assertThat(tooLong.code()).isEqualTo("command.malformed");
    assertThat(tooLong.body().toString()).contains("body.text");
    assertThat(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)).isDone())
        .isTrue();
  }

  private Answer claim(UUID order, String text) {
    return county.as("worker1").command("dispatch.claim", Map.of("orderId", order, "text", text));
  }
}
