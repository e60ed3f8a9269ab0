package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class CallbackDrawTest {

  private static final RealmId REALM = new RealmId(1);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired DrawJobs.DrawRound round;
  @Autowired CallbackDraws draws;
  @Autowired Neighbour neighbour;
  @Autowired com.github.kagkarlsson.scheduler.Scheduler scheduler;
  @Autowired org.springframework.context.ConfigurableApplicationContext publisher;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;

  private final FiguresPolicy policy = new FiguresPolicy("");

  @AfterEach
  void backToNow() {
    scheduler.resume();
    clock.reset();
    county.signInAnew();
  }

  @BeforeEach
  void handsAreFree() {
    county.emptyHands("worker1", "worker2", "worker3", "worker4");
  }

  @Test
  void theSeedIsPromisedTheDayBeforeAndShownOnlyAfterTheCalls() throws Exception {
    toHour(60, 7);
    round.run();
    LocalDate tomorrow = today().plusDays(1);
    JsonNode promised = open("/api/open/draws/" + tomorrow).get("draw");
    assertThat(promised.get("commitment").asString()).hasSize(64);
    assertThat(promised.path("seed").isString()).isFalse();

    UUID tooYoung = reported("NORMAL", "CALL");
    toHour(61, 7);
    round.run();
    assertThat(open("/api/open/draws/" + tomorrow).get("draw").path("seed").isString())
        .as("not before the hour of drawing")
        .isFalse();
    clock.advance(Duration.ofHours(2));
    round.run();
    assertThat(open("/api/open/draws/" + tomorrow).get("draw").get("population").asString())
        .as("who is in it is held fast with the draw")
        .hasSize(64);
    shown();

    JsonNode shown = open("/api/open/draws/" + tomorrow).get("draw");
    String seed = shown.get("seed").asString();
    assertThat(sha256(seed)).isEqualTo(promised.get("commitment").asString());
    assertThat(draws.find(REALM, tooYoung)).as("its time to answer has not run out").isEmpty();
  }

  @Test
  void beforeTheCallsNothingSaysWhoWasDrawn() {
    UUID order = reported("DANGER", "CALL");
    LocalDate day = drawnOn(380);
    callsAreExpected();

    JsonNode page = open("/api/open/draws/" + day);
    assertThat(page.get("orders")).isEmpty();
    assertThat(page.get("draw").path("seed").isString()).isFalse();
    assertThat(page.get("draw").path("sampled").isNumber()).isFalse();
    assertThat(page("/draws/" + day))
        .contains(page.get("draw").get("population").asString())
        .doesNotContain(order.toString());

    done(
        county
            .clerk()
            .command("order.solve", Map.of("orderId", order, "channel", "CALL", "rating", 5)));
    answerAllOf(day);
    round.run();
    assertThat(open("/api/open/draws/" + day).get("draw").get("seed").asString())
        .as("all calls are made: nothing more to wait for")
        .hasSize(64);
  }

  /**
   * Nothing that somebody under assessment can ask for is another after the draw than before: not
   * for who was drawn, and not for who was passed over.
   */
  @Test
  void drawingChangesNothingThatSomebodyUnderAssessmentCanRead() {
    List<UUID> orders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      orders.add(reported(i % 2 == 0 ? "DANGER" : "NORMAL", "CALL"));
    }
    toHour(640, 9);
    round.run();
    round.run();
    toHour(641, 9);
    Jobs.rest(scheduler);
    // What earlier draws of other tests have left to be called is there before, too.
    callsAreExpected();
    List<Api> judged =
        List.of(
            county.dispatcher(),
            county.as("worker1"),
            neighbour.clerkOfTheTownshipOf(county, orders.getFirst()));
    List<String> addresses = addresses(orders);
    List<String> before = read(judged, addresses);
    assertThat(String.join(" ", before)).contains(orders.get(0).toString());

    Captured captured = events();
    round.run();
    callsAreExpected();

    assertThat(draws.find(REALM, orders.get(0))).get().matches(CallbackDraws.DrawnOrder::sampled);
    List<String> after = read(judged, addresses);
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).startsWith("/api/hall/call-backs")) {
        // A list of the whole county, in which other tests' calls come and go.
        for (UUID order : orders) {
          assertThat(after.get(i).contains(order.toString()))
              .as(after.get(i))
              .isEqualTo(before.get(i).contains(order.toString()));
        }
      } else {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
    assertThat(captured.moved()).as("the stream of changes").doesNotContainAnyElementsOf(orders);
    assertThat(listed(county.clerk())).as("whoever calls").contains(orders.get(0).toString());
    UUID back = callBackOf(orders.get(0));
    assertThat(judged.getLast().command("hall.claim-call-back", Map.of("callBackId", back)).code())
        .isEqualTo("hall.call-back-not-found");

    shown();
    assertThat(listed(judged.getLast()))
        .as("shown to everybody: now the township may go there")
        .contains(orders.get(0).toString());
  }

  /** As the hall's timer does. */
  private void callsAreExpected() {
    draws
        .due(REALM, List.of("."), null, 500)
        .forEach(
            due ->
                gate.submit(
                    Envelope.of(
                        Ids.next(),
                        "hall.expect-call-back",
                        mapper.valueToTree(
                            Map.of("orderId", due.orderId(), "day", due.day().toString()))),
                    Actor.system(REALM, Origin.JOB)));
  }

  private record Captured(List<UUID> moved) {}

  private Captured events() {
    List<UUID> moved = new java.util.concurrent.CopyOnWriteArrayList<>();
    publisher.addApplicationListener(
        (org.springframework.context.ApplicationListener<
                org.springframework.context.PayloadApplicationEvent<?>>)
            event -> {
              if (event.getPayload() instanceof OrderMoved one) {
                moved.add(one.orderId());
              }
            });
    return new Captured(moved);
  }

  private static List<String> addresses(List<UUID> orders) {
    List<String> addresses = new ArrayList<>();
    for (WorklistFilter filter : WorklistFilter.values()) {
      addresses.add("/api/orders?limit=100&filter=" + filter.code());
    }
    addresses.add("/api/orders/counts");
    for (String state : List.of("WAITING", "VISIT")) {
      addresses.add("/api/hall/call-backs?limit=100&state=" + state);
    }
    for (String state : List.of("HELD", "FAILED", "WAITING", "SHOWN", "SENT", "CANCELLED")) {
      addresses.add("/api/outbox?limit=100&state=" + state);
    }
    addresses.add("/api/outbox/counts");
    addresses.add("/api/calls?limit=100");
    addresses.add("/api/inbox");
    addresses.add("/api/field/work");
    for (String part :
        List.of("placed", "solved", "silent", "unsolved", "ungraded", "verify-clock.missed")) {
      addresses.add("/api/figures/orders?limit=100&part=" + part);
    }
    addresses.add("/api/figures");
    for (UUID order : orders) {
      addresses.add("/api/orders/" + order);
      addresses.add("/api/orders/" + order + "/messages");
      addresses.add("/api/orders/" + order + "/decision");
      addresses.add("/api/orders/" + order + "/dossier");
      addresses.add("/api/hall/orders/" + order + "/folder");
    }
    return addresses;
  }

  private static List<String> read(List<Api> people, List<String> addresses) {
    return people.stream()
        .flatMap(one -> addresses.stream().map(address -> address + " " + one.get(address).body()))
        // When it was looked at is another each time.
        .map(answer -> answer.replaceAll("\"asOf\":\"[^\"]*\"", ""))
        .toList();
  }

  private static String listed(Api who) {
    return String.valueOf(who.get("/api/hall/call-backs?limit=100").body());
  }

  private UUID callBackOf(UUID order) {
    return Sql.owner()
        .sql(
            "select id from hall.call_back where realm = 1 and order_id = :order and source = 'SAMPLE'")
        .param("order", order)
        .query(UUID.class)
        .single();
  }

  /** Whoever else was drawn that day says so too. */
  private void answerAllOf(LocalDate day) {
    Sql.owner()
        .sql(
            """
            select o.id from orders.callback_draw d join orders.orders o on o.realm = 1 and o.id = d.order_id
            where d.realm = 1 and d.day = :day and d.sampled and o.state = 'REPORTED'
            """)
        .param("day", day)
        .query(UUID.class)
        .list()
        .forEach(
            order ->
                done(
                    county
                        .clerk()
                        .command("order.solve", Map.of("orderId", order, "channel", "CALL"))));
  }

  /** The time for calling is over, and the draws of before are shown. */
  private void shown() {
    clock.advance(Duration.ofDays(policy.drawShownAfterDays()));
    county.signInAnew();
    round.run();
  }

  @Test
  void aPromisedCallBackUnderAnIdReckonedFromTheOrderNeitherTellsNorStopsTheDraw() {
    UUID early = reported("DANGER", "CALL");
    UUID late = reported("DANGER", "CALL");
    LocalDate day = drawnOn(470);
    assertThat(promise(early, day).isDone()).as("before the draw").isTrue();
    callsAreExpected();

    assertThat(callBackOf(early)).isNotNull();
    assertThat(promise(late, day).isDone()).as("after it, the same answer").isTrue();
    answerAllOf(day);
  }

  /** Under the id that could be reckoned of whoever was drawn. */
  private Answer promise(UUID order, LocalDate day) {
    UUID origin = Ids.named("hall.sample/%s/%s".formatted(order, day));
    return county
        .clerk()
        .command(
            "hall.promise-call-back",
            Map.of("callBackId", Ids.named("hall.call-back/SAMPLE/" + origin), "orderId", order));
  }

  @Test
  void anybodyCanReckonAgainWhoWasDrawn() throws Exception {
    List<UUID> orders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      orders.add(reported(i == 0 ? "DANGER" : "NORMAL", i == 1 ? "PAPER" : "CALL"));
    }
    LocalDate day = drawnOn(90);
    String population = open("/api/open/draws/" + day).get("draw").get("population").asString();
    shown();

    JsonNode page = open("/api/open/draws/" + day);
    String seed = page.get("draw").get("seed").asString();
    Map<String, JsonNode> lots = new HashMap<>();
    page.get("orders").forEach(lot -> lots.put(lot.get("orderId").asString(), lot));
    for (UUID order : orders) {
      JsonNode lot = lots.get(order.toString());
      int value =
          new java.math.BigInteger(sha256(seed + order), 16)
              .mod(java.math.BigInteger.valueOf(10_000))
              .intValue();
      assertThat(lot.get("value").asInt()).isEqualTo(value);
      assertThat(lot.get("sampled").asBoolean()).isEqualTo(value < lot.get("rate").asInt());
    }
    String inIt =
        java.util.stream.StreamSupport.stream(page.get("orders").spliterator(), false)
            .map(lot -> lot.get("orderId").asString() + " " + lot.get("rate").asInt() + "\n")
            .sorted()
            .collect(java.util.stream.Collectors.joining());
    assertThat(sha256(inIt)).as("nobody was added or left out since").isEqualTo(population);
    assertThat(lots.get(orders.get(0).toString()).get("sampled").asBoolean())
        .as("danger is always called")
        .isTrue();
    assertThat(lots.get(orders.get(1).toString()).get("sampled").asBoolean())
        .as("who asked on paper is always called")
        .isTrue();
    assertThat(lots.get(orders.get(2).toString()).get("rate").asInt())
        .isEqualTo(policy.drawRate(Urgency.NORMAL, "public-facility", Source.CALL));
  }

  @Test
  void aDayHasOneDrawHoweverOftenTheJobRuns() {
    reported("DANGER", "CALL");
    LocalDate day = drawnOn(120);
    JsonNode before = open("/api/open/draws/" + day);
    reported("DANGER", "CALL");

    round.run();
    round.run();

    assertThat(open("/api/open/draws/" + day)).isEqualTo(before);
  }

  @Test
  void whoIsDrawnIsDueForACallUntilTheyHaveSpoken() {
    UUID order = reported("DANGER", "CALL");
    drawnOn(150);

    assertThat(due()).contains(order);
    assertThat(draws.find(REALM, order)).get().matches(CallbackDraws.DrawnOrder::sampled);
    done(
        county
            .clerk()
            .command("order.reopen", Map.of("orderId", order, "channel", "CALL", "text", "没修好")));
    assertThat(due()).doesNotContain(order);
  }

  @Test
  void loweringTheUrgencyBeforeTheReportSparesNoCall() {
    UUID order = placed("DANGER", "CALL");
    done(
        county
            .clerk()
            .command(
                "order.set-urgency",
                Map.of("orderId", order, "urgency", "NORMAL", "reason", "看过了，不急")));
    report(order);
    drawnOn(320);

    assertThat(draws.find(REALM, order)).get().matches(CallbackDraws.DrawnOrder::sampled);
  }

  @Test
  void whoIsPassedOverEndsWithoutAnAnswerAndIsNotCountedAsSolved() {
    List<UUID> orders = new ArrayList<>();
    // Where nobody is drawn there is nobody to call first, and the draw is shown at once.
    orders.add(reported("DANGER", "CALL"));
    for (int i = 0; i < 4; i++) {
      orders.add(reported("NORMAL", "CALL"));
    }
    drawnOn(260);
    for (UUID order : orders) {
      assertThat(county.clerk().get("/api/orders/" + order).text("card.state"))
          .as("while the others are called")
          .isEqualTo("REPORTED");
    }
    shown();

    for (UUID order : orders) {
      boolean sampled = draws.find(REALM, order).orElseThrow().sampled();
      String state = county.clerk().get("/api/orders/" + order).text("card.state");
      assertThat(state).isEqualTo(sampled ? "REPORTED" : "SOLVED");
      boolean silent =
          Sql.owner()
              .sql("select silent from orders.outcome where realm = 1 and order_id = :order")
              .param("order", order)
              .query(Boolean.class)
              .single();
      assertThat(silent).isEqualTo(!sampled);
    }
    UUID passedOver =
        orders.stream()
            .filter(order -> !draws.find(REALM, order).orElseThrow().sampled())
            .findFirst()
            .orElseThrow();
    done(
        county
            .clerk()
            .command(
                "order.reopen", Map.of("orderId", passedOver, "channel", "CALL", "text", "没修好")));
  }

  @Test
  void aSeedIsNeitherPromisedForTodayNorDrawnOnAnotherDay() {
    toHour(170, 9);
    assertThat(send("order.draw-commit", today()).problem()).isNotNull();
    assertThat(send("order.draw-commit", today().plusDays(3)).isDone()).isTrue();
    assertThat(send("order.draw", today().plusDays(3)).problem()).isNotNull();
    assertThat(
            county
                .dispatcher()
                .command("order.draw-commit", Map.of("day", today().plusDays(5).toString()))
                .code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void theDatabaseItselfRefusesAnotherSeedThanThePromisedOne() {
    drawnOn(200);
    JdbcClient owner = Sql.owner();
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    owner
                        .sql(
                            "update orders.draw set sampled = sampled + 1 where realm = 1 and drawn_at is not null")
                        .update()))
        .hasMessageContaining("drawn once");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    owner
                        .sql(
                            """
                            update orders.draw set drawn_at = now(), seed = repeat('a', 64)
                            where realm = 1 and drawn_at is null
                            """)
                        .update()))
        .hasMessageContaining("draw_keeps_its_promise");
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    owner
                        .sql(
                            """
                            update orders.draw set shown_at = drawn_at
                            where realm = 1 and drawn_at is not null and shown_at is null
                            """)
                        .update()))
        .as("what is shown is shown with its seed")
        .hasMessageContaining("draw_shows_its_seed");
  }

  @Test
  void aDrawIsNotShownWhileSomebodyIsStillToBeCalled() {
    reported("DANGER", "CALL");
    LocalDate day = drawnOn(440);
    assertThat(send("order.draw-show", day).problem()).isNotNull();
    assertThat(county.dispatcher().command("order.draw-show", Map.of("day", day.toString())).code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void theLotsOfManyOrdersLieEvenly() {
    String seed = "00".repeat(32);
    int sampled = 0;
    for (int i = 0; i < 20_000; i++) {
      sampled += Lot.value(seed, Ids.named("lot/" + i)) < 1_000 ? 1 : 0;
    }
    assertThat(sampled).isBetween(1_850, 2_150);
  }

  @Test
  void theDoorShowsDrawsToWhoeverAsks() {
    LocalDate day = drawnOn(230);
    shown();
    var list = page("/draws");
    var one = page("/draws/" + day);
    assertThat(list).contains("/draws/" + day);
    assertThat(one).contains(open("/api/open/draws/" + day).get("draw").get("seed").asString());
    assertThat(one.length()).isLessThan(30_000);
  }

  /** Promises, waits a day, draws; answers the day drawn on. */
  private LocalDate drawnOn(int days) {
    toHour(days, 9);
    round.run();
    toHour(days + 1, 9);
    round.run();
    return today();
  }

  private void toHour(int days, int hour) {
    clock.reset();
    Instant now = clock.instant();
    Instant then =
        LocalDate.ofInstant(now, ZONE).plusDays(days).atTime(hour, 0).atZone(ZONE).toInstant();
    clock.advance(Duration.between(now, then));
    county.signInAnew();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZONE);
  }

  private List<UUID> due() {
    return draws.due(REALM, List.of("."), null, 500).stream()
        .map(CallbackDraws.DueCall::orderId)
        .toList();
  }

  private UUID reported(String urgency, String source) {
    UUID order = placed(urgency, source);
    report(order);
    return order;
  }

  private UUID placed(String urgency, String source) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("orderId", Ids.next());
    body.put("urgency", urgency);
    body.put("source", source);
    done(county.clerk().command("order.place", body));
    return (UUID) body.get("orderId");
  }

  private void report(UUID id) {
    // The round of the house goes on offering what other tests have left lying.
    county.emptyHands("worker1");
    Map<String, Object> order = Map.of("orderId", id);
    done(county.dispatcher().command("dispatch.open", order));
    done(county.as("worker1").command("dispatch.claim", order));
    done(county.as("worker1").command("order.start", order));
    done(county.as("worker1").command("order.report", Map.of("orderId", id, "text", "修好了")));
  }

  private JsonNode open(String path) {
    Answer answer = county.nobody().get(path);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return answer.body();
  }

  private String page(String path) {
    try {
      return java.net.http.HttpClient.newHttpClient()
          .send(
              java.net.http.HttpRequest.newBuilder(java.net.URI.create(county.address() + path))
                  .build(),
              java.net.http.HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome send(String type, LocalDate day) {
    return gate.submit(
        Envelope.of(Ids.next(), type, mapper.valueToTree(Map.of("day", day.toString()))),
        Actor.system(REALM, Origin.JOB));
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
