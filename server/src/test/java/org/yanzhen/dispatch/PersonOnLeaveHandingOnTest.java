package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.order.OrderState;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class PersonOnLeaveHandingOnTest {

  @Autowired ApplicationContext context;
  @Autowired TestClock clock;
  private Scene scene;
  private String kind;
  private UUID person;
  private UUID standIn;

  @BeforeEach
  void somebodyWithAStandIn() {
    scene = Scene.of(context);
    kind = scene.kind("leave", scene.body, List.of("OFFER"), Map.of());
    person = scene.person("甲请假");
    standIn = scene.person("乙替岗");
    scene.deputy(person, standIn);
  }

  @AfterEach
  void today() {
    clock.reset();
  }

  @Test
  void anOfferGoesToTheStandInAtOnce() {
    UUID order = scene.offered(kind, person);

    scene.leave(person, 0, 3);

    assertThat(scene.with(order)).isEqualTo(standIn);
    assertThat(scene.decision(order).text("mode")).isEqualTo("STAND_IN");
    assertThat(scene.decision(order).text("how")).contains("甲请假");
    assertThat(scene.county.dispatcher().get("/api/orders/" + order).body().toString())
        .contains("\"reason\":\"ABSENT\"");
  }

  @Test
  void whatIsAcceptedAndFallsDueWhileAwayGoesToTheStandIn() {
    UUID order = scene.accepted(kind, person);

    scene.leave(person, 0, 60);

    assertThat(scene.state(order)).isEqualTo(OrderState.OFFERED);
    assertThat(scene.with(order)).isEqualTo(standIn);
  }

  @Test
  void whatFallsDueAfterwardsStays() {
    UUID order = scene.accepted(kind, person);
    Scene.done(scene.as(person).command("order.start", Map.of("orderId", order)));

    scene.leave(person, 0, 0);

    assertThat(scene.state(order)).isEqualTo(OrderState.WORKING);
    assertThat(scene.with(order)).isEqualTo(person);
  }

  @Test
  void withoutAStandInItWaitsAgainAndTheDispatcherReadsWhy() {
    UUID alone = scene.person("丙独自");
    UUID order = scene.offered(kind, alone);

    scene.leave(alone, 0, 3);

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(scene.candidates(order).text("waits")).contains("丙独自").contains("away");
  }

  @Test
  void withoutAStandInTheDispatcherIsToldToSendSomebodyElse() {
    UUID alone = scene.person("丙独自");
    UUID order = scene.offered(kind, alone);

    scene.leave(alone, 0, 3);

    assertThat(toldAbout(order))
        .anyMatch(text -> text.contains("收回了") || text.contains("was taken back"))
        .anyMatch(PersonOnLeaveHandingOnTest::asksForSomebodyElse);
  }

  @Test
  void whatADispatcherTakesBackIsNoNewsToTheDispatcher() {
    UUID order = scene.offered(kind, person);

    Scene.done(
        scene
            .county
            .dispatcher()
            .command("dispatch.recall", Map.of("orderId", order, "reason", "OTHER")));

    assertThat(toldAbout(order))
        .anyMatch(text -> text.contains("收回了") || text.contains("was taken back"))
        .noneMatch(PersonOnLeaveHandingOnTest::asksForSomebodyElse);
  }

  private List<String> toldAbout(UUID order) {
    List<String> texts = new ArrayList<>();
    scene
        .county
        .clerk()
        .get("/api/orders/" + order + "/messages")
        .body()
        .forEach(message -> texts.add(message.get("text").asString()));
    return texts;
  }

  private static boolean asksForSomebodyElse(String text) {
    return text.contains("原来的人不在") || text.contains("the one who had it is away");
  }

  @Test
  void aStandInWhomARuleWithoutExceptionRefusesIsNotAsked() {
    String skilled =
        scene.kind("leave-skill", scene.body, List.of("OFFER"), Map.of("electrical", 2));
    scene.skill(person, "electrical", 2);
    UUID order = scene.offered(skilled, person);

    scene.leave(person, 0, 3);

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
  }

  @Test
  void leaveThatBeginsLaterIsLookedAtAgainOnItsFirstDay() {
    scene.morning();
    scene.leave(person, 2, 9);
    scene.later(Duration.ofDays(1));
    UUID order = scene.offered(kind, person);
    scene.settle();
    assertThat(scene.with(order)).isEqualTo(person);

    scene.later(Duration.ofDays(1));

    assertThat(scene.with(order)).isEqualTo(standIn);
  }

  @Test
  void leaveThatWasCalledOffTouchesNothing() {
    scene.morning();
    scene.leave(person, 2, 9);
    scene.endLeave(person, 2);
    scene.later(Duration.ofDays(1));
    UUID order = scene.offered(kind, person);

    scene.later(Duration.ofDays(1));

    assertThat(scene.with(order)).isEqualTo(person);
  }

  @Test
  void whoHasLeftHandsOnEverything() {
    UUID accepted = scene.accepted(kind, person);
    Scene.done(scene.as(person).command("order.start", Map.of("orderId", accepted)));

    scene.register(person, "甲请假", scene.village(), scene.body, false);
    scene.settle();

    assertThat(scene.with(accepted)).isEqualTo(standIn);
  }

  @Test
  void whoseAccountIsClosedAnswersNoMore() {
    UUID order = scene.offered(kind, person);
    scene.as(person);

    scene.send("access.close-account", Map.of("accountId", Ids.named("account/" + person)));
    scene.settle();

    assertThat(scene.with(order)).isNotEqualTo(person);
  }

  @Test
  void aDutyKindGoesToWhoeverIsOnDutyWhenNobodyStandsIn() {
    UUID alone = scene.person("丙独自");
    UUID onDuty = scene.person("丁值班");
    String duty = scene.kind("leave-duty", scene.body, List.of("DUTY", "OFFER"), Map.of());
    UUID order = scene.placed(duty);
    Scene.done(scene.offer(order, alone, "就近", false));
    scene.onDuty(scene.body, onDuty);

    scene.leave(alone, 0, 3);

    assertThat(scene.with(order)).isEqualTo(onDuty);
  }

  @Test
  void aGroupsOfferStaysTheGroups() {
    String group = scene.kind("leave-group", scene.body, List.of("GROUP"), Map.of());
    scene.team("leave-team", List.of(group), person, scene.body, standIn);
    UUID order = scene.placed(group);
    assertThat(scene.with(order)).isEqualTo(person);

    scene.leave(person, 0, 3);

    assertThat(scene.with(order)).isEqualTo(standIn);
    assertThat(scene.decision(order).text("mode")).isEqualTo("GROUP");
  }
}
