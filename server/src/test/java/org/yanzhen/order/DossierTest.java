package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

@YanzhenTest
class DossierTest {

  private static int nextVillage = 120;

  @Autowired ApplicationContext context;
  @Autowired County county;
  @Autowired Receipts receipts;
  @Autowired Neighbour neighbour;
  @Autowired Divisions divisions;
  @Autowired Dossiers dossiers;

  @Test
  void oneProblemGoesFromManyOrdersToEverywhereSolved() {
    Division village = village();
    Division township = divisions.get(village.parentId());
    UUID dossier = opened(township, List.of(placed(village), placed(village)));

    done(advance(dossier, "SURVEY", Map.of()));
    done(advance(dossier, "CAUSE", Map.of("text", "灯杆进水，三处一样")));
    done(advance(dossier, "PILOT", Map.of("cause", "EXECUTION", "pilotDivisionId", village.id())));
    done(
        advance(
            dossier,
            "ROLLOUT",
            Map.of("pilotOutcome", "WORKED", "divisions", List.of(village.id(), township.id()))));
    assertThat(advance(dossier, "CLOSED", Map.of()).code()).isEqualTo("dossier.incomplete");
    done(rollout(dossier, village.id()));
    done(rollout(dossier, township.id()));
    done(advance(dossier, "CLOSED", Map.of()));

    JsonNode detail = county.dispatcher().get("/api/dossiers/" + dossier).body();
    assertThat(detail.at("/card/stage").asString()).isEqualTo("CLOSED");
    assertThat(detail.at("/card/orders").asInt()).isEqualTo(2);
    assertThat(detail.get("found")).hasSize(2);
    assertThat(detail.get("rollout"))
        .allSatisfy(line -> assertThat(line.get("doneAt").isString()).isTrue());
    assertThat(detail.get("thread").size()).isEqualTo(detail.at("/card/version").asInt());
  }

  @Test
  void nothingIsTriedOutBeforeItIsKnownWhy() {
    UUID dossier = opened(divisions.get(village().parentId()), List.of());

    assertThat(advance(dossier, "PILOT", Map.of()).code()).isEqualTo("dossier.wrong-stage");
    done(advance(dossier, "SURVEY", Map.of()));
    assertThat(advance(dossier, "CAUSE", Map.of()).code()).isEqualTo("dossier.incomplete");
    done(advance(dossier, "CAUSE", Map.of("text", "看过了")));
    assertThat(advance(dossier, "PILOT", Map.of()).code()).isEqualTo("dossier.incomplete");
  }

  @Test
  void aTrialThatFailedLeadsBackToTheCauseAndNotOutward() {
    Division village = village();
    UUID dossier = opened(divisions.get(village.parentId()), List.of());
    done(advance(dossier, "SURVEY", Map.of()));
    done(advance(dossier, "CAUSE", Map.of("text", "看过了")));
    done(advance(dossier, "PILOT", Map.of("cause", "MATERIAL", "pilotDivisionId", village.id())));

    assertThat(
            advance(
                    dossier,
                    "ROLLOUT",
                    Map.of("pilotOutcome", "FAILED", "divisions", List.of(village.id())))
                .code())
        .isEqualTo("dossier.incomplete");
    done(advance(dossier, "CAUSE", Map.of("pilotOutcome", "FAILED", "text", "换了灯还是灭")));
  }

  @Test
  void anOrderIsPartOfOneProblemAtATime() {
    Division village = village();
    UUID order = placed(village);
    UUID one = opened(divisions.get(village.parentId()), List.of(order));
    UUID other = opened(divisions.get(village.parentId()), List.of());

    assertThat(link(county.dispatcher(), other, order).code()).isEqualTo("dossier.order-linked");
    done(
        county
            .dispatcher()
            .command(
                "dossier.unlink", Map.of("dossierId", one, "orderId", order, "reason", "不是一回事")));
    done(link(county.dispatcher(), other, order));
  }

  @Test
  void ordersFromElsewhereDoNotBelongAndStrangersDoNotReachIt() {
    Division village = village();
    UUID order = placed(village);
    Division elsewhere =
        divisions.children(divisions.findByCode("431224").orElseThrow().id()).getLast();
    UUID dossier = opened(elsewhere, List.of());

    assertThat(link(county.dispatcher(), dossier, order).code()).isEqualTo("dossier.order-outside");
    neighbour.open();
    for (Api stranger : neighbour.everyRole()) {
      assertThat(stranger.get("/api/dossiers/" + dossier).isDone()).isFalse();
      assertThat(stranger.get("/api/orders/" + order + "/dossier").isDone()).isFalse();
      assertThat(link(stranger, dossier, order).isDone()).isFalse();
    }
    assertThat(county.as("worker1").get("/api/dossiers").code()).isEqualTo("access.forbidden");
    assertThat(county.clerk().command("dossier.open", opening(elsewhere, List.of())).code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void similarOrdersOfTheTownshipAreShownBesideAnOrder() {
    Division village = village();
    UUID first = placed(village);
    UUID second = placed(village);
    UUID third = placed(village);

    JsonNode beside = county.dispatcher().get("/api/orders/" + first + "/dossier").body();

    assertThat(beside.get("similar").findValuesAsString("id"))
        .contains(second.toString(), third.toString())
        .doesNotContain(first.toString());
  }

  @Test
  void theRequesterLearnsHowFarItHasComeAndNothingOfOthers() {
    Division village = village();
    UUID order = placed(village);
    opened(divisions.get(village.parentId()), List.of(order, placed(village)));

    assertThat(dossiers.findStage(new RealmId(1), order)).contains(DossierStage.OPEN);
    String path = receipts.path(new RealmId(1), order);
    String page = receipt(path);
    assertThat(page).contains("从根上想办法").doesNotContain("路灯总坏");
  }

  @Test
  void whoServesAnOrderLearnsWhichProblemItIsOfAndHowFarThatHasComeAndNoWords() {
    Scene scene = Scene.at(context, 44);
    String kind = scene.kind("behind", scene.body, List.of("OFFER"), Map.of());
    UUID person = scene.person("修灯师傅");
    UUID order = scene.accepted(kind, person);
    UUID alone = scene.accepted(kind, person);
    UUID dossier = opened(divisions.get(scene.village().parentId()), List.of(order));
    done(advance(dossier, "SURVEY", Map.of()));
    done(advance(dossier, "CAUSE", Map.of("text", "灯杆进水，张三说的")));

    JsonNode work = scene.as(person).get("/api/field/work").body();

    Map<UUID, JsonNode> active = new HashMap<>();
    work.get("active")
        .forEach(one -> active.put(UUID.fromString(one.at("/card/id").asString()), one));
    assertThat(active.get(order).at("/behind/title").asString()).isEqualTo("路灯总坏");
    assertThat(active.get(order).at("/behind/stage").asString()).isEqualTo("CAUSE");
    assertThat(active.get(order).get("behind").propertyNames())
        .containsExactlyInAnyOrder("title", "stage");
    assertThat(active.get(alone).hasNonNull("behind")).isFalse();
    assertThat(work.toString()).doesNotContain("灯杆进水").doesNotContain("这几个村的路灯都坏");
    assertThat(scene.as(person).get("/api/orders/" + order).text("behind.stage"))
        .isEqualTo("CAUSE");
    // A desk opens the dossier itself, where that is its own.
    assertThat(county.clerk().get("/api/orders/" + order).text("behind.stage")).isNull();
  }

  private String receipt(String path) {
    try {
      return java.net.http.HttpClient.newHttpClient()
          .send(
              java.net.http.HttpRequest.newBuilder(java.net.URI.create(county.address() + path))
                  .build(),
              java.net.http.HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Division village() {
    return divisions
        .villagesBelow(divisions.findByCode("431224").orElseThrow().id())
        .get(nextVillage++);
  }

  private UUID placed(Division village) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", Ids.next());
    body.put("divisionId", village.id());
    done(county.clerk().command("order.place", body));
    return (UUID) body.get("orderId");
  }

  private UUID opened(Division division, List<UUID> orders) {
    Map<String, Object> body = opening(division, orders);
    done(county.dispatcher().command("dossier.open", body));
    return (UUID) body.get("dossierId");
  }

  private static Map<String, Object> opening(Division division, List<UUID> orders) {
    return Map.of(
        "dossierId",
        Ids.next(),
        "divisionId",
        division.id(),
        "kind",
        "public-facility",
        "title",
        "路灯总坏",
        "text",
        "这几个村的路灯都坏",
        "orderIds",
        orders);
  }

  private Answer advance(UUID dossier, String to, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("dossierId", dossier);
    body.put("to", to);
    return county.dispatcher().command("dossier.advance", body);
  }

  private Answer rollout(UUID dossier, int division) {
    return county
        .dispatcher()
        .command(
            "dossier.rollout", Map.of("dossierId", dossier, "divisionId", division, "done", true));
  }

  private static Answer link(Api who, UUID dossier, UUID order) {
    return who.command("dossier.link", Map.of("dossierId", dossier, "orderId", order));
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
