package org.yanzhen.hall;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Rounds;

/** Learning from what people confirmed; a look at the clock when there is nothing to learn. */
@Configuration
class TriageJobs {

  @Bean
  RecurringTask<Void> learnTask(TriageModels models) {
    return Tasks.recurring("hall.triage-learn", Schedules.fixedDelay(Duration.ofSeconds(20)))
        .execute((instance, context) -> models.catchUp());
  }

  /** Has nothing to do once the messages of older releases are without names. */
  @Bean
  RecurringTask<Void> cutNamesTask(Senders senders, Realms realms, RealmTransactions transactions) {
    return Tasks.recurring("hall.cut-names", Schedules.fixedDelay(Duration.ofMinutes(10)))
        .execute(
            (instance, context) ->
                Rounds.each(
                    "taking names out of old messages",
                    realms.list(),
                    Realms.Realm::id,
                    realm -> {
                      boolean more = true;
                      while (more) {
                        more = transactions.write(realm.id(), () -> senders.cutOld(realm.id()));
                      }
                    }));
  }
}
