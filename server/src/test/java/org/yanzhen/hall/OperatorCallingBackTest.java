package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Hour;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class OperatorCallingBackTest {

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired TestClock clock;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;
  @Autowired CallBackStore store;
  @Autowired CallBackController queues;
  @Autowired Divisions divisions;
  @Autowired RealmTransactions transactions;

  private UUID order;
  private UUID back;

  @BeforeEach
  void promisedInTheMorning() {
    Hour.next(clock, "09:00");
    order = reported(county.request());
    back = Ids.next();
    Answer promised =
        county
            .clerk()
            .command("hall.promise-call-back", Map.of("callBackId", back, "orderId", order));
    assertThat(promised.isDone()).as(promised.toString()).isTrue();
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void twoOperatorsNeverCallTheSamePerson() throws Exception {
    List<Answer> answers =
        OperatorTakingACallTest.both(() -> claim(county.clerk()), () -> claim(county.dispatcher()));
    assertThat(answers.stream().filter(Answer::isDone)).hasSize(1);
    assertThat(answers.stream().map(Answer::code)).contains("hall.call-back-taken");
  }

  @Test
  void theNumberIsShownToWhoHoldsItAndToNobodyBeside() {
    claim(county.clerk());
    assertThat(seen(county.clerk()).orElseThrow().get("phone").asString()).isEqualTo("13800000000");
    assertThat(seen(county.dispatcher()).orElseThrow().has("phone")).isFalse();
    assertThat(seen(county.dispatcher()).orElseThrow().get("heldBy").asString()).isNotEmpty();
  }

  @Test
  void aSilentHolderLosesItAndMayNotNoteAResultOverTheNext() {
    claim(county.clerk());
    clock.advance(new HallPolicy("").callBacks().lease().plusSeconds(1));
    assertThat(claim(county.dispatcher()).isDone()).isTrue();
    assertThat(tried(county.clerk(), "NO_ANSWER", null).code()).isEqualTo("hall.call-back-taken");
  }

  @Test
  void aLongTalkStillCountsWhenNobodyElseHasBegun() {
    claim(county.clerk());
    clock.advance(new HallPolicy("").callBacks().lease().plusSeconds(1));
    assertThat(tried(county.clerk(), "REACHED", "SOLVED").isDone()).isTrue();
    assertThat(state()).isEqualTo("SOLVED");
  }

  @Test
  void nobodyNotesAResultWithoutHavingTakenIt() {
    assertThat(tried(county.clerk(), "NO_ANSWER", null).code())
        .isEqualTo("hall.call-back-unclaimed");
  }

  @Test
  void theVerdictOfAReachedPersonMovesTheOrderByCall() {
    claim(county.clerk());
    assertThat(tried(county.clerk(), "REACHED", "SOLVED").isDone()).isTrue();
    JsonNode thread = county.dispatcher().get("/api/orders/" + order).body().get("thread");
    JsonNode last = thread.get(thread.size() - 1);
    assertThat(last.get("type").asString()).isEqualTo("order.solve");
    assertThat(last.get("channel").asString()).isEqualTo("CALL");
    assertThat(seen(county.clerk())).isEmpty();
  }

  @Test
  void theGradeSaidOnACallBackCountsLikeAnyOther() {
    claim(county.clerk());
    assertThat(graded("SOLVED", 4, Map.of("speed", 5)).isDone()).isTrue();

    Answer seen = county.dispatcher().get("/api/orders/" + order);
    assertThat(seen.text("card.rating")).isEqualTo("4");
    JsonNode thread = seen.body().get("thread");
    JsonNode last = thread.get(thread.size() - 1);
    assertThat(last.get("rating").asInt()).isEqualTo(4);
    assertThat(last.at("/ratings/0/code").asString()).isEqualTo("speed");
    assertThat(last.at("/ratings/0/grade").asInt()).isEqualTo(5);
    assertThat(county.as("worker1").get("/api/orders/" + order).body().toString())
        .as("whoever served it hears no grade")
        .doesNotContain("\"rating\"");

    Instant now = clock.instant();
    clock.advance(Duration.ofDays(30));
    assertThat(figures("satisfaction.kept", now)).contains(order);
    assertThat(figures("satisfaction.missed", now)).doesNotContain(order);
  }

  @Test
  void aGradeThatCannotBeIsRefusedByItsNameAndTheCallStaysOpen() {
    claim(county.clerk());
    Answer range = graded("SOLVED", 6, Map.of());
    assertThat(range.code()).isEqualTo("order.rating-range");
    assertThat(range.text("field")).isEqualTo("body.rating");
    Answer unknown = graded("SOLVED", 4, Map.of("weather", 4));
    assertThat(unknown.code()).isEqualTo("order.rating-unknown");
    assertThat(unknown.text("field")).isEqualTo("body.ratings");
    Answer unsolved = graded("REOPENED", 4, Map.of());
    assertThat(unsolved.code()).isEqualTo("command.malformed");
    assertThat(unsolved.text("field")).isEqualTo("body.rating");
    Answer told = graded("TOLD", null, Map.of("speed", 4));
    assertThat(told.code()).isEqualTo("command.malformed");
    assertThat(told.text("field")).isEqualTo("body.ratings");
    assertThat(seen(county.clerk()).orElseThrow().get("attempts").asInt()).isZero();
    assertThat(state()).isEqualTo("REPORTED");
  }

  @Test
  void aPromisedCallBackShowsTheHoursThatWereSaidAndWhatItIsAbout() {
    back = Ids.next();
    Map<String, Object> promise =
        Map.of(
            "callBackId", back, "orderId", order, "bestFrom", 840, "bestTo", 960, "about", "说何时来修");
    assertThat(county.clerk().command("hall.promise-call-back", promise).isDone()).isTrue();
    JsonNode shown = seen(county.clerk()).orElseThrow();
    assertThat(shown.get("source").asString()).isEqualTo("PROMISED");
    assertThat(shown.get("bestFrom").asInt()).isEqualTo(840);
    assertThat(shown.get("bestTo").asInt()).isEqualTo(960);
    assertThat(shown.get("about").asString()).isEqualTo("说何时来修");
    assertThat(shown.get("due").asBoolean()).as("not before the hours that were said").isFalse();

    Answer backwards =
        county
            .clerk()
            .command(
                "hall.promise-call-back",
                Map.of("callBackId", Ids.next(), "orderId", order, "bestFrom", 960, "bestTo", 840));
    assertThat(backwards.code()).isEqualTo("command.malformed");
    assertThat(backwards.text("field")).isEqualTo("body.bestFrom");
  }

  @Test
  void notSolvedOpensTheSameOrderAgain() {
    claim(county.clerk());
    assertThat(tried(county.clerk(), "REACHED", "REOPENED").isDone()).isTrue();
    assertThat(state()).isNotIn("REPORTED", "SOLVED");
  }

  @Test
  void aVerdictTheOrderRefusesLeavesTheCallBackOpen() {
    county.clerk().command("order.solve", Map.of("orderId", order, "channel", "WINDOW"));
    claim(county.clerk());
    assertThat(tried(county.clerk(), "REACHED", "SOLVED").code()).isEqualTo("order.wrong-state");
    assertThat(seen(county.clerk()).orElseThrow().get("attempts").asInt()).isZero();
  }

  @Test
  void usedUpTriesBecomeAVisitThatTheListShows() {
    for (int n = 1; n <= 4; n++) {
      assertThat(claim(county.clerk()).isDone()).isTrue();
      tried(county.clerk(), "NO_ANSWER", null);
      clock.advance(java.time.Duration.ofDays(1));
    }
    assertThat(seen(county.clerk())).isEmpty();
    JsonNode visit = listed(county.clerk(), "VISIT").orElseThrow();
    assertThat(visit.get("tried")).hasSize(4);
    assertThat(visit.get("phone").asString()).isEqualTo("13800000000");

    claim(county.clerk());
    assertThat(tried(county.clerk(), "REACHED", "SOLVED").isDone()).isTrue();
    assertThat(state()).isEqualTo("SOLVED");
  }

  @Test
  void atNightNobodyIsTakenFromTheList() {
    Hour.next(clock, "21:30");
    assertThat(claim(county.clerk()).code()).isEqualTo("hall.call-back-quiet");
    assertThat(county.clerk().get("/api/hall/call-backs").text("mayCallNow")).isEqualTo("false");
  }

  @Test
  void whoHasOwnQuietHoursIsNotTakenFromTheListInThem() {
    Map<String, Object> request = county.request();
    request.put("requesterPhone", "1350000%04d".formatted(Math.floorMod(back.hashCode(), 10_000)));
    order = reported(request);
    wish("09:30", "11:00");
    back = Ids.next();
    county.clerk().command("hall.promise-call-back", Map.of("callBackId", back, "orderId", order));
    assertThat(seen(county.clerk()).orElseThrow().has("notBefore")).isFalse();

    clock.advance(Duration.ofMinutes(45));
    JsonNode quiet = seen(county.clerk()).orElseThrow();
    assertThat(Duration.between(clock.instant(), Instant.parse(quiet.get("notBefore").asString())))
        .isBetween(Duration.ofMinutes(74), Duration.ofMinutes(75));
    assertThat(claim(county.clerk()).code()).isEqualTo("hall.call-back-quiet");
    assertThat(county.clerk().get("/api/hall/call-backs").text("mayCallNow")).isEqualTo("true");

    wish(null, null);
    assertThat(claim(county.clerk()).isDone()).isTrue();
  }

  @Test
  void whoWantsNoCallsIsAskedAtHomeWhenDrawn() {
    Map<String, Object> request = county.request();
    request.put("requesterPhone", "1340000%04d".formatted(Math.floorMod(back.hashCode(), 10_000)));
    order = reported(request);
    Answer kept =
        county
            .clerk()
            .command(
                "notice.prefer",
                Map.of("orderId", order, "language", "ZH", "consent", "TEXT_ONLY"));
    assertThat(kept.isDone()).as("%s", kept).isTrue();

    CallBackCommands.Expect drawn =
        new CallBackCommands.Expect(order, java.time.LocalDate.of(2026, 11, 24));
    assertThat(expect(drawn).isDone()).isTrue();

    assertThat(sampled()).isFalse();
    assertThat(ofOrder("VISIT").orElseThrow().get("source").asString()).isEqualTo("SAMPLE");
  }

  @Test
  void whoWantsNoMoreCallsIsNoLongerCalledButAskedAtHome() {
    UUID other = withOwnNumber();
    assertThat(
            county
                .clerk()
                .command(
                    "hall.promise-call-back", Map.of("callBackId", Ids.next(), "orderId", other))
                .isDone())
        .isTrue();
    order = other;
    assertThat(ofOrder("WAITING")).isPresent();

    refuseCalls(other);

    assertThat(ofOrder("WAITING")).isEmpty();
    assertThat(ofOrder("VISIT").orElseThrow().get("visit").asString()).isEqualTo("NO_CALLS");
    assertThat(seen(county.clerk())).as("somebody else's number").isPresent();
  }

  @Test
  void aCallThatIsBeingMadeIsLeftToItsOperatorAndThenBecomesAVisit() {
    order = withOwnNumber();
    back = Ids.next();
    county.clerk().command("hall.promise-call-back", Map.of("callBackId", back, "orderId", order));
    assertThat(claim(county.clerk()).isDone()).isTrue();

    refuseCalls(order);

    assertThat(ofOrder("WAITING")).isPresent();
    assertThat(tried(county.clerk(), "NO_ANSWER", null).isDone()).isTrue();
    assertThat(ofOrder("VISIT").orElseThrow().get("visit").asString()).isEqualTo("NO_CALLS");
  }

  private UUID withOwnNumber() {
    Map<String, Object> request = county.request();
    request.put(
        "requesterPhone",
        "1350000%04d".formatted(Math.floorMod(request.get("orderId").hashCode(), 10_000)));
    return reported(request);
  }

  private void refuseCalls(UUID about) {
    Answer kept =
        county
            .clerk()
            .command(
                "notice.prefer",
                Map.of("orderId", about, "language", "ZH", "consent", "TEXT_ONLY"));
    assertThat(kept.isDone()).as("%s", kept).isTrue();
  }

  private void wish(String from, String to) {
    Map<String, Object> wish =
        new HashMap<>(Map.of("orderId", order, "language", "ZH", "consent", "ANY"));
    if (from != null) {
      wish.putAll(Map.of("quietFrom", from, "quietTo", to));
    }
    Answer kept = county.clerk().command("notice.prefer", wish);
    assertThat(kept.isDone()).as("%s", kept).isTrue();
  }

  @Test
  void theOrdersOwnEndTakesASampledCallBackFromTheList() {
    Map<String, Object> onPaper = county.request();
    onPaper.remove("requesterPhone");
    onPaper.put("source", "PAPER");
    order = reported(onPaper);
    assertThat(ofOrder("VISIT")).isPresent();

    county.clerk().command("order.solve", Map.of("orderId", order, "channel", "PAPER"));
    assertThat(ofOrder("VISIT")).isEmpty();
  }

  @Test
  void whoHasNoNumberIsAskedAtHomeOnceTheWorkIsReported() {
    Map<String, Object> onPaper = county.request();
    onPaper.remove("requesterPhone");
    onPaper.put("source", "PAPER");
    order = reported(onPaper);
    assertThat(ofOrder("VISIT").orElseThrow().get("source").asString()).isEqualTo("REPORTED");
  }

  @Test
  void whoWasDrawnIsOnTheListOnceAndLeavesItWithTheirOwnWord() {
    CallBackCommands.Expect drawn =
        new CallBackCommands.Expect(order, java.time.LocalDate.of(2026, 11, 24));
    assertThat(expect(drawn).isDone()).isTrue();
    assertThat(expect(drawn).isDone()).isFalse();
    assertThat(sampled()).isTrue();
    county.clerk().command("order.solve", Map.of("orderId", order, "channel", "WINDOW"));
    assertThat(sampled()).isFalse();
  }

  @Test
  void whoWasDrawnIsAskedUntilTheySayWhetherItIsSolved() {
    drawn();
    claim(county.clerk());
    for (String result : List.of("TOLD", "NOTED")) {
      assertThat(tried(county.clerk(), "REACHED", result).code())
          .isEqualTo("hall.call-back-verdict");
    }
    assertThat(sampled()).isTrue();
    assertThat(tried(county.clerk(), "REACHED", "SOLVED").isDone()).isTrue();
    assertThat(state()).isEqualTo("SOLVED");
  }

  @Test
  void aPromisedCallMayStillEndWithoutAVerdict() {
    claim(county.clerk());
    assertThat(tried(county.clerk(), "REACHED", "TOLD").isDone()).isTrue();
    assertThat(seen(county.clerk())).isEmpty();
  }

  @Test
  void aCallIsNotPutOffForEver() {
    claim(county.clerk());
    for (String at : List.of("2099-01-01T00:00:00Z", "2020-01-01T00:00:00Z")) {
      assertThat(later(at).code()).isEqualTo("hall.call-back-later");
    }
    assertThat(later(clock.instant().plus(Duration.ofDays(15)).toString()).code())
        .isEqualTo("hall.call-back-later");
    for (int n = 1; n <= 3; n++) {
      claim(county.clerk());
      assertThat(later(clock.instant().plus(Duration.ofDays(1)).toString()).isDone()).isTrue();
      assertThat(seen(county.clerk())).isPresent();
    }
    claim(county.clerk());
    later(clock.instant().plus(Duration.ofDays(1)).toString());
    assertThat(seen(county.clerk())).isEmpty();
    assertThat(listed(county.clerk(), "VISIT")).isPresent();
  }

  @Test
  void anOrderElsewhereDoesNotTakeTheListAway() {
    Api elsewhere = neighbour.clerkOfAnotherTownshipIn(county, order);
    UUID call = Ids.next();
    UUID ringing = Ids.next();
    RealmId realm = new RealmId(1);
    transactions.write(
        realm,
        () ->
            store.add(
                realm,
                store
                    .following(realm, CallBackSource.DROPPED, call, areaOf(elsewhere, ringing))
                    .about(order)
                    .phone("13800000009"),
                clock.instant()));
    assertThat(
            rows(elsewhere, "WAITING")
                .filter(row -> !row.has("order"))
                .map(row -> row.get("source").asString()))
        .contains("DROPPED");
  }

  @Test
  void whoDidTheWorkIsNotToldByTheNextPageThatItWasDrawn() {
    drawn();
    assertThat(sources(queue(atTheDeskToo(), 100))).containsExactly(CallBackSource.PROMISED);

    CallBackController.CallBackPage first = queue(atTheDeskToo(), 1);
    assertThat(sources(first)).containsExactly(CallBackSource.PROMISED);
    assertThat(first.next()).isNull();
    assertThat(county.clerk().get("/api/hall/call-backs?limit=1&order=" + order).text("next"))
        .as("for whoever calls there is another")
        .isNotNull();
  }

  @Test
  void whoWasGradedIsNotToldByTheNextPageThatTheRaterIsCalled() {
    UUID promised = back;
    done(
        county
            .clerk()
            .command("order.solve", Map.of("orderId", order, "channel", "CALL", "rating", 1)));
    String grade = county.dispatcher().get("/api/bad-grades?order=" + order).text("items.0.id");
    done(
        county
            .dispatcher()
            .command(
                "order.answer-bad-grade",
                Map.of(
                    "badGradeId", grade,
                    "finding", "VERIFIED",
                    "reason", "去看过",
                    "putRight", "补做了")));
    assertThat(county.clerk().get("/api/hall/call-backs?limit=1&order=" + order).text("next"))
        .as("for whoever calls there is another")
        .isNotNull();

    CallBackController.CallBackPage first = queue(atTheDeskToo(), 1);
    assertThat(first.items()).extracting(CallBackController.CallBackView::id).contains(promised);
    assertThat(first.next()).isNull();
    done(claim(county.clerk()));
    done(tried(county.clerk(), "REACHED", "TOLD"));
    CallBackController.CallBackPage empty = queue(atTheDeskToo(), 1);
    assertThat(empty.items()).isEmpty();
    assertThat(empty.next()).isNull();
  }

  private CallBackController.CallBackPage queue(Actor actor, int limit) {
    return queues.page(CallBackState.WAITING, order, null, limit, actor, Locale.CHINA);
  }

  private static List<CallBackSource> sources(CallBackController.CallBackPage page) {
    return page.items().stream().map(CallBackController.CallBackView::source).toList();
  }

  /** The person who did the work, who is also a clerk of the county. */
  private Actor atTheDeskToo() {
    UUID person =
        Sql.owner()
            .sql("select person_id from access.account where realm = 1 and login = 'worker1'")
            .query(UUID.class)
            .single();
    Division home = divisions.findByCode("431224").orElseThrow();
    return new Actor(
        new RealmId(1),
        Origin.DESK,
        Ids.next(),
        person,
        Set.of(new Grant(Role.CLERK, home.id(), home.path())),
        null,
        null);
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  /** The area the operator rings from. */
  private String areaOf(Api operator, UUID call) {
    assertThat(operator.command("hall.take-call", Map.of("callId", call)).isDone()).isTrue();
    return Sql.owner()
        .sql("select area from hall.call where id = :id")
        .param("id", call)
        .query(String.class)
        .single();
  }

  private Answer later(String at) {
    return county
        .clerk()
        .command(
            "hall.try-call-back", Map.of("callBackId", back, "outcome", "LATER", "laterAt", at));
  }

  /** Drawn: from here on the call-back of these tests is the one of the sample. */
  private void drawn() {
    CallBackCommands.Expect drawn =
        new CallBackCommands.Expect(order, java.time.LocalDate.of(2026, 11, 24));
    assertThat(expect(drawn).isDone()).isTrue();
    back =
        UUID.fromString(
            rows(county.clerk(), "WAITING")
                .filter(row -> row.at("/order/id").asString().equals(order.toString()))
                .filter(row -> row.get("source").asString().equals("SAMPLE"))
                .findAny()
                .orElseThrow()
                .get("id")
                .asString());
  }

  @Test
  void nobodyPutsAPersonIntoTheSampleByHand() {
    assertThat(
            county
                .clerk()
                .command("hall.expect-call-back", Map.of("orderId", order, "day", "2026-11-24"))
                .code())
        .isEqualTo("access.forbidden");
  }

  private Outcome expect(CallBackCommands.Expect drawn) {
    return gate.submit(
        Envelope.of(Ids.next(), "hall.expect-call-back", mapper.valueToTree(drawn)),
        Actor.system(new RealmId(1), Origin.JOB));
  }

  private boolean sampled() {
    return rows(county.clerk(), "WAITING")
        .filter(row -> row.at("/order/id").asString().equals(order.toString()))
        .anyMatch(row -> row.get("source").asString().equals("SAMPLE"));
  }

  @Test
  void aClerkOfAnotherTownshipNeitherSeesNorTakesIt() {
    Api elsewhere = neighbour.clerkOfAnotherTownshipIn(county, order);
    assertThat(seen(elsewhere)).isEmpty();
    assertThat(claim(elsewhere).code()).isEqualTo("hall.call-back-not-found");
    assertThat(
            elsewhere
                .command(
                    "hall.promise-call-back", Map.of("callBackId", Ids.next(), "orderId", order))
                .code())
        .isEqualTo("order.not-found");
  }

  @Test
  void aTryWithoutItsFactsIsRefused() {
    claim(county.clerk());
    assertThat(tried(county.clerk(), "REACHED", null).code()).isEqualTo("command.malformed");
    assertThat(tried(county.clerk(), "LATER", null).code()).isEqualTo("command.malformed");
    assertThat(tried(county.clerk(), "BUSY", "SOLVED").code()).isEqualTo("command.malformed");
  }

  private UUID reported(Map<String, Object> request) {
    UUID id = (UUID) request.get("orderId");
    assertThat(county.clerk().command("order.place", request).isDone()).isTrue();
    Api worker = county.as("worker1");
    county.dispatcher().command("dispatch.open", Map.of("orderId", id));
    assertThat(worker.command("dispatch.claim", Map.of("orderId", id)).isDone()).isTrue();
    worker.command("order.start", Map.of("orderId", id));
    assertThat(worker.command("order.report", Map.of("orderId", id, "text", "换好了")).isDone())
        .isTrue();
    return id;
  }

  private Answer claim(Api who) {
    return who.command("hall.claim-call-back", Map.of("callBackId", back));
  }

  private Answer tried(Api who, String outcome, String result) {
    Map<String, Object> body = new HashMap<>();
    body.put("callBackId", back);
    body.put("outcome", outcome);
    if (result != null) {
      body.put("result", result);
      body.put("text", "灯又灭了");
    }
    return who.command("hall.try-call-back", body);
  }

  private Answer graded(String result, Integer rating, Map<String, Integer> ratings) {
    Map<String, Object> body = new HashMap<>();
    body.put("callBackId", back);
    body.put("outcome", "REACHED");
    body.put("result", result);
    body.put("text", "他这样说");
    body.put("ratings", ratings);
    if (rating != null) {
      body.put("rating", rating);
    }
    return county.clerk().command("hall.try-call-back", body);
  }

  /** The orders behind a number of the village, among those placed about then. */
  private List<UUID> figures(String part, Instant about) {
    String from = about.minus(Duration.ofDays(1)).toString().substring(0, 10);
    String to = about.plus(Duration.ofDays(1)).toString().substring(0, 10);
    Answer answer =
        county
            .dispatcher()
            .get(
                "/api/figures/orders?part=%s&division=%d&period=%s..%s&limit=100"
                    .formatted(part, county.village().id(), from, to));
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return answer
        .body()
        .get("items")
        .valueStream()
        .map(item -> UUID.fromString(item.get("id").asString()))
        .toList();
  }

  private String state() {
    return county.dispatcher().get("/api/orders/" + order).text("card.state");
  }

  private Optional<JsonNode> seen(Api who) {
    return listed(who, "WAITING");
  }

  private Optional<JsonNode> listed(Api who, String state) {
    return rows(who, state)
        .filter(row -> row.get("id").asString().equals(back.toString()))
        .findAny();
  }

  private Optional<JsonNode> ofOrder(String state) {
    return rows(county.clerk(), state)
        .filter(row -> row.at("/order/id").asString().equals(order.toString()))
        .findAny();
  }

  private static java.util.stream.Stream<JsonNode> rows(Api who, String state) {
    return who.get("/api/hall/call-backs?limit=100&state=" + state)
        .body()
        .get("items")
        .valueStream();
  }
}
