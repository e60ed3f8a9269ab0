package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class SilenceTest {

  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired OrderTimers.LeaseSweep sweep;

  @AfterEach
  void backToNow() {
    clock.reset();
  }

  @Test
  void aClaimWithoutFirstContactReturnsToTheBoard() {
    UUID order = county.open();
    county.as("worker1").command("dispatch.claim", Map.of("orderId", order));

    clock.advance(Duration.ofDays(20));
    sweep.run();

    var card = county.dispatcher().get("/api/orders/" + order);
    assertThat(card.text("card.state")).isEqualTo("OPEN");
    assertThat(card.text("card.hops")).isEqualTo("1");
  }

  @Test
  void aSecondSweepIsNoSecondHop() {
    UUID order = county.open();
    county.as("worker1").command("dispatch.claim", Map.of("orderId", order));
    clock.advance(Duration.ofDays(20));
    sweep.run();
    sweep.run();

    assertThat(county.dispatcher().get("/api/orders/" + order).text("card.hops")).isEqualTo("1");
  }

  @Test
  void whoHasStartedIsNotInterrupted() {
    UUID order = county.open();
    county.as("worker1").command("dispatch.claim", Map.of("orderId", order));
    county.as("worker1").command("order.start", Map.of("orderId", order));

    clock.advance(Duration.ofDays(20));
    sweep.run();

    assertThat(county.dispatcher().get("/api/orders/" + order).text("card.state"))
        .isEqualTo("WORKING");
    county.as("worker1").command("order.release", Map.of("orderId", order, "reason", "BUSY"));
  }
}
