package org.yanzhen.bench.routes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * The processor time of one thread from its making on: a busy machine takes nothing away from it.
 */
public final class ProcessorTime {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private final long thread = Thread.currentThread().threadId();
  private final long start = THREADS.getThreadCpuTime(thread);

  /** May be asked by any thread. */
  public long nanos() {
    return THREADS.getThreadCpuTime(thread) - start;
  }

  public boolean isUp(Duration time) {
    return nanos() >= time.toNanos();
  }
}
