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
import org.yanzhen.order.OrderState;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class GroupAnsweringForItselfTest {

  @Autowired ApplicationContext context;
  private Scene scene;
  private String kind;
  private String fallback;
  private UUID lead;
  private UUID member;
  private UUID team;

  @BeforeEach
  void aKindThatGoesToAGroup() {
    scene = Scene.of(context);
    kind = scene.kind("group", scene.body, List.of("GROUP", "OFFER"), Map.of());
    fallback = scene.organisation("fallback");
    lead = scene.person("甲组长");
    member = scene.person("乙组员");
    team = scene.team("roads", List.of(kind), lead, fallback, member);
  }

  @Test
  void isAskedThroughItsLead() {
    UUID order = scene.placed(kind);

    assertThat(scene.with(order)).isEqualTo(lead);
    assertThat(scene.decision(order).text("mode")).isEqualTo("GROUP");
    Answer phone = scene.as(lead).get("/api/field/work");
    assertThat(phone.body().at("/teamOffers/0/orderId").asString()).isEqualTo(order.toString());
    assertThat(phone.body().at("/teamOffers/0/members")).hasSize(2);
  }

  @Test
  void isAskedThroughWhoeverStandsInForItsLead() {
    scene.deputy(lead, member);
    scene.leave(lead, 0, 3);

    UUID order = scene.placed(kind);

    assertThat(scene.with(order)).isEqualTo(member);
    assertThat(scene.decision(order).text("how")).contains("甲组长").contains("乙组员");
  }

  @Test
  void namesWhoGoesAndThatPersonHasIt() {
    UUID order = scene.placed(kind);

    Answer named =
        scene
            .as(lead)
            .command("dispatch.accept-for-team", Map.of("orderId", order, "personId", member));

    assertThat(named.isDone()).as("%s", named).isTrue();
    assertThat(scene.state(order)).isEqualTo(OrderState.ACCEPTED);
    assertThat(scene.with(order)).isEqualTo(member);
    assertThat(scene.decision(order).text("mode")).isEqualTo("NAMED");
    assertThat(scene.as(member).command("order.start", Map.of("orderId", order)).isDone()).isTrue();
  }

  @Test
  void whatItIsAskedForAndItsMembersServeIsItsNeed() {
    UUID asked = scene.placed(kind);
    UUID served = scene.placed(kind);
    Scene.done(
        scene
            .as(lead)
            .command("dispatch.accept-for-team", Map.of("orderId", served, "personId", member)));

    List<UUID> its = new java.util.ArrayList<>();
    scene
        .county
        .dispatcher()
        .get("/api/figures/orders?part=placed&by=team&limit=100&key=" + team)
        .body()
        .get("items")
        .forEach(card -> its.add(UUID.fromString(card.get("id").asString())));
    assertThat(its).containsExactlyInAnyOrder(asked, served);
    List<String> lines = new java.util.ArrayList<>();
    scene
        .county
        .dispatcher()
        .get("/api/figures/needs?by=team")
        .body()
        .get("rows")
        .forEach(
            row -> {
              if (row.get("key").asString().equals(team.toString())) {
                lines.add(row.get("kind").asString() + " " + row.get("placed").asInt());
              }
            });
    assertThat(lines).containsExactly(kind + " 2");
  }

  @Test
  void whoIsNamedIsToldAndALeadWhoGoesKnows() {
    UUID order = scene.placed(kind);
    Scene.done(
        scene
            .as(lead)
            .command("dispatch.accept-for-team", Map.of("orderId", order, "personId", member)));
    assertThat(toldAbout(order)).anyMatch(GroupAnsweringForItselfTest::saysYourTurn);

    UUID own = scene.placed(kind);
    Scene.done(
        scene
            .as(lead)
            .command("dispatch.accept-for-team", Map.of("orderId", own, "personId", lead)));
    assertThat(toldAbout(own)).noneMatch(GroupAnsweringForItselfTest::saysYourTurn);
  }

  @Test
  void whenTheGroupCannotBeAskedTheDeskIsToldThatNobodyFits() {
    scene.leave(lead, 0, 1);
    UUID order = scene.placed(kind);

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(toldAbout(order))
        .anyMatch(text -> text.contains("没有合适的人") || text.contains("nobody is eligible"));
  }

  private static boolean saysYourTurn(String text) {
    return text.contains("组长派您去") || text.contains("lead named you");
  }

  private List<String> toldAbout(UUID order) {
    List<String> texts = new java.util.ArrayList<>();
    scene
        .county
        .clerk()
        .get("/api/orders/" + order + "/messages")
        .body()
        .forEach(message -> texts.add(message.get("text").asString()));
    return texts;
  }

  @Test
  void aPlainYesIsNoAnswerForAGroup() {
    UUID order = scene.placed(kind);

    assertThat(scene.as(lead).command("order.accept", Map.of("orderId", order)).code())
        .isEqualTo("dispatch.for-the-group");
    assertThat(scene.state(order)).isEqualTo(OrderState.OFFERED);
    assertThat(
            scene
                .as(lead)
                .command("dispatch.accept-for-team", Map.of("orderId", order, "personId", lead))
                .isDone())
        .isTrue();
  }

  @Test
  void whatIsRestrictedIsShownToNoLeadOfAnotherBody() {
    String secret =
        scene.kind("secret", scene.body, List.of("GROUP", "OFFER"), Map.of(), "RESTRICTED");
    UUID outside = scene.person("己外单位", scene.village(), scene.organisation("other"));
    UUID elsewhere = scene.team("outside", List.of(secret), outside, fallback, outside);

    UUID order = scene.placed(secret);

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(scene.candidates(order).body().toString()).contains("己外单位", "outside");
    Answer byHand =
        scene
            .county
            .dispatcher()
            .command(
                "dispatch.offer-to-team",
                Map.of("orderId", order, "teamId", elsewhere, "reason", "他们熟"));
    assertThat(byHand.code()).isEqualTo("dispatch.not-eligible");
    assertThat(byHand.text("params.rule")).isEqualTo("privacy");
    assertThat(
            scene
                .county
                .dispatcher()
                .command(
                    "dispatch.offer-to-team",
                    Map.of("orderId", order, "teamId", team, "reason", "本单位的组"))
                .isDone())
        .isTrue();
  }

  @Test
  void namesNobodyFromOutsideAndNobodyARuleRefuses() {
    UUID outside = scene.person("丙外人");
    scene.leave(member, 0, 1);
    UUID order = scene.placed(kind);

    assertThat(
            scene
                .as(lead)
                .command("dispatch.accept-for-team", Map.of("orderId", order, "personId", outside))
                .code())
        .isEqualTo("dispatch.not-a-member");
    Answer away =
        scene
            .as(lead)
            .command("dispatch.accept-for-team", Map.of("orderId", order, "personId", member));
    assertThat(away.code()).isEqualTo("dispatch.not-eligible");
    assertThat(away.text("params.rule")).isEqualTo("on-leave");
    assertThat(scene.with(order)).isEqualTo(lead);
  }

  @Test
  void onlyWhoWasAskedAnswersForIt() {
    UUID order = scene.placed(kind);

    assertThat(
            scene
                .as(member)
                .command("dispatch.accept-for-team", Map.of("orderId", order, "personId", member))
                .code())
        .isEqualTo("dispatch.not-a-team-offer");
    assertThat(returned(member, order, "OTHER").code()).isEqualTo("dispatch.not-a-team-offer");
    assertThat(handedOn(member, order, team).code()).isEqualTo("dispatch.not-a-team-offer");
  }

  @Test
  void returnsItWithAReasonAndADispatcherDecides() {
    UUID order = scene.placed(kind);

    assertThat(returned(lead, order, "NO_CAPACITY").isDone()).isTrue();
    scene.settle();

    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
    String thread = scene.county.dispatcher().get("/api/orders/" + order).body().toString();
    assertThat(thread).contains("NO_CAPACITY").contains("人手不够");
  }

  @Test
  void whatIsOutOfItsRemitGoesToTheBodyItNames() {
    UUID there = scene.person("丁兜底", scene.village(), fallback);
    scene.onDuty(fallback, there);
    UUID order = scene.placed(kind);

    assertThat(returned(lead, order, "OUT_OF_REMIT").isDone()).isTrue();
    scene.settle();

    assertThat(scene.facts(order).responsibleBody()).isEqualTo(fallback);
    assertThat(scene.with(order)).isEqualTo(there);
  }

  @Test
  void anOrderNoGroupHasInItsRemitGoesToTheNamedFallbackOrWaitsThere() {
    String other = scene.kind("group-other", scene.body, List.of("GROUP"), Map.of());

    UUID order = scene.placed(other);

    assertThat(scene.facts(order).responsibleBody()).isEqualTo(fallback);
    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(scene.candidates(order).text("waits")).contains("Nobody is on duty");
  }

  @Test
  void handsItOnToAnotherGroup() {
    UUID otherLead = scene.person("戊组长");
    UUID other = scene.team("water", List.of("public-facility"), otherLead, fallback);
    UUID order = scene.placed(kind);

    Answer handed = handedOn(lead, order, other);

    assertThat(handed.isDone()).as("%s", handed).isTrue();
    assertThat(scene.with(order)).isEqualTo(otherLead);
    assertThat(scene.decision(order).body().at("/overruled/0").asString())
        .isEqualTo("out-of-remit");
  }

  @Test
  void keepsItWhenNobodyAnswersForTheOtherGroup() {
    UUID otherLead = scene.person("戊组长");
    UUID other = scene.team("light", List.of("public-facility"), otherLead, fallback);
    scene.leave(otherLead, 0, 5);
    UUID order = scene.placed(kind);
    int version = scene.facts(order).version();

    assertThat(handedOn(lead, order, other).code()).isEqualTo("dispatch.team-unreachable");

    assertThat(scene.facts(order).version()).isEqualTo(version);
    assertThat(scene.with(order)).isEqualTo(lead);
  }

  @Test
  void aDispatcherAsksAGroupOutOfItsRemitOnlyWithAReason() {
    String offer = scene.kind("group-offer", scene.body, List.of("OFFER", "GROUP"), Map.of());
    UUID order = scene.placed(offer);
    Map<String, Object> command = new HashMap<>(Map.of("orderId", order, "teamId", team));

    assertThat(scene.county.dispatcher().command("dispatch.offer-to-team", command).code())
        .isEqualTo("dispatch.reason-missing");
    command.put("reason", "他们去过这条路");
    assertThat(scene.county.dispatcher().command("dispatch.offer-to-team", command).isDone())
        .isTrue();
    assertThat(scene.with(order)).isEqualTo(lead);
  }

  @Test
  void whoIsInNoGroupWithTheRemitIsRefusedByName() {
    UUID outside = scene.person("丙外人");
    UUID order = scene.placed(kind);
    Scene.done(returned(lead, order, "NO_CAPACITY"));

    Answer refused = scene.offer(order, outside, "他近", false);
    assertThat(refused.code()).isEqualTo("dispatch.not-eligible");
    assertThat(refused.text("params.rule")).isEqualTo("out-of-remit");
    assertThat(scene.offer(order, member, "组里的人", false).isDone()).isTrue();
  }

  private Answer returned(UUID person, UUID order, String reason) {
    return scene
        .as(person)
        .command(
            "dispatch.return-from-team",
            Map.of("orderId", order, "reason", reason, "text", "人手不够"));
  }

  private Answer handedOn(UUID person, UUID order, UUID to) {
    return scene
        .as(person)
        .command("dispatch.hand-on", Map.of("orderId", order, "teamId", to, "text", "归他们管"));
  }
}
