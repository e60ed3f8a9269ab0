package org.yanzhen.notice;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that empties the outbox. */
@Configuration
class NoticeJobs {

  @Bean
  RecurringTask<Void> deliverTask(Delivery delivery) {
    return Tasks.recurring("notice.deliver", Schedules.fixedDelay(Duration.ofSeconds(5)))
        .execute((instance, context) -> delivery.deliver());
  }
}
