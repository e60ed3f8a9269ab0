package org.yanzhen.order;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

  /** One pass over the realms. */
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
        List<OrderStore.Timer> due =
            transactions.read(realm.id(), () -> store.due(realm.id(), now));
        for (OrderStore.Timer timer : due) {
          if (!lapses(realm.id(), timer)) {
            // It stands in nobody's way, and is tried again.
            transactions.write(
                realm.id(),
                () -> {
                  store.setTimer(realm.id(), timer.orderId(), timer.version(), now.plus(PUT_OFF));
                  return true;
                });
          }
        }
      }
    }

    /** One order that cannot be returned must not keep the others from it. */
    private boolean lapses(RealmId realm, OrderStore.Timer timer) {
      try {
        Outcome outcome =
            gate.submit(
                Envelope.of(
                    Ids.next(),
                    "order.lapse",
                    mapper.valueToTree(new OrderCommands.Lapse(timer.orderId(), timer.version()))),
                Actor.system(realm, Origin.JOB));
        if (outcome.problem() != null) {
          LOG.warn("order {} did not lapse: {}", timer.orderId(), outcome.problem().code().code());
        }
        return outcome.isDone();
      } catch (RuntimeException e) {
        LOG.error("order {} did not lapse", timer.orderId(), e);
        return false;
      }
    }
  }
}
