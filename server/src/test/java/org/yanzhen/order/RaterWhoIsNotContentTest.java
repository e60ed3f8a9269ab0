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
import java.util.ArrayList;
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
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.ProblemCode;
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
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class RaterWhoIsNotContentTest {

  private static final RealmId REALM = new RealmId(1);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired TestClock clock;
  @Autowired BadGrades grades;
  @Autowired FigureReads figures;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;
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
    assertThat(listed(both)).doesNotContain(order);
    assertThat(grades.ofOrder(both, order, Language.ZH)).isEmpty();
    answer(county.dispatcher(), order, "VERIFIED", "补做了");
    assertThat(transactions.read(REALM, () -> grades.mayHear(both, order))).isFalse();
    assertThat(callOf(order, neighbour.clerkOfTheTownshipOf(county, order))).isNull();
  }

  @Test
  void whoServedAPartOfItLearnsNothingEither() {
    UUID order = placed(county.request());
    claimed(order, "worker1");
    UUID part = Ids.next();
    done(
        county
            .dispatcher()
            .command(
                "order.add-part",
                Map.of(
                    "orderId", order, "partId", part, "kind", "public-facility", "text", "先断电")));
    serve(part, "worker2");
    done(county.as("worker1").command("order.solve", Map.of("orderId", part, "channel", "LEAD")));
    report(order, "worker1");
    done(solve(order, 1));

    Actor both = atTheDeskToo("worker2");
    assertThat(listed(both)).doesNotContain(order);
    assertThat(grades.ofOrder(both, order, Language.ZH)).isEmpty();
    assertThat(transactions.read(REALM, () -> grades.mayHear(both, order))).isFalse();
    Outcome answered =
        gate.submit(
            Envelope.of(
                Ids.next(),
                "order.answer-bad-grade",
                mapper.valueToTree(
                    Map.of(
                        "badGradeId", ofOrder(order).get(0).get("id").asString(),
                        "finding", "UNREASONABLE",
                        "reason", "没有的事"))),
            both);
    assertThat(answered.problem()).isNotNull();
    assertThat(answered.problem().code()).isEqualTo(ProblemCode.ORDER_BAD_GRADE_NOT_FOUND);
    assertThat(ofOrder(order).get(0).get("state").asString()).isEqualTo("OPEN");
    assertThat(listed(atTheDeskToo("worker3"))).as("had nothing of it").contains(order);
  }

  @Test
  void whoServedItAgainIsOfThoseWhomTheRunningOneIsOn() {
    UUID order = graded(1);
    Actor both = atTheDeskToo("worker2");
    assertThat(grades.ofOrder(both, order, Language.ZH)).hasSize(1);
    reopen(order);
    serve(order, "worker2");
    done(solve(order, 2));

    assertThat(ofOrder(order)).hasSize(1);
    assertThat(grades.ofOrder(both, order, Language.ZH)).isEmpty();
    assertThat(grades.ofOrder(bothAtTheDeskAndInTheField(), order, Language.ZH)).isEmpty();
  }

  @Test
  void whoOnlyWantedItWasNotGraded() {
    UUID order = placed(county.request());
    county.emptyHands("worker2");
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    Api worker = county.as("worker1");
    done(worker.command("dispatch.claim", Map.of("orderId", order)));
    done(
        county
            .as("worker2")
            .command("dispatch.contest", Map.of("orderId", order, "reason", "NEARER")));
    done(worker.command("dispatch.keep", Map.of("orderId", order, "text", "约好了")));
    done(worker.command("order.start", Map.of("orderId", order)));
    report(order, "worker1");
    done(solve(order, 1));

    assertThat(grades.ofOrder(atTheDeskToo("worker2"), order, Language.ZH)).hasSize(1);
    assertThat(grades.ofOrder(bothAtTheDeskAndInTheField(), order, Language.ZH)).isEmpty();
  }

  @Test
  void whoHadToGiveItUpDoesNotFindItBehindTheFigure() {
    UUID order = placed(county.request());
    county.emptyHands("worker2");
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    done(county.as("worker2").command("dispatch.claim", Map.of("orderId", order)));
    done(
        county.dispatcher().command("dispatch.recall", Map.of("orderId", order, "reason", "另有急事")));
    serve(order);
    done(solve(order, 1));
    String day = clock.instant().atZone(ZONE).toLocalDate().toString();
    clock.advance(Duration.ofDays(60));

    for (String part : List.of("bad-grade", "bad-grade.missed", "satisfaction.missed")) {
      assertThat(behind(atTheDeskToo("worker3"), part, day)).as(part).contains(order);
      assertThat(behind(atTheDeskToo("worker2"), part, day)).as(part).doesNotContain(order);
      assertThat(behind(bothAtTheDeskAndInTheField(), part, day)).as(part).doesNotContain(order);
    }
  }

  /** The orders behind a figure of that day, one to a page; no page but the last may be short. */
  private List<UUID> behind(Actor actor, String part, String day) {
    List<UUID> found = new ArrayList<>();
    PageKey after = null;
    do {
      OrderViews.OrderPage page =
          figures.behind(
              actor,
              null,
              day + ".." + day,
              FiguresStore.By.KIND,
              "public-facility",
              null,
              part,
              after,
              1,
              Language.ZH);
      page.items().forEach(card -> found.add(card.id()));
      after = page.next() == null ? null : PageKey.parse(page.next());
      assertThat(after == null || page.items().size() == 1).as("a page with nothing").isTrue();
    } while (after != null);
    return found;
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
    reopen(order);
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
    serve(order, "worker1");
  }

  private void serve(UUID order, String login) {
    claimed(order, login);
    report(order, login);
  }

  private void claimed(UUID order, String login) {
    county.emptyHands(login);
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    Api worker = county.as(login);
    done(worker.command("dispatch.claim", Map.of("orderId", order)));
    done(worker.command("order.start", Map.of("orderId", order)));
  }

  private void report(UUID order, String login) {
    done(
        county
            .as(login)
            .command(
                "order.report",
                Map.of("orderId", order, "text", "换好了", "results", Map.of("repaired", "mended"))));
  }

  private void reopen(UUID order) {
    done(
        county
            .clerk()
            .command("order.reopen", Map.of("orderId", order, "channel", "CALL", "text", "没好")));
  }

  /** What of the open ones a desk lists, on every page. */
  private List<UUID> listed(Actor actor) {
    List<UUID> found = new ArrayList<>();
    PageKey after = null;
    do {
      BadGradeViews.BadGradePage page =
          grades.page(actor, BadGrade.State.OPEN, after, 100, Language.ZH);
      page.items().stream()
          .filter(view -> view.order() != null)
          .forEach(view -> found.add(view.order().id()));
      after = page.next() == null ? null : PageKey.parse(page.next());
    } while (after != null);
    return found;
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
    return atTheDeskToo("worker1");
  }

  private Actor atTheDeskToo(String login) {
    UUID person =
        Sql.owner()
            .sql("select person_id from access.account where realm = 1 and login = :login")
            .param("login", login)
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
