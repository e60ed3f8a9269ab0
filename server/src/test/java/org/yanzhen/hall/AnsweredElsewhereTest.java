package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** A message that was answered elsewhere comes in as a precedent. */
@YanzhenTest
class AnsweredElsewhereTest {

  @Autowired County county;
  @Autowired TriageModels models;
  private Messages messages;

  @BeforeEach
  void messages() {
    messages = new Messages(county);
  }

  @Test
  void itBecomesNoOrderAndIsNotDismissed() {
    UUID item =
        answered("路灯不亮", "三盏路灯都不亮", "2019-05-06T02:00:00Z", "2019-05-07T02:00:00Z", Map.of());

    Answer confirmed =
        county
            .clerk()
            .command(
                "hall.confirm",
                Map.of(
                    "itemId",
                    item,
                    "orderId",
                    Ids.next(),
                    "kind",
                    "public-facility",
                    "divisionId",
                    county.village().id()));
    Answer dismissed =
        county.clerk().command("hall.dismiss", Map.of("itemId", item, "reason", "旧的"));

    assertThat(confirmed.code()).isEqualTo("hall.item-historical");
    assertThat(dismissed.code()).isEqualTo("hall.item-historical");
    assertThat(county.clerk().get("/api/intake/" + item).text("state")).isEqualTo("HISTORICAL");
  }

  @Test
  void itStandsInNoOtherListAndIsFoundByItsWords() {
    UUID item =
        answered("鹭鸶坪渡口", "鹭鸶坪渡口停运", "2019-05-06T02:00:00Z", "2019-05-07T02:00:00Z", Map.of());

    assertThat(list("NEW")).doesNotContain(item.toString());
    assertThat(list("HISTORICAL")).contains(item.toString());
  }

  @Test
  void itNeedsItsAnswer() {
    Answer answer =
        county
            .clerk()
            .command(
                "hall.receive",
                Map.of(
                    "itemId", Ids.next(),
                    "source", "triage-test",
                    "sourceId", "no-answer",
                    "subject", "路",
                    "text", "坏了",
                    "placedAt", "2019-05-06T02:00:00Z",
                    "historical", true));

    assertThat(answer.code()).isEqualTo("command.malformed");
    assertThat(answer.text("field")).isEqualTo("body.reply");
  }

  @Test
  void itsTimeIsMeasuredOnTheCalendarOfItsYear() {
    // 30 April 2019 was a working day, 1 to 4 May were free, 5 May a Sunday worked for them.
    String category = "节假" + Ids.next().toString().substring(24);
    UUID item =
        answered(
            "五一",
            "五一前的信",
            "2019-04-30T06:30:00Z",
            "2019-05-05T06:30:00Z",
            Map.of("category", category));

    JsonNode body = county.clerk().get("/api/intake/" + item).body();
    double workingDay =
        county.clerk().get("/api/intake/answers").body().path("workingDayHours").asDouble();
    assertThat(body.path("replyMinutes").asInt()).isEqualTo(5 * 24 * 60);
    assertThat(body.path("replyWorkMinutes").asInt()).isEqualTo((int) Math.round(workingDay * 60));
    JsonNode row =
        county
            .clerk()
            .get("/api/intake/answers")
            .body()
            .path("rows")
            .valueStream()
            .filter(one -> one.path("category").asString("").equals(category))
            .findFirst()
            .orElseThrow();
    assertThat(row.path("year").asInt()).isEqualTo(2019);
    assertThat(row.path("count").asInt()).isOne();
    assertThat(row.path("medianDays").asDouble()).isEqualTo(5.0);
  }

  @Test
  void aSimilarNewMessageIsShownHowItWasAnswered() {
    UUID old =
        answered(
            "老鸦滩人行吊桥桥板腐烂",
            "老鸦滩的人行吊桥桥板烂了好几块，学生过桥很危险，请派人换桥板。",
            "2019-03-04T02:00:00Z",
            "2019-03-08T02:00:00Z",
            Map.of());
    models.chooseMarks(new RealmId(1));
    UUID fresh = messages.receive("老鸦滩吊桥又烂了", "老鸦滩的人行吊桥桥板又烂了两块，学生过桥危险。");

    JsonNode precedents =
        county.clerk().get("/api/intake/" + fresh + "/triage").body().path("precedents");

    assertThat(precedents.path(0).path("id").asString()).isEqualTo(old.toString());
    assertThat(precedents.path(0).path("reply").asString()).isEqualTo("已经办好。");
  }

  @Test
  void itCountsForNoWorklistAndNoRate() {
    String before = String.valueOf(county.dispatcher().get("/api/orders/counts").body());
    answered("不算数", "不算数的旧信", "2019-03-04T02:00:00Z", "2019-03-08T02:00:00Z", Map.of());

    assertThat(String.valueOf(county.dispatcher().get("/api/orders/counts").body()))
        .isEqualTo(before);
  }

  private String list(String state) {
    return String.valueOf(
        county
            .clerk()
            .get("/api/intake?state=" + state + "&text=%E9%B9%AD%E9%B8%B6%E5%9D%AA&limit=100")
            .body());
  }

  private UUID answered(
      String subject, String text, String at, String repliedAt, Map<String, Object> more) {
    Map<String, Object> all = new java.util.HashMap<>(more);
    all.put("reply", "已经办好。");
    all.put("repliedAt", repliedAt);
    all.put("historical", true);
    return messages.receive(subject, text, Instant.parse(at), all);
  }
}
