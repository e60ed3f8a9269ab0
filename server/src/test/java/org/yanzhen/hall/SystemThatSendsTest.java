package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Hour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Another system: a sensor, a weather service, a button at home, a hotline's own program. */
@YanzhenTest
class SystemThatSendsTest {

  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired HallJobs.PostSweep sweep;

  /** A connected system with its token. */
  private record Connected(UUID id, String name, String token, Api api) {}

  @AfterEach
  void backToNow() {
    clock.reset();
    county.signInAnew();
  }

  @Test
  void whatItSendsWaitsForAPersonUnlessItIsTrustedWithTheKind() {
    Connected system = connected(county.village().id(), 60);
    Answer waits = system.api().post("/api/send-in", sent("w1", "API"));
    assertThat(waits.text("became")).isEqualTo("WAITING_FOR_A_PERSON");

    trust(system, List.of("public-facility"));
    Answer placed = system.api().post("/api/send-in", sent("w2", "API"));
    assertThat(placed.text("became")).isEqualTo("ORDER");
    assertThat(placed.text("state")).isEqualTo("WAITING");

    Map<String, Object> another = sent("w3", "API");
    another.remove("kind");
    assertThat(system.api().post("/api/send-in", another).text("became"))
        .isEqualTo("WAITING_FOR_A_PERSON");
  }

  @Test
  void theOrderHasItsSourceItsClocksAndItsSendersName() {
    Connected system = connected(county.village().id(), 60);
    trust(system, List.of("public-facility"));
    Map<String, Object> body = sent("o1", "ALERT");
    // A sensor fills in no forms: the kind's questions are asked later.
    body.remove("fields");
    Answer placed = system.api().post("/api/send-in", body);

    JsonNode order = county.clerk().get("/api/orders/" + placed.text("orderId")).body();
    assertThat(order.at("/card/source").asString()).isEqualTo("ALERT");
    assertThat(order.at("/card/nextClock/dueAt").isMissingNode()).isFalse();
    assertThat(order.at("/thread/0/actor/name").asString()).isEqualTo(system.name());
    assertThat(order.at("/thread/0/actor/role").asString()).isEqualTo("CONNECTED");

    Map<String, Object> asked = sent("o2", "API");
    asked.remove("fields");
    Answer lacks = system.api().post("/api/send-in", asked);
    assertThat(lacks.code()).isEqualTo("order.field-invalid");
    assertThat(lacks.text("field")).isEqualTo("fields.facility");
    asked.put("fields", Map.of("facility", "light"));
    assertThat(system.api().post("/api/send-in", asked).text("became")).isEqualTo("ORDER");
  }

  @Test
  void theSameMessageIsOneThingHoweverOftenItIsSent() {
    Connected system = connected(county.village().id(), 60);
    trust(system, List.of("public-facility"));
    Answer first = system.api().post("/api/send-in", sent("i1", "ALERT"));
    assertThat(system.api().post("/api/send-in", sent("i1", "ALERT")).text("orderId"))
        .isEqualTo(first.text("orderId"));
    assertThat(system.api().get("/api/send-in?id=i1").text("number"))
        .isEqualTo(first.text("number"));

    Map<String, Object> other = sent("i1", "ALERT");
    other.put("text", "另一件事");
    assertThat(system.api().post("/api/send-in", other).code()).isEqualTo("hall.item-exists");
    assertThat(system.api().get("/api/send-in?id=never").code()).isEqualTo("hall.nothing-sent");

    // Another system's ids are its own.
    Connected neighbour = connected(county.village().id(), 60);
    assertThat(neighbour.api().get("/api/send-in?id=i1").code()).isEqualTo("hall.nothing-sent");
  }

  @Test
  void aPersonConfirmsWhatItSaidAndTheOrderKeepsHowItCame() {
    Connected system = connected(county.village().id(), 60);
    Map<String, Object> body = sent("c1", "ALERT");
    body.put("urgency", "URGENT");
    system.api().post("/api/send-in", body);
    UUID item = itemOf(system, "c1");

    JsonNode seen = county.clerk().get("/api/intake/" + item).body();
    assertThat(seen.get("source").asString()).isEqualTo(system.name());
    assertThat(seen.at("/said/as").asString()).isEqualTo("ALERT");
    assertThat(seen.at("/said/kind").asString()).isEqualTo("public-facility");
    assertThat(seen.at("/said/divisionId").asInt()).isEqualTo(county.village().id());
    assertThat(seen.at("/said/urgency").asString()).isEqualTo("URGENT");
    assertThat(seen.get("text").asString()).contains("桥头");

    UUID order = new Messages(county).confirm(item, "public-facility");
    assertThat(county.clerk().get("/api/orders/" + order).text("card.source")).isEqualTo("ALERT");
    assertThat(system.api().get("/api/send-in?id=c1").text("orderId")).isEqualTo(order.toString());
  }

  @Test
  void whatWasRefusedIsTriedAgainOnceTheReasonIsGone() {
    Connected system = connected(county.village().id(), 60);
    trust(system, List.of("public-facility"));
    Map<String, Object> body = sent("r1", "API");
    body.remove("fields");
    assertThat(system.api().post("/api/send-in", body).code()).isEqualTo("order.field-invalid");

    // No longer trusted, the same words wait for a person.
    trust(system, List.of());
    for (int i = 0; i < 2; i++) {
      assertThat(system.api().post("/api/send-in", body).text("became"))
          .isEqualTo("WAITING_FOR_A_PERSON");
    }
    Map<String, Object> other = sent("r1", "API");
    assertThat(system.api().post("/api/send-in", other).code()).isEqualTo("hall.item-exists");
  }

  @Test
  void twoThingsSentUnderOneIdAtOnceAreOneThing() throws Exception {
    Connected system = connected(county.village().id(), 60);
    trust(system, List.of("public-facility"));
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 5; i++) {
        Map<String, Object> placed = sent("b" + i, "API");
        Map<String, Object> waits = sent("b" + i, "API");
        waits.remove("kind");
        List<Future<Answer>> answers =
            both.invokeAll(
                List.of(
                    () -> system.api().post("/api/send-in", placed),
                    () -> system.api().post("/api/send-in", waits)));
        int done = 0;
        for (Future<Answer> answer : answers) {
          done += answer.get().isDone() ? 1 : 0;
        }
        assertThat(done).as("round " + i).isEqualTo(1);
      }
    }
  }

  @Test
  void whoItIsFromIsTheRequesterAndStandsNowhereInTheClear() {
    Connected system = connected(county.village().id(), 60);
    Map<String, Object> body = personal("n1");
    system.api().post("/api/send-in", body);
    UUID item = itemOf(system, "n1");
    assertThat(county.clerk().get("/api/intake/" + item).text("text"))
        .contains("阿依古丽家门口", "联系人：阿依古丽", "facility：light");
    String kept =
        Sql.owner()
            .sql("select i::text from hall.intake_item i where realm = 1 and id = :id")
            .param("id", item)
            .query(String.class)
            .single();
    assertThat(kept).contains("家门口").doesNotContain("阿依古丽", "facility：light");

    UUID order = new Messages(county).confirm(item, "public-facility");
    Answer seen = county.clerk().get("/api/orders/" + order);
    assertThat(seen.text("requesterName")).isEqualTo("阿依古丽");
    assertThat(seen.text("requesterPhone")).isEqualTo(body.get("phone"));
    assertThat(seen.text("text")).contains("家门口").doesNotContain("阿依古丽");
  }

  @Test
  void whatWaitedForAPersonIsForgottenWithTheOrderThatCameOfIt() {
    Connected system = connected(county.village().id(), 60);
    system.api().post("/api/send-in", personal("g1"));
    UUID item = itemOf(system, "g1");
    UUID order = new Messages(county).confirm(item, "public-facility");
    assertThat(wordsOf(item)).isEqualTo(1);
    assertThat(
            county
                .clerk()
                .command("order.cancel", Map.of("orderId", order, "reason", "不要了"))
                .isDone())
        .isTrue();
    String number = county.clerk().get("/api/orders/" + order).text("card.number");
    Api admin = county.as("admin");
    admin.command("personal.look", Map.of("number", number, "reason", "本人来要求"));
    Answer erased =
        admin.command("personal.erase", Map.of("number", number, "orders", 1, "reason", "本人来要求"));
    assertThat(erased.isDone()).as(erased.toString()).isTrue();
    assertThat(wordsOf(item)).isZero();
    assertThat(county.clerk().get("/api/intake/" + item).text("text")).doesNotContain("阿依古丽");
  }

  @Test
  void whatWasSetAsideIsForgottenAfterItsTimeAndItsIdStaysTaken() {
    Connected system = connected(county.village().id(), 60);
    Map<String, Object> body = personal("s1");
    system.api().post("/api/send-in", body);
    UUID item = itemOf(system, "s1");
    // Nobody knows such a kind: refused, and its place and answers are words of somebody too.
    Map<String, Object> confirm = new HashMap<>();
    confirm.put("itemId", item);
    confirm.put("orderId", Ids.next());
    confirm.put("kind", "no-such-kind");
    confirm.put("divisionId", county.village().id());
    confirm.put("place", "阿依古丽家门口");
    assertThat(county.clerk().command("hall.confirm", confirm).code())
        .isEqualTo("catalogue.kind-unknown");
    assertThat(
            county
                .clerk()
                .command("hall.dismiss", Map.of("itemId", item, "reason", "阿依古丽说已经修好了"))
                .isDone())
        .isTrue();
    assertThat(allWordsOf(item)).isEqualTo(3);

    clock.advance(Duration.ofDays(89));
    sweepAll();
    county.signInAnew();
    assertThat(county.clerk().get("/api/intake/" + item).text("text")).contains("阿依古丽");
    clock.advance(Duration.ofDays(2));
    sweepAll();

    county.signInAnew();
    JsonNode seen = county.clerk().get("/api/intake/" + item).body();
    assertThat(seen.toString())
        .doesNotContain("阿依古丽", "路灯", (String) body.get("phone"))
        .contains("DISMISSED");
    assertThat(allWordsOf(item)).isZero();
    assertThat(
            Sql.owner()
                .sql("select count(*) from hall.intake_words where realm = 1 and item_id = :item")
                .param("item", item)
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(system.api().get("/api/send-in?id=s1").text("became")).isEqualTo("SET_ASIDE");
    assertThat(system.api().post("/api/send-in", body).text("became")).isEqualTo("SET_ASIDE");
    assertThat(system.api().post("/api/send-in", sent("s1", "API")).code())
        .isEqualTo("hall.item-exists");
  }

  @Test
  void whatWaitsAndWhatBecameAnOrderIsNotForgottenByTheTimer() {
    Connected system = connected(county.village().id(), 60);
    system.api().post("/api/send-in", personal("k1"));
    system.api().post("/api/send-in", personal("k2"));
    UUID order = new Messages(county).confirm(itemOf(system, "k2"), "public-facility");

    clock.advance(Duration.ofDays(91));
    sweepAll();

    county.signInAnew();
    UUID waits = itemOf(system, "k1");
    assertThat(county.clerk().get("/api/intake/" + waits).text("text")).contains("阿依古丽");
    assertThat(county.clerk().get("/api/orders/" + order).text("requesterName")).isEqualTo("阿依古丽");
  }

  @Test
  void theWordsOfWhatWasRefusedAreNotKept() {
    Connected system = connected(county.village().id(), 60);
    trust(system, List.of("public-facility"));
    Map<String, Object> body = personal("x1");
    body.remove("fields");
    for (int i = 0; i < 2; i++) {
      assertThat(system.api().post("/api/send-in", body).code()).isEqualTo("order.field-invalid");
    }
    assertThat(keepsNoRefusedWords(system, "hall.send-in")).isTrue();

    // Put right, it is kept like any other.
    assertThat(system.api().post("/api/send-in", personal("x1")).text("became")).isEqualTo("ORDER");
  }

  @Test
  void itsAnswersAreBoundedWhetherOrNotItIsTrusted() {
    Connected system = connected(county.village().id(), 60);
    Map<String, Object> body = sent("f1", "API");
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 41; i++) {
      many.put("answer-" + i, "x");
    }
    body.put("fields", many);
    Answer tooMany = system.api().post("/api/send-in", body);
    assertThat(tooMany.code()).isEqualTo("command.malformed");
    assertThat(tooMany.text("field")).isEqualTo("fields");
    body.put("fields", Map.of("facility", "长".repeat(501)));
    Answer tooLong = system.api().post("/api/send-in", body);
    assertThat(tooLong.code()).isEqualTo("command.malformed");
    assertThat(tooLong.text("field")).isEqualTo("fields.facility");
  }

  @Test
  void anAlertIsReadWithinMinutesDayAndNight() {
    Connected system = connected(county.village().id(), 60);
    system.api().post("/api/send-in", sent("a1", "ALERT"));
    JsonNode seen = county.clerk().get("/api/intake/" + itemOf(system, "a1")).body();
    assertThat(Instant.parse(seen.get("dueAt").asString()))
        .isEqualTo(Instant.parse(seen.get("receivedAt").asString()).plus(Duration.ofMinutes(15)));
  }

  @Test
  void itSendsForItsDivisionOnlyAndAtItsPace() {
    Hour.begun(clock);
    Connected system = connected(county.village().id(), 2);
    Map<String, Object> elsewhere = sent("p1", "API");
    elsewhere.put("division", "431224");
    Answer outside = system.api().post("/api/send-in", elsewhere);
    assertThat(outside.code()).isEqualTo("place.division-unknown");
    assertThat(outside.text("field")).isEqualTo("division");

    system.api().post("/api/send-in", sent("p2", "API"));
    Answer third = system.api().post("/api/send-in", sent("p3", "API"));
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.code()).isEqualTo("hall.inbox-pace");
    clock.advance(Duration.ofHours(1));
    assertThat(system.api().post("/api/send-in", sent("p3", "API")).isDone()).isTrue();
  }

  @Test
  void aTelephoneExchangeLetsItRingAndSeesNothingOfIt() {
    Connected exchange = exchange(county.village().id(), 60);
    String number = "135" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    Map<String, Object> ringing =
        Map.of("id", "line-3/1", "from", number, "at", clock.instant().minusSeconds(5).toString());
    Answer rings = exchange.api().post("/api/send-in/ring", ringing);
    assertThat(rings.isDone()).as(rings.toString()).isTrue();
    String call = rings.text("callId");

    assertThat(
            Sql.owner()
                .sql("select state || ' ' || area from hall.call where realm = 1 and id = :id")
                .param("id", UUID.fromString(call))
                .query(String.class)
                .single())
        .isEqualTo("RINGING " + county.village().path());
    assertThat(exchange.api().post("/api/send-in/ring", ringing).text("callId")).isEqualTo(call);
    Answer another =
        exchange.api().post("/api/send-in/ring", Map.of("id", "line-3/1", "from", "13500000001"));
    assertThat(another.code()).isEqualTo("hall.call-exists");
    assertThat(another.text("field")).isEqualTo("id");
    Answer wrong = exchange.api().post("/api/send-in/ring", Map.of("id", "line-3/2", "from", "x"));
    assertThat(wrong.code()).isEqualTo("command.malformed");
    assertThat(wrong.text("field")).isEqualTo("from");

    assertThat(exchange.api().get("/api/hall/calls").status()).isEqualTo(401);
    assertThat(exchange.api().get("/api/hall/calls/" + call).status()).isEqualTo(401);
    assertThat(county.clerk().post("/api/send-in/ring", ringing).status()).isEqualTo(401);
    Answer taken = county.clerk().command("hall.take-call", Map.of("callId", call));
    assertThat(taken.isDone()).as(taken.toString()).isTrue();
    assertThat(county.clerk().get("/api/hall/calls/" + call).text("from")).isEqualTo(number);
    assertThat(county.clerk().command("hall.end-call", ended(call)).isDone()).isTrue();
  }

  @Test
  void nothingRingsUnlessAnAdministratorSaidThatItIsAnExchange() {
    Connected system = connected(county.village().id(), 60);
    Map<String, Object> ringing = Map.of("id", "gauge/1");
    assertThat(row(system).get("mayRing").asBoolean()).isFalse();
    for (int i = 0; i < 2; i++) {
      assertThat(system.api().post("/api/send-in/ring", ringing).code())
          .isEqualTo("access.forbidden");
    }

    Map<String, Object> allowing = Map.of("accountId", system.id(), "mayRing", true);
    assertThat(county.clerk().command("access.let-system-ring", allowing).code())
        .isEqualTo("access.forbidden");
    assertThat(county.as("admin").command("access.let-system-ring", allowing).isDone()).isTrue();
    assertThat(row(system).get("mayRing").asBoolean()).isTrue();
    Answer rings = system.api().post("/api/send-in/ring", ringing);
    assertThat(rings.isDone()).as("sent once more, now allowed: " + rings).isTrue();

    Map<String, Object> noMore = Map.of("accountId", system.id(), "mayRing", false);
    assertThat(county.as("admin").command("access.let-system-ring", noMore).isDone()).isTrue();
    assertThat(system.api().post("/api/send-in/ring", Map.of("id", "gauge/2")).code())
        .isEqualTo("access.forbidden");
    assertThat(system.api().post("/api/send-in", sent("gauge/3", "ALERT")).isDone()).isTrue();
  }

  @Test
  void theNumberOfARefusedRingIsNotKept() {
    Connected exchange = exchange(county.village().id(), 60);
    exchange.api().post("/api/send-in/ring", Map.of("id", "line-5/1"));
    Map<String, Object> another = Map.of("id", "line-5/1", "from", "13500000002");
    for (int i = 0; i < 2; i++) {
      assertThat(exchange.api().post("/api/send-in/ring", another).code())
          .isEqualTo("hall.call-exists");
    }
    assertThat(keepsNoRefusedWords(exchange, "hall.ring")).isTrue();
  }

  @Test
  void anExchangeRingsAtItsPace() {
    Hour.begun(clock);
    Connected exchange = exchange(county.village().id(), 1);
    assertThat(exchange.api().post("/api/send-in/ring", Map.of("id", "a")).isDone()).isTrue();
    assertThat(exchange.api().post("/api/send-in/ring", Map.of("id", "b")).code())
        .isEqualTo("hall.inbox-pace");
  }

  @Test
  void itsTokenOpensTheInboxAndNothingElse() {
    Connected system = connected(county.village().id(), 60);
    for (String path : List.of("/api/session", "/api/orders", "/api/intake", "/api/kinds")) {
      assertThat(system.api().get(path).status()).as(path).isEqualTo(401);
    }
    assertThat(system.api().command("order.place", county.request()).status()).isEqualTo(401);
    // And no session opens the inbox.
    assertThat(county.as("admin").post("/api/send-in", sent("t1", "API")).status()).isEqualTo(401);
    assertThat(county.nobody().post("/api/send-in", sent("t1", "API")).status()).isEqualTo(401);
  }

  @Test
  void nobodyAtADeskSaysThatASystemSentIt() {
    for (String source : List.of("API", "ALERT")) {
      Map<String, Object> request = county.request();
      request.put("source", source);
      assertThat(county.clerk().command("order.place", request).text("field"))
          .isEqualTo("body.source");
    }
  }

  @Test
  void onlyAnAdministratorConnectsAndTheTokenIsKeptNowhere() {
    assertThat(county.clerk().get("/api/connected-systems").code()).isEqualTo("access.forbidden");
    assertThat(
            county
                .dispatcher()
                .post("/api/connected-systems", connecting(county.village().id(), 60, "x"))
                .code())
        .isEqualTo("access.forbidden");

    Connected system = connected(county.village().id(), 60);
    assertThat(
            Sql.owner()
                .sql(
                    "select count(*) from command.command where type = 'access.connect-system' and"
                        + " body::text like '%' || :token || '%'")
                .param("token", system.token())
                .query(Integer.class)
                .single())
        .isZero();
    Map<String, Object> again = connecting(county.village().id(), 60, system.name());
    assertThat(county.as("admin").post("/api/connected-systems", again).code())
        .isEqualTo("access.system-name-taken");
  }

  @Test
  void itsLastUseIsSeenAndOnceEndedItSendsNoMore() {
    Connected system = connected(county.village().id(), 60);
    assertThat(row(system).hasNonNull("lastUsedAt")).isFalse();
    system.api().post("/api/send-in", sent("e1", "API"));
    assertThat(row(system).hasNonNull("lastUsedAt")).isTrue();

    Answer renewed =
        county
            .as("admin")
            .post(
                "/api/connected-systems/%s/token".formatted(system.id()),
                Map.of("commandId", Ids.next()));
    Api anew = Api.bearing(county.address(), renewed.text("token"));
    assertThat(system.api().post("/api/send-in", sent("e2", "API")).status()).isEqualTo(401);
    assertThat(anew.post("/api/send-in", sent("e2", "API")).isDone()).isTrue();

    assertThat(
            county
                .as("admin")
                .command("access.disconnect-system", Map.of("accountId", system.id()))
                .isDone())
        .isTrue();
    assertThat(anew.post("/api/send-in", sent("e3", "API")).status()).isEqualTo(401);
    assertThat(row(system).hasNonNull("endedAt")).isTrue();
    assertThat(
            county
                .as("admin")
                .command("hall.trust", Map.of("accountId", system.id(), "kinds", List.of()))
                .code())
        .isEqualTo("access.system-unknown");
  }

  private static Map<String, Object> ended(String call) {
    return Map.of("callId", call, "outcome", "WRONG_NUMBER", "dialect", false);
  }

  private Map<String, Object> sent(String id, String as) {
    Map<String, Object> body = new HashMap<>();
    body.put("id", id);
    body.put("as", as);
    body.put("kind", "public-facility");
    body.put("subject", "水位超过警戒线");
    body.put("text", "桥头水位计读数 3.2 米，超过警戒线 0.4 米。");
    body.put("place", "桥头");
    body.put("fields", Map.of("facility", "light"));
    return body;
  }

  /** Of somebody with a name and a number of their own. */
  private Map<String, Object> personal(String id) {
    Map<String, Object> body = sent(id, "API");
    body.put("text", "阿依古丽家门口的路灯不亮。");
    body.put("requester", "阿依古丽");
    body.put("phone", "136" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999));
    return body;
  }

  /** It was refused something, and no words of that are here. */
  private static boolean keepsNoRefusedWords(Connected system, String type) {
    return Sql.owner()
        .sql(
            """
            select count(*), count(p.words) from command.command c
            left join command.personal_part p on p.realm = c.realm and p.command_id = c.id
            where c.realm = 1 and c.type = :type and c.account_id = :system and c.problem is not null
            """)
        .param("type", type)
        .param("system", system.id())
        .query((rs, n) -> rs.getInt(1) > 0 && rs.getInt(2) == 0)
        .single();
  }

  private static int wordsOf(UUID item) {
    return Sql.owner()
        .sql(
            """
            select count(*) from command.personal_part p join command.command c
              on c.realm = p.realm and c.id = p.command_id
            where c.realm = 1 and c.type = 'hall.send-in' and c.body ->> 'itemId' = :item
            """)
        .param("item", item.toString())
        .query(Integer.class)
        .single();
  }

  /** Of every command that names it. */
  private static int allWordsOf(UUID item) {
    return Sql.owner()
        .sql(
            """
            select count(*) from command.personal_part p join command.command c
              on c.realm = p.realm and c.id = p.command_id
            where c.realm = 1 and c.body ->> 'itemId' = :item
            """)
        .param("item", item.toString())
        .query(Integer.class)
        .single();
  }

  /** The longest ago come first; other tests leave theirs. */
  private void sweepAll() {
    sweep.run();
    sweep.run();
  }

  private Map<String, Object> connecting(int division, int anHour, String name) {
    return Map.of(
        "commandId",
        Ids.next(),
        "accountId",
        Ids.next(),
        "name",
        name,
        "divisionId",
        division,
        "anHour",
        anHour);
  }

  private Connected connected(int division, int anHour) {
    return connected("水位计", division, anHour, false);
  }

  private Connected exchange(int division, int anHour) {
    return connected("总机", division, anHour, true);
  }

  private Connected connected(String what, int division, int anHour, boolean mayRing) {
    String name = what + " " + Ids.next().toString().substring(24);
    Map<String, Object> body = new HashMap<>(connecting(division, anHour, name));
    if (mayRing) {
      body.put("mayRing", true);
    }
    Answer answer = county.as("admin").post("/api/connected-systems", body);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    String token = answer.text("token");
    return new Connected(
        (UUID) body.get("accountId"), name, token, Api.bearing(county.address(), token));
  }

  private void trust(Connected system, List<String> kinds) {
    Answer answer =
        county.as("admin").command("hall.trust", Map.of("accountId", system.id(), "kinds", kinds));
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }

  private JsonNode row(Connected system) {
    for (JsonNode one :
        county.as("admin").get("/api/connected-systems?limit=100").body().get("systems")) {
      if (one.get("id").asString().equals(system.id().toString())) {
        return one;
      }
    }
    throw new AssertionError("not listed: " + system.name());
  }

  private UUID itemOf(Connected system, String id) {
    return Sql.owner()
        .sql(
            "select id from hall.intake_item where realm = 1 and source = :source and source_id = :id")
        .param("source", system.name())
        .param("id", id)
        .query(UUID.class)
        .single();
  }
}
