package org.yanzhen.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.dispatch.Scene;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.Orders;
import org.yanzhen.order.Step;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.Sql;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

/**
 * Somebody loses an order in the same moment in which a dispatcher puts it into their day: no visit
 * is left behind of an order its person no longer has.
 */
@YanzhenTest
class OrderGivenBackWhileADayChangesTest {

  @Autowired ApplicationContext context;
  @Autowired Orders orders;
  @Autowired RealmTransactions transactions;
  @Autowired TestClock clock;
  private PlanScene plan;
  private UUID person;

  @BeforeEach
  void oneWhoServes() {
    plan = new PlanScene(context);
    person = plan.scene.person("单大姐");
  }

  @AfterEach
  void today() {
    clock.reset();
  }

  @Test
  void whatIsAdoptedPassesItOver() {
    UUID order = plan.scene.accepted(plan.kind, person);
    UUID draft = plan.made(false, null);

    Answer adopted = whileItIsTakenBack(order, () -> plan.adopt(draft));

    assertThat(adopted.isDone()).as("%s", adopted).isTrue();
    assertThat(adopted.body().at("/result/skipped/0/orderId").asString())
        .isEqualTo(order.toString());
    assertThat(plan.scene.state(order)).isEqualTo(OrderState.WAITING);
    assertThat(visits(order)).isZero();
  }

  @Test
  void whatIsMovedInByHandIsOfferedAnewOrRefused() {
    UUID order = plan.scene.accepted(plan.kind, person);
    Answer tried = plan.tried(order, person, 0);

    whileItIsTakenBack(order, () -> plan.moved(tried, order, person, 0, null));

    boolean offered = plan.scene.state(order) == OrderState.OFFERED;
    assertThat(visits(order)).isEqualTo(offered ? 1 : 0);
  }

  /** The second waits for the first, which ends only when somebody waits or the second is done. */
  private Answer whileItIsTakenBack(UUID order, Supplier<Answer> change) {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CompletableFuture<CommandResult> first =
        CompletableFuture.supplyAsync(
            () ->
                transactions.write(
                    Scene.REALM,
                    () -> {
                      CommandResult result =
                          orders.step(
                              order,
                              Step.with(Action.RECALL, "RECALLED", null),
                              List.of(),
                              new CommandContext(
                                  Ids.next(),
                                  Actor.system(Scene.REALM, Origin.JOB),
                                  clock.instant(),
                                  null,
                                  null,
                                  null));
                      taken.countDown();
                      waitFor(mayEnd);
                      return result;
                    }),
            Thread::startVirtualThread);
    waitFor(taken);
    CompletableFuture<Answer> second =
        CompletableFuture.supplyAsync(change, Thread::startVirtualThread);
    try {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> second.isDone() || somebodyWaitsForALock());
    } finally {
      mayEnd.countDown();
    }
    assertThat(first.join()).isInstanceOf(CommandResult.Done.class);
    return second.join();
  }

  private static boolean somebodyWaitsForALock() {
    return Sql.owner()
            .sql("select count(*) from pg_locks where not granted")
            .query(Integer.class)
            .single()
        > 0;
  }

  private static int visits(UUID order) {
    return Sql.owner()
        .sql("select count(*) from plan.visit where realm = 1 and order_id = :order")
        .param("order", order)
        .query(Integer.class)
        .single();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
