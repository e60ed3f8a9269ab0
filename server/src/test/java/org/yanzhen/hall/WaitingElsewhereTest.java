package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** Somebody leaves a mobile number with their ticket and waits outside. */
@YanzhenTest
class WaitingElsewhereTest {

  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired TestClock clock;
  @Autowired Scheduler scheduler;
  @Autowired HallJobs.TurnSweep sweep;

  private final String phone = "138" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private UUID site;

  @BeforeEach
  void aHallWithOneWindow() {
    Jobs.rest(scheduler);
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
                        Map.of("code", "1", "name", "信息", "services", List.of("information")))));
    assertThat(made.isDone()).as(made.toString()).isTrue();
  }

  @AfterEach
  void backToNow() {
    clock.reset();
    scheduler.resume();
  }

  @Test
  void isToldWhenTheTurnIsNearOnceMoreWhenItMovesAndNeverAThirdTime() {
    List<UUID> before = List.of(drawn("NORMAL"), drawn("NORMAL"), drawn("NORMAL"));
    drawn("NORMAL");
    UUID ticket = drawnWith(phone);
    sweep.run();
    assertThat(told(ticket)).as("half an hour to go").isEmpty();

    for (UUID one : before) {
      next();
      if (!one.equals(before.getLast())) {
        finish(one);
      }
    }
    sweep.run();
    sweep.run();
    assertThat(told(ticket)).containsExactly("TURN_NEAR");

    drawn("ELDER");
    drawn("ELDER");
    sweep.run();
    sweep.run();
    assertThat(told(ticket)).containsExactly("TURN_NEAR", "TURN_MOVED");

    drawn("ELDER");
    drawn("ELDER");
    sweep.run();
    assertThat(told(ticket)).hasSize(2);
  }

  @Test
  void aNumberThatWasPutRightIsToldAndStillNobodyIsToldAThirdTime() {
    UUID ticket = drawnWith(phone);
    sweep.run();
    assertThat(told(ticket)).containsExactly("TURN_NEAR");

    assertThat(leave(ticket, "13900000001").isDone()).isTrue();
    sweep.run();
    sweep.run();
    assertThat(told(ticket)).containsExactly("TURN_NEAR", "TURN_NEAR");
    assertThat(
            Sql.owner()
                .sql("select state from notice.message where order_id = :ticket order by version")
                .param("ticket", ticket)
                .query(String.class)
                .list())
        .as("what would have gone to the wrong one is called off")
        .containsExactly("CANCELLED", "WAITING");

    assertThat(county.clerk().command("hall.leave-number", Map.of("ticketId", ticket)).isDone())
        .isTrue();
    assertThat(leave(ticket, "13900000002").isDone()).isTrue();
    sweep.run();
    assertThat(told(ticket)).hasSize(2);
    assertThat(numbers(ticket)).isEqualTo(1);
  }

  @Test
  void aNumberThatCameWithWhatWasRefusedIsNotKept() {
    UUID ticket = drawnWith(phone);
    UUID command = Ids.next();
    Map<String, Object> again = new HashMap<>(Map.of("ticketId", ticket, "siteId", site));
    again.putAll(Map.of("service", "information", "standing", "NORMAL", "phone", phone));
    Answer twice = county.clerk().command(command, "hall.draw-ticket", again);
    assertThat(twice.code()).isEqualTo("hall.ticket-state");
    assertThat(county.clerk().command(command, "hall.draw-ticket", again).code())
        .as("the first answer stands")
        .isEqualTo("hall.ticket-state");
    assertThat(words(ticket)).as("of the one that was done").isEqualTo(1);

    next();
    assertThat(leave(ticket, "13900000003").code()).isEqualTo("hall.ticket-state");
    assertThat(
            Sql.owner()
                .sql(
                    """
                    select count(*) from command.command c
                    join command.personal_part p on p.realm = c.realm and p.command_id = c.id
                    where c.body ->> 'ticketId' = :ticket and c.problem is not null
                    """)
                .param("ticket", ticket.toString())
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void theNumberLiesEncryptedAndIsForgottenEverywhereWhenTheTicketIsOver() {
    UUID ticket = drawnWith(phone);
    byte[] kept =
        Sql.owner()
            .sql("select phone from hall.ticket_phone where ticket_id = :ticket")
            .param("ticket", ticket)
            .query(byte[].class)
            .single();
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(phone);
    assertThat(words(ticket)).as("what the command said").isEqualTo(1);
    String hall = county.clerk().get("/api/hall/sites/" + site).body().toString();
    assertThat(hall).contains("\"numberLeft\":true").doesNotContain(phone);

    sweep.run();
    assertThat(told(ticket)).containsExactly("TURN_NEAR");
    next();
    finish(ticket);
    assertThat(numbers(ticket)).isZero();
    assertThat(words(ticket)).isZero();
    assertThat(
            Sql.owner()
                .sql("select state from notice.message where order_id = :ticket")
                .param("ticket", ticket)
                .query(String.class)
                .list())
        .containsExactly("CANCELLED");
  }

  @Test
  void whoWasPassedOverOrTakesItBackOrWaitsInVainIsForgottenToo() {
    UUID passed = drawnWith(phone);
    next();
    county.clerk().command("hall.no-show", Map.of("ticketId", passed));
    assertThat(numbers(passed)).isZero();

    UUID back = drawnWith(phone);
    assertThat(county.clerk().command("hall.leave-number", Map.of("ticketId", back)).isDone())
        .isTrue();
    assertThat(numbers(back)).isZero();
    assertThat(words(back)).isZero();

    UUID inVain = drawnWith(phone);
    sweep.run();
    assertThat(numbers(inVain)).isEqualTo(1);
    clock.advance(Duration.ofHours(16));
    sweep.run();
    assertThat(numbers(inVain)).as("the day is over").isZero();
  }

  @Test
  void onlyAMobileNumberIsTakenAndOnlyByWhoServesThere() {
    Answer answer = draw(Ids.next(), "NORMAL", "0745-2223456");
    assertThat(answer.code()).isEqualTo("command.malformed");
    assertThat(answer.text("field")).isEqualTo("body.phone");
    UUID ticket = drawnWith(phone);
    Api elsewhere = neighbour.clerkOfAnotherTownshipIn(county, county.placed());
    assertThat(elsewhere.command("hall.leave-number", Map.of("ticketId", ticket)).code())
        .isEqualTo("hall.ticket-unknown");
    assertThat(
            county
                .clerk()
                .command(
                    "hall.tell-turn",
                    Map.of("ticketId", ticket, "about", clock.instant().toString()))
                .code())
        .isEqualTo("access.forbidden");
  }

  @Test
  void thePaperOfADayWithoutNetworkCountsFromItsHourInTheSameQueue() {
    drawn("NORMAL");
    Map<String, Object> paper = new HashMap<>();
    paper.put("ticketId", Ids.next());
    paper.put("siteId", site);
    paper.put("service", "information");
    paper.put("standing", "NORMAL");
    paper.put("paperNumber", 501);
    paper.put("drawnAt", clock.instant().minus(Duration.ofMinutes(10)).toString());
    assertThat(county.clerk().command("hall.draw-ticket", paper).isDone()).isTrue();
    assertThat(next().text("result.label")).isEqualTo("A501");
  }

  private UUID drawn(String standing) {
    UUID ticket = Ids.next();
    Answer answer = draw(ticket, standing, null);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    return ticket;
  }

  private UUID drawnWith(String number) {
    UUID ticket = Ids.next();
    Answer answer = draw(ticket, "NORMAL", number);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    return ticket;
  }

  private Answer draw(UUID ticket, String standing, String number) {
    Map<String, Object> body = new HashMap<>();
    body.put("ticketId", ticket);
    body.put("siteId", site);
    body.put("service", "information");
    body.put("standing", standing);
    if (number != null) {
      body.put("phone", number);
    }
    return county.clerk().command("hall.draw-ticket", body);
  }

  private Answer leave(UUID ticket, String number) {
    return county.clerk().command("hall.leave-number", Map.of("ticketId", ticket, "phone", number));
  }

  private Answer next() {
    return county.clerk().command("hall.call-next", Map.of("siteId", site, "window", "1"));
  }

  private void finish(UUID ticket) {
    Answer answer = county.clerk().command("hall.finish-ticket", Map.of("ticketId", ticket));
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
  }

  private static List<String> told(UUID ticket) {
    return Sql.owner()
        .sql("select template from notice.message where order_id = :ticket order by version")
        .param("ticket", ticket)
        .query(String.class)
        .list();
  }

  private static int numbers(UUID ticket) {
    return Sql.owner()
        .sql("select count(*) from hall.ticket_phone where ticket_id = :ticket")
        .param("ticket", ticket)
        .query(Integer.class)
        .single();
  }

  /** Words kept of the command that drew the ticket. */
  private static int words(UUID ticket) {
    return Sql.owner()
        .sql(
            """
            select count(*) from command.command c
            join command.personal_part p on p.realm = c.realm and p.command_id = c.id
            where c.type = 'hall.draw-ticket' and c.body ->> 'ticketId' = :ticket
            """)
        .param("ticket", ticket.toString())
        .query(Integer.class)
        .single();
  }
}
