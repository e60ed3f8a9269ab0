package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** A clerk reads a message and is told what it may be about. */
@YanzhenTest
class ClerkWithSuggestionsTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired TriageModels models;
  @Autowired TestClock clock;
  private Messages messages;

  @BeforeEach
  void messages() {
    messages = new Messages(county);
  }

  @Test
  void beforeAnybodyHasConfirmedAnythingTheWordListsSuggestAndSaySo() {
    JsonNode first =
        suggested(messages.receive("村口路灯不亮", "三盏路灯坏了，晚上路面坑洼看不见。")).path("kinds").path(0);

    assertThat(first.path("code").asString()).isEqualTo("public-facility");
    // Other tests have messages confirmed as this, too.
    assertThat(
            first.path("sureness").asString().equals("UNSURE")
                || first.path("learntFrom").asInt() >= 5)
        .as("%s", first)
        .isTrue();
    assertThat(first.path("words").valueStream().map(JsonNode::asString))
        .anyMatch(word -> word.contains("路灯"));
  }

  @Test
  void theWordsThatLedThereStandInTheMessage() {
    String text = "想给老人办理养老保险，去哪里交材料？";
    JsonNode words = suggested(messages.receive("养老保险怎么办理", text)).at("/kinds/0/words");

    assertThat(words).isNotEmpty();
    assertThat(words.valueStream().map(JsonNode::asString)).allMatch(("养老保险怎么办理" + text)::contains);
  }

  @Test
  void whatPeopleConfirmIsSuggestedNextTime() {
    String odd = "塘坝闸门锈死";
    UUID before = messages.receive(odd, "闸门锈死提不起来，田里放不出水。");
    for (int i = 0; i < 12; i++) {
      messages.confirm(
          messages.receive(odd + i, "第" + i + "次说：塘坝闸门锈死，提不起来，田里放不出水。"), "public-facility");
    }
    for (int i = 0; i < 12; i++) {
      messages.confirm(messages.receive("求医保报销" + i, "医保报销的材料不齐，窗口不收" + i), "proxy-filing");
    }
    models.learn(REALM);

    JsonNode first = suggested(before).path("kinds").path(0);

    assertThat(first.path("code").asString()).isEqualTo("public-facility");
    assertThat(first.path("sureness").asString()).isEqualTo("LIKELY");
    assertThat(first.path("learntFrom").asInt()).isGreaterThanOrEqualTo(12);
    assertThat(String.valueOf(first.path("words"))).contains("闸门");
  }

  @Test
  void withoutANewDecisionNothingIsLearntAnew() {
    // Later than whatever other tests have decided, on clocks of their own.
    Instant last =
        Sql.owner()
            .sql("select coalesce(max(decided_at), now()) from hall.intake_item")
            .query(OffsetDateTime.class)
            .single()
            .toInstant();
    clock.advance(Duration.between(clock.instant(), last).plusDays(400));
    models.learn(REALM);
    TriageModels.Knowledge before = models.of(REALM);
    clock.advance(Duration.ofHours(25));
    try {
      models.catchUp();
      TriageModels.Knowledge after = models.of(REALM);
      assertThat(after.at()).isAfter(before.at());
      assertThat(after.taughtAt()).isEqualTo(before.taughtAt());
      assertThat(after.kinds()).isSameAs(before.kinds());
    } finally {
      clock.reset();
      models.learn(REALM);
    }
  }

  @Test
  void theJobLearnsWhenEnoughWasConfirmed() {
    models.learn(REALM);
    int before = models.of(REALM).confirmed();
    for (int i = 0; i < Math.max(TriageModels.NEW_DECISIONS, before / 10 + 1); i++) {
      messages.confirm(messages.receive("水管漏水" + i, "水管漏水漏到路上" + i), "public-facility");
    }

    models.catchUp();

    assertThat(models.of(REALM).confirmed()).isGreaterThan(before);
  }

  @Test
  void aSuggestionDecidesNothing() {
    UUID item = messages.receive("路灯不亮", "路灯不亮，路面坑洼");
    suggested(item);
    suggested(item);

    Answer answer = county.clerk().get("/api/intake/" + item);
    assertThat(answer.text("state")).isEqualTo("NEW");
    assertThat(answer.text("orderId")).isNull();
  }

  @Test
  void wordsNobodyKnowsGetNoSuggestion() {
    assertThat(suggested(messages.receive("QZX WVU", "ZZYX KJQV XQZ")).path("kinds")).isEmpty();
  }

  @Test
  void wordsTypedAtTheDeskAreSuggestedFor() {
    Answer answer = typed("村口路灯不亮，路面坑洼，请来修路");

    assertThat(answer.isDone()).isTrue();
    assertThat(answer.text("suggestion.kinds.0.code")).isEqualTo("public-facility");
  }

  @Test
  void scriptAndSqlInTheTextAreJustText() {
    String nasty = "<script>alert(1)</script> 路灯'); drop table hall.intake_item; --";
    UUID item = messages.receive(nasty, nasty);

    assertThat(typed(nasty).isDone()).isTrue();
    assertThat(suggested(item).path("learntFrom").isNumber()).isTrue();
    assertThat(county.clerk().get("/api/intake/" + item).text("subject")).isEqualTo(nasty);
  }

  @Test
  void tenMegabytesAreRefused() {
    String huge = "路".repeat(4_000_000);

    Answer answer = typed(huge);

    assertThat(answer.status()).isIn(400, 413, 422);
    assertThat(answer.code()).isNotEmpty();
  }

  @Test
  void whoServesIsNotAskedAboutTheCountysPost() {
    UUID item = messages.receive("路灯", "路灯不亮");

    assertThat(county.as("worker1").get("/api/intake/" + item + "/triage").code())
        .isEqualTo("access.forbidden");
    assertThat(county.as("worker1").get("/api/intake/topics").code()).isEqualTo("access.forbidden");
    assertThat(county.as("worker1").get("/api/intake/answers").code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void aSuggestionTakesNoTimeOnceWarm() {
    String text = "村口的路灯坏了三盏，晚上看不见路，路面还有坑洼，请尽快安排人来修。".repeat(10);
    TriageModels.Knowledge knowledge = models.of(REALM);
    TriageModel model = knowledge.kinds().orElseThrow();
    for (int i = 0; i < 200; i++) {
      model.guess("路灯坏了", text);
    }
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      model.guess("路灯坏了", text);
    }
    assertThat((System.nanoTime() - start) / 100).isLessThan(25_000_000);
  }

  private Answer typed(String text) {
    return county.clerk().post("/api/intake/suggest", Map.of("text", text));
  }

  private JsonNode suggested(UUID item) {
    Answer answer = county.clerk().get("/api/intake/" + item + "/triage");
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return answer.body().path("suggestion");
  }
}
