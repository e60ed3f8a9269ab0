package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

@YanzhenTest
class RaterWhoIsNotContentTest {

  private static final RealmId REALM = new RealmId(1);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired TestClock clock;
  @Autowired BadGrades grades;
  @Autowired Receipts receipts;
  @Autowired Divisions divisions;
  @Autowired WorkCalendar calendar;
  @Autowired RealmTransactions transactions;

  @BeforeEach
  void inTheMorning() {
    ZonedDateTime now = clock.instant().atZone(ZONE);
    ZonedDateTime then = now.with(LocalTime.of(9, 0));
    clock.advance(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
    county.emptyHands("worker1");
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void aBadGradeIsLookedIntoByTheDeskAboveWithinFifteenWorkingDays() {
    Instant before = clock.instant();
    UUID order = graded(2);

    JsonNode grade = ofOrder(order).get(0);
    assertThat(grade.get("state").asString()).isEqualTo("OPEN");
    assertThat(grade.at("/held/level").asString()).isEqualTo("COUNTY");
    assertThat(calendar.between(before, Instant.parse(grade.get("dueAt").asString()), ZONE))
        .isBetween(
            calendar.workingDay().multipliedBy(15),
            calendar.workingDay().multipliedBy(15).plusMinutes(5));
    assertThat(ofOrder(graded(3))).as("neither good nor bad").isEmpty();
    assertThat(ofOrder(graded(null))).isEmpty();
  }

  @Test
  void whoWasGradedLearnsNothingOfIt() {
    UUID order = graded(1);
    Api worker = county.as("worker1");

    assertThat(worker.get("/api/bad-grades?order=" + order).body().path("items")).isEmpty();
    assertThat(worker.get("/api/bad-grades").code()).isEqualTo("access.forbidden");
    assertThat(worker.get("/api/orders/" + order).body().toString()).doesNotContain("\"rating\"");
    // The same person, who also sits at the desk of the county.
    Actor both = bothAtTheDeskAndInTheField();
    assertThat(
            grades.page(both, BadGrade.State.OPEN, null, 100, Language.ZH).items().stream()
                .map(view -> view.order() == null ? null : view.order().id()))
        .doesNotContain(order);
    assertThat(grades.ofOrder(both, order, Language.ZH)).isEmpty();
    answer(county.dispatcher(), order, "VERIFIED", "补做了");
    assertThat(transactions.read(REALM, () -> grades.mayHear(both, order))).isFalse();
    assertThat(callOf(order, neighbour.clerkOfTheTownshipOf(county, order))).isNull();
  }

  @Test
  void onlyTheDeskAboveAnswers() {
    UUID order = graded(1);
    Api township = neighbour.clerkOfTheTownshipOf(county, order);
    assertThat(tryAnswer(township, order, "VERIFIED", "补做了").isDone()).isFalse();
    assertThat(tryAnswer(county.clerk(), order, "VERIFIED", "补做了").code())
        .isEqualTo("access.forbidden");
    assertThat(tryAnswer(county.dispatcher(), order, "VERIFIED", null).code())
        .as("found true, and nothing put right")
        .isEqualTo("command.malformed");
  }

  @Test
  void everyRaterIsCalledAndNothingEndsWithoutTheirWord() {
    UUID order = graded(1);
    answer(county.dispatcher(), order, "UNREASONABLE", null);
    assertThat(tryAnswer(county.dispatcher(), order, "VERIFIED", "补做了").code())
        .isEqualTo("order.bad-grade-answered");
    UUID call = callOf(order, county.clerk());

    assertThat(claim(county.dispatcher(), call).code())
        .as("whoever answered does not ask")
        .isEqualTo("hall.call-back-own-work");
    assertThat(claim(county.clerk(), call).isDone()).isTrue();
    assertThat(tried(county.clerk(), call, "TOLD").code()).isEqualTo("hall.call-back-content");
    assertThat(tried(county.clerk(), call, "CONTENT").isDone()).isTrue();

    JsonNode grade = ofOrder(order).get(0);
    assertThat(grade.get("state").asString()).isEqualTo("ENDED");
    assertThat(grade.get("content").asBoolean()).isTrue();
    assertThatThrownBy(
            () ->
                Sql.owner()
                    .sql(
                        "update orders.bad_grade set content = null, ended_at = null where order_id = :order")
                    .param("order", order)
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("bad_grade_ends_with_the_raters_word");
  }

  @Test
  void whoIsNotContentIsHeardOnceMoreBySomebodyElseAndThenNoMore() {
    UUID order = graded(1);
    answer(county.dispatcher(), order, "NOT_VERIFIED", null);
    hear(order, "NOT_CONTENT");

    JsonNode again = ofOrder(order).get(0);
    assertThat(again.get("state").asString()).isEqualTo("OPEN");
    assertThat(again.get("n").asInt()).isEqualTo(2);
    assertThat(tryAnswer(county.dispatcher(), order, "VERIFIED", "补做了").code())
        .isEqualTo("order.bad-grade-same-hand");
    answer(county.as("admin"), order, "VERIFIED", "补做了");
    hear(order, "NOT_CONTENT");

    assertThat(ofOrder(order)).hasSize(1);
    assertThat(ofOrder(order).get(0).get("state").asString()).isEqualTo("ENDED");
    assertThat(ofOrder(order).get(0).get("content").asBoolean()).isFalse();
  }

  @Test
  void aSecondBadGradeWhileTheFirstIsLookedIntoMakesNoOther() {
    UUID order = graded(1);
    done(
        county
            .clerk()
            .command("order.reopen", Map.of("orderId", order, "channel", "CALL", "text", "没好")));
    serve(order);
    done(solve(order, 2));
    assertThat(ofOrder(order)).hasSize(1);
  }

  @Test
  void theReceiptSaysWhoLooksIntoItAndLaterWhatWasPutRight() throws Exception {
    UUID order = graded(2);
    String county = divisions.findByCode("431224").orElseThrow().name();
    assertThat(receipt(order)).contains("您的评价，" + county + "正在核查");
    answer(this.county.dispatcher(), order, "VERIFIED", "补装了第三盏灯");
    assertThat(receipt(order)).contains("情况属实：去看过", "已经整改：补装了第三盏灯", "问您满意不满意");
    hear(order, "CONTENT");
    assertThat(receipt(order)).contains("您说对整改满意");
  }

  @Test
  void itCountsInALineOfItsOwnAndOnlyByTheRatersWord() {
    UUID content = graded(1);
    UUID other = graded(1);
    for (UUID order : List.of(content, other)) {
      answer(county.dispatcher(), order, "VERIFIED", "补做了");
    }
    hear(content, "CONTENT");
    hear(other, "NOT_CONTENT");

    Map<UUID, Boolean> kept = new HashMap<>();
    Sql.owner()
        .sql(
            """
            select order_id, coalesce(%s, false) as kept from %s j
            where order_id in (:a, :b) and %s
            """
                .formatted(
                    Measure.BAD_GRADE.kept(), OutcomeStore.JUDGED, Measure.BAD_GRADE.counted()))
        .param("a", content)
        .param("b", other)
        .param("now", OrderStore.utc(clock.instant().plus(Duration.ofDays(60))))
        .query(
            rs -> {
              kept.put(rs.getObject("order_id", UUID.class), rs.getBoolean("kept"));
            });
    assertThat(kept).containsOnly(Map.entry(content, true), Map.entry(other, false));
  }

  @Test
  void whoLeftNoNumberIsAskedAtHome() {
    Map<String, Object> onPaper = county.request();
    onPaper.remove("requesterPhone");
    onPaper.put("source", "PAPER");
    UUID order = placed(onPaper);
    serve(order);
    done(solve(order, 1));
    answer(county.dispatcher(), order, "VERIFIED", "补做了");
    assertThat(calls(order, county.clerk(), "VISIT")).isNotNull();
  }

  // ---- what is done on the way ------------------------------------------------------------------

  private UUID graded(Integer grade) {
    UUID order = placed(county.request());
    serve(order);
    done(solve(order, grade));
    return order;
  }

  private UUID placed(Map<String, Object> request) {
    done(county.clerk().command("order.place", request));
    return (UUID) request.get("orderId");
  }

  private void serve(UUID order) {
    county.emptyHands("worker1");
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    Api worker = county.as("worker1");
    done(worker.command("dispatch.claim", Map.of("orderId", order)));
    done(worker.command("order.start", Map.of("orderId", order)));
    done(
        worker.command(
            "order.report",
            Map.of("orderId", order, "text", "换好了", "results", Map.of("repaired", "mended"))));
  }

  private Answer solve(UUID order, Integer grade) {
    Map<String, Object> body = new HashMap<>(Map.of("orderId", order, "channel", "CALL"));
    if (grade != null) {
      body.put("rating", grade);
    }
    return county.clerk().command("order.solve", body);
  }

  private void answer(Api desk, UUID order, String finding, String putRight) {
    done(tryAnswer(desk, order, finding, putRight));
  }

  private Answer tryAnswer(Api desk, UUID order, String finding, String putRight) {
    Map<String, Object> body = new HashMap<>();
    body.put("badGradeId", ofOrder(order).get(0).get("id").asString());
    body.put("finding", finding);
    body.put("reason", "去看过");
    if (putRight != null) {
      body.put("putRight", putRight);
    }
    return desk.command("order.answer-bad-grade", body);
  }

  private void hear(UUID order, String result) {
    UUID call = callOf(order, county.clerk());
    done(claim(county.clerk(), call));
    done(tried(county.clerk(), call, result));
  }

  private static Answer claim(Api clerk, UUID call) {
    return clerk.command("hall.claim-call-back", Map.of("callBackId", call));
  }

  private static Answer tried(Api clerk, UUID call, String result) {
    return clerk.command(
        "hall.try-call-back",
        Map.of("callBackId", call, "outcome", "REACHED", "result", result, "text", "知道了"));
  }

  private JsonNode ofOrder(UUID order) {
    return county.dispatcher().get("/api/bad-grades?order=" + order).body().get("items");
  }

  private static UUID callOf(UUID order, Api clerk) {
    return calls(order, clerk, "WAITING");
  }

  private static UUID calls(UUID order, Api clerk, String state) {
    for (JsonNode call :
        clerk.get("/api/hall/call-backs?order=" + order + "&state=" + state).body().get("items")) {
      if (call.get("source").asString().equals("GRADED")) {
        return UUID.fromString(call.get("id").asString());
      }
    }
    return null;
  }

  private String receipt(UUID order) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(county.address() + receipts.path(REALM, order)))
            .header("Accept-Language", "zh-CN")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private Actor bothAtTheDeskAndInTheField() {
    UUID person =
        Sql.owner()
            .sql("select person_id from access.account where login = 'worker1'")
            .query(UUID.class)
            .single();
    Division home = divisions.findByCode("431224").orElseThrow();
    return new Actor(
        REALM,
        Origin.DESK,
        Ids.next(),
        person,
        Set.of(new Grant(Role.DISPATCHER, home.id(), home.path())),
        null,
        null);
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
