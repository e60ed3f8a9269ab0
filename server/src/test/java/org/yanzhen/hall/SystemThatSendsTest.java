package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** Another system: a sensor, a weather service, a button at home, a hotline's own program. */
@YanzhenTest
class SystemThatSendsTest {

  @Autowired County county;
  @Autowired TestClock clock;

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
  void anAlertIsReadWithinMinutesDayAndNight() {
    Connected system = connected(county.village().id(), 60);
    system.api().post("/api/send-in", sent("a1", "ALERT"));
    JsonNode seen = county.clerk().get("/api/intake/" + itemOf(system, "a1")).body();
    assertThat(Instant.parse(seen.get("dueAt").asString()))
        .isEqualTo(Instant.parse(seen.get("receivedAt").asString()).plus(Duration.ofMinutes(15)));
  }

  @Test
  void itSendsForItsDivisionOnlyAndAtItsPace() {
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
    String name = "水位计 " + Ids.next().toString().substring(24);
    Map<String, Object> body = connecting(division, anHour, name);
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
