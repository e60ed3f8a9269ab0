package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** The one asked for speaks something that not everybody who could go does. */
@YanzhenTest
class SpokenLanguageTest {

  @Autowired ApplicationContext context;
  @Autowired County county;

  private Scene scene;
  private String kind;
  private UUID speaks;
  private UUID speaksOther;
  private UUID unknown;

  @BeforeEach
  void threeWhoCouldGo() {
    scene = Scene.at(context, 13);
    kind = scene.kind("spoken", scene.body, List.of("OFFER"), Map.of());
    speaks = scene.person("甲会说");
    speaksOther = scene.person("乙不会说");
    unknown = scene.person("丙没问过");
    keep(speaks, "tujia", "mandarin");
    keep(speaksOther, "mandarin");
  }

  @Test
  void whoeverSpeaksItComesFirstAndTheTermsStillAddUp() {
    UUID order = placed("tujia", false);

    JsonNode ranked = scene.candidates(order).body().get("ranked");

    assertThat(points(ranked, speaks)).isZero();
    assertThat(points(ranked, speaksOther)).isEqualTo(-30);
    assertThat(points(ranked, unknown)).isEqualTo(-30);
    assertThat(words(ranked, speaks)).contains("Speaks Tujia");
    assertThat(words(ranked, speaksOther)).contains("needs an interpreter");
    assertThat(words(ranked, unknown)).contains("Not known");
    for (JsonNode candidate : ranked) {
      int sum = 0;
      for (JsonNode term : candidate.get("terms")) {
        sum += term.get("points").asInt();
      }
      assertThat(candidate.get("total").asInt()).isEqualTo(sum);
    }
    assertThat(rank(ranked, speaks)).isLessThan(rank(ranked, speaksOther));
  }

  @Test
  void whereNobodySaidWhatIsSpokenNothingIsCounted() {
    JsonNode ranked = scene.candidates(scene.placed(kind)).body().get("ranked");

    assertThat(ranked.toString()).doesNotContain("\"code\":\"language\"");
  }

  @Test
  void whereItIsNeededOthersGoOnlyForAReasonThatIsKept() {
    UUID order = placed("tujia", true);

    Answer refused = scene.offer(order, speaksOther, "带了翻译", false);
    assertThat(refused.code()).isEqualTo("dispatch.not-eligible");
    assertThat(refused.text("params.rule")).isEqualTo("no-language");

    assertThat(scene.offer(order, speaksOther, "带了翻译", true).isDone()).isTrue();
    Answer decision = scene.decision(order);
    assertThat(decision.body().at("/overruled").toString()).contains("no-language");
    assertThat(decision.body().get("terms").toString()).contains("\"code\":\"language\"");
  }

  @Test
  void itIsSaidOnTheOrderToWhoeverGoes() {
    UUID order = placed("sign", true);
    keep(speaks, "sign");

    assertThat(county.clerk().get("/api/orders/" + order).text("spoken.code")).isEqualTo("sign");
    assertThat(scene.offer(order, speaks, "会手语", false).isDone()).isTrue();
    assertThat(scene.as(speaks).get("/api/orders/" + order).text("spoken.needed"))
        .isEqualTo("true");
  }

  @Test
  void aPartHasItToo() {
    UUID order = placed("miao", true);
    UUID part = Ids.next();

    assertThat(
            county
                .dispatcher()
                .command(
                    "order.add-part",
                    Map.of("orderId", order, "partId", part, "kind", kind, "text", "一起办"))
                .isDone())
        .isTrue();

    Answer read = county.dispatcher().get("/api/orders/" + part);
    assertThat(read.text("spoken.code")).isEqualTo("miao");
    assertThat(read.text("spoken.needed")).isEqualTo("true");
  }

  @Test
  void onlyWhatIsOnTheListIsTaken() {
    Map<String, Object> body = request("no-such", false);
    Answer refused = county.clerk().command("order.place", body);
    assertThat(refused.code()).isEqualTo("people.language-unknown");
    assertThat(refused.text("field")).isEqualTo("body.language");

    assertThat(
            county
                .dispatcher()
                .command(
                    "people.keep-languages",
                    Map.of("personId", speaks, "languages", List.of("no-such")))
                .code())
        .isEqualTo("people.language-unknown");
    assertThat(
            scene
                .as(speaks)
                .command(
                    "people.keep-languages",
                    Map.of("personId", speaks, "languages", List.of("miao")))
                .isDone())
        .isFalse();
  }

  @Test
  void theDeskReadsAndCorrectsWhatSomebodySpeaks() {
    assertThat(
            county
                .dispatcher()
                .command(
                    "people.keep-languages",
                    Map.of("personId", unknown, "languages", List.of("miao", "local")))
                .isDone())
        .isTrue();

    Answer read = county.dispatcher().get("/api/people/" + unknown + "/languages");
    assertThat(read.body().get("languages").toString()).isEqualTo("[\"local\",\"miao\"]");
    assertThat(county.dispatcher().get("/api/people/languages").body().toString())
        .contains("tujia", "sign");
    assertThat(scene.as(speaks).get("/api/people/" + unknown + "/languages").code())
        .isEqualTo("access.forbidden");
  }

  private void keep(UUID person, String... languages) {
    scene.send(
        "people.keep-languages", Map.of("personId", person, "languages", List.of(languages)));
  }

  private Map<String, Object> request(String language, boolean needed) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("kind", kind);
    body.put("divisionId", scene.village().id());
    body.put("language", language);
    body.put("languageNeeded", needed);
    return body;
  }

  private UUID placed(String language, boolean needed) {
    Map<String, Object> body = request(language, needed);
    Scene.done(county.clerk().command("order.place", body));
    scene.settle();
    return (UUID) body.get("orderId");
  }

  private static JsonNode of(JsonNode ranked, UUID person) {
    for (JsonNode candidate : ranked) {
      if (candidate.at("/person/id").asString().equals(person.toString())) {
        return candidate;
      }
    }
    throw new AssertionError("not ranked: " + person + " in " + ranked);
  }

  private static int rank(JsonNode ranked, UUID person) {
    return of(ranked, person).get("rank").asInt();
  }

  private static JsonNode term(JsonNode ranked, UUID person) {
    for (JsonNode term : of(ranked, person).get("terms")) {
      if (term.get("code").asString().equals("language")) {
        return term;
      }
    }
    throw new AssertionError("no such term");
  }

  private static int points(JsonNode ranked, UUID person) {
    return term(ranked, person).get("points").asInt();
  }

  private static String words(JsonNode ranked, UUID person) {
    return term(ranked, person).get("value").asString();
  }
}
