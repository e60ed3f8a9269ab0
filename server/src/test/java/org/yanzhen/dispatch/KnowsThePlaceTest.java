package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.shared.Language;
import org.yanzhen.support.Api;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Who has served in a village is said with how often, and when last. */
@YanzhenTest
class KnowsThePlaceTest {

  private static final LocalDate LATE_IN_THE_YEAR = LocalDate.of(2026, 11, 20);

  @Autowired ApplicationContext context;
  @Autowired TestClock clock;
  private Scene scene;
  private String kind;
  private UUID known;
  private UUID stranger;

  @BeforeEach
  void oneWhoServesHereAndOneWhoHasNot() {
    scene = Scene.at(context, 47);
    // Restricted, so that only people of this scene's body are ranked.
    kind = scene.kind("known", scene.body, List.of("OFFER"), Map.of(), "RESTRICTED");
    known = scene.person("来过的");
    stranger = scene.person("没来过的");
  }

  @AfterEach
  void today() {
    clock.reset();
  }

  @Test
  void theLastTimeIsSaidAndIsNoPoints() {
    solved();
    LocalDate day = scene.today();
    UUID order = scene.placed(kind);
    int points = term(order, known, "en").get("points").asInt();

    clock.advance(Duration.ofDays(3));
    JsonNode term = term(order, known, "en");

    String said = HowWords.day(day, scene.today(), Language.EN);
    assertThat(term.get("value").asString())
        .isEqualTo("Orders solved here before: 1, last on " + said);
    assertThat(term(order, known, "zh").get("value").asString())
        .isEqualTo("在这里办好过 1 单，最近一次是" + HowWords.day(day, scene.today(), Language.ZH));
    assertThat(points).isPositive();
    assertThat(term.get("points").asInt()).isEqualTo(points);
    assertThat(term(order, stranger, "en").get("value").asString())
        .isEqualTo("Has not served here yet");
  }

  @Test
  void ofSeveralTheLastCounts() {
    solved();
    clock.advance(Duration.ofDays(2));
    solved();

    assertThat(term(scene.placed(kind), known, "en").get("value").asString())
        .isEqualTo(
            "Orders solved here before: 2, last on "
                + HowWords.day(scene.today(), scene.today(), Language.EN));
  }

  @Test
  void aDayOfAnotherYearIsSaidWithItsYear() {
    LocalDate may = LocalDate.of(2026, 5, 3);
    assertThat(HowWords.day(may, LATE_IN_THE_YEAR, Language.ZH)).isEqualTo("5月3日");
    assertThat(HowWords.day(may, LATE_IN_THE_YEAR, Language.EN)).isEqualTo("3 May");
    assertThat(HowWords.day(may, LATE_IN_THE_YEAR.plusYears(1), Language.ZH))
        .isEqualTo("2026年5月3日");
    assertThat(HowWords.day(may, LATE_IN_THE_YEAR.plusYears(1), Language.EN))
        .isEqualTo("3 May 2026");
  }

  private void solved() {
    UUID order = scene.accepted(kind, known);
    Api worker = scene.as(known);
    Scene.done(worker.command("order.start", Map.of("orderId", order)));
    Scene.done(worker.command("order.report", Map.of("orderId", order, "text", "修好了")));
    Scene.done(
        scene
            .county
            .clerk()
            .command("order.solve", Map.of("orderId", order, "channel", "CALL", "rating", 5)));
  }

  private JsonNode term(UUID order, UUID person, String language) {
    JsonNode answer =
        scene
            .county
            .dispatcher()
            .send(
                "GET",
                "/api/orders/" + order + "/candidates",
                null,
                Map.of("Accept-Language", language))
            .body();
    for (JsonNode one : answer.get("ranked")) {
      if (one.at("/person/id").asString().equals(person.toString())) {
        for (JsonNode term : one.get("terms")) {
          if (term.get("code").asString().equals("continuity")) {
            return term;
          }
        }
      }
    }
    throw new AssertionError("no term of " + person + " in " + answer);
  }
}
