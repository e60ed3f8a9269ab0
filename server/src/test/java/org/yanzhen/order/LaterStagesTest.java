package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.FieldType;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindField;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What comes after an order is solved: the stages of its kind, each an order of its own. */
@YanzhenTest
class LaterStagesTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired ApplicationContext context;
  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired OrderTimers.LeaseSweep sweep;
  @Autowired Catalogue catalogue;
  @Autowired OrderReads reads;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;
  private Scene scene;

  @BeforeEach
  void handsAreFree() {
    county.emptyAllHands();
    scene = Scene.at(context, 8);
  }

  @AfterEach
  void backToNow() {
    clock.reset();
    county.signInAnew();
  }

  @Test
  void theOneStageOfAShippedKindComesAfterTheOrderItselfInBothLanguages() {
    UUID order = asked("seed-testing");
    assertThat(planned(order)).isEmpty();
    serve(order);
    assertThat(planned(order)).containsExactly("emergence");
    assertThat(county.clerk().get("/api/orders/" + order).text("toCome.0.name"))
        .isEqualTo("During production: emergence");
    assertThat(
            reads
                .get(Actor.holdingReceipt(REALM, order, "203.0.113.0"), order, Language.ZH)
                .toCome())
        .extracting(OrderViews.StageToCome::name)
        .containsExactly("产中：看出苗");

    passes(Duration.ofDays(19));
    assertThat(isThere(next(order, "emergence"))).isFalse();
    passes(Duration.ofDays(2));

    UUID next = next(order, "emergence");
    Answer english = county.clerk().get("/api/orders/" + next);
    Answer chinese =
        county.clerk().send("GET", "/api/orders/" + next, null, Map.of("Accept-Language", "zh-CN"));
    assertThat(english.text("card.source")).isEqualTo("FOLLOW_UP");
    assertThat(english.text("card.title")).startsWith("During production: emergence: ");
    assertThat(english.text("text")).startsWith("Count the seedlings");
    assertThat(chinese.text("card.title")).startsWith("产中：看出苗：");
    assertThat(chinese.text("text")).startsWith("出苗后");
    assertThat(english.text("follows")).isEqualTo(order.toString());
    assertThat(english.text("requesterPhone")).isEqualTo("13800000000");
    assertThat(planned(order)).isEmpty();
  }

  @Test
  void aChainRunsStageByStageAndItsTitlesDoNotPileUp() {
    UUID order = asked("pest-advice");
    String title = county.clerk().get("/api/orders/" + order).text("card.title");
    serve(order);
    for (String stage : List.of("recheck", "guard", "harvest")) {
      assertThat(planned(order)).containsExactly(stage);
      passes(stageOf("pest-advice", stage).plusHours(1));
      UUID next = next(order, stage);
      assertThat(county.clerk().get("/api/orders/" + next).text("card.title"))
          .doesNotContain("：")
          .endsWith(": " + title);
      serve(next);
      order = next;
    }
    assertThat(planned(order)).isEmpty();
  }

  @Test
  void severalFirstStagesAllCome() {
    String kind =
        inStages(
            "several",
            List.of("OFFER"),
            stage("one", null),
            stage("two", null),
            stage("three", "two"));
    UUID order = scene.accepted(kind, scene.person("甲"));
    finish(order);

    assertThat(planned(order)).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void whatWasPromisedComesAlsoWhenTheKindIsEditedAndWithdrawn() {
    String kind = inStages("gone", List.of("OFFER"), stage("later", null));
    UUID order = scene.accepted(kind, scene.person("甲"));
    finish(order);
    ObjectNode edited = mapper.valueToTree(catalogue.find(REALM, kind).orElseThrow());
    edited.putArray("stages");
    scene.send("catalogue.adopt-kind", Map.of("kind", edited));
    scene.send("catalogue.withdraw-kind", Map.of("code", kind));

    passes(Duration.ofDays(8));

    assertThat(isThere(next(order, "later"))).isTrue();
    assertThat(planned(order)).isEmpty();
  }

  @Test
  void anOrderThatIsOpenAgainIsNotFollowedUpUntilItIsSolvedAgain() {
    String kind = inStages("again", List.of("OFFER"), stage("later", null));
    UUID person = scene.person("甲");
    UUID order = scene.accepted(kind, person);
    finish(order);
    Scene.done(
        county
            .clerk()
            .command("order.reopen", Map.of("orderId", order, "channel", "CALL", "text", "又坏了")));

    passes(Duration.ofDays(8));
    // As a timer that looked before it was opened again would send it.
    Outcome late =
        gate.submit(
            Envelope.of(
                Ids.next(),
                "order.follow-up",
                mapper.valueToTree(
                    Map.of("before", order, "orderId", next(order, "later"), "stage", "later"))),
            Actor.system(REALM, Origin.JOB));

    assertThat(late.problem()).isNull();
    assertThat(isThere(next(order, "later"))).isFalse();
    assertThat(planned(order)).isEmpty();

    Scene.done(
        county
            .dispatcher()
            .command(
                "dispatch.offer", Map.of("orderId", order, "personId", person, "reason", "熟")));
    Scene.done(scene.as(person).command("order.accept", Map.of("orderId", order)));
    finish(order);
    assertThat(planned(order)).containsExactly("later");
  }

  @Test
  void whoServedIsAskedFirstAndAfterThemItGoesAsItsModeSays() {
    String kind = inStages("same", List.of("BOARD", "OFFER"), stage("later", null));
    UUID served = scene.person("甲");
    scene.person("乙");
    UUID order = claimedAndSolved(kind, served);

    passes(Duration.ofDays(8));
    UUID next = next(order, "later");

    assertThat(scene.state(next)).isEqualTo(OrderState.OFFERED);
    assertThat(scene.with(next)).isEqualTo(served);
    Answer decision = county.dispatcher().get("/api/orders/" + next + "/decision");
    assertThat(decision.text("mode")).isEqualTo("FOLLOW_UP");
    assertThat(decision.text("how")).contains("served the order before");

    Scene.done(
        scene.as(served).command("order.decline", Map.of("orderId", next, "reason", "BUSY")));
    scene.later(Duration.ZERO);
    assertThat(scene.state(next)).isEqualTo(OrderState.OPEN);
  }

  @Test
  void whoServedAndIsAwayIsNotAsked() {
    String kind = inStages("away", List.of("BOARD", "OFFER"), stage("later", null));
    UUID served = scene.person("甲");
    UUID order = claimedAndSolved(kind, served);
    scene.leave(served, 0, 30);

    passes(Duration.ofDays(8));

    assertThat(scene.state(next(order, "later"))).isEqualTo(OrderState.OPEN);
  }

  @Test
  void whereADispatcherSendsWhoServedIsStillAskedFirst() {
    String kind = inStages("sent", List.of("OFFER"), stage("later", null));
    UUID served = scene.person("甲");
    UUID order = scene.accepted(kind, served);
    finish(order);

    passes(Duration.ofDays(8));

    assertThat(scene.with(next(order, "later"))).isEqualTo(served);
  }

  @Test
  void whatAnOlderReleasePlannedInPlaceOfAFirstStageIsPlannedAnew() {
    UUID order = asked("pest-advice");
    serve(order);

    List<String> planned =
        Sql.inRolledBackTransaction(
            owner -> {
              owner
                  .sql("update orders.follow_up set stage = 'guard' where order_id = :order")
                  .param("order", order)
                  .update();
              owner.sql(migration()).update();
              return owner
                  .sql("select stage from orders.follow_up where realm = 1 and order_id = :order")
                  .param("order", order)
                  .query(String.class)
                  .list();
            });

    assertThat(planned).containsExactly("recheck");
  }

  private static String migration() {
    try (InputStream file =
        LaterStagesTest.class.getResourceAsStream(
            "/db/migration/order/V20261201_11__first_stages.sql")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UUID claimedAndSolved(String kind, UUID person) {
    UUID order = scene.placed(kind);
    Scene.done(scene.as(person).command("dispatch.claim", Map.of("orderId", order)));
    finish(order);
    return order;
  }

  /** Started and reported by whoever has it; the requester says it is solved. */
  private void finish(UUID order) {
    Api worker = scene.as(scene.with(order));
    Scene.done(worker.command("order.start", Map.of("orderId", order)));
    Scene.done(worker.command("order.report", Map.of("orderId", order, "text", "办好了")));
    solve(order);
  }

  private void solve(UUID order) {
    Scene.done(county.clerk().command("order.solve", Map.of("orderId", order, "channel", "CALL")));
  }

  /** By whoever of the demo county may be sent and has an account. */
  private void serve(UUID order) {
    Api worker = whoIsAsked(order).orElseGet(() -> offered(order));
    Scene.done(worker.command("order.accept", Map.of("orderId", order)));
    Scene.done(worker.command("order.start", Map.of("orderId", order)));
    Scene.done(worker.command("order.report", Map.of("orderId", order, "text", "看过了")));
    solve(order);
  }

  private Optional<Api> whoIsAsked(UUID order) {
    UUID person = scene.with(order);
    return person == null ? Optional.empty() : login(person.toString()).map(county::as);
  }

  private Api offered(UUID order) {
    JsonNode ranked =
        county.dispatcher().get("/api/orders/" + order + "/candidates").body().get("ranked");
    for (JsonNode candidate : ranked) {
      String person = candidate.get("person").get("id").asString();
      Optional<String> login = login(person);
      if (login.isPresent()) {
        Scene.done(
            county
                .dispatcher()
                .command(
                    "dispatch.offer",
                    Map.of("orderId", order, "personId", person, "reason", "离得近")));
        return county.as(login.get());
      }
    }
    throw new AssertionError("nobody with an account: " + ranked);
  }

  private static Optional<String> login(String person) {
    return Sql.owner()
        .sql(
            "select login from access.account where realm = 1 and active and person_id = :person::uuid")
        .param("person", person)
        .query(String.class)
        .optional();
  }

  private UUID asked(String code) {
    Kind kind = catalogue.find(REALM, code).orElseThrow();
    Map<String, String> answers = new HashMap<>();
    for (KindField field : kind.fields()) {
      if (field.required() && field.type() == FieldType.CHOICE) {
        answers.put(field.code(), field.choices().getFirst().code());
      }
    }
    Map<String, Object> body = county.request();
    body.put("kind", code);
    body.put("fields", answers);
    Scene.done(county.clerk().command("order.place", body));
    return (UUID) body.get("orderId");
  }

  private void passes(Duration time) {
    clock.advance(time);
    county.signInAnew();
    sweep.run();
    scene.later(Duration.ZERO);
  }

  private Duration stageOf(String kind, String stage) {
    return catalogue.find(REALM, kind).orElseThrow().stage(stage).orElseThrow().after();
  }

  private static UUID next(UUID order, String stage) {
    return Sql.owner()
        .sql("select id from orders.orders where realm = 1 and follows = :order and stage = :stage")
        .param("order", order)
        .param("stage", stage)
        .query(UUID.class)
        .optional()
        .orElseGet(Ids::next);
  }

  private static boolean isThere(UUID order) {
    return Sql.owner()
        .sql("select exists (select from orders.orders where realm = 1 and id = :id)")
        .param("id", order)
        .query(Boolean.class)
        .single();
  }

  private static List<String> planned(UUID order) {
    return Sql.owner()
        .sql("select stage from orders.follow_up where realm = 1 and order_id = :order")
        .param("order", order)
        .query(String.class)
        .list();
  }

  private String inStages(String name, List<String> modes, ObjectNode... stages) {
    String code = scene.kind(name, scene.body, modes, Map.of());
    ObjectNode kind = mapper.valueToTree(catalogue.find(REALM, code).orElseThrow());
    ArrayNode list = kind.putArray("stages");
    List.of(stages).forEach(list::add);
    scene.send("catalogue.adopt-kind", Map.of("kind", kind));
    return code;
  }

  private ObjectNode stage(String code, String follows) {
    ObjectNode stage = mapper.createObjectNode();
    stage.put("code", code).put("follows", follows).put("after", "P7D");
    stage.putObject("name").put("zh", "再看" + code).put("en", "A second look " + code);
    stage.putObject("task").put("zh", "再去看一次").put("en", "Look again");
    return stage;
  }
}
