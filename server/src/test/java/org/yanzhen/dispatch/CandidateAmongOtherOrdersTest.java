package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.OrdersInHand.InPlay;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Candidates are ranked knowing what other waiting orders lose by each. */
@YanzhenTest
class CandidateAmongOtherOrdersTest {

  private static final int FULL = 8;

  @Autowired ApplicationContext context;
  @Autowired Formations formations;
  @Autowired Ranking ranking;
  @Autowired Weighings weighings;
  @Autowired OrdersInHand reads;
  @Autowired RealmTransactions transactions;
  @Autowired Divisions divisions;
  private Scene scene;
  private String common;
  private String rare;

  @BeforeEach
  void twoKindsOfOneBody() {
    scene = Scene.of(context);
    // Restricted, so that only people of this scene's body are ranked.
    common = scene.kind("common", scene.body, List.of("OFFER"), Map.of(), "RESTRICTED");
    rare = scene.kind("rare", scene.body, List.of("OFFER"), Map.of("electrical", 2), "RESTRICTED");
  }

  @AfterEach
  void forgetIt() {
    formations.forget(Scene.REALM);
  }

  @Test
  void theNearestIsKeptForWhatOnlySheCanDoAndThatIsSaidAndRemembered() {
    UUID expert = scene.person("近处专家");
    scene.skill(expert, "electrical", 2);
    UUID other = scene.person("远处同事", elsewhere(), scene.body);
    fill(expert, FULL - 1);
    fill(other, FULL - 1);
    scene.placed(rare);
    UUID order = scene.placed(common);
    assertThat(first(scene.candidates(order))).isEqualTo(expert.toString());

    formations.rebuild(Scene.REALM);
    Answer among = scene.candidates(order);

    assertThat(first(among)).isEqualTo(other.toString());
    JsonNode second = among.body().at("/ranked/1");
    assertThat(second.at("/person/id").asString()).isEqualTo(expert.toString());
    assertThat(second.get("terms").toString()).contains("opportunity", "nobody else");
    among
        .body()
        .get("ranked")
        .forEach(
            candidate -> {
              int sum = 0;
              for (JsonNode term : candidate.get("terms")) {
                sum += term.get("points").asInt();
              }
              assertThat(sum).isEqualTo(candidate.get("total").asInt());
            });
    assertThat(among.text("passed")).contains("近处专家", "nearest");

    Scene.done(scene.offer(order, other, null, false));
    assertThat(scene.decision(order).text("passed")).contains("近处专家");
    // The person chosen reads the reason without the colleague's name.
    JsonNode why = whyMe(other, order);
    assertThat(why.at("/decision/passed").asString()).contains("nearer").doesNotContain("近处专家");
  }

  @Test
  void whoTakesItFromTheBoardReadsWhyToo() {
    UUID person = scene.person("接单人");
    UUID order = scene.placed(scene.kind("open", scene.body, List.of("OFFER", "BOARD"), Map.of()));
    Scene.done(scene.county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    Scene.done(scene.as(person).command("dispatch.claim", Map.of("orderId", order)));

    assertThat(scene.decision(order).text("mode")).isEqualTo("CLAIM");
    assertThat(whyMe(person, order).at("/decision/how").asString()).contains("board");
  }

  @Test
  void whoeverTheRulesRefuseIsRefusedInMemoryForTheSameReason() {
    UUID able = scene.person("会的");
    scene.skill(able, "electrical", 2);
    UUID unable = scene.person("不会的");
    UUID away = scene.person("请假的");
    scene.skill(away, "electrical", 2);
    scene.leave(away, 0, 1);
    UUID order = scene.placed(rare);

    formations.rebuild(Scene.REALM);
    Formation.Waiting entry =
        (Formation.Waiting)
            formations.ask(Scene.REALM, formation -> formation.entries().get(order)).orElseThrow();
    List<Matter> matters =
        transactions.read(
            Scene.REALM, () -> weighings.now(Scene.REALM).matters(scene.facts(order)));

    assertThat(matters).extracting(matter -> matter.person().id()).contains(able, unable, away);
    for (Matter matter : matters) {
      boolean refused =
          Ranking.check(ranking.now(Scene.REALM), scene.facts(order), matter.person(), Language.EN)
              .filter(refusal -> !refusal.rule().equals("full"))
              .isPresent();
      assertThat(entry.costs().containsKey(matter.person().id()))
          .as(matter.person().name())
          .isEqualTo(!refused);
      assertThat(Eligibility.refusing(matter).map(Eligibility.Rule::name))
          .isEqualTo(
              Ranking.check(
                      ranking.now(Scene.REALM), scene.facts(order), matter.person(), Language.EN)
                  .map(Eligibility.Refusal::rule));
    }
    assertThat(entry.able()).isEqualTo(1);
  }

  @Test
  void whateverHappensTheMemoryIsWhatTheDatabaseSays() {
    List<UUID> people = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      people.add(scene.person("走动" + i));
    }
    formations.rebuild(Scene.REALM);
    Random random = new Random(3);
    List<UUID> orders = new ArrayList<>();
    for (int step = 0; step < 40; step++) {
      if (orders.isEmpty() || random.nextInt(3) == 0) {
        orders.add(scene.placed(common));
      } else {
        UUID order = orders.get(random.nextInt(orders.size()));
        UUID person = people.get(random.nextInt(people.size()));
        move(order, person);
      }
      if (step % 5 == 0) {
        assertThatMemoryIsRight();
      }
    }
    assertThatMemoryIsRight();
    assertThat(formations.check(Scene.REALM)).isEmpty();
  }

  private void assertThatMemoryIsRight() {
    formations.catchUp(Scene.REALM);
    Map<UUID, Formation.Entry> walked = entries();
    formations.rebuild(Scene.REALM);
    Map<UUID, Formation.Entry> read = entries();
    assertThat(walked.keySet()).isEqualTo(read.keySet());
    // A deadline comes nearer while a test runs: prices of other tests' orders are not compared.
    for (InPlay order : reads.inPlay(Scene.REALM, Formations.MOST)) {
      if (order.facts().kind().equals(common)) {
        assertThat(walked.get(order.facts().id())).isEqualTo(read.get(order.facts().id()));
      }
    }
  }

  private Map<UUID, Formation.Entry> entries() {
    return formations.ask(Scene.REALM, Formation::entries).orElseThrow();
  }

  private void move(UUID order, UUID person) {
    OrderState state = scene.state(order);
    if (state == OrderState.WAITING) {
      scene.offer(order, person, "试试", true);
    } else if (state == OrderState.OFFERED) {
      scene.as(scene.with(order)).command("order.accept", Map.of("orderId", order));
    } else if (state == OrderState.ACCEPTED) {
      scene
          .county
          .dispatcher()
          .command("dispatch.recall", Map.of("orderId", order, "reason", "换人"));
    }
  }

  @Test
  void whenEverybodyIsOnLeaveThatIsTheReason() {
    UUID one = scene.person("假一");
    UUID two = scene.person("假二");
    scene.leave(one, 0, 2);
    scene.leave(two, 0, 2);
    UUID order = scene.placed(common);

    formations.rebuild(Scene.REALM);
    Answer answer = scene.candidates(order);

    assertThat(answer.body().get("ranked")).isEmpty();
    assertThat(answer.text("unserved")).isEqualTo("All who could go are on leave today: 2.");
  }

  @Test
  void whereNobodyMayGoAtAllTheFirstRuleIsTheReason() {
    UUID order = scene.placed(common);

    formations.rebuild(Scene.REALM);

    assertThat(scene.candidates(order).text("unserved")).contains("responsible body has nobody");
    UUID needsSkill = scene.placed(rare);
    assertThat(scene.candidates(needsSkill).text("unserved")).isNotBlank();
  }

  @Test
  void withoutAMemoryTheCandidatesStandByTheirOwnTerms() {
    scene.person("独立");
    UUID order = scene.placed(common);
    formations.forget(Scene.REALM);

    Answer answer = scene.candidates(order);

    assertThat(answer.body().get("ranked")).hasSize(1);
    assertThat(answer.body().get("ranked").toString()).doesNotContain("opportunity");
    assertThat(Optional.ofNullable(answer.text("unserved"))).isEmpty();
  }

  private JsonNode whyMe(UUID person, UUID order) {
    for (JsonNode why : scene.as(person).get("/api/field/work").body().get("why")) {
      if (why.get("orderId").asString().equals(order.toString())) {
        return why;
      }
    }
    throw new AssertionError("no reason for " + order);
  }

  private void fill(UUID person, int orders) {
    for (int i = 0; i < orders; i++) {
      scene.offered(common, person);
    }
  }

  /** Another township, near enough for the rule. */
  private Division elsewhere() {
    return divisions.villagesBelow(divisions.findByCode("431224118").orElseThrow().id()).getLast();
  }

  private static String first(Answer answer) {
    return answer.body().at("/ranked/0/person/id").asString();
  }
}
