package org.yanzhen.command;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.shared.RealmId;

/** The sealing job. */
@Configuration
class CommandJobs {

  @Bean
  RecurringTask<Void> sealTask(Sealing sealing, JdbcClient jdbc) {
    return Tasks.recurring("command.seal", Schedules.fixedDelay(Duration.ofSeconds(5)))
        .execute(
            (instance, context) ->
                // This room stands below the one that keeps the realms; their table is the one
                // reference everybody reads.
                jdbc.sql("select id from access.realm")
                    .query((rs, n) -> new RealmId(rs.getInt("id")))
                    .list()
                    .forEach(sealing::seal));
  }
}
