package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.commitment.Standing;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.order.PublicFigures;
import org.yanzhen.order.PublicFigures.Cell;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** Whoever wants to know how the county keeps its word, without an account. */
@YanzhenTest
class AnybodyReadingPromisesAndFiguresTest {

  private static final RealmId REALM = new RealmId(1);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Autowired County county;
  @Autowired Divisions divisions;
  @Autowired PublicFigures figures;
  @Autowired Catalogue catalogue;
  @Autowired TestClock clock;
  @Autowired Scheduler scheduler;

  private Visitor visitor;
  private int place;

  @BeforeEach
  void comesIn() {
    visitor = new Visitor(county.address());
    place = divisions.findByCode("431224").orElseThrow().id();
  }

  @AfterEach
  void today() {
    scheduler.resume();
    clock.reset();
    county.signInAnew();
  }

  @Test
  void theListSaysWhoAnswersByWhenAndHowItStands() {
    int year = LocalDate.ofInstant(clock.instant(), ZONE).getYear() + 5;
    UUID id = published(year, promise("修一座<桥>", year));
    Page list = visitor.open("/commitments?year=" + year);

    assertThat(list.html()).contains("修一座&lt;桥&gt;", "溆浦县公共设施管护中心 · 分管副主任", "桥长：答应 40 米");
    assertThat(list.text("kept")).isEqualTo("还没有到期的节点。");
    assertThat(list.attributeOf("standing", "data-standing")).hasValue("PLANNED");
    assertThat(list.weight()).isLessThanOrEqualTo(30_000);

    Page one = visitor.open("/commitments/" + id);
    assertThat(one.text("history")).contains("公布").doesNotContain("草稿", "仓廪实");
    assertThat(visitor.open("/commitments/" + id + "?lang=en").html())
        .contains("A bridge", "Who answers", "by 30 Jun " + year, "Published")
        .doesNotContain("谁负责");
    assertThat(visitor.open("/commitments/" + Ids.next()).status()).isEqualTo(404);
    assertThat(visitor.open("/commitments?year=x").status()).isEqualTo(404);
  }

  @Test
  void aCorrectionAndAReasonForGivingUpStandInTheHistory() {
    int year = LocalDate.ofInstant(clock.instant(), ZONE).getYear() + 2;
    UUID id = published(year, promise("建停车场", year));
    Map<String, Object> later = promise("建停车场", year);
    later.put(
        "milestones",
        List.of(Map.of("n", 1, "title", Map.of("zh", "通车", "en", "Open"), "due", year + "-12-01")));
    done("commitment.correct", Map.of("commitmentId", id, "promise", later, "reason", "等设计变更"));
    Page moved = visitor.open("/commitments/" + id);
    assertThat(moved.text("history"))
        .contains("“通车”的日子：原来是 " + year + "年6月30日，改为 " + year + "年12月1日。", "等设计变更");
    assertThat(moved.html()).contains("现定 " + year + "年12月1日");
    done("commitment.give-up", Map.of("commitmentId", id, "reason", "查出是基本农田，不能占。"));
    Page over = visitor.open("/commitments/" + id);
    assertThat(over.attributeOf("standing", "data-standing")).hasValue("GIVEN_UP");
    assertThat(over.html()).contains("查出是基本农田，不能占。");
  }

  @Test
  void aLongListIsReadInPartsNoneOfThemHeavy() {
    int year = LocalDate.ofInstant(clock.instant(), ZONE).getYear() + 3;
    for (int i = 0; i < 10; i++) {
      Map<String, Object> promise = promise("第" + i + "件 " + "长".repeat(50), year);
      promise.put("brings", Map.of("zh", "话".repeat(300)));
      List<Map<String, Object>> milestones = new java.util.ArrayList<>();
      for (int n = 1; n <= 12; n++) {
        milestones.add(
            Map.of("n", n, "title", Map.of("zh", "步".repeat(60)), "due", year + "-06-30"));
      }
      promise.put("milestones", milestones);
      published(year, promise);
    }
    StringBuilder all = new StringBuilder();
    Page page = visitor.open("/commitments?year=" + year);
    all.append(page.html());
    assertThat(page.weight()).isLessThanOrEqualTo(30_000);
    while (page.has("more")) {
      page = visitor.open(page.link("more"));
      assertThat(page.weight()).isLessThanOrEqualTo(30_000);
      all.append(page.html());
    }
    for (int i = 0; i < 10; i++) {
      assertThat(all).containsOnlyOnce("第" + i + "件 长长");
    }
  }

  @Test
  void aLongHistoryIsReadInPartsAndNothingOfItIsLost() {
    int year = LocalDate.ofInstant(clock.instant(), ZONE).getYear() + 4;
    UUID id = published(year, promise("修路", year));
    for (int i = 0; i < 12; i++) {
      done(
          "commitment.report",
          Map.of("commitmentId", id, "text", "第" + i + "次：" + "话".repeat(990)));
    }
    StringBuilder all = new StringBuilder();
    Page page = visitor.open("/commitments/" + id);
    all.append(page.html());
    assertThat(page.weight()).isLessThanOrEqualTo(30_000);
    while (page.has("older")) {
      page = visitor.open(page.link("older"));
      assertThat(page.weight()).isLessThanOrEqualTo(30_000);
      all.append(page.html());
    }
    for (int i = 0; i < 12; i++) {
      assertThat(all).containsOnlyOnce("第" + i + "次：");
    }
  }

  @Test
  void aYearWithoutPromisesSaysSoAndTheFirstPageLeadsHere() {
    assertThat(visitor.open("/commitments?year=2001").has("none")).isTrue();
    Page home = visitor.open("/");
    assertThat(visitor.open(home.link("commitments")).status()).isEqualTo(200);
    assertThat(visitor.open(home.link("figures")).status()).isEqualTo(200);
  }

  @Test
  void figuresAreShownWithWhatTheyAreCountedOfAndNothingAboutFew() {
    // A year of its own: what others asked for is not in it.
    clock.advance(Duration.between(clock.instant(), at(2036, 2, 10)));
    county.signInAnew();
    List<Division> townships = divisions.children(place);
    ask(townships.get(0), 12);
    ask(townships.get(1), 3);
    ask(townships.get(2), 7);
    clock.advance(Duration.between(clock.instant(), at(2036, 5, 10)));
    county.signInAnew();

    Page page = visitor.open("/figures?year=2036&quarter=1");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.weight()).isLessThanOrEqualTo(30_000);
    assertThat(page.html()).contains("从这些里数", "响应率", "少于 5 件的不公开");
    assertThat(row(page, "全县")).startsWith("22|0.0%（22 件里 0 件）");
    assertThat(row(page, townships.get(0).name())).startsWith("12|");
    assertThat(row(page, townships.get(1).name())).startsWith("少|少|");
    // Seven beside three: ten are left out together, and neither can be told.
    assertThat(row(page, townships.get(2).name())).startsWith("少|少|");

    PublicFigures.Table year = figures.table(REALM, 2036, null, Language.ZH);
    Cell small = year.townships().get(1).asked();
    assertThat(small.shown()).isFalse();
    assertThat(small.of()).isZero();
    assertThat(visitor.open("/figures?year=2037").status()).isEqualTo(404);
    assertThat(visitor.open("/figures?year=2036&quarter=5").status()).isEqualTo(404);
    assertThat(visitor.open("/figures?year=2036&lang=en").html()).contains("Response rate", "few");
  }

  @Test
  void promisesKeptAndNotAreShownByKindAndTheWeightsAreSaidInWords() {
    // Later stages of what others have asked for would be orders of other kinds in these years.
    Jobs.rest(scheduler);
    clock.advance(Duration.between(clock.instant(), at(2056, 2, 10)));
    county.signInAnew();
    ask(divisions.children(place).get(0), 9);
    askFor("home-visit", divisions.children(place).get(1), 2);
    clock.advance(Duration.between(clock.instant(), at(2056, 5, 10)));
    county.signInAnew();

    Page page = visitor.open("/figures?year=2056");
    assertThat(page.weight()).isLessThanOrEqualTo(30_000);
    String facilities = kindName("public-facility");
    // Nine asked for beside two of another kind: neither can be told from the county's eleven.
    assertThat(rows(page, kindName("home-visit"))).allMatch(row -> row.startsWith("少|少"));
    assertThat(rows(page, facilities)).allMatch(row -> row.startsWith("少|少"));
    assertThat(page.html()).contains("综合分 = 响应率 × 30% + 解决率 × 35% + 满意率 × 35%");
    assertThat(page.html()).contains("在综合分里占 30%");
    PublicFigures.Table table = figures.table(REALM, 2056, null, Language.ZH);
    assertThat(table.kinds().getLast().name()).isEmpty();

    // In a year of one kind alone the county's number is that kind's, and nothing is secret.
    clock.advance(Duration.between(clock.instant(), at(2057, 2, 10)));
    county.signInAnew();
    ask(divisions.children(place).get(0), 9);
    clock.advance(Duration.between(clock.instant(), at(2057, 5, 10)));
    county.signInAnew();
    assertThat(rows(visitor.open("/figures?year=2057"), facilities))
        .anyMatch(row -> row.startsWith("9|到期 9，做到 0，没做到 9"));
    assertThat(visitor.open("/figures?year=2057&lang=en").html())
        .contains("The composite is Response rate × 30% + Resolution rate × 35%");
  }

  private void askFor(String kind, Division township, int times) {
    int village = divisions.villagesBelow(township.id()).getLast().id();
    for (int i = 0; i < times; i++) {
      Map<String, Object> request = county.request();
      request.put("kind", kind);
      request.put("fields", Map.of("who", "elder"));
      request.put("divisionId", village);
      Answer answer = county.clerk().command("order.place", request);
      assertThat(answer.isDone()).as(answer.toString()).isTrue();
    }
  }

  private String kindName(String code) {
    return catalogue.find(REALM, code).orElseThrow().name().zh();
  }

  @Test
  void howeverManyLookItIsCountedOnceInTenMinutes() {
    clock.advance(Duration.between(clock.instant(), at(2046, 2, 10)));
    county.signInAnew();
    Division township = divisions.children(place).getFirst();
    ask(township, 6);
    assertThat(asked(2046)).isEqualTo(6);
    ask(township, 1);
    assertThat(asked(2046)).isEqualTo(6);
    clock.advance(Duration.ofMinutes(11));
    assertThat(asked(2046)).isEqualTo(7);
  }

  @Test
  void everyStandingStepAndChangeHasItsWords() throws Exception {
    java.util.Properties words = new java.util.Properties();
    try (var in =
        new java.io.InputStreamReader(
            getClass().getResourceAsStream("/i18n/door.properties"),
            java.nio.charset.StandardCharsets.UTF_8)) {
      words.load(in);
    }
    for (Standing standing : Standing.values()) {
      assertThat(words.stringPropertyNames()).contains("commitments.standing." + standing);
    }
    for (String step :
        List.of("PUBLISH", "CORRECT", "REPORT", "REACH", "TAKE_BACK", "FINISH", "GIVE_UP")) {
      assertThat(words.stringPropertyNames()).contains("commitments.step." + step);
    }
    for (String what :
        List.of(
            "TITLE",
            "BRINGS",
            "BODY",
            "OWNER",
            "MILESTONE",
            "DUE",
            "NEW_MILESTONE",
            "FIGURE",
            "NEW_FIGURE")) {
      assertThat(words.stringPropertyNames()).contains("commitments.change." + what);
    }
  }

  private long asked(int year) {
    return figures.table(REALM, year, null, Language.ZH).whole().asked().n();
  }

  /** The cells of a table's line, with bars between. */
  private static String row(Page page, String name) {
    return rows(page, name).getFirst();
  }

  /** Other tests make kinds of the same name. */
  private static List<String> rows(Page page, String name) {
    List<String> rows =
        Pattern.compile(
                "<tr><th scope=\"row\">" + Pattern.quote(name) + "</th>(.*?)</tr>", Pattern.DOTALL)
            .matcher(page.html())
            .results()
            .map(row -> row.group(1).replace("</td><td>", "|").replaceAll("<[^>]*>", "").strip())
            .toList();
    assertThat(rows).as(name).isNotEmpty();
    return rows;
  }

  private void ask(Division township, int times) {
    int village = divisions.villagesBelow(township.id()).getLast().id();
    for (int i = 0; i < times; i++) {
      Map<String, Object> request = county.request();
      request.put("divisionId", village);
      Answer answer = county.clerk().command("order.place", request);
      assertThat(answer.isDone()).as(answer.toString()).isTrue();
    }
  }

  private UUID published(int year, Map<String, Object> promise) {
    UUID id = Ids.next();
    done(
        "commitment.draft",
        Map.of("commitmentId", id, "year", year, "divisionId", place, "promise", promise));
    done("commitment.publish", Map.of("commitmentId", id));
    return id;
  }

  private void done(String type, Map<String, ?> body) {
    Api admin = county.as("admin");
    Answer answer = admin.command(type, body);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }

  private static Map<String, Object> promise(String title, int year) {
    Map<String, Object> promise = new HashMap<>();
    promise.put("title", Map.of("zh", title, "en", "A bridge"));
    promise.put("brings", Map.of("zh", "过河不再绕路"));
    promise.put("body", "public-works");
    promise.put("owner", Map.of("zh", "分管副主任"));
    promise.put(
        "milestones",
        List.of(Map.of("n", 1, "title", Map.of("zh", "通车", "en", "Open"), "due", year + "-06-30")));
    promise.put(
        "figures",
        List.of(
            Map.of("n", 1, "name", Map.of("zh", "桥长"), "unit", Map.of("zh", "米"), "promised", 40)));
    return promise;
  }

  private static java.time.Instant at(int year, int month, int day) {
    return LocalDate.of(year, month, day).atTime(10, 0).atZone(ZONE).toInstant();
  }
}
