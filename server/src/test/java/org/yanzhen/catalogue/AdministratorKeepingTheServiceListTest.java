package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@YanzhenTest
class AdministratorKeepingTheServiceListTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Catalogue catalogue;
  @Autowired Packs packs;
  @Autowired JsonMapper mapper;

  @Test
  void theListNamesVersionDayAndWhoAdoptedIt() {
    String code = own("list");
    JsonNode line = line(code);
    assertThat(line.get("version").asInt()).isEqualTo(1);
    assertThat(line.get("by").asString()).isEqualTo("仓廪实");
    assertThat(line.get("since").asString()).isNotBlank();
    assertThat(line.get("bodyKnown").asBoolean()).isTrue();
    assertThat(
            line("pest-advice").path("by").isMissingNode()
                || line("pest-advice").get("by").isNull())
        .as("a pack has no person")
        .isTrue();
  }

  @Test
  void anEditIsPreviewedWithItsChangesAndChangesNothing() {
    String code = own("preview");
    ObjectNode kind = sheet(code);
    ((ObjectNode) kind.get("name")).put("zh", "看病虫");
    Answer checked = check(Map.of("kind", kind));
    assertThat(checked.text("newest")).isEqualTo("1");
    assertThat(checked.body().at("/kind/version").asInt()).isEqualTo(2);
    assertThat(checked.body().get("changes")).hasSize(1);
    assertThat(checked.body().at("/changes/0/path").asString()).isEqualTo("name.zh");
    assertThat(checked.body().at("/changes/0/after").asString()).isEqualTo("看病虫");
    assertThat(checked.body().at("/preview/code").asString()).isEqualTo(code);
    assertThat(catalogue.find(REALM, code).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void aNewKindsFormBeginsWithThePromisesOfThePackAndNoAdoptedKindTakesThem() {
    JsonNode limits = admin().get("/api/catalogue/choices").body().get("limits");
    for (Urgency urgency : Urgency.values()) {
      for (ClockName clockName : ClockName.values()) {
        assertThat(limits.at("/%s/%s/duration".formatted(urgency, clockName)).asString())
            .as(urgency + " " + clockName)
            .startsWith("PT");
      }
    }
    assertThat(limits.at("/DANGER/SIGN/duration").asString()).isEqualTo("PT15M");
    assertThat(limits.at("/NORMAL/SIGN/workingTime").asBoolean()).isTrue();
    // A kind says its own: one that leaves a clock out is refused, whatever the pack says.
    ObjectNode kind = sheet(own("clocks"));
    ((ObjectNode) kind.at("/limits/URGENT")).remove("CONTACT");
    assertThat(check(Map.of("kind", kind)).text("field")).startsWith("limits");
  }

  @Test
  void aPackIsReadAsTheSameKindAndASlipIsNamedWithItsLine() {
    String code = own("pack");
    String pack = admin().get("/api/catalogue/kinds/" + code).text("pack");
    assertThat(check(Map.of("pack", pack)).body().get("changes")).isEmpty();
    JsonNode slips =
        check(Map.of("pack", pack.replace("lease: 4 hours", "lease: soon"))).body().get("slips");
    assertThat(slips).hasSize(1);
    assertThat(slips.get(0).get("line").asInt()).isGreaterThan(10);
    assertThat(slips.get(0).get("message").asString()).contains("soon");
    assertThat(check(Map.of("pack", "pack: calendar")).body().get("slips")).hasSize(1);
  }

  @Test
  void aSlipInTheFormIsNamedWithTheWholePathOfItsField() {
    ObjectNode kind = sheet(own("slip"));
    ((ObjectNode) kind.at("/fields/0/choices/1/label")).put("en", "");
    Answer answer = check(Map.of("kind", kind));
    assertThat(answer.code()).isEqualTo("command.malformed");
    assertThat(answer.text("field")).isEqualTo("fields.0.choices.1.label.en");
  }

  @Test
  void stagesInACircleAreRefused() {
    ObjectNode kind = sheet(own("circle"));
    ((ObjectNode) kind.at("/stages/0")).put("follows", "guard");
    assertThat(check(Map.of("kind", kind)).code()).isEqualTo("catalogue.stage-cycle");
    Answer sent = admin().command("catalogue.adopt-kind", Map.of("kind", kind));
    assertThat(sent.code()).isEqualTo("catalogue.stage-cycle");
  }

  @Test
  void aBodyTheRealmDoesNotHaveIsRefusedByName() {
    ObjectNode kind = sheet(own("body"));
    kind.put("responsibleBody", "moon-office");
    assertThat(check(Map.of("kind", kind)).code()).isEqualTo("catalogue.body-unknown");
    Answer sent = admin().command("catalogue.adopt-kind", Map.of("kind", kind));
    assertThat(sent.code()).isEqualTo("catalogue.body-unknown");
    assertThat(sent.body().toString()).contains("moon-office");
  }

  @Test
  void aSkillOrAPartThatIsNotThereIsRefused() {
    ObjectNode kind = sheet(own("names"));
    ((ObjectNode) kind.at("/skills/0")).put("code", "flying");
    assertThat(check(Map.of("kind", kind)).code()).isEqualTo("catalogue.skill-unknown");
    ObjectNode joint = sheet(own("joint"));
    joint.set(
        "parts",
        mapper.valueToTree(
            new Part[] {
              new Part("one", new Text("一", "One"), "no-such-kind", new Text("做", "Do"), false)
            }));
    assertThat(check(Map.of("kind", joint)).code()).isEqualTo("catalogue.part-unknown");
    joint.set(
        "parts",
        mapper.valueToTree(
            new Part[] {
              new Part("one", new Text("一", "One"), "marketing-help", new Text("做", "Do"), false)
            }));
    assertThat(check(Map.of("kind", joint)).code())
        .as("a part may not have parts")
        .isEqualTo("catalogue.part-unknown");
  }

  @Test
  void whoEditedAnOlderVersionIsToldSo() {
    String code = own("stale");
    adopt(code, "第二版");
    ObjectNode kind = sheet(code);
    ((ObjectNode) kind.get("name")).put("zh", "第三版");
    Answer late =
        admin()
            .command(Ids.next(), "catalogue.adopt-kind", Map.of("kind", kind), Map.of("base", 1));
    assertThat(late.code()).isEqualTo("command.base-stale");
    assertThat(catalogue.find(REALM, code).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void theHistoryHoldsEveryVersionAsItWas() {
    String code = own("history");
    adopt(code, "第二版");
    adopt(code, "第三版");
    JsonNode items = admin().get("/api/catalogue/kinds/" + code + "/versions").body().get("items");
    assertThat(items.valueStream().map(item -> item.get("version").asInt()))
        .containsExactly(3, 2, 1);
    assertThat(items.get(0).get("by").asString()).isEqualTo("仓廪实");
    assertThat(items.get(0).get("changes").asInt()).isEqualTo(2);
    JsonNode second = admin().get("/api/catalogue/kinds/" + code + "?version=2").body();
    assertThat(second.at("/kind/name/zh").asString()).isEqualTo("第二版");
    assertThat(second.get("newest").asInt()).isEqualTo(3);
    assertThat(second.at("/changes/0/after").asString()).isEqualTo("第二版");
    JsonNode rest =
        admin().get("/api/catalogue/kinds/" + code + "/versions?before=2").body().get("items");
    assertThat(rest).hasSize(1);
  }

  @Test
  void anOrderKeepsTheVersionItWasPlacedUnder() {
    String code = own("kept");
    UUID order = placed(code);
    adopt(code, "改了名字");
    Answer before = county.clerk().get("/api/orders/" + order);
    assertThat(before.body().toString()).contains("Own kept").doesNotContain("改了名字");
    UUID next = placed(code);
    assertThat(county.clerk().get("/api/orders/" + next).body().toString()).contains("改了名字");
  }

  @Test
  void theNextStartLeavesWhatAPersonEdited() {
    ObjectNode kind = sheet("soil-fertiliser");
    ((ObjectNode) kind.get("name")).put("en", "Soil test, our way");
    Answer edited = admin().command("catalogue.adopt-kind", Map.of("kind", kind));
    assertThat(edited.isDone()).as("%s", edited).isTrue();
    packs.adopt(REALM);
    assertThat(catalogue.find(REALM, "soil-fertiliser").orElseThrow().name().en())
        .isEqualTo("Soil test, our way");
    Kind shipped = Kinds.shipped("soil-fertiliser");
    assertThat(
            admin()
                .command("catalogue.adopt-kind", Map.of("kind", mapper.valueToTree(shipped)))
                .isDone())
        .isTrue();
  }

  @Test
  void aWithdrawnKindTakesNoNewOrderAndTheOldOneLivesOn() {
    String code = own("gone", true);
    UUID order = placed(code);
    assertThat(county.nobody().get("/api/open/kinds").body().toString()).contains(code);
    assertThat(admin().command("catalogue.withdraw-kind", Map.of("code", code)).isDone()).isTrue();
    assertThat(place(code, Ids.next()).code()).isEqualTo("catalogue.kind-withdrawn");
    assertThat(county.clerk().get("/api/kinds").body().toString()).doesNotContain(code);
    assertThat(county.nobody().get("/api/open/kinds").body().toString()).doesNotContain(code);
    assertThat(line(code).get("withdrawn").asBoolean()).isTrue();
    assertThat(
            county.clerk().command("order.note", Map.of("orderId", order, "text", "还在办")).isDone())
        .isTrue();
    assertThat(admin().command("catalogue.restore-kind", Map.of("code", code)).isDone()).isTrue();
    assertThat(place(code, Ids.next()).isDone()).isTrue();
    assertThat(catalogue.find(REALM, code).orElseThrow().version()).isEqualTo(3);
    // The demo county's list stays as it was for others.
    assertThat(admin().command("catalogue.withdraw-kind", Map.of("code", code)).isDone()).isTrue();
  }

  @Test
  void aKindThatIsAPartOfAnotherIsNotWithdrawn() {
    Answer answer = admin().command("catalogue.withdraw-kind", Map.of("code", "equipment-slot"));
    assertThat(answer.code()).isEqualTo("catalogue.kind-in-use");
    assertThat(admin().command("catalogue.withdraw-kind", Map.of("code", "no-such")).code())
        .isEqualTo("catalogue.kind-unknown");
  }

  @Test
  void everyOrganisationOfTheCountyMayBeMadeResponsibleAlsoOneNoKindNamesYet() {
    UUID id = Ids.next();
    String code = "body-" + id.toString().substring(24);
    Map<String, Object> body =
        Map.of(
            "organisationId",
            id,
            "code",
            code,
            "name",
            "新设的站",
            "kind",
            "STATION",
            "divisionId",
            county.village().id());
    Answer registered = admin().command("people.register-organisation", body);
    assertThat(registered.isDone()).as("%s", registered).isTrue();

    assertThat(admin().get("/api/catalogue/choices").body().get("bodies"))
        .extracting(one -> one.get("code").asString())
        .contains(code, "agri-centre");
  }

  @Test
  void onlyTheAdministratorKeepsTheList() {
    for (Api other : new Api[] {county.clerk(), county.dispatcher(), county.as("worker1")}) {
      assertThat(other.get("/api/catalogue").code()).isEqualTo("access.forbidden");
      assertThat(other.get("/api/catalogue/kinds/pest-advice").code())
          .isEqualTo("access.forbidden");
      assertThat(other.get("/api/catalogue/choices").code()).isEqualTo("access.forbidden");
      assertThat(other.command("catalogue.withdraw-kind", Map.of("code", "pest-advice")).code())
          .isEqualTo("access.forbidden");
    }
  }

  @Test
  void theCardsOfAVillageNameWhoServesItWhatIsPromisedAndTheNumber() {
    int village = county.village().id();
    JsonNode sheet = county.dispatcher().get("/api/catalogue/cards?division=" + village).body();
    assertThat(sheet.get("servicePhone").asString()).isEqualTo("0745-0000000");
    JsonNode card =
        sheet
            .get("cards")
            .valueStream()
            .filter(one -> one.get("name").asString().equals("舒橘红"))
            .findAny()
            .orElseThrow();
    assertThat(card.get("phone").asString()).startsWith("0745-0");
    assertThat(card.get("skills").toString()).contains("Plant protection");
    assertThat(card.at("/services").toString()).contains("Pest and disease advice", "working day");
    assertThat(county.clerk().get("/api/catalogue/cards?division=" + village).code())
        .isEqualTo("access.forbidden");
    assertThat(county.dispatcher().get("/api/catalogue/cards?division=1").code())
        .isEqualTo("place.division-unknown");
  }

  private Api admin() {
    return county.as("admin");
  }

  private Answer check(Map<String, ?> draft) {
    return admin().post("/api/catalogue/check", draft);
  }

  private ObjectNode sheet(String code) {
    return (ObjectNode) admin().get("/api/catalogue/kinds/" + code).body().get("kind");
  }

  private JsonNode line(String code) {
    return admin()
        .get("/api/catalogue")
        .body()
        .valueStream()
        .filter(line -> line.get("code").asString().equals(code))
        .findAny()
        .orElseThrow();
  }

  /** A kind of its own for each test, as advice on pests under another name; not at the door. */
  private String own(String name) {
    return own(name, false);
  }

  private String own(String name, boolean atTheDoor) {
    String code = "own-" + name;
    if (catalogue.find(REALM, code).isEmpty()) {
      Kind kind =
          Kinds.copy(
              Kinds.pestAdvice(),
              code,
              new Text("自办服务 " + name, "Own " + name),
              "agri-centre",
              atTheDoor);
      Answer adopted =
          admin().command("catalogue.adopt-kind", Map.of("kind", mapper.valueToTree(kind)));
      assertThat(adopted.isDone()).as("%s", adopted).isTrue();
    }
    return code;
  }

  private void adopt(String code, String zh) {
    ObjectNode kind = sheet(code);
    ((ObjectNode) kind.get("name")).put("zh", zh).put("en", zh);
    Answer answer = admin().command("catalogue.adopt-kind", Map.of("kind", kind));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private UUID placed(String code) {
    UUID order = Ids.next();
    Answer answer = place(code, order);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return order;
  }

  private Answer place(String code, UUID order) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", order);
    body.put("kind", code);
    body.put("fields", Map.of("crop", "citrus"));
    return county.clerk().command("order.place", body);
  }
}
