package org.yanzhen.support;

import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;

/**
 * The application's own sender rests while a test delivers by hand, or both would take the same
 * message.
 */
public final class Jobs {

  private Jobs() {}

  public static void rest(Scheduler scheduler) {
    scheduler.pause();
    await().until(() -> scheduler.getCurrentlyExecuting().isEmpty());
  }
}
