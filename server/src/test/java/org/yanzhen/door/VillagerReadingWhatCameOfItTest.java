package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.order.Receipts;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** A villager opens the receipt of an order that somebody reported, or that several serve. */
@YanzhenTest
class VillagerReadingWhatCameOfItTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Receipts receipts;

  @BeforeEach
  void handsAreFree() {
    county.emptyHands("worker1");
  }

  @Test
  void theReceiptSaysWhatCameOfIt() {
    UUID order = county.open();
    done("worker1", "dispatch.claim", Map.of("orderId", order));
    done("worker1", "order.start", Map.of("orderId", order));
    assertThat(receipt(order).has("results")).isFalse();

    done(
        "worker1",
        "order.report",
        Map.of(
            "orderId",
            order,
            "text",
            "换了三个灯泡。",
            "results",
            Map.of("repaired", "mended", "cost", "86")));

    Page receipt = receipt(order);
    assertThat(receipt.text("results")).contains("修成什么样", "修好了", "86");
    assertThat(receipt.weight()).isLessThan(30_000);
  }

  @Test
  void theReceiptSaysHowTheSharesOfOthersStand() {
    UUID order = county.placed();
    assertThat(receipt(order).has("parts")).isFalse();
    done(
        "dispatcher",
        "order.add-part",
        Map.of("orderId", order, "partId", Ids.next(), "kind", "equipment-slot", "text", "借一台升降车"));

    assertThat(receipt(order).text("parts")).containsPattern("农机与冷库位 · 待(派单|接单)");
  }

  private Page receipt(UUID order) {
    return new Visitor(county.address()).open(receipts.path(REALM, order));
  }

  private void done(String login, String type, Map<String, ?> body) {
    Answer answer = county.as(login).command(type, body);
    assertThat(answer.isDone()).as("%s %s", type, answer).isTrue();
  }
}
