package org.yanzhen.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.yanzhen.plan.PlanScene.find;
import static org.yanzhen.plan.PlanScene.orders;
import static org.yanzhen.plan.PlanScene.start;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataIntegrityViolationException;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Part;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** An order that takes two people at once, from asking the second to moving both. */
@YanzhenTest
class TwoGoingTogetherTest {

  @Autowired ApplicationContext context;
  @Autowired TestClock clock;
  @Autowired Catalogue catalogue;
  private PlanScene plan;
  private Scene scene;
  private UUID anna;
  private UUID bo;
  private UUID chen;
  private UUID first;
  private UUID second;

  @BeforeEach
  void anOrderForTwo() {
    plan = new PlanScene(context);
    scene = plan.scene;
    anna = scene.person("安大姐");
    bo = scene.person("包师傅");
    chen = scene.person("陈师傅");
    first = scene.accepted(plan.kind, anna);
    second = Ids.next();
    assertThat(addSecond(second).isDone()).isTrue();
  }

  @AfterEach
  void today() {
    clock.reset();
  }

  private Answer addSecond(UUID part) {
    Map<String, Object> body = new HashMap<>();
    body.put("orderId", first);
    body.put("partId", part);
    body.put("kind", plan.kind);
    body.put("text", "一起去，搭把手");
    body.put("together", true);
    return plan.desk().command("order.add-part", body);
  }

  private Answer offer(UUID order, UUID person) {
    return plan.desk()
        .command(
            "dispatch.offer",
            Map.of("orderId", order, "personId", person, "reason", "就近", "override", false));
  }

  private void accepted(UUID order, UUID person) {
    Scene.done(offer(order, person));
    Scene.done(scene.as(person).command("order.accept", Map.of("orderId", order)));
  }

  private JsonNode visit(UUID person, UUID order) {
    return find(plan.mine(person).get("visits"), "orderId", order);
  }

  private int tied() {
    return Sql.owner()
        .sql(
            """
            select count(*) from plan.visit
            where realm = 1 and with_order is not null and order_id in (:one, :other)
            """)
        .param("one", first)
        .param("other", second)
        .query(Integer.class)
        .single();
  }

  @Test
  void aThirdIsNotAskedAndNobodyIsBoth() {
    assertThat(addSecond(Ids.next()).code()).isEqualTo("order.two-already");
    Answer her = offer(second, anna);
    assertThat(her.isDone()).isFalse();
    assertThat(her.body().toString()).contains("goes-already");
    accepted(second, bo);
    Scene.done(
        plan.desk()
            .command(
                "order.waive-part", Map.of("orderId", first, "partId", second, "reason", "换个人去")));
    assertThat(addSecond(Ids.next()).isDone()).as("once nobody waits for the second").isTrue();
  }

  @Test
  void theDayHasBothAtOneMomentAndEachPhoneSaysWhoComesAlong() {
    accepted(second, bo);

    plan.planned();

    assertThat(start(plan.mine(anna), first)).isEqualTo(start(plan.mine(bo), second));
    JsonNode hers = visit(anna, first).get("beside");
    assertThat(hers.get("name").asString()).isEqualTo("包师傅");
    assertThat(hers.get("sameMoment").asBoolean()).isTrue();
    assertThat(hers.get("firm").asBoolean()).isTrue();
    assertThat(visit(bo, second).get("beside").get("name").asString()).isEqualTo("安大姐");
    assertThat(tied()).isEqualTo(2);
    plan.check(anna, bo);
  }

  @Test
  void whoeverIsStillNeededIsPlacedAtThatMomentAndOffered() {
    UUID draft = plan.made(true, null);
    Answer adopted =
        plan.desk().command("plan.adopt", Map.of("draftId", draft, "personIds", List.of(anna)));
    assertThat(adopted.isDone()).as("%s", adopted).isTrue();

    UUID with = scene.with(second);
    assertThat(with).as("whoever comes along is adopted too").isNotNull().isNotEqualTo(anna);
    JsonNode desk = plan.dayOf(with);
    assertThat(start(desk, second)).isEqualTo(start(plan.dayOf(anna), first));
    assertThat(find(desk.get("visits"), "orderId", second).get("firm").asBoolean()).isFalse();
  }

  @Test
  void movingOneMovesBoth() {
    accepted(second, bo);
    UUID his = scene.accepted(plan.kind, bo);
    plan.planned();
    var before = start(plan.mine(anna), first);
    UUID hers = scene.accepted(plan.kind, anna);

    // Another visit does not push her away from whom she meets: both are moved.
    Answer pushed = plan.tried(hers, anna, 0);
    if (!pushed.body().get("possible").asBoolean()) {
      assertThat(pushed.body().get("rules").toString()).contains("fixed");
    }
    assertThat(plan.moved(hers, anna, 1, "补上").isDone()).isTrue();
    Answer tried = plan.tried(first, anna, 1);
    assertThat(tried.body().get("possible").asBoolean()).as("%s", tried).isTrue();
    assertThat(tried.body().get("withWords").asString()).contains("包师傅");
    assertThat(tried.body().get("days")).hasSize(2);

    Answer blind = plan.desk().command("plan.move", withoutVersion(tried));
    assertThat(blind.code()).as("his day must have been seen").isEqualTo("command.base-stale");
    Answer moved = plan.moved(tried, first, anna, 1, "换个时间");

    assertThat(moved.isDone()).as("%s", moved).isTrue();
    assertThat(start(plan.mine(anna), first)).isAfter(before);
    assertThat(start(plan.mine(anna), first)).isEqualTo(start(plan.mine(bo), second));
    assertThat(orders(plan.mine(bo))).contains(his);
    assertThat(tied()).isEqualTo(2);
    plan.check(anna, bo);
  }

  private Map<String, Object> withoutVersion(Answer tried) {
    Map<String, Object> body = new HashMap<>();
    body.put("day", plan.day.toString());
    body.put("orderId", first);
    body.put("toPersonId", anna);
    body.put("index", 1);
    body.put("expectedVersion", tried.body().get("expectedVersion").asInt());
    body.put("reason", "换个时间");
    return body;
  }

  @Test
  void itIsNotGivenToWhoeverGoesAlready() {
    accepted(second, bo);
    plan.planned();

    Answer tried = plan.tried(first, bo, 0);

    assertThat(tried.body().get("possible").asBoolean()).isFalse();
    assertThat(tried.body().get("rules").toString()).contains("goes-already");
    assertThat(plan.moved(tried, first, bo, 0, "给他").code()).isEqualTo("plan.not-possible");
  }

  @Test
  void whoIsPlacedByHandComesAtTheMomentThatStands() {
    plan.planned();
    accepted(second, chen);

    Answer moved = plan.moved(second, chen, 0, null);

    assertThat(moved.isDone()).as("%s", moved).isTrue();
    assertThat(start(plan.mine(chen), second)).isEqualTo(start(plan.mine(anna), first));
    assertThat(tied()).isEqualTo(2);
    JsonNode who = plan.desk().get("/api/plans/orders/%s/who".formatted(second)).body();
    assertThat(find(who.get("refused"), "personId", anna)).isNotNull();
  }

  @Test
  void whenOneGoesTheOtherStays() {
    accepted(second, bo);
    plan.planned();
    var at = start(plan.mine(anna), first);

    Scene.done(scene.as(bo).command("order.release", Map.of("orderId", second, "reason", "BUSY")));

    assertThat(orders(plan.mine(bo))).isEmpty();
    assertThat(start(plan.mine(anna), first)).isEqualTo(at);
    assertThat(visit(anna, first).get("beside").hasNonNull("name")).isFalse();
    assertThat(tied()).isZero();
  }

  @Test
  void theDatabaseKeepsTwoWhoAreTiedAtOneMoment() {
    accepted(second, bo);
    plan.planned();

    assertThatThrownBy(
            () ->
                Sql.owner()
                    .sql(
                        """
                        update plan.visit set starts_at = starts_at + interval '5 minutes'
                        where realm = 1 and order_id = :order
                        """)
                    .param("order", first)
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void anInspectionIsForTwoByItsKind() {
    Part second =
        catalogue.find(Scene.REALM, "seedling-quarantine").orElseThrow().parts().getFirst();

    assertThat(second.together()).isTrue();
    assertThat(second.kind()).isEqualTo("seedling-quarantine");
  }
}
