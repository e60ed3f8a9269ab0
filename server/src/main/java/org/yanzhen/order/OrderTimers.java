package org.yanzhen.order;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
      Realms realms,
      RealmTransactions transactions,
      Gate gate,
      InstantSource clock,
      JsonMapper mapper) {
    return new LeaseSweep(store, realms, transactions, gate, clock, mapper);
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
      Realms realms,
      RealmTransactions transactions,
      Gate gate,
      InstantSource clock,
      JsonMapper mapper) {

    void run() {
      for (Realms.Realm realm : realms.list()) {
        Instant now = clock.instant();
        for (OrderStore.Timer timer : read(realm, () -> store.due(realm.id(), now))) {
          if (!ends(realm.id(), timer)) {
            // It stands in nobody's way, and is tried again.
            write(
                realm,
                () ->
                    store.putOffTimer(
                        realm.id(), timer.orderId(), timer.version(), now.plus(PUT_OFF)));
          }
        }
        for (OrderStore.Timer broken : read(realm, () -> store.toEscalate(realm.id(), now))) {
          Record escalate = new OrderCommands.Escalate(broken.orderId(), broken.version());
          if (!sent(realm.id(), "order.escalate", escalate)) {
            write(
                realm,
                () -> store.putOffEscalation(realm.id(), broken.orderId(), now.plus(PUT_OFF)));
          }
        }
        for (OrderStore.FollowUp next : read(realm, () -> store.followUpsDue(realm.id(), now))) {
          Record place =
              new OrderCommands.FollowUp(
                  next.orderId(),
                  Ids.named("order.follow-up/" + next.orderId() + "/" + next.stage()),
                  next.stage());
          if (!sent(realm.id(), "order.follow-up", place)) {
            write(
                realm,
                () ->
                    store.putOffFollowUp(
                        realm.id(), next.orderId(), next.stage(), now.plus(STAGE_PUT_OFF)));
          }
        }
      }
    }

    private <T> List<T> read(Realms.Realm realm, Supplier<List<T>> rows) {
      return transactions.read(realm.id(), rows);
    }

    private void write(Realms.Realm realm, Runnable work) {
      transactions.write(
          realm.id(),
          () -> {
            work.run();
            return true;
          });
    }

    /** A suspension ends by itself; anything else nobody answered goes back. */
    private boolean ends(RealmId realm, OrderStore.Timer timer) {
      boolean suspended =
          transactions
              .read(realm, () -> store.find(realm, timer.orderId()))
              .filter(row -> row.order().state() == OrderState.SUSPENDED)
              .isPresent();
      return suspended
          ? sent(realm, "order.resume", new OrderCommands.Resume(timer.orderId(), null))
          : sent(realm, "order.lapse", new OrderCommands.Lapse(timer.orderId(), timer.version()));
    }

    /** One order that cannot be moved must not keep the others from it. */
    private boolean sent(RealmId realm, String type, Record command) {
      try {
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
      } catch (RuntimeException e) {
        LOG.error("{} failed", type, e);
        return false;
      }
    }
  }
}
