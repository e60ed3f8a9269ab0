package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.WideKind;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** A message became an order before anybody had asked the questions of its kind. */
@YanzhenTest
class QuestionsAnsweredLaterTest {

  @Autowired County county;
  @Autowired Catalogue catalogue;
  @Autowired TestClock clock;

  @BeforeEach
  void handsAreFree() {
    county.emptyHands("worker1");
  }

  @Test
  void theDeskSeesWhatWasNotAskedAndAnswersItAndThePapersAppear() {
    UUID order = fromAMessage("proxy-filing", Map.of());
    Answer before = county.clerk().get("/api/orders/" + order);
    JsonNode unanswered = before.body().get("unanswered");
    assertThat(unanswered).isNotEmpty();
    JsonNode choice =
        unanswered
            .valueStream()
            .filter(field -> field.get("type").asString().equals("CHOICE"))
            .findFirst()
            .orElseThrow();
    String code = choice.get("code").asString();
    int papersBefore = before.body().get("papers").size();

    int most = 0;
    for (JsonNode one : choice.get("choices")) {
      Answer answered = answer(county.clerk(), order, Map.of(code, one.get("code").asString()));
      assertThat(answered.isDone()).as("%s", answered).isTrue();
      Answer read = county.clerk().get("/api/orders/" + order);
      assertThat(read.body().get("unanswered").valueStream().map(f -> f.get("code").asString()))
          .doesNotContain(code);
      most = Math.max(most, read.body().get("papers").size());
    }
    assertThat(most).as("papers by situation").isGreaterThan(papersBefore);
  }

  @Test
  void whatStoodThereBeforeStaysInTheThread() {
    UUID order = county.placed();
    assertThat(answer(county.clerk(), order, Map.of("facility", "road")).isDone()).isTrue();
    assertThat(answer(county.clerk(), order, Map.of("since", "2026-11-02")).isDone()).isTrue();
    assertThat(answer(county.clerk(), order, Map.of("since", "")).isDone()).isTrue();

    Answer read = county.clerk().get("/api/orders/" + order);

    assertThat(read.text("fields.0.value")).isEqualTo("Road or bridge");
    assertThat(read.body().get("fields")).hasSize(1);
    JsonNode thread = read.body().get("thread");
    assertThat(thread.at("/1/type").asString()).isEqualTo("order.answer");
    assertThat(thread.at("/1/answers/0/before/value").asString()).isEqualTo("Street light");
    assertThat(thread.at("/1/answers/0/after/value").asString()).isEqualTo("Road or bridge");
    assertThat(
            thread.at("/2/answers/0/before").isMissingNode()
                || thread.at("/2/answers/0/before").isNull())
        .isTrue();
    assertThat(thread.at("/3/answers/0/before/value").asString()).isEqualTo("2026-11-02");
    assertThat(read.text("card.state")).isEqualTo("WAITING");
  }

  @Test
  void aWrongAnswerIsRefusedAtItsQuestionAndWhatMustBeAnsweredIsNotTakenAway() {
    UUID order = county.placed();

    assertThat(answer(county.clerk(), order, Map.of("since", "昨天")).text("field"))
        .isEqualTo("body.fields.since");
    assertThat(answer(county.clerk(), order, Map.of("facility", "")).text("field"))
        .isEqualTo("body.fields.facility");
    assertThat(answer(county.clerk(), order, Map.of("moon", "1")).text("field"))
        .isEqualTo("body.fields.moon");
    assertThat(answer(county.clerk(), order, Map.of()).code()).isEqualTo("command.malformed");
    assertThat(county.clerk().get("/api/orders/" + order).text("card.version")).isEqualTo("1");
  }

  @Test
  void whoServesItAnswersTooAndNobodyElse() {
    UUID order = county.open();
    Map<String, String> spot = Map.of("spot", "小学门口第二盏");
    assertThat(answer(county.as("worker1"), order, spot).code()).isEqualTo("order.not-yours");
    assertThat(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)).isDone())
        .isTrue();

    assertThat(answer(county.as("worker2"), order, spot).code()).isEqualTo("order.not-found");
    assertThat(county.as("worker2").get("/api/orders/" + order + "/questions").code())
        .isEqualTo("order.not-found");
    assertThat(answer(county.as("worker1"), order, spot).isDone()).isTrue();
    Answer questions = county.as("worker1").get("/api/orders/" + order + "/questions");
    assertThat(questions.text("values.spot")).isEqualTo("小学门口第二盏");
    assertThat(questions.body().get("questions")).hasSizeGreaterThan(3);
  }

  @Test
  void whatIsOverIsAnsweredNoMore() {
    UUID order = county.placed();
    county.clerk().command("order.cancel", Map.of("orderId", order, "reason", "不用了"));

    assertThat(answer(county.clerk(), order, Map.of("facility", "road")).code())
        .isEqualTo("order.wrong-state");
    assertThat(county.clerk().get("/api/orders/" + order + "/questions").code())
        .isEqualTo("order.not-allowed");
  }

  @Test
  void aNameIsKeptEncryptedAlsoWhereItIsChanged() {
    WideKind.adopt(county, catalogue, clock);
    Map<String, Object> body = county.request();
    body.put("kind", WideKind.CODE);
    body.put("fields", Map.of("who", "龙小花"));
    assertThat(county.clerk().command("order.place", body).isDone()).isTrue();
    UUID order = (UUID) body.get("orderId");

    assertThat(answer(county.clerk(), order, Map.of("who", "石大山", "home", "石大山")).isDone())
        .isTrue();

    Answer read = county.clerk().get("/api/orders/" + order);
    assertThat(read.text("fields.0.value")).isEqualTo("石大山");
    assertThat(read.text("thread.1.answers.0.before.value")).isEqualTo("龙小花");
    assertThat(
            Sql.owner()
                .sql(
                    """
                    select concat(o.fields, a.value, a.was) from orders.orders o
                    join orders.answered a on a.realm = o.realm and a.order_id = o.id
                    where o.realm = 1 and o.id = :order
                    """)
                .param("order", order)
                .query(String.class)
                .list())
        .hasSize(2)
        .noneMatch(open -> open.contains("龙小花") || open.contains("石大山"));
  }

  @Test
  void whoConfirmsAMessageMayFillInWhatItSaysAndSaysWhoAnswersForIt() {
    UUID order =
        fromAMessage(
            "public-facility",
            Map.of("body", "service-hall", "fields", Map.of("facility", "light")));

    Answer read = county.clerk().get("/api/orders/" + order);
    assertThat(read.text("card.responsibleBody")).isEqualTo("service-hall");
    assertThat(read.text("fields.0.value")).isEqualTo("Street light");
    assertThat(county.clerk().get("/api/people/organisations").body().get("organisations"))
        .isNotEmpty();
    assertThat(
            Sql.owner()
                .sql("select body from hall.intake_item where realm = 1 and order_id = :order")
                .param("order", order)
                .query(String.class)
                .single())
        .isEqualTo("service-hall");
    assertThat(confirm(message(), "public-facility", Map.of("body", "moon-office")).code())
        .isEqualTo("order.body-unknown");
    assertThat(
            confirm(message(), "public-facility", Map.of("fields", Map.of("since", "昨天")))
                .text("field"))
        .isEqualTo("body.fields.since");
  }

  private static Answer answer(Api who, UUID order, Map<String, String> fields) {
    return who.command("order.answer", Map.of("orderId", order, "fields", fields));
  }

  private UUID fromAMessage(String kind, Map<String, ?> more) {
    Answer confirmed = confirm(message(), kind, more);
    assertThat(confirmed.isDone()).as("%s", confirmed).isTrue();
    return UUID.fromString(confirmed.text("result.orderId"));
  }

  private UUID message() {
    UUID item = Ids.next();
    Answer received =
        county
            .clerk()
            .command(
                "hall.receive",
                Map.of(
                    "itemId",
                    item,
                    "source",
                    "asked-later",
                    "sourceId",
                    item.toString(),
                    "subject",
                    "想请人帮忙办",
                    "text",
                    "想请人帮忙办一件事，不知道要带什么。",
                    "placedAt",
                    Instant.parse("2026-03-02T02:00:00Z")));
    assertThat(received.isDone()).as("%s", received).isTrue();
    return item;
  }

  private Answer confirm(UUID item, String kind, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("itemId", item);
    body.put("orderId", Ids.next());
    body.put("kind", kind);
    body.put("divisionId", county.village().id());
    return county.clerk().command("hall.confirm", body);
  }
}
