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
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class OrderOfDutyKindTest {

  @Autowired ApplicationContext context;
  private Scene scene;
  private String kind;

  @BeforeEach
  void aKindThatGoesToWhoeverIsOnDuty() {
    scene = Scene.of(context);
    kind = scene.kind("duty", scene.body, List.of("DUTY", "OFFER"), Map.of());
  }

  @Test
  void goesByItselfToWhoeverIsOnDutyAtItsBody() {
    UUID onDuty = scene.person("甲值班");
    scene.person("乙在家");
    scene.onDuty(scene.body, onDuty);

    UUID order = scene.placed(kind);

    assertThat(scene.state(order)).isEqualTo(OrderState.OFFERED);
    assertThat(scene.with(order)).isEqualTo(onDuty);
    assertThat(scene.decision(order).text("mode")).isEqualTo("DUTY");
    assertThat(scene.decision(order).text("how")).contains("On duty").contains("甲值班");
  }

  @Test
  void goesToTheStandInWhenWhoeverIsOnDutyIsAway() {
    UUID onDuty = scene.person("甲值班");
    UUID standIn = scene.person("乙替岗");
    scene.onDuty(scene.body, onDuty);
    scene.deputy(onDuty, standIn);
    scene.leave(onDuty, 0, 2);

    UUID order = scene.placed(kind);

    assertThat(scene.with(order)).isEqualTo(standIn);
    assertThat(scene.decision(order).text("how")).contains("甲值班").contains("乙替岗");
  }

  @Test
  void waitsWithTheReasonWhenNobodyIsOnDuty() {
    scene.person("乙在家");

    UUID order = scene.placed(kind);

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(scene.candidates(order).text("waits")).contains("Nobody is on duty");
  }

  @Test
  void waitsWhenWhoeverIsOnDutyIsAwayAndNobodyStandsIn() {
    UUID onDuty = scene.person("甲值班");
    scene.onDuty(scene.body, onDuty);
    scene.leave(onDuty, 0, 2);

    UUID order = scene.placed(kind);

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(scene.candidates(order).text("waits")).contains("甲值班").contains("no stand-in");
    assertThat(scene.candidates(order).body().at("/onDuty/away").asBoolean()).isTrue();
  }

  @Test
  void waitsWhenARuleWithoutExceptionRefusesWhoeverIsOnDuty() {
    UUID onDuty = scene.person("甲值班");
    scene.onDuty(scene.body, onDuty);
    String skilled =
        scene.kind("duty-skilled", scene.body, List.of("DUTY"), Map.of("electrical", 3));

    UUID order = scene.placed(skilled);

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(scene.candidates(order).text("waits")).contains("lacks the skill");
  }

  @Test
  void isNotSentTwiceHoweverOftenTheSweepRuns() {
    UUID onDuty = scene.person("甲值班");
    scene.onDuty(scene.body, onDuty);

    UUID order = scene.placed(kind);
    int version = scene.facts(order).version();
    scene.settle();
    scene.settle();

    assertThat(scene.facts(order).version()).isEqualTo(version);
  }

  @Test
  void isNotTakenFromADispatcherWhoWasQuicker() {
    UUID onDuty = scene.person("甲值班");
    UUID order = scene.placed(kind);
    scene.onDuty(scene.body, onDuty);

    // The note of the first version is done; a later one is nobody's.
    scene.send("dispatch.assign", Map.of("orderId", order, "version", 7));

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
  }

  @Test
  void nobodyWithAnAccountSendsWhatHappensByItself() {
    UUID order = scene.placed(kind);

    assertThat(
            scene
                .county
                .dispatcher()
                .command("dispatch.assign", Map.of("orderId", order, "version", 1))
                .code())
        .isEqualTo("access.forbidden");
    assertThat(
            scene
                .county
                .as("admin")
                .command("dispatch.hand-over", Map.of("personId", order, "gone", true))
                .code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void aKindThatGoesToTheBoardFirstOpensByItself() {
    String board = scene.kind("board", scene.body, List.of("BOARD", "OFFER"), Map.of());

    assertThat(scene.state(scene.placed(board))).isEqualTo(OrderState.OPEN);
  }

  @Test
  void aKindThatIsOfferedFirstWaitsForADispatcher() {
    String offer = scene.kind("offer", scene.body, List.of("OFFER", "BOARD", "DUTY"), Map.of());
    scene.onDuty(scene.body, scene.person("甲值班"));

    assertThat(scene.state(scene.placed(offer))).isEqualTo(OrderState.WAITING);
  }
}
