package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** What a clever sender must not get past. */
@YanzhenTest
class WhoMayDoWhatTest {

  @Autowired County county;

  @Test
  void aDraftIsCompleteSoThatItCanAlwaysBeSent() {
    Map<String, Object> lacking = county.request();
    lacking.put("fields", Map.of());
    assertThat(county.clerk().command("order.draft", lacking).code())
        .isEqualTo("order.field-invalid");

    Map<String, Object> whole = county.request();
    assertThat(county.clerk().command("order.draft", whole).text("result.state"))
        .isEqualTo("DRAFT");
    assertThat(
            county
                .clerk()
                .command("order.submit", Map.of("orderId", whole.get("orderId")))
                .text("result.state"))
        .isEqualTo("WAITING");
  }

  @Test
  void whoHoldsAnAccountDoesNotSayTheOrderCameThroughTheDoor() {
    Map<String, Object> request = county.request();
    request.put("source", "DOOR");
    assertThat(county.clerk().command("order.place", request).text("field"))
        .isEqualTo("body.source");

    Map<String, Object> message = county.request();
    message.put("source", "INTAKE");
    message.put("fromIntake", Ids.next());
    assertThat(county.clerk().command("order.place", message).text("field"))
        .isEqualTo("body.source");
  }

  @Test
  void anOrderOneMayNotSeeDoesNotExist() {
    UUID order = county.placed();
    for (String type : new String[] {"order.note", "order.start", "order.accept"}) {
      Map<String, Object> body = new HashMap<>(Map.of("orderId", order));
      if (type.equals("order.note")) {
        body.put("text", "路过看看");
      }
      assertThat(county.as("worker2").command(type, body).code())
          .as(type)
          .isEqualTo("order.not-found");
    }
  }

  @Test
  void whoOnceHadItMayStillHandInWhatWasWrittenWithoutSignal() {
    UUID order = county.open();
    county.as("worker2").command("dispatch.claim", Map.of("orderId", order));
    county.dispatcher().command("dispatch.recall", Map.of("orderId", order, "reason", "三天没有消息"));

    assertThat(
            county
                .as("worker2")
                .command("order.report", Map.of("orderId", order, "text", "修好了"))
                .code())
        .isEqualTo("order.lease-lost");
    assertThat(
            county
                .as("worker2")
                .command("order.note", Map.of("orderId", order, "text", "其实已经修好了"))
                .isDone())
        .isTrue();
  }

  @Test
  void aDispatcherMayTakeWorkBackFromSomebodyWhoFellIll() {
    UUID order = county.open();
    county.as("worker2").command("dispatch.claim", Map.of("orderId", order));
    county.as("worker2").command("order.start", Map.of("orderId", order));

    Answer recalled =
        county.dispatcher().command("dispatch.recall", Map.of("orderId", order, "reason", "住院了"));

    assertThat(recalled.text("result.state")).isEqualTo("WAITING");
    Answer card = county.dispatcher().get("/api/orders/" + order);
    assertThat(card.text("card.assignee")).isNull();
    assertThat(card.text("card.hops")).isEqualTo("1");
  }

  @Test
  void theDoorIsNotAChannelOfTheDesk() {
    UUID order = reported();

    assertThat(
            county
                .clerk()
                .command("order.solve", Map.of("orderId", order, "channel", "DOOR"))
                .text("field"))
        .isEqualTo("body.channel");
    assertThat(
            county
                .clerk()
                .command("order.solve", Map.of("orderId", order, "channel", "CALL"))
                .isDone())
        .isTrue();
  }

  @Test
  void theReceiptIsHandedOutByThoseWhoTakeOrders() {
    UUID order = county.placed();

    assertThat(county.clerk().get("/api/orders/" + order).text("doorPath")).startsWith("/o/1.");
    assertThat(county.as("admin").get("/api/orders/" + order).text("doorPath")).isNull();
  }

  @Test
  void aMessageOfOneSourceIsTakenInOnceEvenUnderAnotherId() {
    String sourceId = Ids.next().toString();
    assertThat(receive(Ids.next(), sourceId).isDone()).isTrue();

    assertThat(receive(Ids.next(), sourceId).code()).isEqualTo("hall.item-exists");
  }

  private Answer receive(UUID item, String sourceId) {
    return county
        .clerk()
        .command(
            "hall.receive",
            Map.of(
                "itemId",
                item,
                "source",
                "twice",
                "sourceId",
                sourceId,
                "subject",
                "重复",
                "text",
                "重复的来件",
                "placedAt",
                "2026-01-01T00:00:00Z"));
  }

  private UUID reported() {
    UUID order = county.open();
    county.as("worker2").command("dispatch.claim", Map.of("orderId", order));
    county.as("worker2").command("order.start", Map.of("orderId", order));
    assertThat(
            county
                .as("worker2")
                .command("order.report", Map.of("orderId", order, "text", "好了"))
                .isDone())
        .isTrue();
    return order;
  }
}
