package org.yanzhen.commitment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Promises of years that no other test knows. */
@YanzhenTest
class CountyKeepingItsPromisesTest {

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired Divisions divisions;
  @Autowired TestClock clock;

  private int place;
  private int year;

  @BeforeEach
  void thisYear() {
    place = divisions.findByCode("431224").orElseThrow().id();
    year = LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai")).getYear() + 1;
  }

  @AfterEach
  void today() {
    clock.reset();
    county.signInAnew();
  }

  @Test
  void aDraftIsTheDesksAloneAndAPublishedOneEverybodys() {
    UUID id = drafted(promise("修桥", year + "-06-30"));
    assertThat(sheet(id).at("/detail/card/standing").asString()).isEqualTo("DRAFT");
    assertThat(openIds()).doesNotContain(id.toString());
    assertThat(county.clerk().get("/api/commitments/" + id).code())
        .isEqualTo("commitment.not-found");

    done(command("publish", Map.of("commitmentId", id)));

    assertThat(openIds()).contains(id.toString());
    assertThat(county.clerk().get("/api/commitments/" + id).isDone()).isTrue();
    assertThat(sheet(id).at("/detail/card/standing").asString()).isEqualTo("PLANNED");
    assertThat(command("discard", Map.of("commitmentId", id)).code())
        .isEqualTo("commitment.wrong-state");
    assertThat(draft(id, promise("另一座桥", year + "-06-30")).code())
        .isEqualTo("commitment.wrong-state");
  }

  @Test
  void aDispatcherDraftsAndReportsAndOnlyAnAdministratorGivesTheWord() {
    UUID id = Ids.next();
    done(
        county.dispatcher().command("commitment.draft", body(id, promise("装路灯", year + "-06-30"))));
    Map<String, Map<String, ?>> words =
        Map.of(
            "publish", Map.of("commitmentId", id),
            "give-up", Map.of("commitmentId", id, "reason", "试"),
            "take-back", Map.of("commitmentId", id, "milestone", 1, "reason", "试"),
            "correct",
                Map.of(
                    "commitmentId", id, "promise", promise("别的", year + "-06-30"), "reason", "试"));
    words.forEach(
        (type, body) ->
            assertThat(county.dispatcher().command("commitment." + type, body).code())
                .as(type)
                .isEqualTo("access.forbidden"));
    Map<String, Object> byClerk = body(Ids.next(), promise("修桥", year + "-06-30"));
    assertThat(county.clerk().command("commitment.draft", byClerk).code())
        .isEqualTo("access.forbidden");
    done(command("publish", Map.of("commitmentId", id)));
    done(
        county
            .dispatcher()
            .command("commitment.report", Map.of("commitmentId", id, "text", "点位选好了")));
  }

  @Test
  void whatIsMissingOrWrongIsNamedWithItsField() {
    Map<String, Object> promise = promise("修桥", year + "-06-30");
    promise.put("milestones", List.of());
    assertThat(draft(Ids.next(), promise).text("field")).isEqualTo("body.promise.milestones");
    promise = promise("  ", year + "-06-30");
    assertThat(draft(Ids.next(), promise).text("field")).isEqualTo("body.promise.title.zh");
    promise = promise("修桥", (year + 1) + "-06-30");
    Answer outside = draft(Ids.next(), promise);
    assertThat(outside.code()).isEqualTo("commitment.due-outside");
    assertThat(outside.text("field")).isEqualTo("body.promise.milestones.0.due");
    promise = promise("修桥", "+999999999-12-31");
    assertThat(draft(Ids.next(), promise).code()).isEqualTo("command.malformed");
    promise = promise("修桥", year + "-06-30");
    promise.put("body", "moon-office");
    assertThat(draft(Ids.next(), promise).code()).isEqualTo("people.body-unknown");
    Map<String, Object> village = body(Ids.next(), promise("修桥", year + "-06-30"));
    village.put("divisionId", county.village().id());
    assertThat(admin().command("commitment.draft", village).code()).isEqualTo("commitment.level");
  }

  @Test
  void aMilestoneIsReachedWithEvidenceAndAPictureEverybodySees() throws Exception {
    UUID id = published(promise("修桥", year + "-06-30", year + "-09-30"));
    Map<String, Object> reach = new HashMap<>(Map.of("commitmentId", id, "milestone", 1));
    assertThat(command("reach", reach).text("field")).isEqualTo("body.text");
    UUID picture = Ids.next();
    assertThat(admin().upload(picture, picture(), "bridge.png").isDone()).isTrue();
    reach.put("text", "桥墩浇好了");
    reach.put("attachments", List.of(picture));
    reach.put("figures", List.of(Map.of("figure", 1, "amount", 12.5)));
    done(command("reach", reach));

    assertThat(command("reach", reach).code()).isEqualTo("commitment.milestone-reached");
    assertThat(command("finish", Map.of("commitmentId", id, "text", "好了")).code())
        .isEqualTo("commitment.milestones-open");
    JsonNode card = sheet(id).at("/detail/card");
    assertThat(card.get("standing").asString()).isEqualTo("ON_THE_WAY");
    assertThat(card.at("/figures/0/reached").asDouble()).isEqualTo(12.5);
    String path = "/commitments/%s/pictures/".formatted(id);
    assertThat(county.nobody().download(path + picture).statusCode()).isEqualTo(200);
    assertThat(county.nobody().download(path + Ids.next()).statusCode()).isEqualTo(404);

    reach.put("milestone", 2);
    reach.put("text", "通车了");
    reach.put("attachments", List.of());
    done(command("reach", reach));
    done(command("finish", Map.of("commitmentId", id, "text", "验收合格")));
    assertThat(sheet(id).at("/detail/card/standing").asString()).isEqualTo("DONE");
  }

  @Test
  void aMovedDayStandsBesideTheOldOneAndStaysLate() {
    UUID id = published(promise("修桥", year + "-03-31"));
    Map<String, Object> later = promise("修桥", year + "-10-31");
    assertThat(command("correct", Map.of("commitmentId", id, "promise", later)).text("field"))
        .isEqualTo("body.reason");
    done(command("correct", Map.of("commitmentId", id, "promise", later, "reason", "等设计变更")));
    assertThat(
            command("correct", Map.of("commitmentId", id, "promise", later, "reason", "再来")).code())
        .isEqualTo("commitment.nothing-changed");
    Map<String, Object> without = promise("修桥", year + "-10-31");
    without.put("figures", List.of());
    assertThat(
            command("correct", Map.of("commitmentId", id, "promise", without, "reason", "删"))
                .code())
        .isEqualTo("commitment.taken-out");

    JsonNode step = sheet(id).at("/detail/thread/0");
    assertThat(step.get("action").asString()).isEqualTo("CORRECT");
    assertThat(step.get("text").asString()).isEqualTo("等设计变更");
    assertThat(step.at("/changes/0/what").asString()).isEqualTo("DUE");
    assertThat(step.at("/changes/0/before").asString()).isEqualTo(year + "-03-31");

    toDay(year, 4, 15);
    JsonNode milestone = sheet(id).at("/detail/card/milestones/0");
    assertThat(milestone.get("firstDue").asString()).isEqualTo(year + "-03-31");
    assertThat(milestone.get("due").asString()).isEqualTo(year + "-10-31");
    assertThat(sheet(id).at("/detail/card/standing").asString()).isEqualTo("LATE");
  }

  @Test
  void whatWasReachedAfterTheFirstDayIsNotKeptAndGivingUpTakesNothingOut() {
    int township = divisions.children(place).get(3).id();
    UUID kept = published(promise("一", year + "-03-31"), township);
    UUID late = published(promise("二", year + "-03-31"), township);
    UUID givenUp = published(promise("三", year + "-03-31"), township);
    done(command("reach", Map.of("commitmentId", kept, "milestone", 1, "text", "成了")));
    done(command("give-up", Map.of("commitmentId", givenUp, "reason", "地不能占")));
    toDay(year, 4, 1);
    done(command("reach", Map.of("commitmentId", late, "milestone", 1, "text", "晚一天")));

    JsonNode list =
        county
            .nobody()
            .get("/api/open/commitments?year=%d&division=%d".formatted(year, township))
            .body();
    assertThat(list.get("of").asInt()).isEqualTo(3);
    assertThat(list.get("kept").asInt()).isEqualTo(1);
    assertThat(list.toString()).contains("地不能占");
    // Taken back, it was never kept.
    done(command("take-back", Map.of("commitmentId", kept, "milestone", 1, "reason", "验收没过")));
    assertThat(
            county
                .nobody()
                .get("/api/open/commitments?year=%d&division=%d".formatted(year, township))
                .text("kept"))
        .isEqualTo("0");
  }

  @Test
  void whatIsPutDownLaterWasReachedOnItsDayAndBothDaysArePublic() {
    int township = divisions.children(place).get(4).id();
    LocalDate published =
        LocalDate.ofInstant(clock.instant(), java.time.ZoneId.of("Asia/Shanghai"));
    UUID id = published(promise("一", year + "-03-31"), township);
    toDay(year, 4, 3);
    Map<String, Object> reach =
        new HashMap<>(Map.of("commitmentId", id, "milestone", 1, "text", "三月底就通了"));
    for (LocalDate wrong : List.of(published.minusDays(1), LocalDate.of(year, 4, 4))) {
      reach.put("reachedOn", wrong.toString());
      Answer refused = command("reach", reach);
      assertThat(refused.code()).isEqualTo("commitment.reached-day");
      assertThat(refused.text("field")).isEqualTo("body.reachedOn");
    }
    reach.put("reachedOn", year + "-03-30");
    done(command("reach", reach));

    JsonNode list =
        county
            .nobody()
            .get("/api/open/commitments?year=%d&division=%d".formatted(year, township))
            .body();
    JsonNode milestone = list.at("/items/0/milestones/0");
    assertThat(milestone.get("reachedOn").asString()).isEqualTo(year + "-03-30");
    assertThat(milestone.get("putDownOn").asString()).isEqualTo(year + "-04-03");
    assertThat(list.get("kept").asInt()).isEqualTo(1);
    assertThat(sheet(id).at("/detail/thread/0/reachedOn").asString()).isEqualTo(year + "-03-30");
    String page =
        new String(county.nobody().download("/commitments/" + id).body(), StandardCharsets.UTF_8);
    assertThat(page).contains("记入").doesNotContain("比答应的");
  }

  @Test
  void theDatabaseTakesNoPublishedPromiseBack() {
    UUID id = published(promise("修桥", year + "-06-30"));
    assertThatThrownBy(
            () ->
                Sql.inRolledBackTransaction(
                    owner ->
                        owner
                            .sql(
                                """
                                update commitment.commitment set state = 'DRAFT', published_on = null
                                where realm = 1 and id = :id
                                """)
                            .param("id", id)
                            .update()))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void whoSawAnOlderVersionLooksAgainAndANeighbourSeesNothing() {
    neighbour.open();
    UUID id = published(promise("修桥", year + "-06-30"));
    Answer stale =
        admin()
            .command(
                Ids.next(),
                "commitment.give-up",
                Map.of("commitmentId", id, "reason", "试"),
                Map.of("base", 1));
    assertThat(stale.code()).isEqualTo("command.base-stale");
    for (Api stranger : neighbour.everyRole()) {
      assertThat(stranger.get("/api/commitments/" + id).isDone()).isFalse();
      assertThat(
              stranger
                  .command("commitment.give-up", Map.of("commitmentId", id, "reason", "越界"))
                  .isDone())
          .isFalse();
    }
    assertThat(county.as("worker1").get("/api/commitments").code()).isEqualTo("access.forbidden");
  }

  @Test
  void asATableItOpensInAnOfficesSpreadsheet() {
    UUID id = published(promise("=修桥", year + "-06-30"));
    String csv =
        new String(
            county.nobody().download("/api/open/commitments.csv?year=" + year).body(),
            StandardCharsets.UTF_8);
    assertThat(csv).startsWith("\uFEFFid,standing,");
    assertThat(csv).contains(id + ",PLANNED,'=修桥,");
  }

  private Api admin() {
    return county.as("admin");
  }

  private Answer command(String type, Map<String, ?> body) {
    return admin().command("commitment." + type, body);
  }

  private Answer draft(UUID id, Map<String, Object> promise) {
    return admin().command("commitment.draft", body(id, promise));
  }

  private Map<String, Object> body(UUID id, Map<String, Object> promise) {
    return new HashMap<>(
        Map.of("commitmentId", id, "year", year, "divisionId", place, "promise", promise));
  }

  private UUID drafted(Map<String, Object> promise) {
    UUID id = Ids.next();
    done(draft(id, promise));
    return id;
  }

  private UUID published(Map<String, Object> promise) {
    return published(promise, place);
  }

  private UUID published(Map<String, Object> promise, int division) {
    UUID id = Ids.next();
    Map<String, Object> body = body(id, promise);
    body.put("divisionId", division);
    done(admin().command("commitment.draft", body));
    done(command("publish", Map.of("commitmentId", id)));
    return id;
  }

  private static Map<String, Object> promise(String title, String... days) {
    List<Map<String, Object>> milestones = new java.util.ArrayList<>();
    for (String day : days) {
      int n = milestones.size() + 1;
      milestones.add(Map.of("n", n, "title", Map.of("zh", "第" + n + "步"), "due", day));
    }
    Map<String, Object> promise = new HashMap<>();
    promise.put("title", Map.of("zh", title));
    promise.put("brings", Map.of("zh", "过河不再绕路", "en", "No way around to cross the river"));
    promise.put("body", "public-works");
    promise.put("owner", Map.of("zh", "分管副主任"));
    promise.put("milestones", milestones);
    promise.put(
        "figures",
        List.of(
            Map.of("n", 1, "name", Map.of("zh", "桥长"), "unit", Map.of("zh", "米"), "promised", 40)));
    return promise;
  }

  private JsonNode sheet(UUID id) {
    Answer answer = admin().get("/api/commitments/" + id);
    done(answer);
    return answer.body();
  }

  private List<String> openIds() {
    return county
        .nobody()
        .get("/api/open/commitments?year=" + year)
        .body()
        .get("items")
        .valueStream()
        .map(item -> item.get("id").asString())
        .toList();
  }

  private void toDay(int year, int month, int day) {
    java.time.Instant there =
        LocalDate.of(year, month, day)
            .atTime(10, 0)
            .atZone(java.time.ZoneId.of("Asia/Shanghai"))
            .toInstant();
    clock.advance(Duration.between(clock.instant(), there));
    county.signInAnew();
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
    return png.toByteArray();
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }
}
