package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** A message from outside that nobody has read: its promise, who hears of it, what is counted. */
@YanzhenTest
class MessageNobodyReadsTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired TestClock clock;
  @Autowired WorkCalendar calendar;
  @Autowired HallJobs.PostSweep sweep;

  /** What was received in one week has fallen due by the next. */
  private static final AtomicInteger WEEK = new AtomicInteger();

  private static final String YEARS = "2030-01-01..2032-12-31";

  private static final String COUNTED =
      "/api/intake/counted?from=2030-01-01&to=2032-12-31&limit=100&part=";

  private Messages messages;
  private String tag;

  @BeforeEach
  void aWorkingMorning() {
    messages = new Messages(county);
    tag = Ids.next().toString().substring(24);
    clock.reset();
    Instant start =
        LocalDate.of(2030, 3, 5)
            .plusWeeks(6L * WEEK.getAndIncrement())
            .atTime(9, 0)
            .atZone(ZONE)
            .toInstant();
    clock.advance(Duration.between(clock.instant(), start));
    county.signInAnew();
    // The timer takes the longest waiting first; other tests leave theirs.
    Sql.owner().sql("update hall.intake_item set tell_at = null").update();
  }

  @AfterEach
  void backToNow() {
    clock.reset();
    county.signInAnew();
  }

  @Test
  void itsPromiseRunsInWorkingTimeFromItsReceiptNotFromWhenItWasWritten() {
    UUID item = received();

    JsonNode seen = item(item);
    assertThat(at(seen, "receivedAt")).isCloseTo(clock.instant(), within(1, ChronoUnit.MINUTES));
    assertThat(at(seen, "dueAt"))
        .isEqualTo(calendar.plus(at(seen, "receivedAt"), Duration.ofHours(7), ZONE));
    assertThat(seen.get("late").asBoolean()).isFalse();
    clock.advance(Duration.ofDays(2));
    county.signInAnew();
    assertThat(item(item).get("late").asBoolean()).isTrue();
  }

  @Test
  void theListShowsTheOldestPromiseFirstAndOnlyTheLateWhereThatIsAsked() {
    UUID first = received();
    clock.advance(Duration.ofMinutes(10));
    UUID second = received();

    List<UUID> byPromise = list("order=promise");
    assertThat(byPromise).containsSubsequence(first, second);
    assertThat(list("")).containsSubsequence(second, first);
    assertThat(list("late=true")).doesNotContain(first, second);

    clock.advance(Duration.ofDays(2));
    county.signInAnew();
    messages.confirm(first, "public-facility");
    assertThat(list("late=true")).contains(second).doesNotContain(first);
    assertThat(county.clerk().get("/api/intake?late=true&state=CONFIRMED").code())
        .isEqualTo("request.invalid");
    assertThat(county.clerk().get("/api/intake?order=upside-down").code())
        .isEqualTo("request.invalid");
  }

  @Test
  void theListIsReadPageByPageByPromise() {
    UUID first = received();
    UUID second = received();
    UUID third = received();
    String page = "/api/intake?order=promise&limit=1&text=" + tag;
    java.util.ArrayList<String> seen = new java.util.ArrayList<>();
    String next = null;
    do {
      JsonNode body = county.clerk().get(next == null ? page : page + "&after=" + next).body();
      body.get("items").forEach(item -> seen.add(item.get("id").asString()));
      next = body.path("next").isString() ? body.get("next").asString() : null;
    } while (next != null && seen.size() < 200);
    assertThat(seen)
        .contains(first.toString(), second.toString(), third.toString())
        .doesNotHaveDuplicates();
  }

  @Test
  void whoAnswersForTheCountyHearsOfItStepByStepAndNoMoreOnceItIsRead() {
    UUID item = received();
    sweep.run();
    assertThat(tellings(item)).isZero();

    clock.advance(Duration.ofDays(1));
    sweep.run();
    sweep.run();
    assertThat(level(item)).isEqualTo(1);
    assertThat(tellings(item)).isPositive();
    clock.advance(Duration.ofDays(1));
    sweep.run();
    assertThat(level(item)).isEqualTo(2);

    county.signInAnew();
    messages.confirm(item, "public-facility");
    clock.advance(Duration.ofDays(7));
    sweep.run();
    assertThat(level(item)).isEqualTo(2);
  }

  @Test
  void aMessageOfBeforeThereWerePromisesIsGivenOneFromItsReceipt() {
    UUID item = received();
    Sql.owner()
        .sql("update hall.intake_item set due_at = null, tell_at = null where id = :id")
        .param("id", item)
        .update();

    sweep.run();

    JsonNode seen = item(item);
    assertThat(at(seen, "dueAt"))
        .isEqualTo(calendar.plus(at(seen, "receivedAt"), Duration.ofHours(7), ZONE));
  }

  @Test
  void thePromiseOfTheOrderThatComesOfItRunsFromTheReceipt() {
    UUID item = received();
    Instant received = at(item(item), "receivedAt");
    clock.advance(Duration.ofDays(30));
    county.signInAnew();
    UUID order = messages.confirm(item, "public-facility");

    JsonNode clocks = county.clerk().get("/api/orders/" + order).body().at("/card");
    assertThat(Instant.parse(clocks.at("/nextClock/startedAt").asString())).isEqualTo(received);
    assertThat(clocks.at("/nextClock/late").asBoolean()).isTrue();
    Instant asked =
        Sql.owner()
            .sql("select asked_at from orders.outcome where realm = 1 and order_id = :order")
            .param("order", order)
            .query(java.time.OffsetDateTime.class)
            .single()
            .toInstant();
    assertThat(asked).as("it counts in the month it came in").isEqualTo(received);
  }

  @Test
  void leavingItUnreadAndSettingItAsideBothLowerTheRateAndNothingTakesItOut() {
    Share before = share("division", null);
    UUID read = received();
    UUID unread = received();
    UUID setAside = received();
    UUID late = received();
    messages.confirm(read, "public-facility");
    done(county.clerk().command("hall.dismiss", Map.of("itemId", setAside, "reason", "广告")));
    assertThat(share("division", null)).as("nothing is due yet").isEqualTo(before);

    clock.advance(Duration.ofDays(2));
    county.signInAnew();
    messages.confirm(late, "public-facility");

    Share after = share("division", null);
    assertThat(after.of() - before.of()).isEqualTo(4);
    assertThat(after.n() - before.n()).as("only what was read in time").isEqualTo(1);
    assertThat(counted("all")).contains(read, unread, setAside, late);
    assertThat(counted("kept")).contains(read).doesNotContain(unread, setAside, late);
    assertThat(counted("missed")).contains(unread, setAside, late).doesNotContain(read);
    neighbour.open();
    for (Api stranger : neighbour.everyRole()) {
      assertThat(String.valueOf(stranger.get(COUNTED + "all").body()))
          .as("another county")
          .doesNotContain(read.toString());
    }
    assertThat(csv()).containsAnyOf("来件及时受理率", "Messages read in time");
  }

  @Test
  void whatIsAnsweredElsewhereHasNoPromiseAndCountsForNothing() {
    Share before = share("division", null);
    UUID item =
        messages.receive(
            "问医保",
            "以前问过医保" + UUID.randomUUID(),
            Instant.parse("2026-03-02T02:00:00Z"),
            Map.of("reply", "请到窗口办理。", "repliedAt", "2026-03-03T02:00:00Z", "historical", true));
    assertThat(item(item).has("dueAt")).isFalse();
    clock.advance(Duration.ofDays(3));
    county.signInAnew();
    assertThat(share("division", null)).isEqualTo(before);
  }

  @Test
  void aLineOfABodyCountsWhatCameToIt() {
    UUID read = received();
    messages.confirm(read, "public-facility");
    clock.advance(Duration.ofDays(2));
    county.signInAnew();
    String body =
        Sql.owner()
            .sql("select body from hall.intake_item where id = :id")
            .param("id", read)
            .query(String.class)
            .single();
    assertThat(share("body", body).of()).isPositive();
    assertThat(share("kind", "public-facility").of()).isPositive();
  }

  @Test
  void aTownshipIsShownNoMessages() {
    UUID item = received();
    UUID order = messages.confirm(item, "public-facility");
    Api township = neighbour.clerkOfTheTownshipOf(county, order);
    assertThat(township.get("/api/intake/counted?from=2030-03-01&to=2030-03-31").code())
        .isEqualTo("access.forbidden");
    assertThat(county.clerk().get("/api/intake/counted?from=2030-03-01&to=gestern").code())
        .isEqualTo("request.invalid");
  }

  private record Share(long n, long of) {}

  private Share share(String by, String line) {
    JsonNode figures = county.clerk().get("/api/figures?period=" + YEARS + "&by=" + by).body();
    JsonNode row = figures.get("total");
    if (line != null) {
      for (JsonNode one : figures.get("rows")) {
        if (one.get("key").asString().equals(line)) {
          row = one;
        }
      }
    }
    JsonNode post = row.at("/now/shares/post");
    return new Share(post.get("n").asLong(), post.get("of").asLong());
  }

  private String csv() {
    return new String(
        county.clerk().download("/api/figures/csv?period=" + YEARS).body(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  private List<UUID> counted(String part) {
    return ids(COUNTED + part);
  }

  private List<UUID> list(String query) {
    return ids("/api/intake?limit=100&text=" + tag + "&" + query);
  }

  private List<UUID> ids(String address) {
    Answer answer = county.clerk().get(address);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    java.util.ArrayList<UUID> ids = new java.util.ArrayList<>();
    answer.body().get("items").forEach(item -> ids.add(UUID.fromString(item.get("id").asString())));
    return ids;
  }

  private static Instant at(JsonNode item, String field) {
    return Instant.parse(item.get(field).asString());
  }

  private JsonNode item(UUID item) {
    return county.clerk().get("/api/intake/" + item).body();
  }

  private UUID received() {
    return messages.receive(
        "路灯 " + tag, "村口路灯不亮 " + tag, Instant.parse("2029-01-01T00:00:00Z"), Map.of());
  }

  private int level(UUID item) {
    return Sql.owner()
        .sql("select told_level from hall.intake_item where id = :id")
        .param("id", item)
        .query(Integer.class)
        .single();
  }

  private static int tellings(UUID item) {
    return Sql.owner()
        .sql(
            "select count(*) from notice.message where order_id = :id and template = 'TO_DESK_UNREAD'")
        .param("id", item)
        .query(Integer.class)
        .single();
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
