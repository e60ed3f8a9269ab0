package org.yanzhen.command;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Rounds;

/** Sealing, and sweeping up what uploads left behind. */
@Configuration
class CommandJobs {

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

  private void inEveryRealm(String what, Consumer<RealmId> work) {
    // This room stands below the one that keeps the realms; their table is the one reference
    // everybody reads.
    Rounds.each(
        what,
        jdbc.sql("select id from access.realm")
            .query((rs, n) -> new RealmId(rs.getInt("id")))
            .list(),
        realm -> realm,
        work);
  }
}
