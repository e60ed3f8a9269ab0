package org.yanzhen.command;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.shared.RealmId;

/** Sealing, and sweeping up what uploads left behind. */
@Configuration
class CommandJobs {

  private static final Logger LOG = LoggerFactory.getLogger(CommandJobs.class);

  private final Sealing sealing;
  private final JdbcClient jdbc;

  CommandJobs(Sealing sealing, JdbcClient jdbc) {
    this.sealing = sealing;
    this.jdbc = jdbc;
  }

  /** What the last run wrote and no longer sealed is not left waiting for the job. */
  @EventListener(ApplicationReadyEvent.class)
  void sealWhatWasLeft() {
    inEveryRealm("sealing", sealing::sealSome);
  }

  @Bean
  RecurringTask<Void> sealTask() {
    return Tasks.recurring("command.seal", Schedules.fixedDelay(Duration.ofSeconds(5)))
        .execute((instance, context) -> inEveryRealm("sealing", sealing::sealSome));
  }

  @Bean
  RecurringTask<Void> sweepUploadsTask(Attachments attachments) {
    return Tasks.recurring("command.sweep-uploads", Schedules.fixedDelay(Duration.ofHours(1)))
        .execute((instance, context) -> inEveryRealm("sweeping", attachments::sweep));
  }

  /** One realm in trouble does not hold up the others. */
  private void inEveryRealm(String what, Consumer<RealmId> work) {
    // This room stands below the one that keeps the realms; their table is the one reference
    // everybody reads.
    for (RealmId realm :
        jdbc.sql("select id from access.realm")
            .query((rs, n) -> new RealmId(rs.getInt("id")))
            .list()) {
      try {
        work.accept(realm);
      } catch (RuntimeException e) {
        LOG.error("{} realm {} failed", what, realm, e);
      }
    }
  }
}
