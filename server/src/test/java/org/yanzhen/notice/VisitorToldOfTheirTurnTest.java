package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.County;
import org.yanzhen.support.Hall;
import org.yanzhen.support.Hall.Window;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever waits for a window elsewhere is told to come back. */
@YanzhenTest
class VisitorToldOfTheirTurnTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired County county;
  @Autowired Scheduler scheduler;
  @Autowired TestClock clock;
  @Autowired MessageStore store;
  @Autowired MessageTexts texts;
  @Autowired Routing routing;
  @Autowired PreferenceStore preferences;
  @Autowired MessagePack pack;
  @Autowired Realms realms;
  @Autowired RealmTransactions transactions;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;

  private final String phone = "139" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private final FakeCarrier sms = new FakeCarrier(Channel.SMS);
  private Hall hall;

  @BeforeEach
  void aHall() {
    Jobs.rest(scheduler);
    Daytime.set(clock, 10, 2);
    hall = Hall.open(county, "李塘便民大厅", new Window("1", "信息", List.of("information")));
  }

  @AfterEach
  void today() {
    clock.reset();
    scheduler.resume();
  }

  @Test
  void aTextSaysTheNumberTheHallAndTheTimeAndNothingElse() {
    UUID ticket = drawn();
    tell(ticket, clock.instant().plusSeconds(18 * 60));
    assertThat(deliver(List.of(sms))).isPositive();

    List<Carrier.Parcel> given = sms.to(phone);
    assertThat(given).hasSize(1);
    assertThat(given.getFirst().text()).isEqualTo("您的号A001大约10:20叫到，请回大厅（李塘便民大厅）。");
  }

  @Test
  void anEarlierTellingThatIsStillOnItsWayIsNotSentAfterALaterOne() {
    UUID ticket = drawn();
    tell(ticket, clock.instant().plusSeconds(10 * 60));
    tell(ticket, clock.instant().plusSeconds(50 * 60));
    deliver(List.of(sms));
    assertThat(sms.to(phone))
        .singleElement()
        .satisfies(parcel -> assertThat(parcel.text()).isEqualTo("您的号A001改到大约10:50叫到（李塘便民大厅）。"));
  }

  @Test
  void withoutAProviderTheDeskCallsAndOnceTheyAreServedNobodyNeed() {
    UUID ticket = drawn();
    tell(ticket, clock.instant().plusSeconds(10 * 60));
    deliver(List.of());

    JsonNode call = call(ticket).orElseThrow();
    assertThat(call.get("number").asString()).isEqualTo("A001");
    assertThat(call.get("say").asString()).contains("A001", "李塘便民大厅");
    assertThat(call.has("orderId") && !call.get("orderId").isNull()).isFalse();
    UUID message = UUID.fromString(call.get("messageId").asString());
    assertThat(about(ticket, "/api/outbox?state=HELD&limit=100"))
        .hasValueSatisfying(
            one -> assertThat(one.get("id").asString()).isEqualTo(message.toString()));
    // Nobody answers: it is called at its window all the same, and no desk is troubled with it.
    county.clerk().command("notice.claim-call", Map.of("messageId", message));
    assertThat(
            county
                .clerk()
                .command("notice.call", Map.of("messageId", message, "outcome", "WRONG_NUMBER"))
                .isDone())
        .isTrue();
    assertThat(call(ticket)).isEmpty();

    UUID second = drawn();
    tell(second, clock.instant().plusSeconds(10 * 60));
    deliver(List.of());
    assertThat(call(second)).isPresent();
    hall.on("hall.leave-number", second);
    assertThat(call(second)).isEmpty();
  }

  private UUID drawn() {
    return hall.drawn(Map.of("phone", phone));
  }

  private void tell(UUID ticket, Instant about) {
    assertThat(
            gate.submit(
                    Envelope.of(
                        Ids.next(),
                        "hall.tell-turn",
                        mapper.valueToTree(Map.of("ticketId", ticket, "about", about.toString()))),
                    Actor.system(REALM, Origin.JOB))
                .isDone())
        .isTrue();
  }

  private int deliver(List<Carrier> carriers) {
    Delivery delivery =
        new Delivery(
            store, texts, routing, preferences, pack, realms, transactions, clock, carriers);
    int attempted = 0;
    int more;
    do {
      more = delivery.deliver();
      attempted += more;
    } while (more > 0);
    return attempted;
  }

  private Optional<JsonNode> call(UUID ticket) {
    return about(ticket, "/api/calls?limit=100");
  }

  /** Others' tests leave theirs before it. */
  private Optional<JsonNode> about(UUID ticket, String list) {
    String after = "";
    while (true) {
      JsonNode page = county.clerk().get(list + after).body();
      Optional<JsonNode> found =
          page.get("items")
              .valueStream()
              .filter(
                  one ->
                      one.has("ticketId")
                          && one.get("ticketId").asString().equals(ticket.toString()))
              .findAny();
      if (found.isPresent() || !page.has("next") || page.get("next").isNull()) {
        return found;
      }
      after = "&after=" + page.get("next").asString();
    }
  }
}
