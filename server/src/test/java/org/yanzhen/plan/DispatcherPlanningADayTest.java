package org.yanzhen.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yanzhen.plan.PlanScene.find;
import static org.yanzhen.plan.PlanScene.orders;
import static org.yanzhen.plan.PlanScene.start;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.command.Gate;
import org.yanzhen.dispatch.Going;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Teams;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Travel;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Vault;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Neighbour;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@YanzhenTest
class DispatcherPlanningADayTest {

  @Autowired ApplicationContext context;
  @Autowired TestClock clock;
  @Autowired Computing computing;
  @Autowired WorkCalendar calendar;
  @Autowired RealmTransactions transactions;
  @Autowired Divisions divisions;
  @Autowired Neighbour neighbour;
  private PlanScene plan;
  private Scene scene;
  private UUID anna;
  private UUID bo;

  @BeforeEach
  void twoWhoServe() {
    plan = new PlanScene(context);
    scene = plan.scene;
    anna = scene.person("安大姐");
    bo = scene.person("包师傅");
  }

  @AfterEach
  void today() {
    clock.reset();
  }

  private UUID accepted(UUID person) {
    return scene.accepted(plan.kind, person);
  }

  // Making and adopting.

  @Test
  void aDayIsMadeAdoptedAndSeenOnThePhone() {
    UUID one = accepted(anna);
    UUID two = accepted(anna);
    assertThat(orders(plan.mine(anna))).isEmpty();
    assertThat(find(plan.mine(anna).get("unplanned"), "orderId", one).get("reason").asString())
        .isEqualTo("not-planned");

    UUID draft = plan.made(false, null);

    JsonNode proposed = find(plan.draft(draft).body().get("people"), "personId", anna);
    assertThat(proposed.get("lines")).hasSize(2);
    assertThat(proposed.at("/lines/0/change").asString()).isEqualTo("NEW");
    assertThat(orders(plan.mine(anna))).as("only proposed").isEmpty();

    Answer adopted = plan.adopt(draft);
    assertThat(adopted.isDone()).as("%s", adopted).isTrue();

    assertThat(orders(plan.mine(anna))).containsExactlyInAnyOrder(one, two);
    assertThat(plan.draft(draft).text("state")).isEqualTo("ADOPTED");
    assertThat(plan.dayOf(anna).get("travelMinutes").asInt()).isPositive();
    assertThat(plan.mine(anna).at("/visits/0/position/latitude").asDouble()).isPositive();
    plan.check(anna, bo);
  }

  @Test
  void adoptedTwiceItIsRefusedAndTheSameCommandHasTheSameAnswer() {
    accepted(anna);
    UUID draft = plan.made(false, null);
    UUID command = Ids.next();

    Answer first = plan.desk().command(command, "plan.adopt", Map.of("draftId", draft));
    Answer again = plan.desk().command(command, "plan.adopt", Map.of("draftId", draft));

    assertThat(first.isDone()).isTrue();
    assertThat(again.text("result.visits")).isEqualTo(first.text("result.visits"));
    assertThat(plan.adopt(draft).code()).isEqualTo("plan.draft-state");
  }

  @Test
  void onesDayMayBeAdoptedAlone() {
    UUID hers = accepted(anna);
    UUID his = accepted(bo);
    UUID draft = plan.made(false, null);

    Answer adopted =
        plan.desk().command("plan.adopt", Map.of("draftId", draft, "personIds", List.of(anna)));

    assertThat(adopted.isDone()).as("%s", adopted).isTrue();
    assertThat(orders(plan.mine(anna))).containsExactly(hers);
    assertThat(orders(plan.mine(bo))).isEmpty();
    assertThat(plan.adopt(draft).isDone()).isTrue();
    assertThat(orders(plan.mine(bo))).containsExactly(his);
  }

  @Test
  void whatPeopleWereToldStaysWhereItIsWhenTheDayIsMadeAnew() {
    UUID one = accepted(anna);
    plan.planned();
    Instant told = start(plan.mine(anna), one);
    UUID two = accepted(anna);

    UUID draft = plan.made(false, null);

    JsonNode lines = find(plan.draft(draft).body().get("people"), "personId", anna).get("lines");
    assertThat(lines).hasSize(2);
    plan.adopt(draft);
    assertThat(start(plan.mine(anna), one)).isEqualTo(told);
    assertThat(orders(plan.mine(anna))).contains(two);
    plan.check(anna);
  }

  @Test
  void whatWaitsIsSuggestedThenOfferedAndThePersonSaysYes() {
    UUID waiting = scene.placed(plan.kind);
    UUID draft = plan.made(true, null);
    JsonNode people = plan.draft(draft).body().get("people");
    UUID to =
        List.of(anna, bo).stream()
            .filter(person -> find(people, "personId", person) != null)
            .findFirst()
            .orElseThrow();
    assertThat(plan.draft(draft).body().get("suggested").asInt()).isPositive();
    assertThat(scene.state(waiting)).isEqualTo(OrderState.WAITING);

    Answer adopted = plan.adopt(draft);

    assertThat(adopted.body().at("/result/offered").asInt()).as("%s", adopted).isPositive();
    assertThat(scene.state(waiting)).isEqualTo(OrderState.OFFERED);
    assertThat(scene.with(waiting)).isEqualTo(to);
    JsonNode visit = find(plan.mine(to).get("visits"), "orderId", waiting);
    assertThat(visit.get("firm").asBoolean()).isFalse();

    Scene.done(scene.as(to).command("order.accept", Map.of("orderId", waiting)));

    visit = find(plan.mine(to).get("visits"), "orderId", waiting);
    assertThat(visit.get("firm").asBoolean()).isTrue();
  }

  @Test
  void whatIsDeclinedLeavesTheDay() {
    UUID waiting = scene.placed(plan.kind);
    plan.adopt(plan.made(true, null));
    UUID to = scene.with(waiting);

    Scene.done(
        scene
            .as(to)
            .command("order.decline", Map.of("orderId", waiting, "reason", "BUSY", "text", "去不了")));

    assertThat(orders(plan.mine(to))).doesNotContain(waiting);
  }

  @Test
  void anUrgentOrderIsFittedInWithTheLeastDisruption() {
    UUID one = accepted(anna);
    UUID two = accepted(anna);
    plan.planned();
    Map<UUID, Instant> told = new HashMap<>();
    for (UUID order : List.of(one, two)) {
      told.put(order, start(plan.mine(anna), order));
    }
    UUID urgent = scene.placed(plan.kind);

    UUID draft = plan.made(false, urgent);

    JsonNode view = plan.draft(draft).body();
    assertThat(view.get("placed").asInt()).isEqualTo(1);
    assertThat(view.get("moved").asInt()).as("there is room without").isZero();
    assertThat(view.get("aroundNumber").asString()).isNotBlank();
    plan.adopt(draft);
    told.forEach((order, at) -> assertThat(start(plan.mine(anna), order)).isEqualTo(at));
    assertThat(scene.state(urgent)).isEqualTo(OrderState.OFFERED);
    plan.check(anna, bo);
  }

  @Test
  void aDayThatHasMovedOnIsNotOverwritten() {
    UUID one = accepted(anna);
    accepted(anna);
    UUID draft = plan.made(false, null);
    assertThat(plan.moved(one, anna, 0, null).isDone()).isTrue();

    Answer adopted = plan.adopt(draft);

    assertThat(adopted.code()).isEqualTo("plan.draft-stale");
    assertThat(
            find(plan.draft(draft).body().get("people"), "personId", anna).get("stale").asBoolean())
        .isTrue();
    assertThat(orders(plan.mine(anna))).containsExactly(one);
  }

  @Test
  void aDraftWhoseHourHasComeIsStale() {
    accepted(anna);
    UUID draft = plan.made(false, null);

    plan.isNow(16, 0);

    assertThat(plan.adopt(draft).code()).isEqualTo("plan.draft-stale");
  }

  @Test
  void aComputationCanBeStoppedAndNothingComesOfIt() throws InterruptedException {
    accepted(anna);
    CountDownLatch held = new CountDownLatch(1);
    computing.executor().execute(() -> waitFor(held));
    Answer made = plan.make(false, null);
    UUID draft = UUID.fromString(made.text("result.draftId"));
    assertThat(plan.draft(draft).text("state")).isEqualTo("COMPUTING");
    Answer day =
        plan.desk().get("/api/plans?day=%s&division=%d".formatted(plan.day, plan.village().id()));
    assertThat(find(day.body().get("drafts"), "id", draft).get("share").asInt()).isZero();

    Answer second = plan.make(false, null);
    Answer cancelled = plan.desk().command("plan.cancel", Map.of("draftId", draft));
    held.countDown();
    plan.settle();

    assertThat(second.code()).as("once at a time").isEqualTo("plan.running");
    assertThat(cancelled.isDone()).isTrue();
    assertThat(plan.draft(draft).text("state")).isEqualTo("CANCELLED");
    assertThat(plan.adopt(draft).code()).isEqualTo("plan.draft-state");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatNobodyComputesAnyMoreGivesWayAlsoWhenTheClockLeaps() {
    accepted(anna);
    CountDownLatch held = new CountDownLatch(1);
    computing.executor().execute(() -> waitFor(held));
    UUID lost = UUID.fromString(plan.make(false, null).text("result.draftId"));

    clock.advance(Duration.ofHours(1));
    Answer next = plan.make(false, null);
    held.countDown();
    plan.settle();

    assertThat(next.isDone()).as("%s", next).isTrue();
    assertThat(plan.draft(lost).text("state")).isEqualTo("FAILED");
    assertThat(plan.draft(lost).text("problem")).isNotBlank();
    assertThat(plan.draft(UUID.fromString(next.text("result.draftId"))).text("state"))
        .isEqualTo("READY");
    clock.reset();
    assertThat(plan.make(false, null).isDone()).as("and back").isTrue();
    plan.settle();
  }

  @Test
  void oneThatBreaksWithAnErrorIsSaidToHaveFailed() throws Exception {
    Draft draft =
        new Draft(
            Ids.next(),
            plan.day,
            plan.village().id(),
            plan.village().path(),
            Draft.State.COMPUTING,
            false,
            null,
            null,
            clock.instant(),
            clock.instant().plus(Duration.ofMinutes(5)),
            null,
            null,
            null,
            List.of());
    PlanStore store = context.getBean(PlanStore.class);
    assertThat(transactions.write(Scene.REALM, () -> store.insert(Scene.REALM, draft))).isTrue();
    Computing breaking =
        new Computing(
            context.getBean(Runs.class),
            new BrokenReader(context),
            context.getBean(OrdersInHand.class),
            context.getBean(Going.class),
            transactions,
            context.getBean(Gate.class),
            context.getBean(Vault.class),
            context.getBean(JsonMapper.class));

    breaking.hear(new Runs.Wanted(Scene.REALM, draft));
    breaking.executor().submit(() -> {}).get();
    breaking.executor().shutdown();

    assertThat(plan.draft(draft.id()).text("state")).isEqualTo("FAILED");
    assertThat(plan.make(false, null).isDone()).as("the day is free again").isTrue();
    plan.settle();
  }

  private static final class BrokenReader extends DayReader {
    BrokenReader(ApplicationContext context) {
      super(
          context.getBean(PlanStore.class),
          context.getBean(PlanPolicies.class),
          context.getBean(People.class),
          context.getBean(Teams.class),
          context.getBean(OrdersInHand.class),
          context.getBean(Catalogue.class),
          context.getBean(Travel.class),
          context.getBean(WorkCalendar.class),
          context.getBean(Realms.class),
          context.getBean(TestClock.class));
    }

    @Override
    List<Person> serving(RealmId realm, String area) {
      throw new StackOverflowError("as if there were too much to read");
    }
  }

  @Test
  void oneDispatcherLeavesTheColleaguesRoom() {
    Api here = plan.dispatcherOf(plan.village());
    Api there = scene.county.dispatcher();
    CountDownLatch held = new CountDownLatch(1);
    computing.executor().execute(() -> waitFor(held));
    List<Answer> made = new ArrayList<>();
    Answer colleague;
    try {
      for (int ahead = 0; ahead < 3; ahead++) {
        made.add(here.command("plan.make", ofDay(ahead)));
      }
      colleague = there.command("plan.make", ofDay(3));
    } finally {
      held.countDown();
    }
    plan.settle();

    assertThat(made).extracting(Answer::isDone).containsExactly(true, true, false);
    assertThat(made.getLast().code()).isEqualTo("plan.too-many-running");
    assertThat(colleague.isDone()).as("%s", colleague).isTrue();
    assertThat(here.command("plan.make", ofDay(4)).isDone()).as("and then again").isTrue();
    plan.settle();
  }

  private Map<String, Object> ofDay(int ahead) {
    return Map.of(
        "day",
        plan.day.plusDays(ahead).toString(),
        "divisionId",
        plan.village().id(),
        "waiting",
        false);
  }

  @Test
  void whoHasNoTimeLeftBeforeTheDeadlineIsNotSuggestedForIt() {
    LocalDate day = plan.day;
    while (!calendar.isWorkingDay(day) || !calendar.isWorkingDay(day.plusDays(1))) {
      day = day.plusDays(1);
    }
    clock.advance(
        Duration.between(clock.instant(), day.atTime(17, 50).atZone(PlanScene.ZONE).toInstant()));
    Map<String, Object> asked = new HashMap<>(scene.county.request());
    asked.put("kind", plan.kind);
    asked.put("divisionId", plan.village().id());
    asked.put("urgency", "URGENT");
    Scene.done(scene.county.clerk().command("order.place", asked));
    UUID order = (UUID) asked.get("orderId");
    scene.leave(anna, 1, 6);

    JsonNode one = plan.desk().get("/api/orders/" + order + "/candidates").body();
    assertThat(one.at("/ranked/0/person/id").asString()).isEqualTo(bo.toString());
    assertThat(one.get("refused"))
        .anyMatch(
            refused ->
                refused.at("/person/id").asString().equals(anna.toString())
                    && refused.get("rule").asString().equals("no-time")
                    && refused.get("soft").asBoolean()
                    && refused.get("reason").asString().contains("No time until"));

    scene.leave(bo, 1, 6);
    JsonNode none = plan.desk().get("/api/orders/" + order + "/candidates").body();
    assertThat(none.get("ranked")).isEmpty();
    assertThat(none.get("unserved").asString()).contains("None of the 2", "has time before");
  }

  @Test
  void whereEverybodyIsOnLeaveTheReasonIsSaid() {
    UUID order = accepted(anna);
    int ahead = (int) (plan.day.toEpochDay() - scene.today().toEpochDay());
    // What falls due while away is handed on; this is only about the day.
    scene.leave(anna, ahead, ahead);
    if (scene.state(order) != OrderState.ACCEPTED) {
      order = accepted(anna);
    }

    UUID draft = plan.made(false, null);

    JsonNode left = find(plan.draft(draft).body().get("leftOut"), "orderId", order);
    assertThat(left.get("reason").asString()).isEqualTo("away");
    assertThat(left.get("words").asString()).isNotBlank();
    assertThat(plan.tried(order, anna, 0).body().get("possible").asBoolean()).isFalse();
    assertThat(plan.tried(order, anna, 0).body().at("/rules/0/rule").asString())
        .isEqualTo("on-leave");
  }

  // By hand.

  @Test
  void tryingSaysWhatItCostsAndChangesNothing() {
    UUID one = accepted(anna);
    UUID two = accepted(anna);
    plan.planned();
    List<UUID> before = orders(plan.mine(anna));
    UUID last = before.getLast();

    Answer tried = plan.tried(last, anna, 0);

    assertThat(tried.body().get("possible").asBoolean()).as("%s", tried).isTrue();
    assertThat(tried.text("step")).isEqualTo("NONE");
    assertThat(tried.body().get("travelAfter").asInt()).isPositive();
    assertThat(tried.body().get("moved")).as("the other gives way").hasSize(1);
    assertThat(tried.body().at("/moved/0/number").asString()).isNotBlank();
    assertThat(orders(plan.mine(anna))).isEqualTo(before);

    Answer moved = plan.moved(last, anna, 0, null);

    assertThat(moved.isDone()).as("%s", moved).isTrue();
    assertThat(orders(plan.mine(anna))).containsExactlyInAnyOrder(one, two).startsWith(last);
    plan.check(anna);
  }

  @Test
  void ofTwoDispatchersTheSecondHasToLookAgain() {
    UUID one = accepted(anna);
    UUID two = accepted(anna);
    plan.planned();
    Answer seen = plan.tried(one, anna, 0);
    assertThat(plan.moved(two, anna, 0, null).isDone()).isTrue();

    assertThat(plan.moved(seen, one, anna, 0, null).code()).isEqualTo("command.base-stale");
    assertThat(plan.moved(one, anna, 0, null).isDone()).isTrue();
  }

  @Test
  void toSomebodyElseItIsTakenBackAndOfferedWithAReason() {
    UUID order = accepted(anna);
    plan.planned();

    Answer tried = plan.tried(order, bo, 0);

    assertThat(tried.text("step")).isEqualTo("HAND_OVER");
    assertThat(tried.text("stepWords")).isNotBlank();
    assertThat(tried.body().get("needsReason").asBoolean()).isTrue();
    assertThat(plan.moved(order, bo, 0, null).code()).isEqualTo("plan.reason-missing");
    assertThat(orders(plan.mine(anna))).containsExactly(order);

    Answer moved = plan.moved(order, bo, 0, "顺路");

    assertThat(moved.isDone()).as("%s", moved).isTrue();
    assertThat(moved.body().at("/result/offered").asBoolean()).isTrue();
    assertThat(orders(plan.mine(anna))).isEmpty();
    assertThat(scene.with(order)).isEqualTo(bo);
    assertThat(find(plan.mine(bo).get("visits"), "orderId", order).get("firm").asBoolean())
        .isFalse();
    plan.check(anna, bo);
  }

  @Test
  void aRuleWithoutExceptionRefuses() {
    UUID order = scene.placed(plan.kind);
    UUID stranger = scene.person("外单位", plan.village(), scene.organisation("other"));

    Answer tried = plan.tried(order, stranger, 0);

    assertThat(tried.body().get("possible").asBoolean()).isFalse();
    assertThat(tried.body().at("/rules/0/rule").asString()).isEqualTo("privacy");
    assertThat(tried.body().at("/rules/0/hard").asBoolean()).isTrue();
    Answer moved = plan.moved(order, stranger, 0, "非要派");
    assertThat(moved.code()).isEqualTo("plan.not-possible");
    assertThat(moved.text("params.rule")).isEqualTo("privacy");
    assertThat(scene.state(order)).isEqualTo(OrderState.WAITING);
  }

  @Test
  void takenOutOfTheDayItStaysWithItsPerson() {
    UUID order = accepted(anna);
    plan.planned();
    int version = plan.dayOf(anna).get("version").asInt();

    assertThat(
            plan.desk()
                .command("plan.remove", Map.of("orderId", order, "expectedVersion", version + 1))
                .code())
        .isEqualTo("command.base-stale");
    assertThat(
            plan.desk()
                .command(
                    "plan.remove",
                    Map.of("orderId", order, "expectedVersion", version, "reason", "改天"))
                .isDone())
        .isTrue();

    assertThat(orders(plan.mine(anna))).isEmpty();
    assertThat(scene.state(order)).isEqualTo(OrderState.ACCEPTED);
    Answer changes =
        plan.desk()
            .get("/api/plans/changes?day=%s&division=%d".formatted(plan.day, plan.village().id()));
    assertThat(changes.text("items.0.what")).isEqualTo("REMOVED");
    assertThat(changes.text("items.0.reason")).isEqualTo("改天");
    assertThat(
            plan.desk()
                .command("plan.remove", Map.of("orderId", order, "expectedVersion", 0))
                .code())
        .isEqualTo("plan.not-in-day");
  }

  @Test
  void whatHasBegunIsNotMoved() {
    UUID one = accepted(anna);
    UUID two = accepted(anna);
    plan.planned();
    for (UUID order : List.of(one, two)) {
      Scene.done(scene.as(anna).command("order.start", Map.of("orderId", order)));
    }
    UUID first = orders(plan.mine(anna)).getFirst();
    UUID last = orders(plan.mine(anna)).getLast();
    Instant begins = start(plan.mine(anna), first);

    clock.advance(Duration.between(clock.instant(), begins.plus(Duration.ofMinutes(5))));

    assertThat(find(plan.mine(anna).get("visits"), "orderId", first).get("begun").asBoolean())
        .isTrue();
    assertThat(plan.moved(first, anna, 1, "换一下").text("params.rule")).isEqualTo("begun");
    assertThat(plan.tried(last, anna, 0).body().get("possible").asBoolean())
        .as("nothing comes before what has begun")
        .isFalse();

    clock.reset();
    assertThat(find(plan.mine(anna).get("visits"), "orderId", first).get("begun").asBoolean())
        .as("the clock was set back")
        .isFalse();
  }

  @Test
  void aDayThatIsOverIsOnlyLookedAt() {
    UUID order = accepted(anna);
    String yesterday = scene.today().minusDays(1).toString();

    Answer day =
        plan.desk().get("/api/plans?day=%s&division=%d".formatted(yesterday, plan.village().id()));

    assertThat(day.body().get("past").asBoolean()).isTrue();
    assertThat(day.body().get("mayChange").asBoolean()).isFalse();
    Map<String, Object> move =
        Map.of(
            "day",
            yesterday,
            "orderId",
            order,
            "toPersonId",
            anna,
            "index",
            0,
            "expectedVersion",
            0);
    assertThat(plan.desk().command("plan.move", move).code()).isEqualTo("plan.day-past");
    assertThat(
            plan.desk()
                .command(
                    "plan.make",
                    Map.of("day", yesterday, "divisionId", plan.village().id(), "waiting", false))
                .code())
        .isEqualTo("plan.day-past");
  }

  // Who hears of changes.

  @Test
  void aLeaveEmptiesTheDayAndTheDeskSeesTheGap() {
    accepted(anna);
    plan.planned();
    assertThat(orders(plan.dayOf(anna))).hasSize(1);

    int ahead = (int) (plan.day.toEpochDay() - scene.today().toEpochDay());
    scene.leave(anna, ahead, ahead);

    JsonNode day = plan.dayOf(anna);
    assertThat(orders(day)).isEmpty();
    assertThat(day.get("away").asBoolean()).isTrue();
    Answer changes =
        plan.desk()
            .get("/api/plans/changes?day=%s&division=%d".formatted(plan.day, plan.village().id()));
    assertThat(changes.text("items.0.what")).isEqualTo("GONE");
    assertThat(changes.text("items.0.words")).contains("away");
  }

  @Test
  void whatIsWithdrawnOrSuspendedLeavesTheDay() {
    UUID withdrawn = accepted(anna);
    UUID suspended = accepted(anna);
    plan.planned();
    assertThat(orders(plan.mine(anna))).hasSize(2);

    Scene.done(
        scene
            .county
            .clerk()
            .command("order.cancel", Map.of("orderId", withdrawn, "reason", "不用来了")));
    Scene.done(
        plan.desk()
            .command(
                "order.suspend",
                Map.of(
                    "orderId",
                    suspended,
                    "reason",
                    "MATERIAL",
                    "text",
                    "等料",
                    "until",
                    plan.at(8, 0).plus(Duration.ofDays(3)).toString())));

    assertThat(orders(plan.mine(anna))).isEmpty();
  }

  @Test
  void whatWasServedStaysInTheDayAsDone() {
    UUID order = accepted(anna);
    plan.planned();
    Scene.done(scene.as(anna).command("order.start", Map.of("orderId", order)));
    Instant begins = start(plan.mine(anna), order);
    clock.advance(Duration.between(clock.instant(), begins.plus(Duration.ofMinutes(10))));

    Scene.done(scene.as(anna).command("order.report", Map.of("orderId", order, "text", "办好了")));

    JsonNode visit = find(plan.mine(anna).get("visits"), "orderId", order);
    assertThat(visit.get("done").asBoolean()).isTrue();
    assertThat(Instant.parse(visit.get("startsAt").asString())).isEqualTo(begins);
    assertThat(plan.moved(order, anna, 0, "再排").code()).isEqualTo("plan.not-possible");
  }

  // Who could.

  @Test
  void whoCouldStillTakeItAndWhen() {
    accepted(anna);
    plan.planned();
    UUID order = scene.placed(plan.kind);
    UUID stranger = scene.person("外单位", plan.village(), scene.organisation("other"));

    Answer who = plan.desk().get("/api/plans/orders/%s/who?day=%s".formatted(order, plan.day));

    JsonNode options = who.body().get("options");
    assertThat(find(options, "personId", anna)).as("%s", who).isNotNull();
    JsonNode first = find(options, "personId", bo);
    assertThat(first.get("words").asString()).isNotBlank();
    assertThat(Instant.parse(first.get("startsAt").asString()))
        .isBetween(plan.at(8, 0), plan.at(18, 0));
    assertThat(find(who.body().get("refused"), "personId", stranger).get("rule").asString())
        .isEqualTo("privacy");
    int index = find(options, "personId", anna).get("index").asInt();
    assertThat(plan.tried(order, anna, index).text("startsAt"))
        .isEqualTo(find(options, "personId", anna).get("startsAt").asString());
  }

  // Who may.

  @Test
  void anotherCountyAndAnotherTownshipSeeAndChangeNothing() {
    UUID order = accepted(anna);
    UUID draft = plan.made(false, null);
    neighbour.open();
    Division other =
        divisions.children(divisions.findByCode("431224").orElseThrow().id()).stream()
            .filter(township -> !plan.village().path().startsWith(township.path()))
            .findFirst()
            .orElseThrow();
    Api outside = plan.dispatcherOf(other);
    String address = "/api/plans?day=%s&division=%d".formatted(plan.day, plan.village().id());

    assertThat(plan.desk().get(address).body().toString()).contains(order.toString());
    for (Api stranger : neighbour.everyRole()) {
      assertThat(stranger.get(address).body().toString()).doesNotContain(order.toString());
      assertThat(stranger.get("/api/plans/drafts/" + draft).isDone()).isFalse();
      assertThat(stranger.command("plan.adopt", Map.of("draftId", draft)).isDone()).isFalse();
      assertThat(stranger.get("/api/plans/orders/%s/who".formatted(order)).isDone()).isFalse();
    }
    assertThat(outside.get(address).code()).isEqualTo("access.forbidden");
    assertThat(outside.get("/api/plans/drafts/" + draft).code()).isEqualTo("plan.draft-not-found");
    assertThat(outside.command("plan.adopt", Map.of("draftId", draft)).code())
        .isEqualTo("plan.draft-not-found");
    assertThat(outside.command("plan.cancel", Map.of("draftId", draft)).code())
        .isEqualTo("plan.draft-not-found");
    assertThat(
            outside
                .command(
                    "plan.make",
                    Map.of(
                        "day",
                        plan.day.toString(),
                        "divisionId",
                        plan.village().id(),
                        "waiting",
                        true))
                .code())
        .isEqualTo("access.forbidden");
    assertThat(
            outside
                .post(
                    "/api/plans/try",
                    Map.of(
                        "day", plan.day.toString(), "orderId", order, "toPersonId", bo, "index", 0))
                .code())
        .isEqualTo("order.not-found");
  }

  @Test
  void ofAnotherAreasOrderOnlyTheTimesAreShown() {
    UUID order = accepted(anna);
    plan.planned();
    List<Division> villages =
        divisions.villagesBelow(Objects.requireNonNull(plan.village().parentId()));
    Division other =
        villages.stream().filter(one -> one.id() != plan.village().id()).findFirst().orElseThrow();
    UUID here = scene.person("两头跑", other, scene.body);
    UUID hers = accepted(here);
    plan.planned();
    Api there = plan.dispatcherOf(other);

    Answer day = there.get("/api/plans?day=%s&division=%d".formatted(plan.day, other.id()));

    JsonNode visit =
        find(find(day.body().get("people"), "personId", here).get("visits"), "orderId", hers);
    assertThat(visit.get("hidden").asBoolean()).isTrue();
    assertThat(visit.get("startsAt").asString()).isNotBlank();
    assertThat(visit.get("number")).isNull();
    assertThat(visit.get("title")).isNull();
    assertThat(visit.get("position")).isNull();
    assertThat(day.body().toString()).doesNotContain(order.toString());
  }

  @Test
  void aPhoneIsSentOnlyWhatHasChanged() {
    accepted(anna);
    plan.planned();
    String address = "/api/plans/mine?day=" + plan.day;
    HttpResponse<byte[]> first = scene.as(anna).download(address);
    String tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(
            scene
                .as(anna)
                .send(
                    "GET", address, null, Map.of("If-None-Match", tag, "Accept-Language", "zh-CN"))
                .status())
        .isEqualTo(304);
    accepted(anna);
    plan.planned();
    assertThat(
            scene
                .as(anna)
                .send(
                    "GET", address, null, Map.of("If-None-Match", tag, "Accept-Language", "zh-CN"))
                .status())
        .isEqualTo(200);
    assertThat(first.body().length).isLessThan(8_000);
  }

  @Test
  void badInputIsSaidAsSuch() {
    UUID order = accepted(anna);

    assertThat(plan.desk().get("/api/plans?day=nonsense").status()).isEqualTo(400);
    assertThat(plan.desk().get("/api/plans?day=1066-10-14").code()).isEqualTo("request.invalid");
    assertThat(plan.desk().get("/api/plans?division=999999999").code())
        .isEqualTo("request.invalid");
    assertThat(plan.desk().get("/api/plans/drafts/" + Ids.next()).code())
        .isEqualTo("plan.draft-not-found");
    assertThat(plan.desk().get("/api/plans/mine").code()).isEqualTo("access.forbidden");
    assertThat(scene.as(anna).get("/api/plans").code()).isEqualTo("access.forbidden");
    assertThat(scene.as(anna).get("/api/plans/mine?day=2090-01-01").code())
        .isEqualTo("request.invalid");
    assertThat(plan.tried(order, Ids.next(), 0).code()).isEqualTo("people.person-unknown");
    assertThat(plan.tried(Ids.next(), anna, 0).code()).isEqualTo("order.not-found");
    assertThat(plan.tried(order, anna, -1).status()).isEqualTo(400);
    assertThat(plan.desk().command("plan.move", Map.of("orderId", order)).code())
        .isEqualTo("command.malformed");
    assertThat(
            plan.desk()
                .command(
                    "plan.make",
                    Map.of("day", plan.day.toString(), "divisionId", 999_999_999, "waiting", true))
                .code())
        .isEqualTo("place.division-unknown");
    assertThat(plan.make(false, Ids.next()).code()).isEqualTo("order.not-found");
  }

  // Long lists.

  @Test
  void rowsComePageByPageWhoeverGoesSomewhereFirst() {
    UUID chen = scene.person("陈阿姨");
    accepted(chen);
    plan.planned();

    JsonNode first = rows("&limit=1");
    assertThat(first.at("/people/0/personId").asString()).isEqualTo(chen.toString());
    assertThat(first.get("people")).hasSize(1);
    assertThat(first.get("going").asInt()).isEqualTo(1);
    assertThat(first.get("count").asInt()).isGreaterThanOrEqualTo(3);

    List<String> seen = new ArrayList<>();
    JsonNode page = first;
    while (true) {
      seen.addAll(ids(page));
      if (!page.hasNonNull("next")) {
        break;
      }
      page = rows("&limit=1&after=" + page.get("next").asString());
      assertThat(page.get("unplanned")).isEmpty();
    }
    assertThat(seen).doesNotHaveDuplicates().contains(anna.toString(), bo.toString());
    assertThat(seen).hasSize(first.get("count").asInt());
  }

  @Test
  void somebodyIsFoundByNameAndByGroupAndShownWhereverTheListEnds() {
    UUID team = scene.team("group", List.of(plan.kind), anna, scene.body, bo);

    assertThat(ids(rows("&name=" + encoded("安大"))))
        .contains(anna.toString())
        .doesNotContain(bo.toString());
    assertThat(ids(rows("&team=" + team)))
        .containsExactlyInAnyOrder(anna.toString(), bo.toString());
    assertThat(ids(rows("&limit=1&person=" + bo))).contains(bo.toString());
    for (String bad : List.of("&limit=0", "&limit=501", "&after=nonsense", "&team=" + anna)) {
      assertThat(asked(bad).code()).as(bad).isEqualTo("request.invalid");
    }
  }

  private static List<String> ids(JsonNode view) {
    List<String> ids = new ArrayList<>();
    view.get("people").forEach(one -> ids.add(one.get("personId").asString()));
    return ids;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode rows(String more) {
    Answer answer = asked(more);
    assertThat(answer.isDone()).as("%s", answer).isTrue();
    return answer.body();
  }

  private Answer asked(String more) {
    return plan.desk()
        .get("/api/plans?day=%s&division=%d%s".formatted(plan.day, plan.village().id(), more));
  }
}
