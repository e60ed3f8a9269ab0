package org.yanzhen.notice;

import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;

/**
 * The application's own sender rests while a test delivers by hand, or both would take the same
 * message.
 */
final class Jobs {

  private Jobs() {}

  static void rest(Scheduler scheduler) {
    scheduler.pause();
    await().until(() -> scheduler.getCurrentlyExecuting().isEmpty());
  }
}
