package org.yanzhen.access;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.LocalTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yanzhen.shared.Rounds;

/** The job that clears away sessions that ran out. */
@Configuration
class AccessJobs {

  @Bean
  RecurringTask<Void> expiredSessionsTask(Realms realms, Sessions sessions) {
    return Tasks.recurring("access.expired-sessions", Schedules.daily(LocalTime.of(3, 20)))
        .execute(
            (instance, context) ->
                Rounds.each(
                    "deleting old sessions",
                    realms.list(),
                    Realms.Realm::id,
                    realm -> sessions.deleteExpired(realm.id())));
  }
}
