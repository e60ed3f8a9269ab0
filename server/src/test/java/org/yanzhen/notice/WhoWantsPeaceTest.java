package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody says how they want to be told, and at which hours not; and says it otherwise later. */
@YanzhenTest
class WhoWantsPeaceTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Scheduler scheduler;
  @Autowired TestClock clock;
  @Autowired MessageStore store;
  @Autowired MessageTexts texts;
  @Autowired Routing routing;
  @Autowired PreferenceStore preferences;
  @Autowired MessagePack pack;
  @Autowired Realms realms;
  @Autowired RealmTransactions transactions;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;

  private final FakeCarrier sms = new FakeCarrier(Channel.SMS);
  private final String phone = "136" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private Delivery delivery;

  @BeforeEach
  void byDay() {
    Jobs.rest(scheduler);
    Daytime.set(clock);
    delivery =
        new Delivery(
            store, texts, routing, preferences, pack, realms, transactions, clock, List.of(sms));
    drain();
  }

  @AfterEach
  void today() {
    clock.reset();
    scheduler.resume();
  }

  @Test
  void everyWordStaysWithItsDayItsWayAndWhoHeardIt() {
    UUID order = placed(Map.of());
    LocalDate first = LocalDate.ofInstant(clock.instant(), Daytime.ZONE);
    say(order, wish("ANY"));
    clock.advance(Duration.ofDays(1));
    assertThat(atTheDoor(order, wish("TEXT_ONLY")).isDone()).isTrue();
    clock.advance(Duration.ofDays(1));
    text("TD");

    List<JsonNode> said = history(order, "");
    assertThat(said)
        .extracting(one -> one.get("through").asString())
        .containsExactly("TEXT", "DOOR", "DESK");
    assertThat(said)
        .extracting(one -> one.get("how").asString())
        .containsExactly("NOT_AT_ALL", "TEXT_ONLY", "TEXT");
    assertThat(said.get(2).get("by").asString()).isNotBlank();
    assertThat(said.get(1).has("by")).isFalse();
    // What held on a day is its last word, and before the first word nothing was said.
    assertThat(history(order, "&on=" + first.plusDays(1)).getFirst().get("how").asString())
        .isEqualTo("TEXT_ONLY");
    assertThat(history(order, "&on=" + first.minusDays(1))).isEmpty();
    assertThat(wishOf(order).text("how")).isEqualTo("NOT_AT_ALL");
  }

  @Test
  void theHistoryIsReadPageByPageAndByTheDeskOnly() {
    UUID order = placed(Map.of());
    for (String consent : List.of("ANY", "CALL_ONLY", "NOTHING")) {
      say(order, wish(consent));
      clock.advance(Duration.ofMinutes(1));
    }
    String path = "/api/orders/" + order + "/wish/history?limit=2";
    Answer page = county.clerk().get(path);
    assertThat(page.body().get("items")).hasSize(2);
    Answer rest = county.clerk().get(path + "&after=" + page.text("next"));
    assertThat(of(rest.body().get("items")))
        .singleElement()
        .satisfies(one -> assertThat(one.get("how").asString()).isEqualTo("TEXT"));
    assertThat(rest.body().has("next")).isFalse();
    assertThat(county.as("worker1").get(path).code()).isEqualTo("order.not-found");
    assertThat(county.clerk().get("/api/orders/" + order + "/wish/history?limit=0").code())
        .isEqualTo("request.invalid");
    assertThat(county.clerk().get("/api/orders/" + order + "/wish/history?on=gestern").status())
        .isEqualTo(400);
  }

  @Test
  void whoServesAnOrderDoesNotNoteHowItsRequesterIsTold() {
    county.emptyHands("worker1");
    UUID order = placed(Map.of());
    county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    assertThat(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)).isDone())
        .isTrue();
    UUID person =
        Sql.owner()
            .sql("select person_id from access.account where login = 'worker1'")
            .query(UUID.class)
            .single();
    Map<String, Object> silence = wish("NOTHING");
    silence.put("orderId", order);

    // As one who also sits at a desk; without a desk nobody notes anything.
    Outcome outcome =
        gate.submit(
            Envelope.of(Ids.next(), "notice.prefer", mapper.valueToTree(silence)),
            new Actor(
                REALM,
                Origin.DESK,
                Ids.next(),
                person,
                Set.of(new Grant(Role.CLERK, county.village().id(), county.village().path())),
                null,
                null));
    assertThat(outcome.problem().code()).isEqualTo(ProblemCode.NOTICE_OWN_WORK);
    assertThat(county.as("worker1").command("notice.prefer", silence).code())
        .isEqualTo("access.forbidden");
    assertThat(wishOf(order).text("how")).isEqualTo("TEXT");
  }

  @Test
  void anOlderAddressIsNotKept() {
    UUID order = placed(Map.of());
    say(order, wish("ANY", "email", "one@example.org"));
    say(order, wish("ANY", "email", "two@example.org"));
    assertThat(wishOf(order).text("email")).isEqualTo("two@example.org");

    say(order, wish("CALL_ONLY"));

    assertThat(wishOf(order).text("email")).isNull();
    assertThat(
            Sql.owner()
                .sql(
                    """
                    select count(*) from notice.mail_address a join notice.consent c
                      on c.realm = a.realm and c.id = a.consent_id
                    where c.phone_index = :phone
                    """)
                .param("phone", preferences.phoneIndex(REALM, phone))
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(history(order, ""))
        .extracting(one -> one.get("email").asBoolean())
        .containsExactly(false, true, true);
  }

  @Test
  void aTextThatStopsReachesWhatWaitsForEachOfTheirOrders() {
    Daytime.set(clock, 23, 30);
    UUID one = placed(Map.of());
    UUID other = placed(Map.of());
    drain();
    assertThat(first(one).get("why").asString()).isEqualTo("quiet-hours");

    text("TD");
    Daytime.set(clock, 7, 1);
    drain();

    assertThat(sms.to(phone)).isEmpty();
    for (UUID order : List.of(one, other)) {
      assertThat(first(order).get("state").asString()).isEqualTo("HELD");
      assertThat(first(order).get("channel").asString()).isEqualTo("CALL");
    }
  }

  @Test
  void whoTakesBackCallsIsOffTheCallListAtOnce() {
    UUID order = placed(Map.of());
    say(order, wish("CALL_ONLY"));
    drain();
    assertThat(dueCalls(order)).hasSize(1);
    UUID message = id(first(order));

    say(order, wish("NOTHING"));

    assertThat(dueCalls(order)).isEmpty();
    assertThat(claim(message).code()).isEqualTo("notice.message-done");
    drain();
    assertThat(first(order).get("state").asString()).isEqualTo("FAILED");
    assertThat(first(order).get("why").asString()).isEqualTo("no-consent");

    // And who takes it up again is told what is still true.
    UUID later = placed(Map.of());
    drain();
    assertThat(first(later).get("state").asString()).isEqualTo("FAILED");
    say(order, wish("ANY"));
    UUID last = placed(Map.of());
    drain();
    assertThat(sms.about(number(last))).hasSize(1);
  }

  @Test
  void whoSaysItInTheVeryCallIsNotCalledAgain() {
    UUID order = placed(Map.of());
    say(order, wish("CALL_ONLY"));
    drain();
    UUID message = id(first(order));
    assertThat(claim(message).isDone()).isTrue();

    say(order, wish("TEXT_ONLY"));
    assertThat(
            county
                .clerk()
                .command("notice.call", Map.of("messageId", message, "outcome", "NO_ANSWER"))
                .isDone())
        .isTrue();
    drain();

    assertThat(first(order).get("state").asString()).isEqualTo("SENT");
    assertThat(first(order).get("channel").asString()).isEqualTo("SMS");
  }

  @Test
  void whoWantedNoCallsEitherIsNotCalledBecauseTheyStopTexts() {
    UUID order = placed(Map.of());
    say(order, wish("NOTHING"));
    text("TD");
    assertThat(wishOf(order).text("how")).isEqualTo("NOT_AT_ALL");
    text("恢复");
    assertThat(wishOf(order).text("how")).isEqualTo("TEXT_ONLY");
  }

  @Test
  void whoDoesNotHearIsWrittenToAndNeverCalled() {
    UUID order = placed(Map.of());
    say(order, wish("TEXT_ONLY"));
    sms.answering(new Carrier.Outcome.Refused("status 400"));
    drain();

    assertThat(first(order).get("channel").asString()).isEqualTo("PAPER");
    assertThat(first(order).get("tried").toString()).contains("CALL no-consent");
  }

  @Test
  void ownHoursRunAcrossMidnightBesideTheNight() {
    UUID order = placed(Map.of());
    say(order, wish("ANY", "quietFrom", "20:00", "quietTo", "09:00"));
    assertThat(wishOf(order).text("ownFrom")).isEqualTo("20:00");
    assertThat(wishOf(order).text("ownTo")).isEqualTo("09:00");

    Daytime.set(clock, 20, 30);
    UUID evening = placed(Map.of());
    drain();
    assertThat(sms.about(number(evening))).isEmpty();
    Instant due = Instant.parse(first(evening).get("dueAt").asString());
    assertThat(due.atZone(Daytime.ZONE).toLocalTime()).hasToString("09:00");
    assertThat(due).isBetween(clock.instant(), clock.instant().plus(Duration.ofHours(13)));

    // The night is over for everybody else.
    Daytime.set(clock, 8, 0);
    drain();
    assertThat(sms.about(number(evening))).isEmpty();
    clock.advance(Duration.ofHours(1).plusSeconds(1));
    drain();
    assertThat(sms.about(number(evening))).hasSize(1);
  }

  @Test
  void dangerPassesOwnHours() {
    UUID order = placed(Map.of());
    say(order, wish("ANY", "quietFrom", "09:00", "quietTo", "12:00"));
    UUID danger = placed(Map.of("urgency", "DANGER"));
    drain();

    assertThat(sms.about(number(order))).isEmpty();
    assertThat(sms.about(number(danger))).hasSize(1);
  }

  @Test
  void newHoursMoveWhatWaitsForTheOldOnes() {
    UUID order = placed(Map.of());
    say(order, wish("ANY", "quietFrom", "09:00", "quietTo", "18:00"));
    drain();
    assertThat(sms.about(number(order))).isEmpty();

    say(order, wish("ANY"));
    drain();

    assertThat(sms.about(number(order))).hasSize(1);
  }

  @Test
  void theCallListShowsWhenQuietHoursAreOverAndGivesNobodyTheCall() {
    UUID order = placed(Map.of());
    say(order, wish("CALL_ONLY", "quietFrom", "12:00", "quietTo", "14:00"));
    drain();
    UUID message = id(first(order));
    assertThat(dueCalls(order).getFirst().has("notBefore")).isFalse();

    clock.advance(Duration.ofHours(2).plusMinutes(30));
    JsonNode call = dueCalls(order).getFirst();
    Instant notBefore = Instant.parse(call.get("notBefore").asString());
    assertThat(notBefore.atZone(Daytime.ZONE).toLocalTime()).hasToString("14:00");
    assertThat(claim(message).code()).isEqualTo("notice.call-quiet");

    clock.advance(Duration.ofMinutes(90));
    assertThat(dueCalls(order).getFirst().has("notBefore")).isFalse();
    assertThat(claim(message).isDone()).isTrue();
    // Nobody answers: the next time is not in their hours either.
    clock.advance(Duration.ofHours(20).plusMinutes(30));
    assertThat(claim(message).isDone()).isTrue();
    county.clerk().command("notice.call", Map.of("messageId", message, "outcome", "NO_ANSWER"));
    Instant again = Instant.parse(first(order).get("dueAt").asString());
    assertThat(again.atZone(Daytime.ZONE).toLocalTime()).hasToString("14:00");
  }

  @ParameterizedTest
  @CsvSource({
    "13:00, 13:00, body.quietTo",
    "13:00, , body.quietTo",
    ", 13:00, body.quietFrom",
    "25:00, 13:00, body.quietFrom",
    "1pm, 14:00, body.quietFrom"
  })
  void hoursThatAreNoneAreRefusedWithTheirField(String from, String to, String field) {
    UUID order = placed(Map.of());
    Map<String, Object> body = wish("ANY");
    if (from != null) {
      body.put("quietFrom", from);
    }
    if (to != null) {
      body.put("quietTo", to);
    }
    body.put("orderId", order);

    Answer answer = county.clerk().command("notice.prefer", body);

    assertThat(answer.code()).as("%s", answer).isEqualTo("command.malformed");
    assertThat(answer.text("field")).isEqualTo(field);
    assertThat(history(order, "")).isEmpty();
  }

  @Test
  void anUnknownWayAndOneTheyRefuseAreRefusedWithTheirField() {
    UUID order = placed(Map.of());
    for (String way : List.of("PIGEON", "SMS")) {
      Map<String, Object> body = wish("CALL_ONLY", "preferred", way);
      body.put("orderId", order);
      Answer answer = county.clerk().command("notice.prefer", body);
      assertThat(answer.code()).as("%s", answer).isEqualTo("command.malformed");
      assertThat(answer.text("field")).isEqualTo("body.preferred");
    }
    Map<String, Object> body = wish("SOMETIMES");
    body.put("orderId", order);
    Answer answer = county.clerk().command("notice.prefer", body);
    assertThat(answer.code()).isEqualTo("command.malformed");
    assertThat(answer.text("field")).isEqualTo("body.consent");
  }

  @Test
  void hoursThatLeaveNothingOfTheDayAreRefused() {
    UUID order = placed(Map.of());
    Map<String, Object> body = wish("ANY", "quietFrom", "07:30", "quietTo", "20:45");
    body.put("orderId", order);
    Answer answer = county.clerk().command("notice.prefer", body);

    assertThat(answer.code()).isEqualTo("notice.no-hour-left");
    assertThat(answer.text("field")).isEqualTo("body.quietTo");
    assertThat(history(order, "")).isEmpty();
  }

  @Test
  void aNightThatIsNoneIsRefused() {
    Answer answer =
        county
            .as("admin")
            .command("notice.set-quiet-hours", Map.of("from", "21:00", "to", "21:00"));
    assertThat(answer.code()).isEqualTo("command.malformed");
    assertThat(answer.text("field")).isEqualTo("body.to");
  }

  @Test
  void whoServesHasTheirOwnWaysAndHours() {
    Api worker = county.as("worker2");
    try {
      Answer kept =
          worker.command(
              "notice.prefer-mine", wish("TEXT_ONLY", "quietFrom", "12:30", "quietTo", "14:00"));
      assertThat(kept.isDone()).as("%s", kept).isTrue();

      assertThat(worker.get("/api/wish").text("how")).isEqualTo("TEXT_ONLY");
      assertThat(worker.get("/api/wish").text("ownFrom")).isEqualTo("12:30");
      assertThat(worker.get("/api/wish/history").text("items.0.through")).isEqualTo("APP");
      assertThat(county.as("worker1").get("/api/wish").text("ownFrom")).isNull();
    } finally {
      worker.command("notice.prefer-mine", wish("ANY"));
    }
  }

  private static Map<String, Object> wish(String consent, String... more) {
    Map<String, Object> wish = new HashMap<>(Map.of("language", "ZH", "consent", consent));
    for (int i = 0; i < more.length; i += 2) {
      wish.put(more[i], more[i + 1]);
    }
    return wish;
  }

  private void say(UUID order, Map<String, Object> wish) {
    wish.put("orderId", order);
    Answer answer = county.clerk().command("notice.prefer", wish);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private Outcome atTheDoor(UUID order, Map<String, Object> wish) {
    wish.put("orderId", order);
    return gate.submit(
        Envelope.of(Ids.next(), "notice.prefer", mapper.valueToTree(wish)),
        Actor.holdingReceipt(REALM, order, null));
  }

  private void text(String words) {
    Map<String, Object> body =
        Map.of("sourceId", UUID.randomUUID().toString(), "phone", phone, "text", words);
    assertThat(
            gate.submit(
                    Envelope.of(Ids.next(), "notice.hear", mapper.valueToTree(body)),
                    Actor.system(REALM, Origin.API))
                .isDone())
        .isTrue();
  }

  private Answer claim(UUID message) {
    return county.clerk().command("notice.claim-call", Map.of("messageId", message));
  }

  private Answer wishOf(UUID order) {
    return county.clerk().get("/api/orders/" + order + "/wish");
  }

  private List<JsonNode> history(UUID order, String more) {
    return of(
        county
            .clerk()
            .get("/api/orders/" + order + "/wish/history?limit=50" + more)
            .body()
            .get("items"));
  }

  private void drain() {
    int passes = 0;
    while (delivery.deliver() > 0 && passes++ < 200) {}
  }

  private UUID placed(Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>(county.request());
    request.put("requesterPhone", phone);
    request.putAll(more);
    assertThat(county.clerk().command("order.place", request).isDone()).isTrue();
    return (UUID) request.get("orderId");
  }

  /** Other tests leave calls too, so all pages are read. */
  private List<JsonNode> dueCalls(UUID order) {
    List<JsonNode> found = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = county.clerk().get("/api/calls?limit=100" + after).body();
      of(page.get("items")).stream()
          .filter(call -> call.path("orderId").asString("").equals(order.toString()))
          .forEach(found::add);
      after = page.path("next").isString() ? "&after=" + page.get("next").asString() : "";
    } while (!after.isEmpty());
    return found;
  }

  private JsonNode first(UUID order) {
    return county.clerk().get("/api/orders/" + order + "/messages").body().get(0);
  }

  private String number(UUID order) {
    return county.clerk().get("/api/orders/" + order).text("card.number");
  }

  private static UUID id(JsonNode node) {
    return UUID.fromString(node.get("id").asString());
  }

  private static List<JsonNode> of(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
