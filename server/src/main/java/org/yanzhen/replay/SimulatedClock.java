package org.yanzhen.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The clock of a throw-away county: it runs on with the machine's, from a moment of our choosing,
 * and a replay sets it forward, never back.
 *
 * <p>No property, environment variable or address makes one: {@code House} takes it as an object,
 * from the replay command alone, and only together with a throw-away county on its own database.
 */
public final class SimulatedClock implements InstantSource {

  private record Setting(Instant simulated, long nanos) {}

  private volatile Setting setting;

  public SimulatedClock(Instant start) {
    this.setting = new Setting(start, System.nanoTime());
  }

  @Override
  public Instant instant() {
    Setting now = setting;
    return now.simulated().plusNanos(System.nanoTime() - now.nanos());
  }

  /** Sets it forward; a moment that has passed already changes nothing. */
  void moveTo(Instant moment) {
    if (moment.isAfter(instant())) {
      setting = new Setting(moment, System.nanoTime());
    }
  }

  /** What it says at least, before it says anything later than this. */
  boolean isPast(Instant moment) {
    return !instant().isBefore(moment);
  }

  static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
