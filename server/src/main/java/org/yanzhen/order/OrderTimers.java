package org.yanzhen.order;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmTransactions;
import tools.jackson.databind.json.JsonMapper;

/**
 * Returns what nobody answered. A lease is a row with its date, so it survives any restart; the
 * sweep sends the lapse through the gate like everybody else, under an id made from order and
 * version, so two sweeps are one.
 */
@Configuration
class OrderTimers {

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
          gate.submit(
              Envelope.of(
                  Ids.named(
                      "order.lapse/%s/%s/%d"
                          .formatted(realm.id(), timer.orderId(), timer.version())),
                  "order.lapse",
                  mapper.valueToTree(new OrderCommands.Lapse(timer.orderId(), timer.version()))),
              Actor.system(realm.id(), Origin.JOB));
        }
      }
    }
  }
}
