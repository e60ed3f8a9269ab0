package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.command.AttachmentRef;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.MediaKind;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Recordings;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;

/** What a clever sender must not get past. */
@YanzhenTest
class WhoMayDoWhatTest {

  @Autowired County county;
  @Autowired OrderReads reads;
  @Autowired Attachments attachments;

  @BeforeEach
  void handsAreFree() {
    county.emptyHands("worker1", "worker2");
  }

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
    UUID handOut = Ids.next();
    String path = "/api/hall/orders/" + order + "/hand-outs/" + handOut;
    assertThat(String.valueOf(county.clerk().get("/api/orders/" + order).body()))
        .doesNotContain("/o/1.");
    assertThat(county.clerk().get(path).code()).as("not before").isEqualTo("order.not-found");

    assertThat(handOut(county.clerk(), order, handOut).isDone()).isTrue();

    assertThat(county.clerk().get(path).text("doorPath")).startsWith("/o/1.");
    assertThat(county.dispatcher().get(path).code()).as("theirs").isEqualTo("order.not-found");
    assertThat(county.as("admin").get("/api/orders/" + order).text("handsOut")).isEqualTo("false");
    assertThat(handOut(county.as("admin"), order, Ids.next()).isDone()).isFalse();
  }

  @Test
  void whoDoesTheWorkDoesNotHandOutTheReceipt() {
    UUID order = reported();

    assertThat(reads.get(atTheDesk("worker1"), order, Language.ZH).handsOut()).isTrue();
    assertThat(reads.mayHandOut(atTheDesk("worker1"), order)).isTrue();
    assertThat(reads.get(atTheDesk("worker2"), order, Language.ZH).handsOut()).isFalse();
    assertThat(reads.mayHandOut(atTheDesk("worker2"), order)).isFalse();
  }

  private static Answer handOut(Api who, UUID order, UUID handOut) {
    return who.command(
        "hall.hand-out-receipt",
        Map.of("orderId", order, "handOutId", handOut, "toWhom", "REQUESTER", "medium", "PAPER"));
  }

  @Test
  void aMessageOfOneSourceIsTakenInOnceEvenUnderAnotherId() {
    String sourceId = Ids.next().toString();
    assertThat(receive(Ids.next(), sourceId).isDone()).isTrue();

    assertThat(receive(Ids.next(), sourceId).code()).isEqualTo("hall.item-exists");
  }

  @Test
  void theRatedDoNotReadTheirGradesAlsoWhenTheySitAtADesk() {
    UUID order = reported();
    assertThat(
            county
                .clerk()
                .command(
                    "order.solve",
                    Map.of("orderId", order, "channel", "CALL", "rating", 2, "text", "来得太晚"))
                .isDone())
        .isTrue();
    Actor other = atTheDesk("worker1");
    Actor rated = atTheDesk("worker2");

    assertThat(reads.get(other, order, Language.ZH).card().rating()).isEqualTo(2);
    assertThat(reads.get(rated, order, Language.ZH).card().rating()).isNull();
    assertThat(verdict(other, order).text()).isEqualTo("来得太晚");
    assertThat(verdict(rated, order).text()).isNull();
    assertThat(verdict(rated, order).rating()).isNull();

    county
        .clerk()
        .command("order.reopen", Map.of("orderId", order, "channel", "CALL", "text", "又坏了"));
    assertThat(reads.get(rated, order, Language.ZH).card().rating()).isNull();
    assertThat(verdict(rated, order).text()).isNull();
  }

  @Test
  void whoLooksAtTheBoardSeesWhatCameWithTheAskingAndNoFiles() {
    UUID asked = upload(Recordings.wav());
    UUID form = upload(Recordings.pdf());
    UUID later = upload(Recordings.amr());
    Map<String, Object> request = county.request();
    request.put("attachments", List.of(asked, form));
    UUID order = (UUID) request.get("orderId");
    assertThat(county.clerk().command("order.place", request).isDone()).isTrue();
    assertThat(
            county
                .clerk()
                .command(
                    "order.note",
                    Map.of("orderId", order, "text", "她家里的录音", "attachments", List.of(later)))
                .isDone())
        .isTrue();
    county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    Actor looking = worker("worker1");

    assertThat(files(atTheDesk("worker1"), order)).contains(asked, form, later);
    assertThat(files(looking, order)).containsExactly(asked);
    assertThat(reads.attachment(looking, order, asked).kind()).isEqualTo(MediaKind.AUDIO);
    for (UUID closed : List.of(form, later)) {
      assertThatThrownBy(() -> reads.attachment(looking, order, closed))
          .isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void whoIsOnlyAskedDoesNotLearnForWhomSomebodyActed() {
    UUID order = county.placed();
    county
        .clerk()
        .command(
            Ids.next(),
            "order.note",
            Map.of("orderId", order, "text", "他儿子说的"),
            Map.of("onBehalfOf", Map.of("name", "向老伯")));
    Actor asked = worker("worker1");
    assertThat(
            county
                .dispatcher()
                .command(
                    "dispatch.offer",
                    Map.of("orderId", order, "personId", asked.personId(), "reason", "就近"))
                .isDone())
        .isTrue();

    assertThat(behalf(atTheDesk("worker2"), order)).contains("向老伯");
    assertThat(reads.get(asked, order, Language.ZH).thread()).isNotEmpty();
    assertThat(behalf(asked, order)).isEmpty();
    county.as("worker1").command("order.accept", Map.of("orderId", order));
    assertThat(behalf(asked, order)).contains("向老伯");
    county.as("worker1").command("order.release", Map.of("orderId", order, "reason", "BUSY"));
  }

  private List<String> behalf(Actor actor, UUID order) {
    return reads.get(actor, order, Language.ZH).thread().stream()
        .map(OrderViews.ThreadEntry::onBehalfOf)
        .filter(Objects::nonNull)
        .toList();
  }

  private List<UUID> files(Actor actor, UUID order) {
    return reads.get(actor, order, Language.ZH).attachments().stream()
        .map(AttachmentRef::id)
        .toList();
  }

  private UUID upload(byte[] bytes) {
    UUID account =
        Sql.owner()
            .sql("select id from access.account where realm = 1 and login = 'clerk'")
            .query(UUID.class)
            .single();
    Actor clerk =
        new Actor(
            new RealmId(1),
            Origin.DESK,
            account,
            null,
            Set.of(new Grant(Role.CLERK, 1, ".")),
            null,
            null);
    UUID id = Ids.next();
    assertThat(attachments.put(clerk, id, 0, bytes.length, false, bytes).complete()).isTrue();
    return id;
  }

  private OrderViews.ThreadEntry verdict(Actor actor, UUID order) {
    return reads.get(actor, order, Language.ZH).thread().stream()
        .filter(entry -> entry.type().equals("order.solve"))
        .findFirst()
        .orElseThrow();
  }

  private static Actor atTheDesk(String login) {
    return somebody(login, Role.DISPATCHER);
  }

  private static Actor worker(String login) {
    return somebody(login, Role.WORKER);
  }

  private static Actor somebody(String login, Role role) {
    UUID person =
        Sql.owner()
            .sql("select person_id from access.account where realm = 1 and login = :login")
            .param("login", login)
            .query(UUID.class)
            .single();
    return new Actor(
        new RealmId(1), Origin.API, null, person, Set.of(new Grant(role, 1, ".")), null, null);
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
