package org.yanzhen.order;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Measures how long people wait; what was measured is in memory, so it looks often. */
@Configuration
class DemandJobs {

  @Bean
  RecurringTask<Void> measureWaitingTask(MeasuredDemand demand) {
    return Tasks.recurring("order.measure-waiting", Schedules.fixedDelay(Duration.ofSeconds(20)))
        .execute((instance, context) -> demand.measureWhatIsOld());
  }
}
