package org.yanzhen.order;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Rounds;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.json.JsonMapper;

/**
 * Returns what nobody answered. A lease is a row with its date, so it survives any restart; the
 * sweep sends the lapse through the gate like everybody else. The lease itself makes two sweeps
 * one: after the first it is gone.
 */
@Configuration
class OrderTimers {

  private static final Logger LOG = LoggerFactory.getLogger(OrderTimers.class);
  private static final Duration PUT_OFF = Duration.ofMinutes(10);

  /** A stage is due in days: whatever keeps it from being placed is not over in minutes. */
  private static final Duration STAGE_PUT_OFF = Duration.ofDays(1);

  @Bean
  LeaseSweep leaseSweep(
      OrderStore store,
      TimerStore timers,
      FollowUpStore followUps,
      Realms realms,
      RealmTransactions transactions,
      Gate gate,
      Vault vault,
      InstantSource clock,
      JsonMapper mapper) {
    return new LeaseSweep(
        store, timers, followUps, realms, transactions, gate, vault, clock, mapper);
  }

  @Bean
  RecurringTask<Void> leaseSweepTask(LeaseSweep sweep) {
    return Tasks.recurring("order.lease-sweep", Schedules.fixedDelay(Duration.ofSeconds(3)))
        .execute((instance, context) -> sweep.run());
  }

  /**
   * One pass over the realms: what is silent returns, what is broken is raised, what follows is
   * placed.
   */
  record LeaseSweep(
      OrderStore store,
      TimerStore timers,
      FollowUpStore followUps,
      Realms realms,
      RealmTransactions transactions,
      Gate gate,
      Vault vault,
      InstantSource clock,
      JsonMapper mapper) {

    void run() {
      Instant now = clock.instant();
      everywhere("returning what nobody answered", realm -> end(realm, now));
      everywhere("raising what is late", realm -> raise(realm, now));
      everywhere("placing what follows", realm -> placeNext(realm, now));
    }

    private void everywhere(String what, Consumer<RealmId> work) {
      Rounds.each(what, realms.list(), Realms.Realm::id, realm -> work.accept(realm.id()));
    }

    private void end(RealmId realm, Instant now) {
      Rounds.eachOrPutOff(
          "returning an order",
          read(realm, () -> timers.due(realm, now)),
          TimerStore.Timer::orderId,
          timer -> ends(realm, timer),
          // It stands in nobody's way, and is tried again.
          timer ->
              write(
                  realm,
                  () -> timers.putOff(realm, timer.orderId(), timer.version(), now.plus(PUT_OFF))));
    }

    private void raise(RealmId realm, Instant now) {
      Rounds.eachOrPutOff(
          "raising an order",
          read(realm, () -> timers.toEscalate(realm, now)),
          TimerStore.Timer::orderId,
          broken ->
              sent(
                  realm,
                  "order.escalate",
                  new OrderCommands.Escalate(broken.orderId(), broken.version())),
          broken ->
              write(
                  realm,
                  () -> timers.putOffEscalation(realm, broken.orderId(), now.plus(PUT_OFF))));
    }

    private void placeNext(RealmId realm, Instant now) {
      Rounds.eachOrPutOff(
          "placing the next stage of an order",
          read(realm, () -> followUps.due(realm, now)),
          FollowUpStore.FollowUp::orderId,
          next ->
              sent(
                  realm,
                  "order.follow-up",
                  new OrderCommands.FollowUp(
                      next.orderId(),
                      vault.id(realm, "order.follow-up/" + next.orderId() + "/" + next.stage()),
                      next.stage())),
          next ->
              write(
                  realm,
                  () ->
                      followUps.putOff(
                          realm, next.orderId(), next.stage(), now.plus(STAGE_PUT_OFF))));
    }

    private <T> List<T> read(RealmId realm, Supplier<List<T>> rows) {
      return transactions.read(realm, rows);
    }

    private void write(RealmId realm, Runnable work) {
      transactions.write(
          realm,
          () -> {
            work.run();
            return true;
          });
    }

    /** A suspension ends by itself; anything else nobody answered goes back. */
    private boolean ends(RealmId realm, TimerStore.Timer timer) {
      boolean suspended =
          transactions
              .read(realm, () -> store.find(realm, timer.orderId()))
              .filter(row -> row.order().state() == OrderState.SUSPENDED)
              .isPresent();
      return suspended
          ? sent(realm, "order.resume", new OrderCommands.Resume(timer.orderId(), null))
          : sent(realm, "order.lapse", new OrderCommands.Lapse(timer.orderId(), timer.version()));
    }

    private boolean sent(RealmId realm, String type, Record command) {
      Outcome outcome =
          gate.submit(
              Envelope.of(Ids.next(), type, mapper.valueToTree(command)),
              Actor.system(realm, Origin.JOB));
      if (outcome.problem() == null) {
        return true;
      }
      if (outcome.problem().code() == ProblemCode.COMMAND_BASE_STALE) {
        // It moved between the look and the step: it has another date by now, or the next sweep
        // finds it again. Nothing is put off.
        LOG.debug("{} came too late", type);
        return true;
      }
      if (outcome.problem().code() == ProblemCode.ORDER_WRONG_STATE) {
        // Somebody was quicker; if the timer still stands, it is asked again later.
        LOG.debug("{} found another state", type);
        return false;
      }
      LOG.warn("{} was refused: {}", type, outcome.problem().code().code());
      return false;
    }
  }
}
