package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;

/** A provider that fails first: an own small HTTP server of the test. */
@YanzhenTest
class OutboxTest {

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
  @Autowired JsonMapper mapper;

  private final ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean failing = new AtomicBoolean();
  private HttpServer provider;

  @BeforeEach
  void openTheProvider() throws Exception {
    provider = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    provider.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean fails = failing.get();
          if (!fails) {
            received.add(body);
          }
          exchange.sendResponseHeaders(fails ? 503 : 204, -1);
          exchange.close();
        });
    provider.start();
    Jobs.rest(scheduler);
    Daytime.set(clock);
    // What other tests left behind is held first, so that a batch is this test's own.
    while (outbox("").deliver() > 0) {}
  }

  @AfterEach
  void closeTheProvider() {
    provider.stop(0);
    clock.reset();
    scheduler.resume();
  }

  @Test
  void aMessageThatCouldNotBeSentIsSentLaterAndOnce() {
    Delivery outbox = outbox("http://127.0.0.1:" + provider.getAddress().getPort() + "/");
    UUID order = county.placedFrom("13800000731");
    String number = county.clerk().get("/api/orders/" + order).text("card.number");
    failing.set(true);
    outbox.deliver();
    assertThat(state(order)).isEqualTo("WAITING");
    assertThat(county.clerk().get("/api/orders/" + order + "/messages").text("0.why"))
        .isEqualTo("status 503");
    failing.set(false);

    clock.advance(Duration.ofHours(2));
    outbox.deliver();
    outbox.deliver();

    assertThat(state(order)).isEqualTo("SENT");
    assertThat(received).filteredOn(body -> body.contains(number)).hasSize(1);
  }

  @Test
  void whatIsCalledOffWhileItIsCarriedStaysCalledOff() {
    UUID order = county.placedFrom("13800000731");
    String messages = "/api/orders/" + order + "/messages";
    UUID message = UUID.fromString(county.clerk().get(messages).text("0.id"));
    Carrier slow =
        new Carrier() {
          @Override
          public Channel channel() {
            return Channel.SMS;
          }

          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public Outcome carry(Parcel parcel) {
            if (parcel.id().equals(message)) {
              county.clerk().command("notice.cancel", Map.of("messageId", message));
            }
            return new Outcome.Later("slow");
          }
        };

    new Delivery(
            store, texts, routing, preferences, pack, realms, transactions, clock, List.of(slow))
        .deliver();

    assertThat(state(order)).isEqualTo("CANCELLED");
  }

  @Test
  void withoutAProviderAMessageIsHeldForAClerkToCall() {
    UUID order = county.placedFrom("13800000731");

    outbox("").deliver();

    assertThat(state(order)).isEqualTo("HELD");
    assertThat(county.clerk().get("/api/orders/" + order + "/messages").text("0.why"))
        .isEqualTo("no-provider");
    assertThat(county.clerk().get("/api/orders/" + order + "/messages").text("0.text"))
        .contains("已收到");
  }

  @Test
  void whatHasPiledUpGoesInOnePass() {
    List<UUID> orders = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      orders.add(county.placedFrom("138000017%02d".formatted(i)));
    }

    outbox("").deliver();

    assertThat(orders).extracting(this::state).containsOnly("HELD");
  }

  @Test
  void anOrderWithoutANumberTellsNobody() {
    Map<String, Object> request = county.request();
    request.remove("requesterPhone");
    county.clerk().command("order.place", request);

    assertThat(county.clerk().get("/api/orders/" + request.get("orderId") + "/messages").body())
        .isEmpty();
  }

  private String state(UUID order) {
    return county.clerk().get("/api/orders/" + order + "/messages").text("0.state");
  }

  private Delivery outbox(String url) {
    return new Delivery(
        store,
        texts,
        routing,
        preferences,
        pack,
        realms,
        transactions,
        clock,
        List.of(new SmsCarrier(mapper, url, "")));
  }
}
