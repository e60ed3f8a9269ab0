package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.RealmId;

/**
 * By when a message is to be read, and when somebody is told that it is not: working time since it
 * came in, by the policy of that day. When it was written is what the sender says, and an import
 * may bring years.
 */
@Component
class ReadingPromise {

  private final HallPolicy policy;
  private final WorkCalendar calendar;
  private final Realms realms;

  ReadingPromise(HallPolicy policy, WorkCalendar calendar, Realms realms) {
    this.policy = policy;
    this.calendar = calendar;
    this.realms = realms;
  }

  Instant due(RealmId realm, Instant receivedAt) {
    return calendar.plus(receivedAt, on(realm, receivedAt).read(), zone(realm));
  }

  /**
   * @param level how many were told before
   * @return null above the last
   */
  @Nullable Instant tellAt(RealmId realm, Instant receivedAt, Instant due, int level) {
    List<Duration> ladder = on(realm, receivedAt).ladder();
    return level < ladder.size() ? calendar.plus(due, ladder.get(level), zone(realm)) : null;
  }

  private HallPolicy.Reading on(RealmId realm, Instant receivedAt) {
    return policy.reading(LocalDate.ofInstant(receivedAt, zone(realm)));
  }

  private ZoneId zone(RealmId realm) {
    return realms.get(realm).zone();
  }
}
