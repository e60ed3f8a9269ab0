package org.yanzhen.hall;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Learning from what people confirmed; a look at the clock when there is nothing to learn. */
@Configuration
class TriageJobs {

  @Bean
  RecurringTask<Void> learnTask(TriageModels models) {
    return Tasks.recurring("hall.triage-learn", Schedules.fixedDelay(Duration.ofSeconds(20)))
        .execute((instance, context) -> models.catchUp());
  }
}
