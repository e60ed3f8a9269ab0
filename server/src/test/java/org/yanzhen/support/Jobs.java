package org.yanzhen.support;

import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.time.Duration;

/**
 * The application's own sender rests while a test delivers by hand, or both would take the same
 * message.
 */
public final class Jobs {

  private Jobs() {}

  public static void rest(Scheduler scheduler) {
    scheduler.pause();
    // What was begun goes on to its end: a county's turn at its outbox alone may take twenty
    // seconds.
    await().atMost(Duration.ofMinutes(2)).until(() -> scheduler.getCurrentlyExecuting().isEmpty());
  }
}
