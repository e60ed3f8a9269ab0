package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.yanzhen.support.Hall;
import org.yanzhen.support.Hour;
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
  private Hall hall;

  @BeforeEach
  void aHallWithOneWindow() {
    Jobs.rest(scheduler);
    Hour.next(clock, "09:00");
    hall = Hall.open(county);
  }

  @AfterEach
  void backToNow() {
    clock.reset();
    scheduler.resume();
  }

  @Test
  void isToldWhenTheTurnIsNearOnceMoreWhenItMovesAndNeverAThirdTime() {
    List<UUID> before = List.of(hall.drawn(), hall.drawn(), hall.drawn());
    hall.drawn();
    UUID ticket = hall.drawn(Map.of("phone", phone));
    sweep.run();
    assertThat(told(ticket)).as("half an hour to go").isEmpty();

    for (UUID one : before) {
      hall.next("1");
      if (!one.equals(before.getLast())) {
        finish(one);
      }
    }
    sweep.run();
    sweep.run();
    assertThat(told(ticket)).containsExactly("TURN_NEAR");

    hall.drawn(Map.of("standing", "ELDER"));
    hall.drawn(Map.of("standing", "ELDER"));
    sweep.run();
    sweep.run();
    assertThat(told(ticket)).containsExactly("TURN_NEAR", "TURN_MOVED");

    hall.drawn(Map.of("standing", "ELDER"));
    hall.drawn(Map.of("standing", "ELDER"));
    sweep.run();
    assertThat(told(ticket)).hasSize(2);
  }

  @Test
  void aNumberThatWasPutRightIsToldAndStillNobodyIsToldAThirdTime() {
    UUID ticket = hall.drawn(Map.of("phone", phone));
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

    assertThat(hall.on("hall.leave-number", ticket).isDone()).isTrue();
    assertThat(leave(ticket, "13900000002").isDone()).isTrue();
    sweep.run();
    assertThat(told(ticket)).hasSize(2);
    assertThat(numbers(ticket)).isEqualTo(1);
  }

  @Test
  void aNumberThatCameWithWhatWasRefusedIsNotKept() {
    UUID ticket = hall.drawn(Map.of("phone", phone));
    UUID command = Ids.next();
    Map<String, Object> again = hall.ticket(Map.of("ticketId", ticket, "phone", phone));
    Answer twice = county.clerk().command(command, "hall.draw-ticket", again);
    assertThat(twice.code()).isEqualTo("hall.ticket-state");
    assertThat(county.clerk().command(command, "hall.draw-ticket", again).code())
        .as("the first answer stands")
        .isEqualTo("hall.ticket-state");
    assertThat(words(ticket)).as("of the one that was done").isEqualTo(1);

    hall.next("1");
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
    UUID ticket = hall.drawn(Map.of("phone", phone));
    byte[] kept =
        Sql.owner()
            .sql("select phone from hall.ticket_phone where ticket_id = :ticket")
            .param("ticket", ticket)
            .query(byte[].class)
            .single();
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(phone);
    assertThat(words(ticket)).as("what the command said").isEqualTo(1);
    String seen = county.clerk().get("/api/hall/sites/" + hall.site()).body().toString();
    assertThat(seen).contains("\"numberLeft\":true").doesNotContain(phone);

    sweep.run();
    assertThat(told(ticket)).containsExactly("TURN_NEAR");
    hall.next("1");
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
    UUID passed = hall.drawn(Map.of("phone", phone));
    hall.next("1");
    hall.on("hall.no-show", passed);
    assertThat(numbers(passed)).isZero();

    UUID back = hall.drawn(Map.of("phone", phone));
    assertThat(hall.on("hall.leave-number", back).isDone()).isTrue();
    assertThat(numbers(back)).isZero();
    assertThat(words(back)).isZero();

    UUID inVain = hall.drawn(Map.of("phone", phone));
    sweep.run();
    assertThat(numbers(inVain)).isEqualTo(1);
    clock.advance(Duration.ofHours(16));
    sweep.run();
    assertThat(numbers(inVain)).as("the day is over").isZero();
  }

  @Test
  void onlyAMobileNumberIsTakenAndOnlyByWhoServesThere() {
    Answer answer = hall.draw(Map.of("phone", "0745-2223456"));
    assertThat(answer.code()).isEqualTo("command.malformed");
    assertThat(answer.text("field")).isEqualTo("body.phone");
    UUID ticket = hall.drawn(Map.of("phone", phone));
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
    hall.drawn();
    hall.drawn(
        Map.of(
            "paperNumber",
            501,
            "drawnAt",
            clock.instant().minus(Duration.ofMinutes(10)).toString()));
    assertThat(hall.next("1").text("result.label")).isEqualTo("A501");
  }

  private Answer leave(UUID ticket, String number) {
    return hall.on("hall.leave-number", ticket, Map.of("phone", number));
  }

  private void finish(UUID ticket) {
    Answer answer = hall.on("hall.finish-ticket", ticket);
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
