package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

@YanzhenTest
class WhoGotWhatTest {

  @Autowired ApplicationContext context;
  private Scene scene;
  private String kind;
  private String skill;
  private UUID one;
  private UUID two;

  @BeforeEach
  void twoWhoAlternateAndNobodyElseCan() {
    scene = Scene.of(context);
    skill = "electrical";
    kind = scene.kind("fair", scene.body, List.of("ROTA"), Map.of());
    one = scene.person("甲一");
    two = scene.person("乙二");
  }

  @Test
  void everyOfferIsSharedAmongThoseWhoCouldHaveHadIt() {
    for (int i = 0; i < 4; i++) {
      scene.placed(kind);
    }

    assertThat(line(one).get("offered").asInt()).isEqualTo(2);
    assertThat(line(one).get("equalShare").asDouble()).isEqualTo(2.0);
    assertThat(line(two).get("offered").asInt()).isEqualTo(2);
  }

  @Test
  void answersAreCountedByWhatTheyWereAndWhy() {
    UUID first = scene.placed(kind);
    UUID asked = scene.with(first);
    UUID other = asked.equals(one) ? two : one;
    Scene.done(scene.as(asked).command("order.decline", Map.of("orderId", first, "reason", "FAR")));
    scene.settle();
    Scene.done(scene.as(other).command("order.accept", Map.of("orderId", first)));
    Scene.done(scene.as(other).command("order.start", Map.of("orderId", first)));
    Scene.done(scene.as(other).command("order.report", Map.of("orderId", first, "text", "修好了")));
    Scene.done(
        scene
            .county
            .clerk()
            .command("order.solve", Map.of("orderId", first, "rating", 5, "channel", "CALL")));

    assertThat(line(asked).get("declined").asInt()).isEqualTo(1);
    assertThat(line(asked).at("/declinedFor/FAR").asInt()).isEqualTo(1);
    assertThat(line(other).get("accepted").asInt()).isEqualTo(1);
    assertThat(line(other).get("solved").asInt()).isEqualTo(1);
    assertThat(line(other).get("minutes").asInt()).isPositive();
  }

  @Test
  void aFigureOpensToItsOrders() {
    UUID order = scene.placed(kind);
    UUID asked = scene.with(order);

    Answer behind =
        scene
            .county
            .dispatcher()
            .get(
                "/api/dispatch/fairness/%s/orders?what=OFFERED&from=%s&until=%s"
                    .formatted(asked, scene.today(), scene.today()));

    assertThat(behind.body().at("/items/0/order/id").asString()).isEqualTo(order.toString());
    assertThat(
            scene
                .county
                .dispatcher()
                .get(
                    "/api/dispatch/fairness/%s/orders?what=CLICKS&from=%s&until=%s"
                        .formatted(asked, scene.today(), scene.today()))
                .code())
        .isEqualTo("request.invalid");
  }

  @Test
  void theLinesStandByPlaceAndNameNeverByFigure() {
    scene.placed(kind);
    List<String> names =
        report().get("lines").valueStream().map(line -> line.get("place").asString()).toList();

    assertThat(names).isSorted();
    assertThat(report().toString()).doesNotContain("rank").doesNotContain("lastSeen");
  }

  @Test
  void whoServesOrTakesCallsDoesNotSeeIt() {
    String address =
        "/api/dispatch/fairness?from=%s&until=%s".formatted(scene.today(), scene.today());
    assertThat(scene.county.clerk().get(address).code()).isEqualTo("access.forbidden");
    assertThat(scene.as(one).get(address).code()).isEqualTo("access.forbidden");
    assertThat(
            scene
                .county
                .dispatcher()
                .get("/api/dispatch/fairness?from=2024-01-01&until=2026-01-01")
                .code())
        .isEqualTo("request.invalid");
  }

  @Test
  void aCellOfTheSheetIsNoFormula() {
    assertThat(FairnessController.Sheet.cell("=1+1")).isEqualTo("'=1+1");
    assertThat(FairnessController.Sheet.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
    assertThat(FairnessController.Sheet.cell("甲一")).isEqualTo("甲一");
  }

  private JsonNode report() {
    return scene
        .county
        .dispatcher()
        .get(
            "/api/dispatch/fairness?from=%s&until=%s&division=%d"
                .formatted(scene.today(), scene.today(), scene.village().id()))
        .body();
  }

  private JsonNode line(UUID person) {
    return report()
        .get("lines")
        .valueStream()
        .filter(line -> line.get("personId").asString().equals(person.toString()))
        .findAny()
        .orElseThrow();
  }
}
