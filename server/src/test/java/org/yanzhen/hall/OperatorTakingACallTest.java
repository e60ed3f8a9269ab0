package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

@YanzhenTest
class OperatorTakingACallTest {

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired TestClock clock;
  @Autowired HallJobs.RingSweep sweep;

  private String number;
  private UUID call;

  @BeforeEach
  void aNumberOfItsOwn() {
    call = Ids.next();
    number =
        "139" + String.format("%08d", Math.floorMod(call.getLeastSignificantBits(), 100_000_000L));
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void aRecordingIsTheOperatorsOwnUpload() {
    county.clerk().command("hall.take-call", Map.of("callId", call));
    Answer ended =
        county
            .clerk()
            .command(
                "hall.end-call",
                Map.of(
                    "callId",
                    call,
                    "outcome",
                    "INFORMED",
                    "audioId",
                    Ids.next(),
                    "dialect",
                    false));
    assertThat(ended.code()).isEqualTo("attachment.not-found");
  }

  @Test
  void theCallersEarlierOrdersAreSeenAtOnceWithTheirStateAndNextClock() {
    UUID order = placedFrom(number);

    county.clerk().command("hall.take-call", Map.of("callId", call, "from", spaced(number)));

    Answer seen = county.clerk().get("/api/hall/calls/" + call);
    assertThat(seen.text("from")).isEqualTo(number);
    JsonNode card = seen.body().at("/history/0");
    assertThat(card.get("id").asString()).isEqualTo(order.toString());
    assertThat(card.get("state").asString()).isEqualTo("WAITING");
    assertThat(card.at("/nextClock/name").asString()).isEqualTo("SIGN");
  }

  @Test
  void whoTakesTheCallNotesHowTheCallerWantsToBeToldAndWhoElseDoesNot() {
    UUID order = placedFrom(number);
    county.clerk().command("hall.take-call", Map.of("callId", call, "from", number));
    String path = "/api/hall/calls/" + call + "/wish";
    assertThat(county.clerk().get(path).text("how")).isEqualTo("TEXT");
    assertThat(county.clerk().get(path).text("words")).contains("TD");
    assertThat(county.clerk().get(path).text("since")).isNull();
    Map<String, Object> wish =
        Map.of(
            "callId",
            call,
            "language",
            "ZH",
            "consent",
            "CALL_ONLY",
            "preferred",
            "CALL",
            "quietFrom",
            "22:00",
            "quietTo",
            "12:00");

    assertThat(county.dispatcher().command("hall.note-wish", wish).code())
        .isEqualTo("hall.call-not-found");
    assertThat(county.clerk().command("hall.note-wish", wish).isDone()).isTrue();

    assertThat(county.clerk().get(path).text("how")).isEqualTo("CALL");
    assertThat(county.clerk().get(path).text("ownFrom")).isEqualTo("22:00");
    assertThat(county.clerk().get(path + "/history").text("items.0.through")).isEqualTo("DESK");
    assertThat(county.clerk().get("/api/orders/" + order + "/wish").text("how")).isEqualTo("CALL");
  }

  @Test
  void aNumberTypedByHandTellsADeskElsewhereNothingOfWhoseItIs() {
    UUID order = placedFrom(number);
    Map<String, Object> theirs = new HashMap<>();
    theirs.put("orderId", order);
    theirs.put("language", "ZH");
    theirs.put("consent", "ANY");
    theirs.put("email", "theirs@example.org");
    theirs.put("quietFrom", "12:10");
    theirs.put("quietTo", "14:40");
    assertThat(county.clerk().command("notice.prefer", theirs).isDone()).isTrue();
    Api elsewhere = neighbour.clerkOfAnotherTownshipIn(county, order);
    assertThat(elsewhere.command("hall.take-call", Map.of("callId", call, "from", number)).isDone())
        .isTrue();

    String path = "/api/hall/calls/" + call + "/wish";
    Answer wish = elsewhere.get(path);
    assertThat(wish.text("how")).isEqualTo("TEXT");
    assertThat(wish.text("language")).isEqualTo("ZH");
    assertThat(wish.text("email")).isNull();
    assertThat(wish.text("ownFrom")).isNull();
    assertThat(elsewhere.get(path + "/history").body().get("items")).isEmpty();
    // What the caller says counts, and takes away nothing that was not shown.
    assertThat(
            elsewhere
                .command(
                    "hall.note-wish",
                    Map.of("callId", call, "language", "ZH", "consent", "CALL_ONLY"))
                .isDone())
        .isTrue();
    Answer after = county.clerk().get("/api/orders/" + order + "/wish");
    assertThat(after.text("how")).isEqualTo("CALL");
    assertThat(after.text("email")).isEqualTo("theirs@example.org");
    assertThat(after.text("ownFrom")).isEqualTo("12:10");
  }

  @Test
  void ofAHiddenNumberNothingIsNoted() {
    county.clerk().command("hall.take-call", Map.of("callId", call));

    assertThat(county.clerk().get("/api/hall/calls/" + call + "/wish").text("how")).isNull();
    assertThat(
            county
                .clerk()
                .command(
                    "hall.note-wish", Map.of("callId", call, "language", "ZH", "consent", "ANY"))
                .code())
        .isEqualTo("notice.no-number");
  }

  @Test
  void anotherNumbersOrdersAreNotShown() {
    placedFrom(number);
    county.clerk().command("hall.take-call", Map.of("callId", call, "from", "13700000001"));
    assertThat(county.clerk().get("/api/hall/calls/" + call).body().at("/history")).isEmpty();
  }

  @Test
  void aVillagesClerkSeesOnlyWhatWasAskedForOnHerOwnGround() {
    UUID order = placedFrom(number);
    Api elsewhere = neighbour.clerkOfAnotherTownshipIn(county, order);
    elsewhere.command("hall.take-call", Map.of("callId", call, "from", number));
    Answer seen = elsewhere.get("/api/hall/calls/" + call);
    assertThat(seen.isDone()).isTrue();
    assertThat(seen.body().at("/history")).isEmpty();
  }

  @Test
  void theExchangeRingsAndWhoeverTakesItFirstHasIt() throws Exception {
    ring();
    assertThat(ids(county.dispatcher().get("/api/hall/calls"), "ringing"))
        .contains(call.toString());

    List<Answer> answers = both(() -> take(county.clerk()), () -> take(county.dispatcher()));

    assertThat(answers.stream().filter(Answer::isDone)).hasSize(1);
    assertThat(answers.stream().map(Answer::code)).contains("hall.call-taken");
    assertThat(ids(county.clerk().get("/api/hall/calls"), "ringing"))
        .doesNotContain(call.toString());
  }

  @Test
  void aLineOfTheCountyDoesNotRingAtAVillage() {
    Api village = neighbour.clerkOfAnotherTownshipIn(county, county.placed());
    ring();
    assertThat(ids(village.get("/api/hall/calls"), "ringing")).doesNotContain(call.toString());
    assertThat(take(village).code()).isEqualTo("hall.call-not-found");
    assertThat(village.get("/api/hall/calls/" + call).code()).isEqualTo("hall.call-not-found");
  }

  @Test
  void theSameRingingIsNotedOnce() {
    ring();
    assertThat(ring().code()).isEqualTo("hall.call-exists");
  }

  @Test
  void answeredWithinFifteenSecondsCountsAsInTime() {
    Answer before = county.clerk().get("/api/hall/calls");
    ring();
    clock.advance(Duration.ofSeconds(10));
    take(county.clerk());
    UUID slow = Ids.next();
    county.clerk().command("hall.ring", Map.of("callId", slow, "from", number));
    clock.advance(Duration.ofSeconds(16));
    county.clerk().command("hall.take-call", Map.of("callId", slow));

    Answer after = county.clerk().get("/api/hall/calls");
    assertThat(grown(before, after, "today.answered")).isEqualTo(2);
    assertThat(grown(before, after, "today.inTime")).isEqualTo(1);
    assertThat(after.text("today.withinSeconds")).isEqualTo("15");
  }

  @Test
  void whatBecameOfTheCallIsToldToWhoTookIt() {
    UUID order = placedFrom(number);
    county.clerk().command("hall.take-call", Map.of("callId", call, "from", number));
    end(county.clerk(), "NOTE", order);
    JsonNode recent = county.clerk().get("/api/hall/calls").body().at("/recent/0");
    assertThat(recent.get("outcome").asString()).isEqualTo("NOTE");
    assertThat(recent.at("/order/state").asString()).isEqualTo("WAITING");
    assertThat(recent.get("fromMasked").asString())
        .doesNotContain(number)
        .endsWith(number.substring(7));
  }

  @Test
  void whatElseACallMadeIsFoundThroughItToo() {
    UUID first = placedFrom(number);
    UUID second = placedFrom(number);
    county.clerk().command("hall.take-call", Map.of("callId", call, "from", number));
    Map<String, Object> end = new HashMap<>();
    end.put("callId", call);
    end.put("outcome", "ORDER");
    end.put("orderId", second);
    end.put("also", List.of(first, second, Ids.next()));
    end.put("dialect", false);
    Answer stranger = county.clerk().command("hall.end-call", end);
    assertThat(stranger.code()).isEqualTo("order.not-found");
    assertThat(stranger.text("field")).isEqualTo("body.also");
    end.put("also", List.of(first, second, first));
    assertThat(county.clerk().command("hall.end-call", end).isDone()).isTrue();

    JsonNode recent = county.clerk().get("/api/hall/calls").body().at("/recent/0");
    assertThat(recent.at("/order/id").asString()).isEqualTo(second.toString());
    assertThat(recent.get("also")).hasSize(1);
    assertThat(recent.at("/also/0/id").asString()).isEqualTo(first.toString());
  }

  @Test
  void whoIsForgottenWithTheFirstOfTwoMattersIsForgottenWithTheCall() {
    UUID first = placedFrom(number);
    Map<String, Object> other = county.request();
    other.put("requesterName", "田阿公");
    other.put("requesterPhone", number);
    assertThat(county.clerk().command("order.place", other).isDone()).isTrue();
    UUID second = (UUID) other.get("orderId");
    county.clerk().command("hall.take-call", Map.of("callId", call, "from", number));
    Answer ended =
        county
            .clerk()
            .command(
                "hall.end-call",
                Map.of(
                    "callId",
                    call,
                    "outcome",
                    "ORDER",
                    "orderId",
                    second,
                    "also",
                    List.of(first),
                    "dialect",
                    false));
    assertThat(ended.isDone()).as(ended.toString()).isTrue();
    county.clerk().command("order.cancel", Map.of("orderId", first, "reason", "不要了"));

    String asked = county.clerk().get("/api/orders/" + first).text("card.number");
    Api admin = county.as("admin");
    admin.command("personal.look", Map.of("number", asked, "reason", "本人来要求"));
    assertThat(admin.get("/api/personal?number=" + asked).body().get("entries"))
        .anySatisfy(one -> assertThat(one.get("what").asString()).isEqualTo("call.phone"));
    Answer erased =
        admin.command("personal.erase", Map.of("number", asked, "orders", 1, "reason", "本人来要求"));
    assertThat(erased.isDone()).as(erased.toString()).isTrue();
    assertThat(
            Sql.owner()
                .sql("select count(*) from hall.caller where call_id = :call")
                .param("call", call)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void aCallersNumberStandsInNoOtherPersonsFileAndIsForgottenWithTheLastOfThem() {
    UUID first = placedFrom("138" + number.substring(3));
    UUID second = placedFrom(number);
    county.clerk().command("hall.take-call", Map.of("callId", call, "from", number));
    Answer ended =
        county
            .clerk()
            .command(
                "hall.end-call",
                Map.of(
                    "callId",
                    call,
                    "outcome",
                    "ORDER",
                    "orderId",
                    first,
                    "also",
                    List.of(second),
                    "dialect",
                    false));
    assertThat(ended.isDone()).as(ended.toString()).isTrue();

    assertThat(forget(first)).doesNotContain("call.phone");
    assertThat(callers()).as("the other's matter hangs on it").isEqualTo(1);
    assertThat(forget(second)).contains("call.phone");
    assertThat(callers()).isZero();
  }

  @Test
  void aCallFromSomebodyElsesTelephoneIsForgottenWithItsOnlyMatter() {
    UUID order = placedFrom("138" + number.substring(3));
    county.clerk().command("hall.take-call", Map.of("callId", call, "from", number));
    assertThat(end(county.clerk(), "ORDER", order).isDone()).isTrue();
    assertThat(forget(order)).doesNotContain("call.phone");
    assertThat(callers()).isZero();
  }

  /** Erases what is kept of its requester; answers what was there. */
  private List<String> forget(UUID order) {
    county.clerk().command("order.cancel", Map.of("orderId", order, "reason", "不要了"));
    String asked = county.clerk().get("/api/orders/" + order).text("card.number");
    Api admin = county.as("admin");
    admin.command("personal.look", Map.of("number", asked, "reason", "本人来要求"));
    List<String> there =
        admin
            .get("/api/personal?number=" + asked)
            .body()
            .get("entries")
            .valueStream()
            .map(one -> one.get("what").asString())
            .toList();
    Answer erased =
        admin.command("personal.erase", Map.of("number", asked, "orders", 1, "reason", "本人来要求"));
    assertThat(erased.isDone()).as(erased.toString()).isTrue();
    return there;
  }

  private int callers() {
    return Sql.owner()
        .sql("select count(*) from hall.caller where call_id = :call")
        .param("call", call)
        .query(Integer.class)
        .single();
  }

  @Test
  void anOutcomeThatIsAnOrderNamesIt() {
    take(county.clerk());
    assertThat(end(county.clerk(), "ORDER", null).code()).isEqualTo("command.malformed");
    assertThat(end(county.clerk(), "ORDER", Ids.next()).code()).isEqualTo("order.not-found");
  }

  @Test
  void onlyWhoTookItEndsItAndOnlyOnce() {
    take(county.clerk());
    assertThat(end(county.dispatcher(), "INFORMED", null).code()).isEqualTo("hall.call-not-found");
    assertThat(end(county.clerk(), "INFORMED", null).isDone()).isTrue();
    assertThat(end(county.clerk(), "DROPPED", null).code()).isEqualTo("hall.call-ended");
  }

  @Test
  void aBrokenCallIsCalledBack() {
    county.clerk().command("hall.take-call", Map.of("callId", call, "from", number));
    end(county.clerk(), "DROPPED", null);
    assertThat(calledBack("DROPPED")).isEqualTo(1);
  }

  @Test
  void aCallNobodyTookIsGivenUpAndCalledBack() {
    ring();
    clock.advance(Duration.ofMinutes(3));
    sweep.run();
    sweep.run();
    assertThat(county.dispatcher().get("/api/hall/calls/" + call).text("outcome"))
        .isEqualTo("DROPPED");
    assertThat(calledBack("DROPPED")).isEqualTo(1);
  }

  @Test
  void theNumberIsNowhereInTheDatabaseInTheClear() {
    ring();
    String found =
        Sql.owner()
            .sql(
                "select coalesce(string_agg(encode(phone, 'escape'), ' '), '') from hall.caller where call_id = :id")
            .param("id", call)
            .query(String.class)
            .single();
    assertThat(found).isNotEmpty().doesNotContain(number);
    String body =
        Sql.owner()
            .sql(
                "select body::text from command.command where type = 'hall.ring' and body->>'callId' = :id")
            .param("id", call.toString())
            .query(String.class)
            .single();
    assertThat(body).doesNotContain(number);
  }

  private Answer ring() {
    return county.clerk().command("hall.ring", Map.of("callId", call, "from", number));
  }

  private Answer take(Api who) {
    return who.command("hall.take-call", Map.of("callId", call));
  }

  private Answer end(Api who, String outcome, UUID order) {
    Map<String, Object> body = new HashMap<>();
    body.put("callId", call);
    body.put("outcome", outcome);
    body.put("dialect", false);
    if (order != null) {
      body.put("orderId", order);
    }
    return who.command("hall.end-call", body);
  }

  private UUID placedFrom(String phone) {
    Map<String, Object> body = county.request();
    body.put("requesterPhone", phone);
    assertThat(county.clerk().command("order.place", body).isDone()).isTrue();
    return (UUID) body.get("orderId");
  }

  private int calledBack(String source) {
    return Sql.owner()
        .sql("select count(*) from hall.call_back where source = :source and origin_id = :id")
        .param("source", source)
        .param("id", call)
        .query(Integer.class)
        .single();
  }

  private static String spaced(String phone) {
    return phone.substring(0, 3) + " " + phone.substring(3, 7) + "-" + phone.substring(7);
  }

  private static List<String> ids(Answer answer, String list) {
    return Stream.of(answer.body().at("/" + list))
        .flatMap(node -> node.valueStream())
        .map(entry -> entry.get("id").asString())
        .toList();
  }

  private static int grown(Answer before, Answer after, String field) {
    return Integer.parseInt(after.text(field)) - Integer.parseInt(before.text(field));
  }

  static List<Answer> both(Callable<Answer> one, Callable<Answer> other) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Answer> answers = new java.util.ArrayList<>();
      for (Future<Answer> answer : threads.invokeAll(List.of(one, other))) {
        answers.add(answer.get());
      }
      return answers;
    }
  }
}
