package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.notice.MessageTexts.Reading;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.order.OrderState;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Jobs;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The step happens; the message is there and still true. */
@YanzhenTest
class EveryLineOfTellingsTest {

  private static final RealmId REALM = new RealmId(1);

  @Autowired ApplicationContext context;
  @Autowired County county;
  @Autowired Scheduler scheduler;
  @Autowired TestClock clock;
  @Autowired Catalogue catalogue;
  @Autowired MessageStore store;
  @Autowired MessageTexts texts;
  @Autowired RealmTransactions transactions;
  @Autowired Gate gate;
  @Autowired JsonMapper mapper;

  private final int own = ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);

  @BeforeEach
  void byDay() {
    Jobs.rest(scheduler);
    Daytime.set(clock);
    county.emptyHands("worker1", "worker2");
  }

  @AfterEach
  void today() {
    clock.reset();
    scheduler.resume();
  }

  static Stream<Named<Tellings.Telling>> lines() {
    return Tellings.TABLE.stream()
        .map(line -> Named.of(line.action() + " tells " + line.template(), line));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void isSent(Tellings.Telling line) {
    UUID order = happens(line);

    List<MessageStore.Message> told =
        transactions.read(REALM, () -> store.list(REALM, order)).stream()
            .filter(message -> message.template() == line.template())
            .toList();

    assertThat(told).isNotEmpty();
    // Whoever had it before was told of a step before this one, and that is over.
    int step = told.stream().mapToInt(MessageStore.Message::version).max().orElseThrow();
    told = told.stream().filter(message -> message.version() == step).toList();
    for (MessageStore.Message message : told) {
      Reading reading = transactions.read(REALM, () -> texts.read(REALM, message, clock.instant()));
      assertThat(reading).isNotInstanceOf(Reading.Gone.class);
      if (reading instanceof Reading.Letter letter) {
        assertThat(letter.words().values())
            .hasSize(2)
            .allSatisfy(words -> assertThat(words).contains(letter.number()));
      }
    }
  }

  private UUID happens(Tellings.Telling line) {
    Action action = line.action();
    if (line.template() == Template.NEXT_STAGE
        || line.template() == Template.PRINCIPAL_NEXT_STAGE) {
      return nextStage();
    }
    if (action == null) {
      return line.when().test(asked(OrderState.MERGED))
          ? placed("order.place", Map.of("joins", placed()))
          : placed();
    }
    if (line.template() == Template.CONTEST_OVER) {
      return movedWhileContested(action);
    }
    return switch (action) {
      case CONTEST -> contested(claimed());
      case KEEP -> then(contested(claimed()), worker(), "dispatch.keep", "text", "已经约好了");
      case YIELD -> then(contested(claimed()), worker(), "dispatch.yield");
      case DROP_CONTEST ->
          then(contested(claimed()), county.as("worker2"), "dispatch.drop-contest");
      case SUBMIT -> then(placed("order.draft", Map.of()), county.clerk(), "order.submit");
      case OFFER -> offered();
      case CLAIM -> claimed();
      case ACCEPT -> line.template() == Template.ASSIGNED ? named() : accepted();
      case START -> then(claimed(), worker(), "order.start");
      case RECALL ->
          line.template() == Template.HANDED_ON
              ? handedOn()
              : then(claimed(), county.dispatcher(), "dispatch.recall", "reason", "另派");
      case RELEASE -> then(claimed(), worker(), "order.release", "reason", "BUSY");
      case LAPSE -> later(claimed(), Duration.ofDays(20), "order.lapse", "version", 3);
      case NOTE -> noted(claimed());
      case REPORT -> reported();
      case SOLVE -> then(reported(), county.clerk(), "order.solve", "channel", "CALL");
      case EXPIRE -> later(reported(), Duration.ofDays(60), "order.expire");
      case REOPEN ->
          then(reported(), county.clerk(), "order.reopen", "channel", "CALL", "text", "又坏了");
      case CANCEL -> then(claimed(), county.clerk(), "order.cancel", "reason", "不用了");
      case TRANSFER ->
          line.template() == Template.TO_DESK_HOPS
              ? tooOftenThereAndBack()
              : then(
                  claimed(),
                  county.dispatcher(),
                  "order.transfer",
                  "body",
                  "service-hall",
                  "reason",
                  "NOT_OURS");
      case RAISE -> raised();
      case HAND_DOWN -> handedDown(line);
      case SUSPEND -> suspended();
      case RESUME -> then(suspended(), county.dispatcher(), "order.resume");
      case SET_URGENCY ->
          then(
              claimed(),
              county.clerk(),
              "order.set-urgency",
              "urgency",
              "URGENT",
              "reason",
              "线掉下来了");
      case MERGE -> merged(claimed());
      case UNMERGE -> then(merged(placed()), county.clerk(), "order.unmerge", "text", "不是一盏灯");
      case ESCALATE ->
          line.template() == Template.TO_DESK_RAISED
              ? raisedByItself()
              : later(placed(), Duration.ofDays(20), "order.escalate", "version", 1);
      case PUBLISH, DECLINE, ANSWER, SET_TRACK, ADD_PART, WAIVE_PART, CLOSE_PART, REOPEN_PART ->
          throw new AssertionError("say here how it happens: " + action);
    };
  }

  private static OrderMoved asked(OrderState to) {
    return new OrderMoved(
        REALM,
        Ids.next(),
        1,
        null,
        null,
        to,
        null,
        ".",
        true,
        true,
        Instant.EPOCH,
        "public-facility",
        Urgency.NORMAL,
        null,
        null,
        null,
        null,
        null,
        0,
        false,
        false,
        false,
        null,
        null,
        null);
  }

  private Api worker() {
    return county.as("worker1");
  }

  private UUID placed() {
    return placed("order.place", Map.of());
  }

  /** By somebody with a number, for somebody else with another. */
  private UUID placed(String type, Map<String, ?> more) {
    Map<String, Object> body = county.request();
    body.put("orderId", Ids.next());
    body.put("requesterPhone", "139" + own);
    body.put("principalName", "舒大娘");
    body.put("principalPhone", "137" + own);
    body.putAll(more);
    Answer answer = county.clerk().command(type, body);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return (UUID) body.get("orderId");
  }

  private UUID offered() {
    UUID order = placed();
    Served.offered(county, order);
    return order;
  }

  private UUID accepted() {
    UUID order = placed();
    return then(order, Served.offered(county, order), "order.accept");
  }

  private UUID claimed() {
    return claimed(placed());
  }

  private UUID claimed(UUID order) {
    // Some kinds go there by themselves.
    county.dispatcher().command("dispatch.open", Map.of("orderId", order));
    return then(order, worker(), "dispatch.claim");
  }

  /** Somebody else would take it over from whoever has it. */
  private UUID contested(UUID order) {
    return then(order, county.as("worker2"), "dispatch.contest", "reason", "NEARER");
  }

  private UUID movedWhileContested(Action action) {
    Api dispatcher = county.dispatcher();
    return switch (action) {
      case START -> then(contested(claimed()), worker(), "order.start");
      case RELEASE -> then(contested(claimed()), worker(), "order.release", "reason", "BUSY");
      case RECALL -> then(contested(claimed()), dispatcher, "dispatch.recall", "reason", "另派");
      case CANCEL -> then(contested(claimed()), county.clerk(), "order.cancel", "reason", "不用了");
      case TRANSFER ->
          then(
              contested(claimed()),
              dispatcher,
              "order.transfer",
              "body",
              "service-hall",
              "reason",
              "NOT_OURS");
      case RAISE ->
          then(contested(claimed(wish())), dispatcher, "order.raise", "reason", "LACKS_MEANS");
      case HAND_DOWN ->
          then(
              contested(claimed(raised())),
              dispatcher,
              "order.hand-down",
              "reason",
              "SMALL_ENOUGH");
      case SUSPEND ->
          then(
              contested(claimed()),
              dispatcher,
              "order.suspend",
              "reason",
              "WEATHER",
              "text",
              "等雨停",
              "until",
              clock.instant().plus(Duration.ofDays(2)).toString());
      case MERGE -> merged(contested(claimed()));
      case DROP_CONTEST -> mayNoMore();
      default -> throw new AssertionError("say here how it happens: " + action);
    };
  }

  /** Who would have taken it over is on leave when nobody has answered. */
  private UUID mayNoMore() {
    Scene scene = Scene.at(context, 9);
    String kind = scene.kind("told", scene.body, List.of("BOARD", "OFFER"), Map.of());
    UUID holder = scene.person("甲接单");
    UUID other = scene.person("乙想接");
    UUID order = scene.placed(kind);
    then(order, scene.as(holder), "dispatch.claim");
    then(order, scene.as(other), "dispatch.contest", "reason", "NEARER");
    scene.leave(other, 0, 60);
    scene.later(Duration.ofDays(4));
    return order;
  }

  private UUID reported() {
    UUID order = then(claimed(), worker(), "order.start");
    return then(order, worker(), "order.report", "text", "修好了");
  }

  /** Somebody of the village had it; a desk above says it is more than they can do. */
  private UUID raised() {
    return then(claimed(wish()), county.dispatcher(), "order.raise", "reason", "LACKS_MEANS");
  }

  /** Nobody in the village solved it in the time it may stay there. */
  private UUID raisedByItself() {
    UUID order = wish();
    // It goes to the board by itself, a moment after it was asked for.
    await()
        .until(() -> county.clerk().get("/api/orders/" + order).text("card.state").equals("OPEN"));
    int version = Integer.parseInt(county.clerk().get("/api/orders/" + order).text("card.version"));
    return later(order, Duration.ofDays(5), "order.escalate", "version", version);
  }

  private UUID handedDown(Tellings.Telling line) {
    UUID order = line.template() == Template.RECALLED ? claimed(raised()) : raised();
    return then(order, county.dispatcher(), "order.hand-down", "reason", "SMALL_ENOUGH");
  }

  /** What is to be solved in the village. */
  private UUID wish() {
    return placed("order.place", Map.of("kind", "micro-wish", "fields", Map.of("wish", "thing")));
  }

  private UUID suspended() {
    return then(
        claimed(),
        county.dispatcher(),
        "order.suspend",
        "reason",
        "WEATHER",
        "text",
        "等雨停",
        "until",
        clock.instant().plus(Duration.ofDays(2)).toString());
  }

  private UUID merged(UUID order) {
    return then(
        order, county.clerk(), "order.merge", "into", placed().toString(), "reason", "同一盏灯");
  }

  private UUID tooOftenThereAndBack() {
    UUID order = placed();
    for (int i = 0; i < 3; i++) {
      then(order, county.dispatcher(), "dispatch.open");
      then(order, worker(), "dispatch.claim");
      then(order, worker(), "order.release", "reason", "BUSY");
      county.dispatcher().command("dispatch.recall", Map.of("orderId", order, "reason", "再看看"));
    }
    return order;
  }

  /** The stage of an order that is solved has come. */
  private UUID nextStage() {
    Scene scene = Scene.at(context, 9);
    String code = scene.kind("told", scene.body, List.of("OFFER"), Map.of());
    ObjectNode kind = mapper.valueToTree(catalogue.find(REALM, code).orElseThrow());
    ObjectNode stage = kind.putArray("stages").addObject();
    stage.put("code", "later").put("after", "P7D");
    stage.putObject("name").put("zh", "再看一次").put("en", "A second look");
    stage.putObject("task").put("zh", "再去看一次").put("en", "Look again");
    scene.send("catalogue.adopt-kind", Map.of("kind", kind));
    UUID person = scene.person("甲");
    UUID first = placed("order.place", Map.of("kind", code, "divisionId", scene.village().id()));
    then(
        first, county.dispatcher(), "dispatch.offer", "personId", person.toString(), "reason", "熟");
    then(first, scene.as(person), "order.accept");
    then(first, scene.as(person), "order.start");
    then(first, scene.as(person), "order.report", "text", "修好了");
    then(first, county.clerk(), "order.solve", "channel", "CALL");
    UUID next = Ids.next();
    send(
        "order.follow-up",
        Map.of("before", first, "orderId", next, "stage", "later"),
        Actor.system(REALM, Origin.JOB));
    return next;
  }

  /** The one who asked adds something. */
  private UUID noted(UUID order) {
    send(
        "order.note",
        Map.of("orderId", order, "text", "灯杆在桥头"),
        Actor.holdingReceipt(REALM, order, "203.0.113.0"));
    return order;
  }

  /** The lead of a group names who goes. */
  private UUID named() {
    Scene scene = Scene.at(context, 9);
    String kind = scene.kind("told", scene.body, List.of("GROUP", "OFFER"), Map.of());
    UUID lead = scene.person("甲组长");
    UUID member = scene.person("乙组员");
    scene.team("told", List.of(kind), lead, scene.body, member);
    return then(
        scene.placed(kind),
        scene.as(lead),
        "dispatch.accept-for-team",
        "personId",
        member.toString());
  }

  /** Whoever has it goes on leave, and nobody stands in. */
  private UUID handedOn() {
    Scene scene = Scene.at(context, 9);
    String kind = scene.kind("told", scene.body, List.of("OFFER"), Map.of());
    UUID person = scene.person("甲独自");
    UUID order = scene.accepted(kind, person);
    scene.leave(person, 0, 60);
    return order;
  }

  private UUID later(UUID order, Duration after, String type, Object... more) {
    clock.advance(after);
    send(type, body(order, more), Actor.system(REALM, Origin.JOB));
    return order;
  }

  private static UUID then(UUID order, Api who, String type, Object... more) {
    Answer answer = who.command(type, body(order, more));
    assertThat(answer.isDone()).as("%s: %s", type, answer).isTrue();
    return order;
  }

  private static Map<String, Object> body(UUID order, Object... more) {
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", order);
    for (int i = 0; i < more.length; i += 2) {
      body.put((String) more[i], more[i + 1]);
    }
    return body;
  }

  private void send(String type, Map<String, ?> body, Actor actor) {
    Outcome outcome = gate.submit(Envelope.of(Ids.next(), type, mapper.valueToTree(body)), actor);
    assertThat(outcome.problem()).as("%s", type).isNull();
  }
}
