package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.order.OrderState;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class OrderOfRotaKindTest {

  @Autowired ApplicationContext context;
  private Scene scene;
  private String kind;

  @BeforeEach
  void aKindThatGoesInTurn() {
    scene = Scene.of(context);
    kind = scene.kind("rota", scene.body, List.of("ROTA", "OFFER"), Map.of());
  }

  @Test
  void goesInTurnAndSaysWhoseTurnItIs() {
    Set<UUID> people = Set.of(scene.person("甲一"), scene.person("乙二"), scene.person("丙三"));

    Set<UUID> asked = new HashSet<>();
    UUID last = null;
    for (int i = 0; i < 3; i++) {
      last = scene.placed(kind);
      asked.add(scene.with(last));
    }

    assertThat(asked).isEqualTo(people);
    assertThat(scene.decision(last).text("how")).contains("turn");
    assertThat(scene.decision(last).body().get("of").asInt()).isEqualTo(3);
    UUID fourth = scene.placed(kind);
    assertThat(scene.decision(fourth).text("how")).contains("turns so far 1");
  }

  @Test
  void whoDeclinesIsFollowedByTheNext() {
    scene.person("甲一");
    scene.person("乙二");
    UUID order = scene.placed(kind);
    UUID first = scene.with(order);

    Scene.done(
        scene.as(first).command("order.decline", Map.of("orderId", order, "reason", "BUSY")));
    scene.settle();

    assertThat(scene.state(order)).isEqualTo(OrderState.OFFERED);
    assertThat(scene.with(order)).isNotEqualTo(first);
  }

  @Test
  void whenAllHaveDeclinedItWaitsWithTheReason() {
    scene.person("甲一");
    UUID order = scene.placed(kind);

    Scene.done(
        scene
            .as(scene.with(order))
            .command("order.decline", Map.of("orderId", order, "reason", "BUSY")));
    scene.settle();

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(scene.candidates(order).text("waits")).contains("can take it");
  }

  @Test
  void whoIsAwayIsPassedOver() {
    UUID away = scene.person("甲一");
    UUID there = scene.person("乙二");
    scene.leave(away, 0, 5);

    assertThat(scene.with(scene.placed(kind))).isEqualTo(there);
    assertThat(scene.with(scene.placed(kind))).isEqualTo(there);
  }

  @Test
  void theMembersOfTheGroupThatHasItInItsRemitTakeTurns() {
    scene.person("甲一");
    UUID member = scene.person("乙二");
    UUID lead = scene.person("丙长");
    scene.team("rota-team", List.of(kind), lead, scene.body, member);

    assertThat(scene.with(scene.placed(kind))).isEqualTo(member);
    assertThat(scene.with(scene.placed(kind))).isEqualTo(member);
  }
}
