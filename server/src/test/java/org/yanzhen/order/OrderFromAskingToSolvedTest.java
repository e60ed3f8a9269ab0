package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class OrderFromAskingToSolvedTest {

  @Autowired County county;
  @Autowired HistoryProof histories;

  @BeforeEach
  void handsAreFree() {
    county.emptyHands("worker1");
  }

  @Test
  void anOrderGoesFromTheDeskOverTheBoardToTheRequestersWord() {
    UUID order = county.open();
    Api worker = county.as("worker1");

    assertThat(worker.command("dispatch.claim", Map.of("orderId", order)).text("result.state"))
        .isEqualTo("ACCEPTED");
    assertThat(worker.command("order.start", Map.of("orderId", order)).text("result.state"))
        .isEqualTo("WORKING");
    assertThat(
            worker
                .command("order.report", Map.of("orderId", order, "text", "换了三盏灯"))
                .text("result.state"))
        .isEqualTo("REPORTED");
    assertThat(
            county
                .clerk()
                .command("order.solve", Map.of("orderId", order, "channel", "CALL", "rating", 5))
                .text("result.state"))
        .isEqualTo("SOLVED");
    assertThat(histories.isHistoryWhole(new RealmId(1), order)).isTrue();
  }

  @Test
  void aFirstRankedCandidateIsOfferedAcceptsAndTheDecisionIsKept() {
    UUID order = county.placed();
    var candidates = county.dispatcher().get("/api/orders/" + order + "/candidates");
    assertThat(candidates.status()).isEqualTo(200);
    var first = candidates.body().get("ranked").get(0);
    int sum = 0;
    for (var term : first.get("terms")) {
      sum += term.get("points").asInt();
    }
    assertThat(sum).isEqualTo(first.get("total").asInt());

    var offered =
        county
            .dispatcher()
            .command(
                "dispatch.offer",
                Map.of("orderId", order, "personId", first.get("person").get("id").asString()));

    assertThat(offered.text("result.state")).isEqualTo("OFFERED");
    assertThat(county.dispatcher().get("/api/orders/" + order + "/decision").text("personId"))
        .isEqualTo(first.get("person").get("id").asString());
  }
}
