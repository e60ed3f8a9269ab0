package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
class ClerkAtTheWindowTest {

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired TestClock clock;

  private UUID site;

  @BeforeEach
  void aHallWithTwoWindows() {
    // In the morning, so that no test runs over midnight into another day's numbers.
    Hour.next(clock, "09:00");
    site = Ids.next();
    Answer made =
        county
            .dispatcher()
            .command(
                "hall.set-site",
                Map.of(
                    "siteId",
                    site,
                    "divisionId",
                    county.village().id(),
                    "name",
                    "便民大厅",
                    "windows",
                    List.of(
                        Map.of("code", "1", "name", "信息", "services", List.of("information")),
                        Map.of(
                            "code",
                            "2",
                            "name",
                            "综合",
                            "services",
                            List.of("information", "land")))));
    assertThat(made.isDone()).as(made.toString()).isTrue();
  }

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void numbersOfADayAreGivenOnceHoweverManyDrawAtOnce() throws Exception {
    List<Callable<Answer>> draws = new ArrayList<>();
    for (int n = 0; n < 16; n++) {
      draws.add(() -> draw("information", "NORMAL"));
    }
    List<String> labels = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Answer> answer : threads.invokeAll(draws)) {
        assertThat(answer.get().isDone()).as(answer.get().toString()).isTrue();
        labels.add(answer.get().text("result.label"));
      }
    }
    assertThat(labels).doesNotHaveDuplicates().contains("A001", "A016");
  }

  @Test
  void twoWindowsNeverCallTheSameNumber() throws Exception {
    draw("information", "NORMAL");
    draw("information", "NORMAL");
    List<Answer> answers = OperatorTakingACallTest.both(() -> next("1"), () -> next("2"));
    assertThat(answers.stream().map(answer -> answer.text("result.label")))
        .containsExactlyInAnyOrder("A001", "A002");
  }

  @Test
  void oneWindowCallsOneHoweverOftenTheBellIsPressed() throws Exception {
    draw("information", "NORMAL");
    draw("information", "NORMAL");
    List<Answer> answers = OperatorTakingACallTest.both(() -> next("1"), () -> next("1"));
    assertThat(answers.stream().filter(Answer::isDone)).hasSize(1);
    assertThat(answers.stream().map(Answer::code)).contains("hall.window-busy");
  }

  @Test
  void theDatabaseHoldsNoTwoAtOneWindow() {
    UUID first = drawn("information", "NORMAL");
    UUID second = drawn("information", "NORMAL");
    next("1");
    next("2");
    assertThatThrownBy(
            () ->
                Sql.owner()
                    .sql("update hall.ticket set window_code = '1' where id in (:first, :second)")
                    .param("first", first)
                    .param("second", second)
                    .update())
        .hasMessageContaining("ticket_one_at_a_window");
  }

  @Test
  void anElderIsCalledBeforeWhoCameEarlier() {
    draw("information", "NORMAL");
    draw("information", "ELDER");
    assertThat(next("1").text("result.label")).isEqualTo("A002");
    assertThat(next("2").text("result.label")).isEqualTo("A001");
  }

  @Test
  void aWindowCallsOnlyWhatItServes() {
    draw("land", "NORMAL");
    assertThat(next("1").text("result.label")).isNull();
    assertThat(next("2").text("result.label")).isEqualTo("B001");
  }

  @Test
  void theNextIsCalledOnlyWhenTheLastHasLeft() {
    draw("information", "NORMAL");
    draw("information", "NORMAL");
    next("1");
    assertThat(next("1").code()).isEqualTo("hall.window-busy");
  }

  @Test
  void handedOnWithTheSameNumberAndTheWaitGoesOn() {
    UUID earlier = drawn("information", "NORMAL");
    clock.advance(Duration.ofMinutes(5));
    draw("land", "NORMAL");
    next("1");
    assertThat(on("hall.hand-over-ticket", earlier, Map.of("service", "land")).isDone()).isTrue();
    assertThat(next("2").text("result.label")).isEqualTo("A001");
  }

  @Test
  void whoDidNotComeKeepsTheNumberAndWaitsFromNowOn() {
    UUID ticket = drawn("information", "NORMAL");
    next("1");
    assertThat(on("hall.recall-ticket", ticket, Map.of()).isDone()).isTrue();
    assertThat(on("hall.no-show", ticket, Map.of()).isDone()).isTrue();
    assertThat(next("1").text("result.label")).isNull();
    assertThat(on("hall.arrive", ticket, Map.of()).isDone()).isTrue();
    assertThat(next("1").text("result.label")).isEqualTo("A001");
  }

  @Test
  void anAppointmentWaitsInTheSameQueueFromItsTime() {
    UUID booked = Ids.next();
    Map<String, Object> body = new HashMap<>();
    body.put("ticketId", booked);
    body.put("siteId", site);
    body.put("service", "information");
    body.put("standing", "BOOKED");
    body.put("bookedFor", clock.instant().plus(Duration.ofMinutes(30)).toString());
    assertThat(county.clerk().command("hall.draw-ticket", body).isDone()).isTrue();
    assertThat(next("1").text("result.label")).isNull();
    on("hall.arrive", booked, Map.of());
    assertThat(next("1").text("result.label")).isNull();
    draw("information", "NORMAL");
    clock.advance(Duration.ofMinutes(31));
    assertThat(next("1").text("result.label")).isEqualTo("A001");
  }

  @Test
  void numbersOnPaperAreEnteredOnceAndInTheirOwnRange() {
    assertThat(onPaper(501).text("result.label")).isEqualTo("A501");
    assertThat(onPaper(501).code()).isEqualTo("hall.number-taken");
    assertThat(onPaper(12).code()).isEqualTo("hall.ticket-time");
    assertThat(draw("information", "NORMAL").text("result.label")).isEqualTo("A001");
  }

  @Test
  void itBecomesAnOrderAndTheWaitsAreMeasured() {
    UUID ticket = drawn("information", "NORMAL");
    clock.advance(Duration.ofMinutes(7));
    next("1");
    UUID order = county.placed();
    assertThat(on("hall.finish-ticket", ticket, Map.of("orderId", order)).isDone()).isTrue();
    assertThat(on("hall.finish-ticket", ticket, Map.of()).code()).isEqualTo("hall.ticket-state");
    Answer hall = county.clerk().get("/api/hall/sites/" + site);
    assertThat(Integer.parseInt(hall.text("waits.medianSeconds"))).isBetween(419, 425);
    assertThat(hall.text("waits.served")).isEqualTo("1");
  }

  @Test
  void theEstimateSaysAboutWhen() {
    draw("information", "NORMAL");
    draw("information", "NORMAL");
    draw("information", "NORMAL");
    JsonNode waiting = county.clerk().get("/api/hall/sites/" + site).body().get("waiting");
    assertThat(waiting.get(1).get("aboutAt").asString())
        .as("two windows call at once")
        .isEqualTo(waiting.get(0).get("aboutAt").asString());
    assertThat(waiting.get(2).get("aboutAt").asString())
        .isGreaterThan(waiting.get(1).get("aboutAt").asString());
  }

  @Test
  void aNumberIsCalledAgainButNotForEver() {
    UUID ticket = drawn("information", "NORMAL");
    next("1");
    for (int again = 0; again < 3; again++) {
      assertThat(on("hall.recall-ticket", ticket, Map.of()).isDone()).isTrue();
    }
    Answer tooOften = on("hall.recall-ticket", ticket, Map.of());
    assertThat(tooOften.code()).isEqualTo("hall.called-enough");
    assertThat(tooOften.text("field")).isEqualTo("body.ticketId");
    assertThat(on("hall.no-show", ticket, Map.of()).isDone()).isTrue();
  }

  @Test
  void aServiceNoWindowHasIsRefused() {
    assertThat(draw("mediation", "NORMAL").code()).isEqualTo("hall.service-unknown");
    assertThat(draw("nothing", "NORMAL").code()).isEqualTo("hall.service-unknown");
  }

  @Test
  void theHallOfAnotherTownshipIsNotTheirs() {
    UUID ticket = drawn("information", "NORMAL");
    Api elsewhere = neighbour.clerkOfAnotherTownshipIn(county, county.placed());
    assertThat(elsewhere.get("/api/hall/sites/" + site).code()).isEqualTo("hall.site-unknown");
    assertThat(elsewhere.get("/api/hall/sites").body().toString()).doesNotContain(site.toString());
    assertThat(elsewhere.command("hall.call-next", Map.of("siteId", site, "window", "1")).code())
        .isEqualTo("hall.site-unknown");
    assertThat(elsewhere.command("hall.no-show", Map.of("ticketId", ticket)).code())
        .isEqualTo("hall.ticket-unknown");
  }

  @Test
  void theScreenShowsNumbersToEverybodyAndRenewsItselfWithoutScript() throws Exception {
    draw("information", "ELDER");
    next("1");
    var response =
        java.net.http.HttpClient.newHttpClient()
            .send(
                java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(county.address() + "/hall/" + site))
                    .build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains(
            "A001",
            "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>",
            "data-say=\"请 A 零 零 一 号，到 1 号窗口\"",
            "/hall/" + site + "/ticket")
        .doesNotContain("ELDER", "<script>");
  }

  private Answer draw(String service, String standing) {
    return draw(Ids.next(), service, standing);
  }

  private Answer draw(UUID ticket, String service, String standing) {
    return county
        .clerk()
        .command(
            "hall.draw-ticket",
            Map.of("ticketId", ticket, "siteId", site, "service", service, "standing", standing));
  }

  private UUID drawn(String service, String standing) {
    UUID ticket = Ids.next();
    assertThat(draw(ticket, service, standing).isDone()).isTrue();
    return ticket;
  }

  private Answer onPaper(int number) {
    return county
        .clerk()
        .command(
            "hall.draw-ticket",
            Map.of(
                "ticketId",
                Ids.next(),
                "siteId",
                site,
                "service",
                "information",
                "standing",
                "NORMAL",
                "paperNumber",
                number,
                "drawnAt",
                clock.instant().minus(Duration.ofMinutes(20)).toString()));
  }

  private Answer next(String window) {
    return county.clerk().command("hall.call-next", Map.of("siteId", site, "window", window));
  }

  private Answer on(String type, UUID ticket, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("ticketId", ticket);
    return county.clerk().command(type, body);
  }
}
