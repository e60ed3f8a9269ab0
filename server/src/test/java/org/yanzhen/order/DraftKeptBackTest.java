package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** A desk that holds a complete request back: the promise runs, and it is counted all the same. */
@YanzhenTest
class DraftKeptBackTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired OrderTimers.LeaseSweep sweep;
  @Autowired OrderStore store;
  @Autowired Rebuilding rebuilding;
  @Autowired RealmTransactions transactions;

  @AfterEach
  void backToNow() {
    clock.reset();
    county.signInAnew();
  }

  @Test
  void itsPromisesRunFromTheDayItWasTakenDown() {
    Instant takenDown = clock.instant();
    UUID draft = draft();
    clock.advance(Duration.ofDays(20));
    county.signInAnew();
    done(county.clerk().command("order.submit", Map.of("orderId", draft)));

    Answer seen = county.clerk().get("/api/orders/" + draft);
    assertThat(Instant.parse(seen.text("card.nextClock.startedAt")))
        .isBetween(takenDown, takenDown.plus(Duration.ofMinutes(1)));
    assertThat(seen.text("card.nextClock.late")).isEqualTo("true");
    OrderRow row = transactions.read(REALM, () -> store.find(REALM, draft)).orElseThrow();
    assertThat(transactions.read(REALM, () -> rebuilding.replay(REALM, row)).clocks())
        .as("the history says the same")
        .isEqualTo(row.order().clocks());
  }

  @Test
  void pastItsPromiseItStandsAmongWhatIsLateAndIsRaised() {
    UUID draft = draft();
    clock.advance(Duration.ofDays(20));
    county.signInAnew();
    sweep.run();

    Answer seen = county.clerk().get("/api/orders/" + draft);
    // The application's own timer may have come round too.
    assertThat(Integer.parseInt(seen.text("card.level"))).isPositive();
    assertThat(seen.text("card.state")).isEqualTo("DRAFT");
    String number = seen.text("card.number");
    assertThat(
            String.valueOf(county.clerk().get("/api/orders?filter=overdue&text=" + number).body()))
        .contains(draft.toString());
  }

  @Test
  void neverSentOrThrownAwayItStaysAmongWhatWasAskedFor() {
    UUID draft = draft();
    assertThat(outcome(draft)).isEqualTo("DRAFT");
    done(county.clerk().command("order.cancel", Map.of("orderId", draft, "reason", "不要了")));
    assertThat(outcome(draft)).isEqualTo("CANCELLED");
  }

  private UUID draft() {
    Map<String, Object> body = new HashMap<>(county.request());
    UUID order = Ids.next();
    body.put("orderId", order);
    done(county.clerk().command("order.draft", body));
    return order;
  }

  private static String outcome(UUID order) {
    return Sql.owner()
        .sql(
            "select state from orders.outcome where realm = 1 and order_id = :order and resolve_by is not null")
        .param("order", order)
        .query(String.class)
        .single();
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
