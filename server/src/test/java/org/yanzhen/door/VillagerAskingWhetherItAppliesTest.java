package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** "Does it apply to me?", before anything is asked for. */
@YanzhenTest
class VillagerAskingWhetherItAppliesTest {

  @Autowired County county;
  @Autowired InstantSource clock;

  private Visitor visitor;

  @BeforeEach
  void comesIn() {
    visitor = new Visitor(county.address());
  }

  @Test
  void whoQualifiesIsToldSoAndGoesOn() {
    Page check = visitor.open(visitor.open("/ask/home-meal").link("to-check"));
    assertThat(check.html()).contains("不会保存");
    Page yes = visitor.submit(check, meal("elder", born(71), "no"));
    assertThat(yes.has("check-YES")).isTrue();
    assertThat(yes.has("check-reason")).isFalse();
    assertThat(visitor.open(yes.link("check-on")).path()).isEqualTo("/ask/home-meal");
    assertThat(check.weight()).isLessThanOrEqualTo(30_000);
  }

  @Test
  void whoDoesNotIsToldWhyByWhichClauseAndWhatHelpsInstead() {
    Page no = visitor.submit(visitor.open("/ask/home-meal/check"), meal("elder", born(40), "no"));
    assertThat(no.has("check-NO")).isTrue();
    assertThat(no.text("check-reason"))
        .isEqualTo("送给老人的，要年满 60 周岁。依据：《中华人民共和国老年人权益保障法》第二条（2018-12-29）。");
    assertThat(no.link("check-instead")).isEqualTo("/ask/home-visit");
    assertThat(no.html()).contains("tel:07450000000", "还是点单");
    assertThat(visitor.open(no.link("check-on")).status()).isEqualTo(200);
    assertThat(no.headers().get("cache-control")).containsExactly("no-store");
    assertThat(no.form()).containsEntry("c.elder-age", born(40));
  }

  @Test
  void whatACountyDecidesIsSaidToBeAnExample() {
    Page no = visitor.submit(visitor.open("/ask/home-meal/check"), meal("ill", "", "yes"));
    assertThat(no.text("check-reason")).contains("县级示例，以当地文件为准");
  }

  @Test
  void aConditionOfAnotherSituationIsNotAsked() {
    Page yes = visitor.submit(visitor.open("/ask/home-meal/check"), meal("ill", "", "no"));
    assertThat(yes.has("check-YES")).isTrue();
    Page open = visitor.submit(visitor.open("/ask/home-meal/check"), meal("", "", "no"));
    assertThat(open.has("check-OPEN")).isTrue();
    assertThat(open.has("check-on")).isFalse();
  }

  @Test
  void theVillageIsKeptOnTheWay() {
    int village = county.village().id();
    Page form = visitor.open("/ask/home-meal?at=" + village);
    Page check = visitor.open(form.link("to-check"));
    Page yes = visitor.submit(check, meal("ill", "", "no"));
    assertThat(yes.link("check-on")).isEqualTo("/ask/home-meal?at=" + village);
  }

  @Test
  void nothingOfTheAnswersIsKept() {
    String birth = "1911-11-11";
    Page page = visitor.submit(visitor.open("/ask/home-meal/check"), meal("elder", birth, "no"));
    assertThat(page.has("check-YES")).isTrue();
    assertThat(page.path()).as("no address holds it").isEqualTo("/ask/home-meal/check");
    assertThat(page.headers()).doesNotContainKey("Set-Cookie");
    assertThat(
            Sql.owner()
                .sql("select count(*) from command.command where body::text like '%1911-11-11%'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void aKindWithoutConditionsHasNoSuchPage() {
    assertThat(visitor.open("/ask/public-facility/check").status()).isEqualTo(404);
    assertThat(visitor.open("/ask/public-facility").has("to-check")).isFalse();
  }

  @Test
  void itIsSaidInEnglishToo() {
    Page no =
        visitor.submit(visitor.open("/ask/home-meal/check?lang=en"), meal("child", born(30), "no"));
    assertThat(no.text("check-reason"))
        .isEqualTo(
            "As a child somebody counts below the age of 18."
                + " By: Law on the Protection of Minors, Article 2, 2024-04-26.");
  }

  @Test
  void theDeskAsksTheSame() {
    Answer answer =
        county
            .clerk()
            .post(
                "/api/kinds/proxy-filing/check",
                Map.of(
                    "form",
                    Map.of("matter", "pension"),
                    "answers",
                    Map.of(
                        "pension-age",
                        born(15),
                        "pension-student",
                        "yes",
                        "pension-employed",
                        "no")));
    assertThat(answer.text("verdict")).isEqualTo("NO");
    assertThat(answer.body().get("reasons"))
        .extracting(reason -> reason.get("code").asString())
        .containsExactly("pension-age", "pension-student");
    assertThat(answer.body().at("/reasons/0/clause").asString()).contains("Guofa (2014) No. 8");
    assertThat(answer.body().at("/reasons/0/instead/code").asString()).isEqualTo("policy-at-home");
    assertThat(answer.text("phone")).isEqualTo("0745-0000000");
    Answer open = county.clerk().post("/api/kinds/proxy-filing/check", Map.of());
    assertThat(open.text("verdict")).isEqualTo("OPEN");
    assertThat(strings(open.body().get("unanswered"))).containsExactly("matter");
    assertThat(county.clerk().post("/api/kinds/moon-walk/check", Map.of()).code())
        .isEqualTo("catalogue.kind-unknown");
  }

  @Test
  void directoriesReadWhoMayAsk() {
    JsonNode meal =
        county
            .nobody()
            .get("/api/open/hsds/services?full=true&search=warm%20meal")
            .body()
            .at("/contents/0");
    assertThat(meal.get("eligibility_description").asString())
        .contains("from the age of 60", "Law on the Protection of the Rights", "a county example");
    assertThat(meal.has("minimum_age")).as("it is asked of old people only").isFalse();
  }

  private String born(int years) {
    return LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"))
        .minusYears(years)
        .minusDays(1)
        .toString();
  }

  private static Map<String, String> meal(String forWhom, String birth, String cooks) {
    return Map.of(
        "s.for",
        forWhom,
        "c.elder-age",
        birth,
        "c.child-age",
        forWhom.equals("child") ? birth : "",
        "c.cooks-for-oneself",
        cooks);
  }

  private static List<String> strings(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }
}
