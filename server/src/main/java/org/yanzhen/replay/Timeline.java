package org.yanzhen.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Simulated time as those who live in it see it: each course of events is a thread that sleeps
 * until its next moment, and the clock goes on only when all are asleep.
 *
 * <p>Time goes in steps, so that what falls into the same minutes really happens at once, on
 * several connections. After each step the county's timers run, as they would every few seconds.
 */
final class Timeline {

  /** So much happens at once. */
  static final Duration STEP = Duration.ofMinutes(10);

  /** Timers run at least so often, also when nobody does anything. */
  static final Duration QUIET = Duration.ofMinutes(60);

  private record Sleeper(Instant until, long order, CountDownLatch woken) {}

  private final SimulatedClock clock;
  private final Semaphore hands;
  private final double speed;
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition allAsleep = lock.newCondition();
  private final PriorityQueue<Sleeper> sleeping =
      new PriorityQueue<>(Comparator.comparing(Sleeper::until).thenComparing(Sleeper::order));
  private int awake;
  private long orders;

  /**
   * @param clients how many act at once
   * @param speed how much faster than life it goes at most; 0 as fast as the machine can
   */
  Timeline(SimulatedClock clock, int clients, double speed) {
    this.clock = clock;
    this.hands = new Semaphore(clients, true);
    this.speed = speed;
  }

  Instant now() {
    return clock.instant();
  }

  /** What went wrong in any course of events. */
  Queue<String> failures() {
    return failures;
  }

  /** Begins a course of events at a moment. */
  void begin(Instant at, Runnable course) {
    lock.lock();
    try {
      awake++;
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                fallAsleep(at);
                course.run();
              } catch (RuntimeException e) {
                failures.add(e.getMessage() == null ? e.toString() : e.getMessage());
              } finally {
                hands.release();
                rest(null);
              }
            });
  }

  /** For the thread of a course of events only. */
  void sleepUntil(Instant moment) {
    hands.release();
    fallAsleep(moment);
  }

  void sleep(Duration time) {
    sleepUntil(now().plus(time));
  }

  private void fallAsleep(Instant moment) {
    CountDownLatch woken = new CountDownLatch(1);
    rest(new Sleeper(moment, 0, woken));
    try {
      woken.await();
      hands.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void rest(@Nullable Sleeper sleeper) {
    lock.lock();
    try {
      if (sleeper != null) {
        sleeping.add(new Sleeper(sleeper.until(), ++orders, sleeper.woken()));
      }
      awake--;
      if (awake == 0) {
        allAsleep.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Lets time pass until nobody has anything to do; {@code timers} run after each step. */
  void pass(Runnable timers) {
    Instant start = now();
    long begun = System.nanoTime();
    Instant swept = start;
    while (true) {
      Instant next = waitForAll();
      if (next == null) {
        timers.run();
        return;
      }
      // The moment of the step, not of the sleeper: those of the same minutes meet.
      Instant until = next.isBefore(now()) ? now() : next.plus(STEP);
      if (swept.plus(QUIET).isBefore(next)) {
        until = swept.plus(QUIET);
      }
      keepPace(start, until, begun);
      clock.moveTo(until);
      wake(until);
      waitForAll();
      timers.run();
      swept = until;
    }
  }

  private void keepPace(Instant start, Instant until, long begun) {
    if (speed <= 0) {
      return;
    }
    // The pace is that of whoever watches, so it is kept by the machine's own time. A parked thread
    // may wake for no reason.
    double due = Duration.between(start, until).toNanos() / speed;
    for (long wait = left(due, begun); wait > 0; wait = left(due, begun)) {
      LockSupport.parkNanos(this, wait);
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted");
      }
    }
  }

  private static long left(double due, long begun) {
    return (long) due - SimulatedClock.since(begun).toNanos();
  }

  private @Nullable Instant waitForAll() {
    lock.lock();
    try {
      while (awake > 0) {
        allAsleep.awaitUninterruptibly();
      }
      Sleeper first = sleeping.peek();
      return first == null ? null : first.until();
    } finally {
      lock.unlock();
    }
  }

  private void wake(Instant until) {
    List<Sleeper> woken = new ArrayList<>();
    lock.lock();
    try {
      while (!sleeping.isEmpty() && !sleeping.peek().until().isAfter(until)) {
        woken.add(sleeping.poll());
      }
      awake += woken.size();
    } finally {
      lock.unlock();
    }
    woken.forEach(sleeper -> sleeper.woken().countDown());
  }
}
