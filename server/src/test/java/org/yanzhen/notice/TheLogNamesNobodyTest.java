package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/** Orders are placed, told of, reported and go wrong, and the log holds nobody's name or words. */
@YanzhenTest
class TheLogNamesNobodyTest {

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

  private final String mark = "标记" + ThreadLocalRandom.current().nextInt(100_000, 999_999);
  private final String name = "禾" + mark;
  private final String words = "话" + mark;
  private final String phone = "134" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
  private final String address = "a" + phone + "@example.org";
  private final Lines lines = new Lines();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("org.yanzhen");
  private Level before;

  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final ConcurrentLinkedQueue<String> all = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      String thrown =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      all.add(event.getFormattedMessage() + thrown);
    }
  }

  @BeforeEach
  void listen() {
    Jobs.rest(scheduler);
    Daytime.set(clock);
    county.emptyHands("worker1");
    before = ours.getLevel();
    ours.setLevel(Level.DEBUG);
    lines.start();
    root.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(lines);
    ours.setLevel(before);
    clock.reset();
    scheduler.resume();
  }

  @Test
  void whateverHappensToAnOrder() {
    UUID order = (UUID) place(Map.of()).get("orderId");
    Map<String, Object> wish =
        Map.of("orderId", order, "language", "ZH", "consent", "ANY", "email", address);
    done(county.clerk().command("notice.prefer", wish));
    deliver(new Carrier.Outcome.Taken());
    done(county.dispatcher().command("dispatch.open", Map.of("orderId", order)));
    done(county.as("worker1").command("dispatch.claim", Map.of("orderId", order)));
    done(county.as("worker1").command("order.start", Map.of("orderId", order)));
    done(county.as("worker1").command("order.report", Map.of("orderId", order, "text", words)));
    deliver(new Carrier.Outcome.Later("status 503"));
    breakDown();
    done(
        county
            .clerk()
            .command("order.reopen", Map.of("orderId", order, "channel", "CALL", "text", words)));
    fail(order);

    assertThat(lines.all).as("it did go wrong").anyMatch(line -> line.contains("out of order"));
    assertThat(lines.all)
        .noneMatch(line -> line.contains(mark))
        .noneMatch(line -> line.contains(phone))
        .noneMatch(line -> line.contains(address));
  }

  /** Refused, malformed, sent twice, in no order at all. */
  private void fail(UUID order) {
    Map<String, Object> unknown = new HashMap<>(request());
    unknown.put("kind", "no-such-kind-" + phone.length());
    county.clerk().command("order.place", unknown);
    Map<String, Object> twice = new HashMap<>(request());
    twice.put("orderId", order);
    county.clerk().command("order.place", twice);
    Map<String, Object> wrong = new HashMap<>(request());
    wrong.put("requesterName", List.of(name));
    county.clerk().command("order.place", wrong);
    Map<String, Object> tooLong = new HashMap<>(request());
    tooLong.put("requesterName", name.repeat(100));
    county.clerk().command("order.place", tooLong);
    Map<String, Object> nul = new HashMap<>(request());
    nul.put("text", words + "\u0000");
    county.clerk().command("order.place", nul);
    county.clerk().command("order.note", Map.of("orderId", Ids.next(), "text", words));
    county.clerk().send("POST", "/api/commands", "{\"id\": " + words, Map.of());
    county.clerk().get("/api/orders?limit=nothing");
  }

  private Map<String, Object> place(Map<String, ?> more) {
    Map<String, Object> request = request();
    request.putAll(more);
    done(county.clerk().command("order.place", request));
    return request;
  }

  private Map<String, Object> request() {
    Map<String, Object> request = new HashMap<>(county.request());
    request.put("orderId", Ids.next());
    request.put("requesterName", name);
    request.put("requesterPhone", phone);
    request.put("text", words);
    return request;
  }

  private void deliver(Carrier.Outcome outcome) {
    drain(new FakeCarrier(Channel.SMS).answering(outcome));
  }

  /** The provider's own side does what nobody foresaw. */
  private void breakDown() {
    place(Map.of());
    drain(
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
            throw new IllegalStateException("out of order");
          }
        });
  }

  private void drain(Carrier carrier) {
    Delivery delivery =
        new Delivery(
            store,
            texts,
            routing,
            preferences,
            pack,
            realms,
            transactions,
            clock,
            List.of(carrier));
    int passes = 0;
    while (delivery.deliver() > 0 && passes++ < 100) {}
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }
}
