package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** What is taken down at somebody's door may have been asked for already. */
@YanzhenTest
class CadreWithAlikeOrdersTest {

  private static final String BURST = "老祠堂门口的水管爆了，水一直往外冒，路都淹了";
  private static final String BURST_TOO = "老祠堂门口水管爆了，水一直往外冒，没法走路";
  private static final String RUBBISH = "学校旁边垃圾三天没人清运";

  @Autowired ApplicationContext context;
  @Autowired County county;
  @Autowired Divisions divisions;
  @Autowired Neighbour neighbour;

  private Scene scene;
  private String kind;
  private UUID person;
  private Api cadre;

  @BeforeEach
  void somebodyOnAVisit() {
    scene = Scene.at(context, 43);
    kind = scene.kind("alike", scene.body, List.of("OFFER", "BOARD"), Map.of(), "PUBLIC");
    person = scene.person("跑村干部");
    cadre = scene.as(person);
  }

  @Test
  void whoTakesItDownReadsWhatIsTheirsToReadAndOfTheRestOnlyHowItStands() {
    UUID hidden = placed(kind, scene.village(), BURST);
    UUID board = onTheBoard(placed(kind, scene.village(), BURST));

    Answer answer = alike(cadre, kind, scene.village(), BURST_TOO);

    assertThat(ids(answer)).containsExactly(board, hidden);
    JsonNode read = answer.body().at("/alike/0");
    assertThat(read.get("text").asString()).isEqualTo(BURST);
    assertThat(read.get("number").asString()).isNotBlank();
    assertThat(read.get("likeness").asDouble()).isGreaterThan(0.3);
    JsonNode rest = answer.body().at("/alike/1");
    assertThat(rest.get("state").asString()).isEqualTo("WAITING");
    assertThat(rest.get("what").valueStream().map(JsonNode::asString)).hasSize(1);
    assertThat(rest.get("village").asString()).isEqualTo(scene.village().name());
    for (String words : List.of("number", "title", "text", "place", "likeness", "metres")) {
      assertThat(rest.hasNonNull(words)).as(words).isFalse();
    }
  }

  @Test
  void whatSaysTheSameComesFirstThenWhatTheVillageAskedForAndNoMoreThanThree() {
    Division beside = besideTheVillage();
    UUID unlike = onTheBoard(placed(kind, scene.village(), RUBBISH));
    UUID elsewhere = placed(kind, beside, BURST);
    placed(kind, beside, RUBBISH);

    Answer answer = alike(county.clerk(), kind, scene.village(), BURST_TOO);

    assertThat(ids(answer)).containsExactly(elsewhere, unlike);
    assertThat(answer.text("alike.0.village")).isEqualTo(beside.name());
    assertThat(answer.body().at("/alike/0/metres").asInt()).isPositive();
    for (int i = 0; i < 3; i++) {
      placed(kind, scene.village(), BURST);
    }
    assertThat(ids(alike(county.clerk(), kind, scene.village(), BURST_TOO)))
        .hasSize(3)
        .doesNotContain(unlike);
  }

  @Test
  void whereItWasOnlySpokenTheVillagesOwnAreShownTheNewestFirst() {
    UUID first = placed(kind, scene.village(), BURST);
    UUID second = placed(kind, scene.village(), RUBBISH);
    placed(kind, besideTheVillage(), BURST);

    assertThat(ids(alike(cadre, kind, scene.village(), null))).containsExactly(second, first);
  }

  @Test
  void theVillagerJoinsWhatTheyCouldHaveJoinedThemselvesAtTheDoor() {
    UUID waiting = placed(kind, scene.village(), BURST);

    Answer joined = joining(kind, waiting);

    assertThat(joined.text("result.state")).as("%s", joined).isEqualTo("MERGED");
    assertThat(joined.text("result.number")).isNotBlank();
    assertThat(county.clerk().get("/api/orders/" + waiting).text("card.joined")).isEqualTo("1");
    assertThat(alike(cadre, kind, scene.village(), BURST).text("alike.0.joined")).isEqualTo("1");
  }

  @Test
  void whatIsNotPublicIsNeitherShownNorJoinedUnlessItIsTheirsToSee() {
    String inner = scene.kind("alike-inner", scene.body, List.of("OFFER"), Map.of(), "INTERNAL");
    UUID waiting = placed(inner, scene.village(), BURST);

    assertThat(ids(alike(cadre, inner, scene.village(), BURST))).isEmpty();
    assertThat(joining(inner, waiting).code()).isEqualTo("order.merge-target");
    assertThat(ids(alike(county.clerk(), inner, scene.village(), BURST))).containsExactly(waiting);

    UUID mine = scene.accepted(inner, person);
    assertThat(ids(alike(cadre, inner, scene.village(), BURST))).containsExactly(mine);
    assertThat(joining(inner, mine).text("result.state")).isEqualTo("MERGED");
  }

  @Test
  void whatIsOverIsNotShownAndNothingIsKeptOfLooking() {
    UUID withdrawn = placed(kind, scene.village(), BURST);
    done(county.clerk().command("order.cancel", Map.of("orderId", withdrawn, "reason", "不要了")));
    UUID stays = placed(kind, scene.village(), BURST);
    String before = county.clerk().get("/api/orders/" + stays).text("card.version");

    assertThat(ids(alike(cadre, kind, scene.village(), BURST))).containsExactly(stays);
    assertThat(county.clerk().get("/api/orders/" + stays).text("card.version")).isEqualTo(before);
  }

  @Test
  void onlyWhoAsksForOthersThereLooks() {
    UUID ours = placed(kind, scene.village(), BURST);
    Division elsewhere =
        divisions.children(divisions.findByCode("431224").orElseThrow().id()).stream()
            .filter(township -> !scene.village().path().startsWith(township.path()))
            .findFirst()
            .orElseThrow();

    assertThat(alike(cadre, kind, elsewhere, BURST).code()).isEqualTo("access.forbidden");
    neighbour.open();
    for (Api stranger : neighbour.everyRole()) {
      Answer answer = alike(stranger, kind, scene.village(), BURST);
      assertThat(answer.body().toString()).as("%s", answer).doesNotContain(ours.toString());
      assertThat(answer.isDone()).isFalse();
    }
    assertThat(
            county
                .clerk()
                .post("/api/orders/alike", Map.of("kind", kind, "divisionId", 1_999_999_999))
                .code())
        .isEqualTo("place.division-unknown");
    assertThat(county.clerk().post("/api/orders/alike", Map.of("kind", kind)).code())
        .isEqualTo("command.malformed");
  }

  private Division besideTheVillage() {
    return divisions.villagesBelow(scene.village().parentId()).stream()
        .filter(village -> village.id() != scene.village().id())
        .findFirst()
        .orElseThrow();
  }

  private static Answer alike(Api who, String kind, Division division, String text) {
    Map<String, Object> taken = new HashMap<>();
    taken.put("kind", kind);
    taken.put("divisionId", division.id());
    if (text != null) {
      taken.put("text", text);
    }
    return who.post("/api/orders/alike", taken);
  }

  private static List<UUID> ids(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return answer
        .body()
        .get("alike")
        .valueStream()
        .map(one -> UUID.fromString(one.get("id").asString()))
        .toList();
  }

  private Answer joining(String ofKind, UUID into) {
    Map<String, Object> body = county.request();
    body.put("kind", ofKind);
    body.put("divisionId", scene.village().id());
    body.put("source", "FIELD");
    body.put("joins", into);
    return cadre.command("order.place", body);
  }

  private UUID placed(String ofKind, Division division, String text) {
    Map<String, Object> body = county.request();
    body.put("kind", ofKind);
    body.put("divisionId", division.id());
    body.put("text", text);
    done(county.clerk().command("order.place", body));
    return (UUID) body.get("orderId");
  }

  private UUID onTheBoard(UUID order) {
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    return order;
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
