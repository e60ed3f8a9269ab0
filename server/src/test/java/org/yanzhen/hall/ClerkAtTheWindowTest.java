package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
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
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Hall;
import org.yanzhen.support.Hall.Window;
import org.yanzhen.support.Hour;
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

  private Hall hall;

  @BeforeEach
  void aHallWithTwoWindows() {
    // In the morning, so that no test runs over midnight into another day's numbers.
    Hour.next(clock, "09:00");
    hall =
        Hall.open(
            county,
            "便民大厅",
            new Window("1", "信息", List.of("information")),
            new Window("2", "综合", List.of("information", "land")));
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
    List<Answer> answers = OperatorTakingACallTest.both(() -> hall.next("1"), () -> hall.next("2"));
    assertThat(answers.stream().map(answer -> answer.text("result.label")))
        .containsExactlyInAnyOrder("A001", "A002");
  }

  @Test
  void oneWindowCallsOneHoweverOftenTheBellIsPressed() throws Exception {
    draw("information", "NORMAL");
    draw("information", "NORMAL");
    List<Answer> answers = OperatorTakingACallTest.both(() -> hall.next("1"), () -> hall.next("1"));
    assertThat(answers.stream().filter(Answer::isDone)).hasSize(1);
    assertThat(answers.stream().map(Answer::code)).contains("hall.window-busy");
  }

  @Test
  void theDatabaseHoldsNoTwoAtOneWindow() {
    UUID first = drawn("information", "NORMAL");
    UUID second = drawn("information", "NORMAL");
    hall.next("1");
    hall.next("2");
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
    assertThat(hall.next("1").text("result.label")).isEqualTo("A002");
    assertThat(hall.next("2").text("result.label")).isEqualTo("A001");
  }

  @Test
  void aWindowCallsOnlyWhatItServes() {
    draw("land", "NORMAL");
    assertThat(hall.next("1").text("result.label")).isNull();
    assertThat(hall.next("2").text("result.label")).isEqualTo("B001");
  }

  @Test
  void theNextIsCalledOnlyWhenTheLastHasLeft() {
    draw("information", "NORMAL");
    draw("information", "NORMAL");
    hall.next("1");
    assertThat(hall.next("1").code()).isEqualTo("hall.window-busy");
  }

  @Test
  void handedOnWithTheSameNumberAndTheWaitGoesOn() {
    UUID earlier = drawn("information", "NORMAL");
    clock.advance(Duration.ofMinutes(5));
    draw("land", "NORMAL");
    hall.next("1");
    assertThat(hall.on("hall.hand-over-ticket", earlier, Map.of("service", "land")).isDone())
        .isTrue();
    assertThat(hall.next("2").text("result.label")).isEqualTo("A001");
  }

  @Test
  void whoDidNotComeKeepsTheNumberAndWaitsFromNowOn() {
    UUID ticket = drawn("information", "NORMAL");
    hall.next("1");
    assertThat(hall.on("hall.recall-ticket", ticket).isDone()).isTrue();
    assertThat(hall.on("hall.no-show", ticket).isDone()).isTrue();
    assertThat(hall.next("1").text("result.label")).isNull();
    assertThat(hall.on("hall.arrive", ticket).isDone()).isTrue();
    assertThat(hall.next("1").text("result.label")).isEqualTo("A001");
  }

  @Test
  void anAppointmentWaitsInTheSameQueueFromItsTime() {
    UUID booked =
        hall.drawn(
            Map.of(
                "standing",
                "BOOKED",
                "bookedFor",
                clock.instant().plus(Duration.ofMinutes(30)).toString()));
    assertThat(hall.next("1").text("result.label")).isNull();
    hall.on("hall.arrive", booked);
    assertThat(hall.next("1").text("result.label")).isNull();
    draw("information", "NORMAL");
    clock.advance(Duration.ofMinutes(31));
    assertThat(hall.next("1").text("result.label")).isEqualTo("A001");
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
    hall.next("1");
    UUID order = county.placed();
    assertThat(hall.on("hall.finish-ticket", ticket, Map.of("orderId", order)).isDone()).isTrue();
    assertThat(hall.on("hall.finish-ticket", ticket).code()).isEqualTo("hall.ticket-state");
    Answer seen = county.clerk().get("/api/hall/sites/" + hall.site());
    assertThat(Integer.parseInt(seen.text("waits.medianSeconds"))).isBetween(419, 425);
    assertThat(seen.text("waits.served")).isEqualTo("1");
  }

  @Test
  void theEstimateSaysAboutWhen() {
    draw("information", "NORMAL");
    draw("information", "NORMAL");
    draw("information", "NORMAL");
    JsonNode waiting = county.clerk().get("/api/hall/sites/" + hall.site()).body().get("waiting");
    assertThat(waiting.get(1).get("aboutAt").asString())
        .as("two windows call at once")
        .isEqualTo(waiting.get(0).get("aboutAt").asString());
    assertThat(waiting.get(2).get("aboutAt").asString())
        .isGreaterThan(waiting.get(1).get("aboutAt").asString());
  }

  @Test
  void aNumberIsCalledAgainButNotForEver() {
    UUID ticket = drawn("information", "NORMAL");
    hall.next("1");
    for (int again = 0; again < 3; again++) {
      assertThat(hall.on("hall.recall-ticket", ticket).isDone()).isTrue();
    }
    Answer tooOften = hall.on("hall.recall-ticket", ticket);
    assertThat(tooOften.code()).isEqualTo("hall.called-enough");
    assertThat(tooOften.text("field")).isEqualTo("body.ticketId");
    assertThat(hall.on("hall.no-show", ticket).isDone()).isTrue();
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
    assertThat(elsewhere.get("/api/hall/sites/" + hall.site()).code())
        .isEqualTo("hall.site-unknown");
    assertThat(elsewhere.get("/api/hall/sites").body().toString())
        .doesNotContain(hall.site().toString());
    assertThat(
            elsewhere
                .command("hall.call-next", Map.of("siteId", hall.site(), "window", "1"))
                .code())
        .isEqualTo("hall.site-unknown");
    assertThat(elsewhere.command("hall.no-show", Map.of("ticketId", ticket)).code())
        .isEqualTo("hall.ticket-unknown");
  }

  @Test
  void theScreenShowsNumbersToEverybodyAndRenewsItselfWithoutScript() throws Exception {
    draw("information", "ELDER");
    hall.next("1");
    var response =
        java.net.http.HttpClient.newHttpClient()
            .send(
                java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create(county.address() + "/hall/" + hall.site()))
                    .build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains(
            "A001",
            "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>",
            "data-say=\"请 A 零 零 一 号，到 1 号窗口\"",
            "/hall/" + hall.site() + "/ticket")
        .doesNotContain("ELDER", "<script>");
  }

  private Answer draw(String service, String standing) {
    return hall.draw(Map.of("service", service, "standing", standing));
  }

  private UUID drawn(String service, String standing) {
    return hall.drawn(Map.of("service", service, "standing", standing));
  }

  private Answer onPaper(int number) {
    return hall.draw(
        Map.of(
            "paperNumber",
            number,
            "drawnAt",
            clock.instant().minus(Duration.ofMinutes(20)).toString()));
  }
}
