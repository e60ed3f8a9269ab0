package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Hall;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** Somebody scans the code on the screen, takes a number and waits outside. No script. */
@YanzhenTest
class VisitorTakingANumberTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired WorkCalendar calendar;

  private final String phone = "136" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private Visitor visitor;
  private Hall hall;
  private UUID site;

  @BeforeEach
  void aHallOnAWorkingMorning() {
    LocalDate day = clock.instant().atZone(ZONE).toLocalDate().plusDays(1);
    while (!calendar.isWorkingDay(day)) {
      day = day.plusDays(1);
    }
    at(day, "10:00");
    visitor = new Visitor(county.address());
    hall = Hall.open(county);
    site = hall.site();
  }

  @AfterEach
  void backToNow() {
    clock.reset();
    county.signInAnew();
  }

  @Test
  void theCodeOnTheScreenLeadsToANumberInTheSameQueue() {
    Page screen = visitor.open("/hall/" + site);
    Page form = visitor.open(screen.link("take"));
    assertThat(form.html()).contains("信息服务").doesNotContain("土地流转");
    Page ticket = visitor.submit(form, Map.of("service", "information", "phone", phone));

    assertThat(ticket.path()).matches("/t/[0-9a-f-]{36}");
    assertThat(ticket.text("label")).isEqualTo("A001");
    assertThat(ticket.html())
        .contains("http-equiv=\"refresh\"")
        .doesNotContain(phone)
        .doesNotContain("<script");
    assertThat(ticket.has("number-left")).isTrue();
    assertThat(ticket.headers().get("Cache-Control").getFirst()).isEqualTo("no-store");

    Answer drawn = hall.draw(Map.of());
    assertThat(drawn.text("result.label")).isEqualTo("A002");
    hall.next("1");
    assertThat(visitor.open(ticket.path()).text("ticket-state")).contains("1 号窗口");
    assertThat(visitor.open("/t/" + drawn.text("result.ticketId")).text("ahead")).contains("0");
    hall.on("hall.finish-ticket", UUID.fromString(ticket.path().substring(3)));
    assertThat(visitor.open(ticket.path()).text("ticket-state")).isEqualTo("办完了");
  }

  @Test
  void thePageSaysWhenItIsCalledAndOneMayLeaveANumberLaterAndTakeItBack() {
    take();
    Page ticket = take();
    assertThat(ticket.text("about")).contains("10:0");
    assertThat(ticket.text("ahead")).contains("1");
    Page form = visitor.open(ticket.link("number"));
    Page wrong = visitor.submit(form, Map.of("phone", "0745-2223456"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text("refused")).contains("11 位");
    assertThat(visitor.submit(form, Map.of("phone", "１３６ 0000 1111")).has("number-left"))
        .as("as a Chinese keyboard may type it")
        .isTrue();
    Page again = visitor.open(ticket.link("number"));
    assertThat(again.has("number-forget")).isTrue();
    Page back = visitor.submit(again, Map.of("forget", "1"));
    assertThat(back.has("number-left")).isFalse();
    assertThat(
            Sql.owner()
                .sql("select count(*) from hall.ticket_phone where ticket_id = :ticket")
                .param("ticket", UUID.fromString(ticket.path().substring(3)))
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void oneFormIsOneTicketHoweverOftenItIsSent() {
    Page form = visitor.open("/hall/" + site + "/ticket");
    Map<String, String> filled = Map.of("service", "information", "phone", phone);
    Page first = visitor.submit(form, filled);
    assertThat(visitor.submit(form, filled).path()).isEqualTo(first.path());
    assertThat(tickets()).isEqualTo(1);
  }

  @Test
  void byNightNobodyTakesANumberAndNoNetworkFillsAHall() {
    Page form = visitor.open("/hall/" + site + "/ticket");
    at(clock.instant().atZone(ZONE).toLocalDate(), "21:00");
    assertThat(visitor.open("/hall/" + site + "/ticket").has("take-closed")).isTrue();
    Page late = visitor.submit(form, Map.of("service", "information"));
    assertThat(late.status()).isEqualTo(409);
    assertThat(tickets()).isZero();
  }

  @Test
  void whoGoesFirstIsNotSaidFromOutsideButToAClerk() {
    Page form = visitor.open("/hall/" + site + "/ticket");
    assertThat(form.has("take-first")).isTrue();
    Page ticket = visitor.submit(form, Map.of("service", "information", "standing", "ELDER"));
    assertThat(ticket.text("label")).isEqualTo("A001");
    assertThat(
            Sql.owner()
                .sql("select standing from hall.ticket where site_id = :site")
                .param("site", site)
                .query(String.class)
                .single())
        .isEqualTo("NORMAL");
    Answer seen = hall.draw(Map.of("standing", "ELDER"));
    assertThat(seen.isDone()).as(seen.toString()).isTrue();
    assertThat(hall.next("1").text("result.label")).isEqualTo("A002");
  }

  @Test
  void oneNetworkTakesAQuarterOfWhatTheDoorGivesAndNoMore() {
    // A minute of its own: how often somebody may say anything is counted apart.
    clock.advance(Duration.ofMinutes(20));
    for (int n = 0; n < 10; n++) {
      assertThat(take().status()).isEqualTo(200);
    }
    Page tooMany = take();
    assertThat(tooMany.status()).isEqualTo(429);
    assertThat(tooMany.has("take-closed")).as("others still may").isFalse();
    assertThat(tickets()).isEqualTo(10);
  }

  @Test
  void whoComesAtOnceIsCountedOneAfterTheOther() throws Exception {
    clock.advance(Duration.ofMinutes(30));
    atTheDoor(39);
    List<Callable<Page>> takes = new ArrayList<>();
    for (int n = 0; n < 6; n++) {
      Page form = visitor.open("/hall/" + site + "/ticket");
      takes.add(() -> visitor.submit(form, Map.of("service", "information")));
    }
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Page> page : threads.invokeAll(takes)) {
        answers.add(page.get().status());
      }
    }
    assertThat(answers).containsExactlyInAnyOrder(200, 409, 409, 409, 409, 409);
    assertThat(tickets()).isEqualTo(40);
  }

  @Test
  void aQueueIsReadOnceInAWhileHoweverManyLookAndWhoIsNewSeesTheirOwn() {
    Page first = take();
    assertThat(first.has("about")).isTrue();
    hall.drawn(Map.of("standing", "ELDER"));
    assertThat(visitor.open(first.path()).text("ahead")).as("as it was").contains("0");
    clock.advance(Duration.ofSeconds(6));
    assertThat(visitor.open(first.path()).text("ahead")).contains("1");
  }

  @Test
  void soManyMayWaitWhoTookTheirNumberThereAndTheHallGoesOn() {
    atTheDoor(40);
    assertThat(visitor.open("/hall/" + site + "/ticket").has("take-closed")).isTrue();
    assertThat(hall.draw(Map.of()).text("result.label")).isEqualTo("A041");
  }

  @Test
  void tooManyNumbersWithOneTelephoneAreRefused() {
    for (int n = 0; n < Pace.TICKETS_OF_ONE_NUMBER_A_DAY; n++) {
      assertThat(takeWith(phone).status()).isEqualTo(200);
    }
    Page tooMany = takeWith(phone);
    assertThat(tooMany.status()).isEqualTo(429);
    assertThat(tooMany.html()).contains("取得太快太多了");
    assertThat(takeWith("").status()).isEqualTo(200);
  }

  @Test
  void whatThereIsNotIsNotFoundAndTheSlipsCodeIsDrawn() {
    assertThat(visitor.open("/t/" + Ids.next()).status()).isEqualTo(404);
    assertThat(visitor.open("/hall/" + Ids.next() + "/ticket").status()).isEqualTo(404);
    byte[] code = county.nobody().download("/qr/t/" + Ids.next() + ".svg").body();
    assertThat(new String(code, StandardCharsets.UTF_8)).startsWith("<svg ");
  }

  private void atTheDoor(int many) {
    Sql.owner()
        .sql(
            """
            insert into hall.ticket
              (realm, id, site_id, day, letter, number, service, standing, state, drawn_at, since, on_paper, at_door)
            select 1, gen_random_uuid(), :site, :day, 'A', n, 'information', 'NORMAL', 'WAITING', now(), now(), false, true
            from generate_series(1, :many) as n
            """)
        .param("site", site)
        .param("day", clock.instant().atZone(ZONE).toLocalDate())
        .param("many", many)
        .update();
  }

  private Page take() {
    return takeWith("");
  }

  private Page takeWith(String number) {
    return visitor.submit(
        visitor.open("/hall/" + site + "/ticket"),
        Map.of("service", "information", "phone", number));
  }

  private int tickets() {
    return Sql.owner()
        .sql("select count(*) from hall.ticket where site_id = :site")
        .param("site", site)
        .query(Integer.class)
        .single();
  }

  private void at(LocalDate day, String time) {
    ZonedDateTime then = day.atTime(LocalTime.parse(time)).atZone(ZONE);
    clock.advance(Duration.between(clock.instant(), then.toInstant()));
    county.signInAnew();
  }
}
