package org.yanzhen.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.command.Gate;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.people.LanguageList;
import org.yanzhen.people.People;
import org.yanzhen.people.Teams;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Travel;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Vault;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.Sql;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class DispatcherWeighingAllThatWaitsTest {

  /** What leaving an order costs, by the shipped policy. */
  private static final int UNSERVED = 400;

  private static final Set<Integer> USED = new HashSet<>();

  @Autowired ApplicationContext context;
  @Autowired Divisions divisions;
  @Autowired County county;
  @Autowired Neighbour neighbour;
  @Autowired ProposalStore store;
  @Autowired Proposals proposals;
  @Autowired Policies policies;
  @Autowired RealmTransactions transactions;
  @Autowired InstantSource clock;
  @Autowired RecurringTask<Void> dailyProposalTask;
  private Scene scene;
  private String kind;
  private Api dispatcher;

  @BeforeEach
  void aVillageWhereNothingElseWaits() {
    scene = Scene.in(context, quietVillage());
    // Restricted, so that only people of this scene's body are weighed.
    kind = scene.kind("weighed", scene.body, List.of("OFFER"), Map.of(), "RESTRICTED");
    dispatcher = scene.atTheDesk("DISPATCHER", scene.village());
  }

  private Division quietVillage() {
    Division found =
        divisions
            .villagesBelow(divisions.findByCode("431224").orElseThrow().id())
            .reversed()
            .stream()
            .filter(village -> !USED.contains(village.id()))
            .filter(village -> isQuiet(village))
            .findFirst()
            .orElseThrow();
    USED.add(found.id());
    return found;
  }

  private static boolean isQuiet(Division village) {
    return Sql.owner()
            .sql("select count(*) from orders.orders where area like :path")
            .param("path", village.path() + "%")
            .query(Integer.class)
            .single()
        == 0;
  }

  @Test
  void theGainIsWhatItIsByHand() {
    UUID one = scene.person("甲空手");
    UUID other = scene.person("乙有一单");
    scene.offered(kind, other);
    List<UUID> orders = placed(3);
    int way = way(orders.getFirst(), one);

    JsonNode detail = made(dispatcher, null);

    // Slots cost 0, 4, 12 minutes for the first, second and third order in hand: one has none, the
    // other one, so the cheapest three slots are 0, 4 and 4.
    JsonNode proposal = detail.get("proposal");
    assertThat(proposal.get("served").asInt()).isEqualTo(3);
    assertThat(proposal.get("left").asInt()).isZero();
    assertThat(proposal.get("told").asInt()).isEqualTo(1);
    assertThat(proposal.get("persons").asInt()).isEqualTo(2);
    assertThat(proposal.get("minutesBefore").asInt()).isEqualTo(3 * UNSERVED);
    assertThat(proposal.get("minutesAfter").asInt()).isEqualTo(3 * way + 8);
    assertThat(proposal.get("gain").asInt()).isEqualTo(3 * UNSERVED - 3 * way - 8);
    assertThat(proposal.get("wayMinutes").asInt()).isEqualTo(3 * way);
    int gain = 0;
    for (JsonNode line : detail.get("lines")) {
      int sum = 0;
      for (JsonNode term : line.get("terms")) {
        sum += term.get("points").asInt();
      }
      assertThat(sum).isEqualTo(-line.get("minutesAfter").asInt());
      assertThat(line.get("why").asString()).isNotBlank();
      assertThat(line.get("state").asString()).isEqualTo("OPEN");
      gain += line.get("gain").asInt();
    }
    assertThat(gain).isEqualTo(proposal.get("gain").asInt());
    // Nothing has moved.
    orders.forEach(order -> assertThat(scene.state(order)).isEqualTo(OrderState.WAITING));
  }

  @Test
  void whoIsNeededMoreElsewhereIsKeptForThatAndItIsSaid() {
    String rare =
        scene.kind("rare", scene.body, List.of("OFFER"), Map.of("electrical", 2), "RESTRICTED");
    UUID expert = scene.person("近处专家");
    scene.skill(expert, "electrical", 2);
    UUID far = scene.person("远处同事", elsewhere(), scene.body);
    fill(expert, 7);
    fill(far, 7);
    UUID needsExpert = scene.placed(rare);
    UUID ordinary = scene.placed(kind);

    JsonNode lines = made(dispatcher, null).get("lines");

    assertThat(to(lines, needsExpert)).isEqualTo(expert.toString());
    assertThat(to(lines, ordinary)).isEqualTo(far.toString());
    assertThat(line(lines, ordinary).get("why").asString()).contains("近处专家", "needed more");
  }

  @Test
  void whatSomebodyWasToldOfStaysWithoutAPriceAndMovesWithOne() {
    UUID far = scene.person("远处的", elsewhere(), scene.body);
    UUID order = scene.placed(kind);
    Scene.done(scene.offer(order, far, "先派远处的", true));
    UUID near = scene.person("近处的");
    int wayBefore = way(scene.placed(kind), far);
    int wayAfter = way(scene.placed(kind), near);
    withdrawWaiting();
    assertThat(wayBefore - wayAfter).as("the scene is far enough").isGreaterThan(3);

    JsonNode without = made(dispatcher, null);
    assertThat(without.get("lines")).isEmpty();
    assertThat(without.at("/proposal/told").asInt()).isEqualTo(1);
    assertThat(made(dispatcher, wayBefore - wayAfter).get("lines")).isEmpty();

    JsonNode with = made(dispatcher, 2);
    JsonNode line = line(with.get("lines"), order);
    assertThat(line.get("what").asString()).isEqualTo("MOVE");
    assertThat(line.at("/from/id").asString()).isEqualTo(far.toString());
    assertThat(line.at("/to/id").asString()).isEqualTo(near.toString());
    assertThat(line.get("wayBefore").asInt()).isEqualTo(wayBefore);
    assertThat(line.get("minutesAfter").asInt()).isEqualTo(wayAfter + 2);
    assertThat(with.at("/proposal/gain").asInt()).isEqualTo(wayBefore - wayAfter - 2);
    assertThat(line.get("terms").toString()).contains("\"told\"");

    assertThat(take(dispatcher, id(with), null).body().at("/result/sent").asInt()).isEqualTo(1);
    assertThat(scene.with(order)).isEqualTo(near);
    assertThat(scene.decision(order).text("mode")).isEqualTo("PLAN");
  }

  @Test
  void whatWasAcceptedStaysWhateverThePriceAndSoDoesWhatCameByDuty() {
    UUID far = scene.person("远处的", elsewhere(), scene.body);
    UUID accepted = scene.placed(kind);
    Scene.done(scene.offer(accepted, far, "先派远处的", true));
    Scene.done(scene.as(far).command("order.accept", Map.of("orderId", accepted)));
    scene.onDuty(scene.body, far);
    String duty = scene.kind("duty", scene.body, List.of("DUTY"), Map.of(), "RESTRICTED");
    UUID byDuty = scene.placed(duty);
    assertThat(scene.state(byDuty)).isEqualTo(OrderState.OFFERED);
    scene.person("近处的");

    JsonNode detail = made(dispatcher, 0);

    assertThat(detail.get("lines")).isEmpty();
    assertThat(detail.at("/proposal/accepted").asInt()).isEqualTo(1);
    assertThat(detail.at("/proposal/told").asInt()).isEqualTo(1);
  }

  @Test
  void someAreAcceptedThenTheRestAndADoubleClickSendsNothingTwice() {
    UUID person = scene.person("一个人");
    List<UUID> orders = placed(3);
    JsonNode detail = made(dispatcher, null);
    UUID proposal = id(detail);

    UUID click = Ids.next();
    Map<String, Object> some =
        Map.of("proposalId", proposal, "orderIds", List.of(orders.getFirst()));
    Answer first = dispatcher.command(click, "dispatch.take-proposal", some);
    Answer again = dispatcher.command(click, "dispatch.take-proposal", some);

    assertThat(first.body().at("/result/sent").asInt()).as("%s", first).isEqualTo(1);
    assertThat(first.body().at("/result/open").asInt()).isEqualTo(2);
    assertThat(again.body().get("result")).isEqualTo(first.body().get("result"));
    assertThat(scene.facts(orders.getFirst()).version()).isEqualTo(2);
    assertThat(scene.with(orders.getFirst())).isEqualTo(person);
    assertThat(scene.decision(orders.getFirst()).text("mode")).isEqualTo("PLAN");
    assertThat(scene.decision(orders.getFirst()).text("how")).contains("weighing all waiting");
    assertThat(scene.state(orders.getLast())).isEqualTo(OrderState.WAITING);
    assertThat(state(proposal)).isEqualTo("READY");
    // A line that was sent is not sent again by another click.
    Answer other = dispatcher.command("dispatch.take-proposal", some);
    assertThat(other.body().at("/result/answers/0/code").asString())
        .isEqualTo("dispatch.proposal-no-line");

    Answer rest = take(dispatcher, proposal, null);
    assertThat(rest.body().at("/result/sent").asInt()).isEqualTo(2);
    assertThat(state(proposal)).isEqualTo("TAKEN");
    assertThat(take(dispatcher, proposal, null).code()).isEqualTo("dispatch.proposal-state");
  }

  @Test
  void linesWhoseOrderOrPersonHasMovedAreRefusedOneByOneWithTheReason() {
    UUID leaving = scene.person("要请假的");
    List<UUID> orders = placed(3);
    UUID proposal = id(made(dispatcher, null));
    UUID colleague = scene.person("后来的同事");
    Scene.done(scene.offer(orders.get(0), colleague, "顺路", true));
    scene.county.clerk().command("order.cancel", Map.of("orderId", orders.get(1), "reason", "不用了"));

    Answer some = take(dispatcher, proposal, orders.subList(0, 2));
    assertThat(some.body().at("/result/sent").asInt()).isZero();
    assertThat(some.body().at("/result/answers/0/code").asString()).isEqualTo("command.base-stale");
    assertThat(scene.with(orders.get(0))).isEqualTo(colleague);

    scene.leave(leaving, 0, 1);
    Answer rest = take(dispatcher, proposal, orders.subList(2, 3));
    assertThat(rest.body().at("/result/answers/0/rule").asString()).isEqualTo("on-leave");
    assertThat(scene.state(orders.get(2))).isEqualTo(OrderState.WAITING);

    JsonNode lines = detail(dispatcher, proposal).get("lines");
    assertThat(line(lines, orders.get(0)).get("refused").asString()).contains("changed this order");
    assertThat(line(lines, orders.get(2)).get("refused").asString()).contains("要请假的", "on leave");
    assertThat(state(proposal)).isEqualTo("TAKEN");
  }

  @Test
  void whoGotOtherOrdersMeanwhileIsNotSentWhatWasWeighedWithoutThem() {
    UUID person = scene.person("后来忙了");
    List<UUID> orders = placed(2);
    UUID proposal = id(made(dispatcher, null));
    scene.offered(kind, person);

    Answer answer = take(dispatcher, proposal, null);

    assertThat(answer.body().at("/result/sent").asInt()).isZero();
    assertThat(answer.body().at("/result/answers/0/code").asString())
        .isEqualTo("dispatch.person-busier");
    orders.forEach(order -> assertThat(scene.state(order)).isEqualTo(OrderState.WAITING));
  }

  @Test
  void twoDispatchersSendNothingTwice() throws Exception {
    scene.person("甲");
    scene.person("乙");
    List<UUID> orders = placed(6);
    UUID proposal = id(made(dispatcher, null));
    UUID another = id(made(county.dispatcher(), null));
    assertThat(another).isNotEqualTo(proposal);
    Api second = scene.atTheDesk("DISPATCHER", divisions.get(scene.village().parentId()));

    try (ExecutorService two = Executors.newFixedThreadPool(3)) {
      List<Future<Answer>> takes =
          List.of(
              two.submit(() -> take(dispatcher, proposal, orders)),
              two.submit(() -> take(second, proposal, orders.reversed())),
              two.submit(() -> take(county.dispatcher(), another, orders)));
      int sent = 0;
      for (Future<Answer> one : takes) {
        Answer answer = one.get();
        if (answer.isDone()) {
          sent += answer.body().at("/result/sent").asInt();
        } else {
          assertThat(answer.code()).isEqualTo("dispatch.proposal-state");
        }
      }
      // Who is busier by what the other proposal sent gets nothing more by this one.
      assertThat(sent).isPositive();
      assertThat(orders.stream().filter(order -> scene.state(order) == OrderState.OFFERED))
          .hasSize(sent);
    }
    orders.forEach(order -> assertThat(scene.facts(order).version()).isLessThanOrEqualTo(2));
  }

  @Test
  void oneAtATimeInAnAreaAndItCanBeCancelled() {
    UUID running = runs(clock.instant());

    assertThat(dispatcher.command("dispatch.propose", Map.of()).code())
        .isEqualTo("dispatch.proposal-running");
    // Whoever dispatches above covers the same orders; elsewhere nobody has to wait.
    assertThat(county.dispatcher().command("dispatch.propose", Map.of()).code())
        .isEqualTo("dispatch.proposal-running");
    Api elsewhere = scene.atTheDesk("DISPATCHER", elsewhere());
    made(elsewhere, null);
    assertThat(take(dispatcher, running, null).code()).isEqualTo("dispatch.proposal-state");

    assertThat(
            dispatcher.command("dispatch.cancel-proposal", Map.of("proposalId", running)).isDone())
        .isTrue();
    proposals.make(Scene.REALM, running);

    assertThat(state(running)).isEqualTo("CANCELLED");
    assertThat(dispatcher.command("dispatch.cancel-proposal", Map.of("proposalId", running)).code())
        .isEqualTo("dispatch.proposal-state");
    assertThat(made(dispatcher, null).at("/proposal/state").asString()).isEqualTo("READY");
  }

  @Test
  void aRestartSaysOfAnUnfinishedOneThatItWasBrokenOff() {
    UUID running = runs(clock.instant().minusSeconds(60));

    proposals.breakOff(Scene.REALM, clock.instant());

    JsonNode proposal = detail(dispatcher, running).get("proposal");
    assertThat(proposal.get("state").asString()).isEqualTo("FAILED");
    assertThat(proposal.get("failed").asString()).contains("restarted", "Nothing was changed");
    assertThat(made(dispatcher, null).at("/proposal/state").asString()).isEqualTo("READY");
  }

  @Test
  void noneOfItIsAPossibleAnswer() {
    scene.person("一个人");
    UUID order = scene.placed(kind);
    UUID proposal = id(made(dispatcher, null));

    assertThat(
            dispatcher.command("dispatch.drop-proposal", Map.of("proposalId", proposal)).isDone())
        .isTrue();

    assertThat(state(proposal)).isEqualTo("DROPPED");
    assertThat(take(dispatcher, proposal, null).code()).isEqualTo("dispatch.proposal-state");
    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
  }

  @Test
  void wherePeopleAreMissingEachOrderSaysWhy() {
    UUID nobody = scene.placed(kind);
    JsonNode none = made(dispatcher, null);
    assertThat(none.at("/proposal/left").asInt()).isEqualTo(1);
    assertThat(none.at("/proposal/gain").asInt()).isZero();
    assertThat(line(none.get("lines"), nobody).get("why").asString())
        .contains("responsible body has nobody");
    assertThat(line(none.get("lines"), nobody).get("state").asString()).isEqualTo("NONE");

    scene.leave(scene.person("假一"), 0, 2);
    scene.leave(scene.person("假二"), 0, 2);
    JsonNode away = made(dispatcher, null);
    assertThat(line(away.get("lines"), nobody).get("why").asString())
        .isEqualTo("All who could go are on leave today: 2.");
    Answer taken = take(dispatcher, id(away), List.of(nobody));
    assertThat(taken.body().at("/result/sent").asInt()).isZero();
    assertThat(taken.body().at("/result/answers/0/code").asString())
        .isEqualTo("dispatch.proposal-no-line");
  }

  @Test
  void aCountyWithoutAnybodyHasAProposalThatSaysSo() {
    neighbour.open();
    Map<String, Object> body = county.request();
    body.put(
        "divisionId",
        divisions.villagesBelow(divisions.findByCode("431230").orElseThrow().id()).getFirst().id());
    Scene.done(county.as("neighbour-CLERK").command("order.place", body));

    JsonNode detail = made(county.as("neighbour-DISPATCHER"), null);

    assertThat(line(detail.get("lines"), (UUID) body.get("orderId")).get("why").asString())
        .isEqualTo("Nobody serves in this area.");
    assertThat(county.dispatcher().get("/api/dispatch/proposals/" + id(detail)).code())
        .isEqualTo("dispatch.proposal-not-found");
  }

  @Test
  void whereNothingWaitsThereIsNothingToSay() {
    JsonNode detail = made(dispatcher, null);

    assertThat(detail.get("lines")).isEmpty();
    assertThat(detail.at("/proposal/gain").asInt()).isZero();
    Answer list = dispatcher.get("/api/dispatch/proposals");
    assertThat(list.body().at("/covers/waiting").asInt()).isZero();
    assertThat(list.body().at("/covers/areas/0").asString()).isEqualTo(scene.village().name());
  }

  @Test
  void onlyWhoDispatchesInAllOfItsAreasSeesItOrAnswersIt() {
    scene.person("一个人");
    UUID order = scene.placed(kind);
    UUID proposal = id(made(dispatcher, null));
    Api stranger = scene.atTheDesk("DISPATCHER", elsewhere());

    assertThat(stranger.get("/api/dispatch/proposals/" + proposal).code())
        .isEqualTo("dispatch.proposal-not-found");
    assertThat(stranger.get("/api/dispatch/proposals?limit=100").body().toString())
        .doesNotContain(proposal.toString());
    assertThat(take(stranger, proposal, null).code()).isEqualTo("dispatch.proposal-not-found");
    for (String command : List.of("dispatch.cancel-proposal", "dispatch.drop-proposal")) {
      assertThat(stranger.command(command, Map.of("proposalId", proposal)).code())
          .isEqualTo("dispatch.proposal-not-found");
    }
    assertThat(county.clerk().get("/api/dispatch/proposals").code()).isEqualTo("access.forbidden");
    assertThat(county.clerk().get("/api/dispatch/proposals/" + proposal).code())
        .isEqualTo("access.forbidden");
    assertThat(county.clerk().command("dispatch.propose", Map.of()).code())
        .isEqualTo("access.forbidden");
    assertThat(county.dispatcher().get("/api/dispatch/proposals/" + proposal).isDone()).isTrue();
    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
  }

  @Test
  void whoDispatchesInAPartSeesAndAnswersTheLinesOfTheirOwn() {
    scene.person("一个人");
    UUID mine = scene.placed(kind);
    // Never answered, so that the proposal stays open to the end.
    UUID other = scene.placed(kind);
    Scene beside = Scene.in(context, elsewhere());
    beside.person("另一个人");
    UUID theirs =
        beside.placed(
            beside.kind("weighed", beside.body, List.of("OFFER"), Map.of(), "RESTRICTED"));
    Api neighbours = beside.atTheDesk("DISPATCHER", beside.village());
    Api township =
        scene.atTheDesk("DISPATCHER", divisions.find(scene.village().parentId()).orElseThrow());
    UUID proposal = id(made(township, null));

    JsonNode seen = detail(dispatcher, proposal);
    assertThat(seen.at("/proposal/own/0").asString()).isEqualTo(scene.village().name());
    assertThat(seen.at("/proposal/served").asInt()).isEqualTo(2);
    assertThat(seen.get("open").asInt()).isEqualTo(2);
    assertThat(line(seen.get("lines"), mine).get("state").asString()).isEqualTo("OPEN");
    assertThat(seen.toString()).doesNotContain(theirs.toString());
    assertThat(dispatcher.get("/api/dispatch/proposals").body().toString())
        .contains(proposal.toString());
    assertThat(dispatcher.command("dispatch.drop-proposal", Map.of("proposalId", proposal)).code())
        .as("the whole is not theirs to drop")
        .isEqualTo("dispatch.proposal-not-found");

    Answer foreign = take(dispatcher, proposal, List.of(theirs));
    assertThat(foreign.text("result.answers.0.code")).isEqualTo("dispatch.proposal-no-line");
    assertThat(scene.state(theirs)).isEqualTo(OrderState.WAITING);
    assertThat(take(dispatcher, proposal, List.of(mine)).text("result.sent")).isEqualTo("1");
    assertThat(scene.state(mine)).isEqualTo(OrderState.OFFERED);
    assertThat(scene.state(other)).isEqualTo(OrderState.WAITING);

    Answer none = neighbours.command("dispatch.leave-lines", Map.of("proposalId", proposal));
    assertThat(none.isDone()).as("%s", none).isTrue();
    assertThat(line(detail(township, proposal).get("lines"), theirs).get("state").asString())
        .isEqualTo("LEFT");
    assertThat(scene.state(theirs)).isEqualTo(OrderState.WAITING);
    assertThat(take(township, proposal, List.of(theirs)).text("result.sent")).isEqualTo("0");
    Scene.done(township.command("dispatch.drop-proposal", Map.of("proposalId", proposal)));
    for (UUID left : List.of(theirs, other)) {
      Scene.done(county.clerk().command("order.cancel", Map.of("orderId", left, "reason", "不再需要")));
    }
  }

  @Test
  void pagesAreReadByTheirKeysAndBadQuestionsRefused() {
    scene.person("一个人");
    placed(3);
    UUID proposal = id(made(dispatcher, null));
    id(made(dispatcher, null));

    Answer first = dispatcher.get("/api/dispatch/proposals/" + proposal + "?limit=2");
    assertThat(first.body().get("lines")).hasSize(2);
    assertThat(first.body().get("next").asInt()).isEqualTo(2);
    assertThat(
            dispatcher
                .get("/api/dispatch/proposals/" + proposal + "?limit=2&after=2")
                .body()
                .get("lines"))
        .hasSize(1);
    Answer list = dispatcher.get("/api/dispatch/proposals?limit=1");
    assertThat(list.body().get("items")).hasSize(1);
    Answer more = dispatcher.get("/api/dispatch/proposals?limit=1&after=" + list.text("next"));
    assertThat(more.body().at("/items/0/id").asString()).isEqualTo(proposal.toString());

    for (String bad : List.of("?limit=0", "?limit=1000", "?after=nonsense")) {
      assertThat(dispatcher.get("/api/dispatch/proposals" + bad).code())
          .as(bad)
          .isEqualTo("request.invalid");
    }
    for (int price : new int[] {-1, 10_001}) {
      assertThat(dispatcher.command("dispatch.propose", Map.of("priceMinutes", price)).code())
          .isEqualTo("command.malformed");
    }
    assertThat(take(dispatcher, proposal, List.of()).code()).isEqualTo("command.malformed");
    assertThat(take(dispatcher, Ids.next(), null).code()).isEqualTo("dispatch.proposal-not-found");
  }

  @Test
  void onceADayByItselfAtTheHourTheCountysDispatcherSets() {
    Api ofTheCounty = county.dispatcher();
    assertThat(policies.at(Scene.REALM, clock.instant()).plannedDaily()).isNull();
    assertThat(dispatcher.command("dispatch.set-daily-hour", Map.of("hour", "00:00")).code())
        .isEqualTo("access.forbidden");
    assertThat(ofTheCounty.command("dispatch.set-daily-hour", Map.of("hour", "25:00")).code())
        .isEqualTo("command.malformed");
    int before = byItself(1);
    minutePasses();
    assertThat(byItself(1)).isEqualTo(before);

    done(ofTheCounty.command("dispatch.set-daily-hour", Map.of("hour", "00:00")));
    try {
      minutePasses();
      minutePasses();

      assertThat(byItself(1)).isEqualTo(before + 1);
      UUID daily =
          Sql.owner()
              .sql(
                  """
                  select proposal_id from dispatch.proposal where realm = 1 and asked_by is null
                  order by asked_at desc limit 1
                  """)
              .query(UUID.class)
              .single();
      assertThat(ready(ofTheCounty, daily).at("/proposal").has("askedBy")).isFalse();
      JsonNode page = ofTheCounty.get("/api/dispatch/proposals?limit=100").body();
      assertThat(page.get("items"))
          .anyMatch(one -> one.get("id").asString().equals(daily.toString()));
      assertThat(page.at("/covers/daily").asString()).startsWith("00:00");
      assertThat(page.at("/covers/dailySetBy").asString()).isNotBlank();
      assertThat(page.at("/covers/maySetDaily").asBoolean()).isTrue();
      assertThat(page.at("/covers/tooMany").asBoolean()).isFalse();
      JsonNode below = dispatcher.get("/api/dispatch/proposals").body();
      assertThat(below.at("/covers/maySetDaily").asBoolean()).isFalse();
    } finally {
      done(ofTheCounty.command("dispatch.set-daily-hour", Map.of()));
    }
    assertThat(ofTheCounty.get("/api/dispatch/proposals").body().get("covers").hasNonNull("daily"))
        .isFalse();
  }

  @Test
  void whatIsBeingMadeAtThatHourDoesNotCostTheDayItsOwn() {
    neighbour.open();
    Api there = county.as("neighbour-DISPATCHER");
    RealmId realm = new RealmId(2);
    int before = byItself(2);
    UUID running = runs(realm, List.of("."), clock.instant());
    done(there.command("dispatch.set-daily-hour", Map.of("hour", "00:00")));
    try {
      minutePasses();
      assertThat(byItself(2)).as("not while another one is made").isEqualTo(before);
      transactions.write(
          realm,
          () -> {
            store.end(realm, running, Proposal.State.DROPPED, clock.instant());
            return true;
          });

      minutePasses();
      minutePasses();

      assertThat(byItself(2)).isEqualTo(before + 1);
    } finally {
      done(there.command("dispatch.set-daily-hour", Map.of()));
    }
  }

  @Test
  void whatNobodyHasHeardOfForLongGivesWayAlsoWhenTheClockWasPutBack() {
    for (Duration away : List.of(Duration.ofMinutes(-16), Duration.ofMinutes(16))) {
      UUID silent = runs(clock.instant().plus(away));

      assertThat(made(dispatcher, null).at("/proposal/state").asString()).isEqualTo("READY");

      assertThat(state(silent)).isEqualTo("FAILED");
    }
  }

  @Test
  void oneThatBreaksWithAnErrorIsSaidToHaveFailed() {
    UUID broken = runs(clock.instant());
    Proposals breaking =
        new Proposals(
            store,
            context.getBean(DecisionStore.class),
            new BrokenWeighings(context),
            context.getBean(Ranking.class),
            context.getBean(DailyHours.class),
            context.getBean(OrdersInHand.class),
            context.getBean(People.class),
            context.getBean(Realms.class),
            transactions,
            context.getBean(Gate.class),
            context.getBean(Vault.class),
            clock,
            context.getBean(JsonMapper.class));

    breaking.make(Scene.REALM, broken);
    breaking.close();

    assertThat(state(broken)).isEqualTo("FAILED");
    assertThat(made(dispatcher, null).at("/proposal/state").asString()).isEqualTo("READY");
  }

  private static final class BrokenWeighings extends Weighings {
    BrokenWeighings(ApplicationContext context) {
      super(
          context.getBean(People.class),
          context.getBean(LanguageList.class),
          context.getBean(Teams.class),
          context.getBean(Travel.class),
          context.getBean(Catalogue.class),
          context.getBean(OrdersInHand.class),
          context.getBean(Policies.class),
          context.getBean(TimeTaken.class),
          context.getBean(Realms.class),
          context.getBean(InstantSource.class));
    }

    @Override
    Weighing now(RealmId realm) {
      throw new StackOverflowError("as if there were too much to weigh");
    }
  }

  /** What the timer does each minute. */
  private void minutePasses() {
    dailyProposalTask.executeRecurringly(null, null);
  }

  private static void done(Answer answer) {
    assertThat(answer.isDone()).as("%s", answer).isTrue();
  }

  private static int byItself(int realm) {
    return Sql.owner()
        .sql("select count(*) from dispatch.proposal where realm = :realm and asked_by is null")
        .param("realm", realm)
        .query(Integer.class)
        .single();
  }

  private UUID runs(Instant askedAt) {
    return runs(Scene.REALM, List.of(scene.village().path()), askedAt);
  }

  private UUID runs(RealmId realm, List<String> areas, Instant askedAt) {
    UUID id = Ids.next();
    transactions.write(
        realm,
        () -> {
          store.insert(
              realm,
              new Proposal(
                  id,
                  Proposal.State.READING,
                  areas,
                  null,
                  Ids.next(),
                  askedAt,
                  0,
                  0,
                  null,
                  null,
                  Proposal.Sum.NOTHING));
          return true;
        });
    return id;
  }

  /** Asks for one and waits until it lies there. */
  private JsonNode made(Api who, Integer price) {
    Answer asked =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    who.command(
                        "dispatch.propose",
                        price == null ? Map.of() : Map.of("priceMinutes", price)),
                answer -> !answer.code().equals("dispatch.proposal-running"));
    assertThat(asked.isDone()).as("%s", asked).isTrue();
    return ready(who, UUID.fromString(asked.text("result.proposalId")));
  }

  private JsonNode ready(Api who, UUID id) {
    JsonNode detail =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> detail(who, id),
                one ->
                    !Set.of("READING", "SOLVING", "CHECKING")
                        .contains(one.at("/proposal/state").asString()));
    assertThat(detail.at("/proposal/state").asString()).as("%s", detail).isEqualTo("READY");
    return detail;
  }

  private static JsonNode detail(Api who, UUID id) {
    Answer answer = who.get("/api/dispatch/proposals/" + id + "?limit=200");
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return answer.body();
  }

  private String state(UUID proposal) {
    return detail(dispatcher, proposal).at("/proposal/state").asString();
  }

  private static UUID id(JsonNode detail) {
    return UUID.fromString(detail.at("/proposal/id").asString());
  }

  private static Answer take(Api who, UUID proposal, List<UUID> orders) {
    Map<String, Object> body = new HashMap<>();
    body.put("proposalId", proposal);
    if (orders != null) {
      body.put("orderIds", orders);
    }
    return who.command("dispatch.take-proposal", body);
  }

  private static JsonNode line(JsonNode lines, UUID order) {
    for (JsonNode line : lines) {
      if (line.get("orderId").asString().equals(order.toString())) {
        return line;
      }
    }
    throw new AssertionError("no line for " + order + " in " + lines);
  }

  private static String to(JsonNode lines, UUID order) {
    return line(lines, order).at("/to/id").asString();
  }

  private List<UUID> placed(int count) {
    List<UUID> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      orders.add(scene.placed(kind));
    }
    return orders;
  }

  private void withdrawWaiting() {
    Sql.owner()
        .sql(
            "select id from orders.orders where realm = 1 and area like :path and state = 'WAITING'")
        .param("path", scene.village().path() + "%")
        .query(UUID.class)
        .list()
        .forEach(
            order ->
                Scene.done(
                    county
                        .clerk()
                        .command("order.cancel", Map.of("orderId", order, "reason", "量路用的"))));
  }

  private void fill(UUID person, int orders) {
    for (int i = 0; i < orders; i++) {
      scene.offered(kind, person);
    }
  }

  /** The minutes of travel as the desk shows them beside a candidate. */
  private int way(UUID order, UUID person) {
    JsonNode answer = scene.candidates(order).body();
    for (JsonNode candidate : answer.get("ranked")) {
      if (candidate.at("/person/id").asString().equals(person.toString())) {
        for (JsonNode term : candidate.get("terms")) {
          if (term.get("code").asString().equals("travel")) {
            return -term.get("points").asInt();
          }
        }
      }
    }
    throw new AssertionError(person + " is not a candidate: " + answer);
  }

  /** Another village of the township. */
  private Division elsewhere() {
    return divisions.villagesBelow(scene.village().parentId()).stream()
        .filter(village -> village.id() != scene.village().id())
        .findFirst()
        .orElseThrow();
  }
}
