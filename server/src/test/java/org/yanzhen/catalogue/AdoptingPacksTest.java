package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@YanzhenTest
class AdoptingPacksTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired Packs packs;
  @Autowired Catalogue catalogue;
  @Autowired Gate gate;
  @Autowired County county;
  @Autowired JsonMapper mapper;
  @Autowired JdbcClient jdbc;
  @Autowired RealmTransactions transactions;

  @Test
  void aKindComesBackFromTheDatabaseAsItStandsInItsPack() {
    for (Kind shipped : Kinds.shipped()) {
      Kind adopted = catalogue.find(REALM, shipped.code()).orElseThrow();
      assertThat(adopted.hasContentOf(shipped)).as(shipped.code()).isTrue();
    }
  }

  @Test
  void adoptingAgainMakesNoVersionAndNoCommand() {
    int before = commands();
    packs.adopt(REALM);
    packs.adopt(REALM);
    assertThat(commands()).isEqualTo(before);
    assertThat(catalogue.find(REALM, "pest-advice").orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void changedContentIsTheNextVersionAndTheOldOneStays() {
    RealmId own = new RealmId(87);
    submit(
        own,
        "access.open-realm",
        Map.of("name", "换版县", "divisionId", 3, "purpose", "THROW_AWAY", "zone", "Asia/Shanghai"));
    Kind first = copy("well-repair", "修井");
    assertThat(adopt(own, first).get("version").asInt()).isEqualTo(1);
    assertThat(adopt(own, first).get("changed").asBoolean()).isFalse();
    assertThat(name(catalogue.find(own, "well-repair"))).isEqualTo("修井");
    assertThat(adopt(own, copy("well-repair", "修水井")).get("version").asInt()).isEqualTo(2);
    assertThat(name(catalogue.find(own, "well-repair"))).isEqualTo("修水井");
    assertThat(name(catalogue.find(own, "well-repair", 1))).isEqualTo("修井");
    assertThat(adopt(own, first).get("version").asInt()).isEqualTo(3);
    assertThat(catalogue.find(own, "well-repair", 4)).isEmpty();
    assertThat(catalogue.find(REALM, "well-repair")).isEmpty();
  }

  @Test
  void theApplicationCannotRewriteAVersion() {
    assertThatThrownBy(
            () ->
                transactions.write(
                    REALM,
                    () ->
                        jdbc.sql("update catalogue.kind set version = 9 where realm = 1").update()))
        .isInstanceOf(BadSqlGrammarException.class)
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  @Test
  void aKindWithoutAllItsLimitsIsRefusedAtTheGateToo() {
    JsonNode body = mapper.valueToTree(Map.of("kind", copy("half-kind", "半个")));
    ((ObjectNode) body.at("/kind/limits/URGENT")).remove("CONTACT");
    Outcome outcome =
        gate.submit(
            Envelope.of(Ids.next(), "catalogue.adopt-kind", body),
            Actor.system(REALM, Origin.IMPORT));
    assertThat(outcome.problem().field()).isEqualTo("body.limits.URGENT.CONTACT");
    assertThat(catalogue.find(REALM, "half-kind")).isEmpty();
  }

  @Test
  void onlyAnAdministratorAdopts() {
    Map<String, ?> body = Map.of("kind", mapper.valueToTree(Kinds.pestAdvice()));
    assertThat(county.dispatcher().command("catalogue.adopt-kind", body).code())
        .isEqualTo("access.forbidden");
    assertThat(county.as("admin").command("catalogue.adopt-kind", body).isDone()).isTrue();
  }

  @Test
  void overHttpKindsSpeakTheReadersLanguage() {
    JsonNode english = kind(county.clerk().get("/api/kinds").body());
    assertThat(english.get("name").asString()).isEqualTo("Public facility repair");
    assertThat(english.at("/clocks/contact").asString()).isEqualTo("within 1 working day");
    assertThat(english.get("dispatchModes").valueStream().map(JsonNode::asString))
        .containsExactly("OFFER", "BOARD");
    JsonNode chinese =
        kind(
            county
                .clerk()
                .send("GET", "/api/kinds", null, Map.of("Accept-Language", "zh-CN"))
                .body());
    assertThat(chinese.at("/fields/0/choices/0/label").asString()).isEqualTo("道路、桥梁");
    assertThat(county.nobody().get("/api/kinds").status()).isEqualTo(401);
  }

  private static JsonNode kind(JsonNode kinds) {
    return kinds
        .valueStream()
        .filter(kind -> kind.get("code").asString().equals("public-facility"))
        .findAny()
        .orElseThrow();
  }

  private JsonNode adopt(RealmId realm, Kind kind) {
    return submit(realm, "catalogue.adopt-kind", Map.of("kind", kind)).result();
  }

  private Outcome submit(RealmId realm, String type, Map<String, ?> body) {
    Outcome outcome =
        gate.submit(
            Envelope.of(Ids.next(), type, mapper.valueToTree(body)),
            Actor.system(realm, Origin.IMPORT));
    assertThat(outcome.problem()).isNull();
    return outcome;
  }

  private static Kind copy(String code, String zh) {
    Kind kind = Kinds.pestAdvice();
    return new Kind(
        code,
        0,
        kind.icon(),
        new Text(zh, code),
        kind.summary(),
        kind.responsible(),
        kind.responsibleBody(),
        kind.modes(),
        kind.skills(),
        kind.limits(),
        kind.lease(),
        kind.reopenWithin(),
        kind.fields(),
        kind.results(),
        kind.papers(),
        kind.conditions(),
        kind.season(),
        kind.stages(),
        kind.parts(),
        kind.ratings(),
        kind.placesAWeek(),
        kind.privacy(),
        false,
        false);
  }

  private static String name(Optional<Kind> kind) {
    return kind.orElseThrow().name().in(Language.ZH);
  }

  private int commands() {
    return transactions.read(
        REALM,
        () ->
            jdbc.sql(
                    "select count(*) from command.command where realm = 1 and type = 'catalogue.adopt-kind'")
                .query(Integer.class)
                .single());
  }
}
