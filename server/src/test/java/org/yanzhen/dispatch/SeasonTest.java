package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Whoever knows more than is needed is kept back, except when it is the time of year for it. */
@YanzhenTest
class SeasonTest {

  private static final int SPARE_LEVEL = 15;

  @Autowired ApplicationContext context;
  private Scene scene;
  private UUID expert;
  private UUID able;

  @BeforeEach
  void oneExpertAndOneWhoIsJustAble() {
    scene = Scene.at(context, 43);
    expert = scene.person("甲教别人");
    scene.skill(expert, "electrical", 3);
    able = scene.person("乙刚学会");
    scene.skill(able, "electrical", 1);
  }

  @Test
  void inItsSeasonASpareLevelCostsNothing() {
    int month = scene.today().getMonthValue();

    JsonNode ranked = ranked("in-season", List.of(Map.of("from", month, "to", month)));

    assertThat(points(of(ranked, expert), "skill")).isEqualTo(-2 * SPARE_LEVEL);
    assertThat(points(of(ranked, expert), "season")).isEqualTo(2 * SPARE_LEVEL);
    assertThat(of(ranked, expert).get("total").asInt())
        .isEqualTo(of(ranked, able).get("total").asInt());
    assertThat(of(ranked, expert).get("why").asString()).contains("In season");
  }

  @Test
  void outOfSeasonTheExpertIsKeptBack() {
    int other = scene.today().getMonthValue() % 12 + 1;

    JsonNode ranked = ranked("out-of-season", List.of(Map.of("from", other, "to", other)));

    assertThat(points(of(ranked, expert), "season")).isZero();
    assertThat(of(ranked, able).get("total").asInt())
        .isEqualTo(of(ranked, expert).get("total").asInt() + 2 * SPARE_LEVEL);
  }

  @Test
  void aKindWithoutSeasonHasNoSuchTerm() {
    JsonNode ranked = ranked("always", List.of());

    assertThat(of(ranked, expert).get("terms"))
        .noneMatch(term -> term.get("code").asString().equals("season"));
  }

  private JsonNode ranked(String name, List<Map<String, Integer>> season) {
    String kind =
        scene.kind(
            name, scene.body, List.of("OFFER"), Map.of("electrical", 1), "RESTRICTED", season);
    return scene.candidates(scene.placed(kind)).body().get("ranked");
  }

  private static JsonNode of(JsonNode ranked, UUID person) {
    for (JsonNode one : ranked) {
      if (one.at("/person/id").asString().equals(person.toString())) {
        return one;
      }
    }
    throw new AssertionError("not ranked: " + person);
  }

  private static int points(JsonNode candidate, String code) {
    for (JsonNode term : candidate.get("terms")) {
      if (term.get("code").asString().equals(code)) {
        return term.get("points").asInt();
      }
    }
    throw new AssertionError("no term " + code);
  }
}
