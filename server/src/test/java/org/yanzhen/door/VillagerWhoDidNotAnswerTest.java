package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.order.Receipts;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;

/** The work is reported, and no word comes. */
@YanzhenTest
class VillagerWhoDidNotAnswerTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Gate gate;
  @Autowired Receipts receipts;
  @Autowired TestClock clock;
  @Autowired JsonMapper mapper;

  @AfterEach
  void today() {
    clock.reset();
  }

  @Test
  void anEndWithoutAWordIsNotCalledTheirsAndMayBeOpenedAgain() {
    county.emptyHands("worker1");
    UUID order = county.open();
    Map<String, Object> about = Map.of("orderId", order);
    county.as("worker1").command("dispatch.claim", about);
    county.as("worker1").command("order.start", about);
    county.as("worker1").command("order.report", Map.of("orderId", order, "text", "修好了"));
    clock.advance(Duration.ofDays(20));
    assertThat(
            gate.submit(
                    Envelope.of(Ids.next(), "order.expire", mapper.valueToTree(about)),
                    Actor.system(REALM, Origin.JOB))
                .isDone())
        .isTrue();
    Visitor visitor = new Visitor(county.address());
    String path = receipts.path(REALM, order);
    assertThat(
            county
                .as("worker1")
                .send(
                    "POST",
                    path + "/not-solved",
                    "command=" + Ids.next() + "&words=x",
                    Map.of("Content-Type", "application/x-www-form-urlencoded"))
                .status())
        .as("nobody speaks for the requester from an account")
        .isEqualTo(403);

    Page ended = visitor.open(path);

    assertThat(ended.attributeOf("state", "data-state")).hasValue("SOLVED");
    assertThat(ended.text("next")).contains("没等到您的话").doesNotContain("您说解决了");
    Page again = visitor.submit(visitor.open(ended.link("again")), Map.of("words", "没有修"));
    assertThat(again.attributeOf("state", "data-state")).hasValue("WAITING");
  }
}
