package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.order.OrderState;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class DispatcherChoosingPastARuleTest {

  @Autowired ApplicationContext context;
  private Scene scene;
  private String kind;
  private UUID full;

  @BeforeEach
  void somebodyWhoHasEnoughInHand() {
    scene = Scene.of(context);
    kind = scene.kind("past", scene.body, List.of("OFFER"), Map.of());
    full = scene.person("甲满手");
    for (int i = 0; i < 8; i++) {
      scene.offered(kind, full);
    }
  }

  @Test
  void withoutSayingSoIsRefusedWithTheRule() {
    UUID order = scene.placed(kind);

    Answer answer = scene.offer(order, full, "就他会", false);

    assertThat(answer.code()).isEqualTo("dispatch.not-eligible");
    assertThat(answer.text("params.rule")).isEqualTo("full");
  }

  @Test
  void withoutAReasonIsRefused() {
    UUID order = scene.placed(kind);

    assertThat(scene.offer(order, full, null, true).code()).isEqualTo("dispatch.reason-missing");
    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
  }

  @Test
  void withAReasonIsKeptAndShown() {
    UUID order = scene.placed(kind);

    assertThat(scene.offer(order, full, "就他会修这种泵", true).isDone()).isTrue();

    Answer decision = scene.decision(order);
    assertThat(decision.body().at("/overruled/0").asString()).isEqualTo("full");
    assertThat(decision.text("how")).contains("Exception");
    assertThat(scene.county.dispatcher().get("/api/orders/" + order).body().toString())
        .contains("就他会修这种泵");
  }

  @Test
  void theDeskIsToldWhichRulesHaveExceptions() {
    UUID away = scene.person("乙请假");
    scene.leave(away, 0, 2);
    UUID order = scene.placed(kind);

    String refused = scene.candidates(order).body().get("refused").toString();

    assertThat(refused)
        .contains("\"rule\":\"full\"")
        .contains("\"rule\":\"on-leave\"")
        .contains("\"soft\":true")
        .contains("\"soft\":false");
  }

  @Test
  void leaveHasNoException() {
    UUID away = scene.person("乙请假");
    scene.leave(away, 0, 2);

    assertHard(scene.placed(kind), away, "on-leave");
  }

  @Test
  void aSkillThatExpiresBeforeTheDeadlineNeedsAReason() {
    String skilled =
        scene.kind("lapses", scene.body, List.of("OFFER"), Map.of("electrical", 2), "RESTRICTED");
    UUID lapsing = scene.person("丙快到期");
    scene.send(
        "people.record-skill",
        Map.of(
            "personId",
            lapsing,
            "skill",
            "electrical",
            "level",
            2,
            "evidence",
            "考核",
            "verifier",
            "演示",
            "verifiedOn",
            "2025-03-20",
            "expiresOn",
            scene.today().plusDays(2).toString()));
    UUID order = scene.placed(skilled);

    Answer candidates = scene.candidates(order);

    assertThat(candidates.body().get("refused"))
        .anyMatch(
            one ->
                one.at("/person/id").asString().equals(lapsing.toString())
                    && one.get("rule").asString().equals("skill-lapses")
                    && one.get("reason").asString().contains("expires before"));
    assertThat(candidates.text("unserved")).contains("1 in number, lose it before");
    assertThat(scene.offer(order, lapsing, null, true).code()).isEqualTo("dispatch.reason-missing");
    assertThat(scene.offer(order, lapsing, "明天就去", true).isDone()).isTrue();
  }

  @Test
  void aMissingSkillHasNoException() {
    String skilled =
        scene.kind("past-skill", scene.body, List.of("OFFER"), Map.of("electrical", 2));
    UUID unskilled = scene.person("丙不会");

    assertHard(scene.placed(skilled), unskilled, "lacks-skill");
  }

  @Test
  void whatIsRestrictedStaysWithTheResponsibleBody() {
    String secret = scene.kind("past-secret", scene.body, List.of("OFFER"), Map.of(), "RESTRICTED");
    UUID outside = scene.person("丁外单位", scene.village(), scene.organisation("other"));
    UUID inside = scene.person("戊本单位");
    UUID order = scene.placed(secret);

    assertHard(order, outside, "privacy");
    assertThat(scene.offer(order, inside, "本单位的人", false).isDone()).isTrue();
  }

  @Test
  void whatIsRestrictedAndWasPassedOnIsStillServedByThoseItIsFor() {
    String secret = scene.kind("past-passed", scene.body, List.of("OFFER"), Map.of(), "RESTRICTED");
    String resort = scene.organisation("resort");
    UUID theirs = scene.person("戊办这类事");
    UUID ofResort = scene.person("己兜底单位", scene.village(), resort);
    UUID outside = scene.person("丁外单位", scene.village(), scene.organisation("elsewhere"));
    UUID order = scene.placed(secret);
    Scene.done(
        scene
            .county
            .dispatcher()
            .command(
                "order.transfer", Map.of("orderId", order, "body", resort, "reason", "NOT_OURS")));

    assertHard(order, outside, "privacy");
    Scene.done(scene.offer(order, theirs, "会办这类事", true));
    Scene.done(
        scene
            .county
            .dispatcher()
            .command("dispatch.recall", Map.of("orderId", order, "reason", "换人")));
    Scene.done(scene.offer(order, ofResort, "兜底", true));
  }

  @Test
  void aHardRuleBehindASoftOneIsStillFound() {
    scene.leave(full, 0, 2);
    scene.endLeave(full, 0);
    String skilled =
        scene.kind("past-both", scene.body, List.of("OFFER"), Map.of("water-supply", 2));

    assertHard(scene.placed(skilled), full, "lacks-skill");
  }

  private void assertHard(UUID order, UUID person, String rule) {
    Answer answer = scene.offer(order, person, "非他不可", true);
    assertThat(answer.code()).isEqualTo("dispatch.override-hard");
    assertThat(answer.text("params.rule")).isEqualTo(rule);
    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
  }
}
