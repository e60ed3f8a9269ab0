package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Demand.Waited;
import org.yanzhen.catalogue.Demand.Waiting;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How many a body can take, and how long those before waited. */
@YanzhenTest
class VillageWaitingItsTurnTest {

  private static final RealmId REALM = new RealmId(1);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Autowired County county;
  @Autowired Catalogue catalogue;
  @Autowired MeasuredDemand demand;
  @Autowired Scheduler scheduler;
  @Autowired Divisions divisions;
  @Autowired WorkCalendar calendar;
  @Autowired TestClock clock;
  @Autowired JsonMapper mapper;

  private final List<String> made = new ArrayList<>();

  @AfterEach
  void gone() {
    clock.reset();
    made.forEach(
        code -> county.as("admin").command("catalogue.withdraw-kind", Map.of("code", code)));
  }

  @Test
  void aFullWeekIsSaidBeforeAskingAndNobodyIsRefused() throws Exception {
    String code = kind(2);
    assertThat(outlook(code).has("full")).isFalse();
    assertThat(outlook(code).get("free").asInt()).isEqualTo(2);
    placed(code, county.village());
    UUID withdrawn = placed(code, county.village());
    placed(code, county.village());
    done("order.cancel", Map.of("orderId", withdrawn, "reason", "不要了"));
    clock.advance(Duration.ofMinutes(2));

    LocalDate monday =
        LocalDate.ofInstant(clock.instant(), ZONE).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    JsonNode full = outlook(code);
    assertThat(full.get("free").asInt()).as("what was withdrawn gives its place back").isZero();
    assertThat(LocalDate.parse(full.get("from").asString())).isAfterOrEqualTo(monday);
    assertThat(full.get("full").asString())
        .startsWith("This week’s 2 places are taken; usually from ");
    for (String page :
        List.of("/ask/" + code, "/ask/" + code + "?at=" + county.village().id(), "/list?whole=1")) {
      assertThat(page(page)).as(page).contains("这一周的 2 个名额已经满了");
    }
    JsonNode service =
        county
            .nobody()
            .get("/api/open/hsds/services?full=true&per_page=200&search=" + code)
            .body()
            .at("/contents/0");
    assertThat(service.get("alert").asString()).contains("2 places are taken");
    assertThat(service.at("/capacities/0/maximum").asInt()).isEqualTo(2);
    assertThat(service.at("/capacities/0/available").asInt()).isZero();
    assertThat(service.at("/capacities/0/unit/name").asString()).isEqualTo("orders a week");
    JsonNode kept = county.as("worker1").get("/api/kinds/outlooks").body();
    assertThat(kept.get("asOf").asString())
        .as("what a phone keeps says of when it is")
        .isNotEmpty();
    assertThat(
            kept.get("kinds")
                .valueStream()
                .filter(one -> one.get("code").asString().equals(code))
                .map(one -> one.at("/outlook/full").asString()))
        .containsExactly(full.get("full").asString());

    // Asking goes on, and what does not fit goes to the week after next.
    placed(code, county.village());
    placed(code, county.village());
    clock.advance(Duration.ofMinutes(2));
    assertThat(LocalDate.parse(outlook(code).get("from").asString()))
        .isAfterOrEqualTo(monday.plusWeeks(1));
  }

  @Test
  void howLongHalfOfThemWaitedIsMeasuredAndWhatIsSlowIsNotForgotten() {
    String code = kind(null);
    for (int n = 0; n < 12; n++) {
      UUID order = placed(code, county.village());
      // Seven were spoken to in 1 to 7 working hours; five still wait, two of them withdrawn.
      waited(order, n < 7 ? Duration.ofHours(n + 1) : null, n < 3 ? Duration.ofHours(10) : null);
      if (n >= 10) {
        done("order.cancel", Map.of("orderId", order, "reason", "不要了"));
      }
    }
    later();
    Waited waited = demand.waiting(REALM).byKind().get(code);
    assertThat(waited.of()).isEqualTo(12);
    assertThat(waited.contact()).as("the sixth of twelve").isEqualTo(Duration.ofHours(6));
    assertThat(waited.report()).as("three of twelve are no half").isNull();
    assertThat(outlook(code).get("waiting").asString())
        .isEqualTo(
            "Of 12 asked for in the last 90 days, half were spoken to within 6 working hours and"
                + " fewer than half are done.");
    JsonNode open = county.nobody().get("/api/open/kinds").body();
    JsonNode listed =
        open.get("kinds")
            .valueStream()
            .filter(one -> one.get("code").asString().equals(code))
            .findAny()
            .orElseThrow();
    assertThat(listed.at("/waited/of").asInt()).isEqualTo(12);
    assertThat(listed.at("/waited/contact").asString()).isEqualTo("PT6H");
  }

  @Test
  void whoLooksNeverWaitsForItToBeMeasured() {
    Jobs.rest(scheduler);
    try {
      String code = kind(null);
      for (int n = 0; n < 12; n++) {
        waited(placed(code, county.village()), Duration.ofHours(1), Duration.ofHours(2));
      }
      later();
      Waiting measured = demand.waiting(REALM);
      assertThat(measured.byKind()).containsKey(code);
      clock.advance(Duration.ofHours(3));
      outlook(code);
      assertThat(demand.waiting(REALM)).as("as it was, however old").isSameAs(measured);
      demand.measureWhatIsOld();
      assertThat(demand.waiting(REALM)).isNotSameAs(measured);
      assertThat(demand.waiting(new RealmId(9_999)).byKind()).as("not yet measured").isEmpty();
    } finally {
      scheduler.resume();
    }
  }

  @Test
  void ofFewNothingIsSaidNorWhatWouldGiveThemAway() {
    String few = kind(null);
    for (int n = 0; n < 4; n++) {
      waited(placed(few, county.village()), Duration.ofHours(1), Duration.ofHours(2));
    }
    List<Division> villages = villagesOfThreeTownships();
    String many = kind(null);
    int[] each = {12, 3, 11};
    for (int place = 0; place < each.length; place++) {
      for (int n = 0; n < each[place]; n++) {
        waited(placed(many, villages.get(place)), Duration.ofHours(1), Duration.ofHours(2));
      }
    }
    later();
    assertThat(demand.waiting(REALM).byKind()).doesNotContainKey(few);
    assertThat(outlook(few).has("waiting")).isFalse();
    assertThat(demand.waiting(REALM).byKind().get(many).of()).isEqualTo(26);
    // The eleven are left out with the three: from all and the twelve the three could be reckoned.
    assertThat(demand.waiting(REALM).byTownship().get(many))
        .containsOnlyKeys(villages.getFirst().parentId());
    assertThat(
            county
                .clerk()
                .get("/api/kinds/" + many + "/outlook?division=" + villages.getFirst().id())
                .text("here"))
        .startsWith("In this township: Of 12 asked for");
  }

  /** A kind of its own, as the repair of public things under another name. */
  private String kind(Integer places) {
    String code = "turn-" + Ids.next().toString().substring(24);
    ObjectNode kind = mapper.valueToTree(catalogue.find(REALM, "public-facility").orElseThrow());
    kind.put("code", code);
    kind.putObject("name").put("zh", "排队的事 " + code).put("en", "In turn " + code);
    if (places != null) {
      kind.put("placesAWeek", places);
    }
    Answer answer = county.as("admin").command("catalogue.adopt-kind", Map.of("kind", kind));
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    made.add(code);
    return code;
  }

  private UUID placed(String code, Division village) {
    Map<String, Object> body = new HashMap<>(county.request());
    body.put("kind", code);
    body.put("divisionId", village.id());
    done("order.place", body);
    return (UUID) body.get("orderId");
  }

  /** As if it had been asked for three weeks ago and been answered after so much working time. */
  private void waited(UUID order, Duration contact, Duration report) {
    Instant asked =
        calendar.plus(clock.instant().minus(Duration.ofDays(21)), Duration.ofMinutes(1), ZONE);
    Sql.owner()
        .sql(
            """
            update orders.outcome set asked_at = :asked, contacted_at = :contacted, reported_at = :reported
            where realm = 1 and order_id = :order
            """)
        .param("asked", asked.atOffset(ZoneOffset.UTC))
        .param("contacted", after(asked, contact), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("reported", after(asked, report), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
        .param("order", order)
        .update();
  }

  private Object after(Instant asked, Duration time) {
    return time == null ? null : calendar.plus(asked, time, ZONE).atOffset(ZoneOffset.UTC);
  }

  private List<Division> villagesOfThreeTownships() {
    int home = divisions.findByCode("431224").orElseThrow().id();
    return divisions.children(home).stream()
        .map(township -> divisions.children(township.id()))
        .filter(villages -> !villages.isEmpty())
        .limit(3)
        .map(List::getFirst)
        .toList();
  }

  private JsonNode outlook(String code) {
    Answer answer = county.clerk().get("/api/kinds/" + code + "/outlook");
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    return answer.body();
  }

  /** After the hour for which what was measured is kept. */
  private void later() {
    // What another test left was measured at an hour to come; from here on it is counted anew.
    demand.measureWhatIsOld();
    clock.advance(Duration.ofMinutes(61));
    demand.measureWhatIsOld();
  }

  private void done(String type, Map<String, ?> body) {
    Answer answer = county.clerk().command(type, body);
    assertThat(answer.isDone()).as("%s: %s", type, answer).isTrue();
  }

  private String page(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(county.address() + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
