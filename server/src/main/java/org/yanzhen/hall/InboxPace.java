package org.yanzhen.hall;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.access.ConnectedSystem;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * So many an hour of the clock from one connected system: a sensor that has gone mad does not bury
 * a county's post. Kept in memory: after a start everybody begins anew.
 */
@Component
class InboxPace {

  private record Slot(UUID system, Instant hour) {}

  private final InstantSource clock;
  private final Cache<Slot, Integer> sent =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(2)).maximumSize(10_000).build();

  InboxPace(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts one, whatever becomes of it.
   *
   * @throws ProblemException hall.inbox-pace beyond what the system may send
   */
  void count(ConnectedSystem system) {
    Instant now = clock.instant();
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    if (sent.asMap().merge(new Slot(system.id(), hour), 1, Integer::sum) > system.anHour()) {
      throw new ProblemException(
          Problem.of(ProblemCode.HALL_INBOX_PACE)
              .with("most", system.anHour())
              .retryAfter(Duration.between(now, hour.plus(1, ChronoUnit.HOURS))));
    }
  }
}
