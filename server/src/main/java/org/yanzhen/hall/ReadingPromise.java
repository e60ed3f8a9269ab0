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
 * came in, by the policy of that day; an alert's runs day and night. When it was written is what
 * the sender says, and an import may bring years. What was set aside keeps its words for a time.
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

  Instant due(RealmId realm, Instant receivedAt, boolean alert) {
    HallPolicy.Reading reading = on(realm, receivedAt);
    return alert
        ? receivedAt.plus(reading.alert().read())
        : calendar.plus(receivedAt, reading.read(), zone(realm));
  }

  /**
   * @param level how many were told before
   * @return null above the last
   */
  @Nullable Instant tellAt(
      RealmId realm, Instant receivedAt, Instant due, int level, boolean alert) {
    HallPolicy.Reading reading = on(realm, receivedAt);
    List<Duration> ladder = alert ? reading.alert().ladder() : reading.ladder();
    if (level >= ladder.size()) {
      return null;
    }
    return alert ? due.plus(ladder.get(level)) : calendar.plus(due, ladder.get(level), zone(realm));
  }

  /** What was set aside before this is forgotten, by the policy of today. */
  Instant forgottenBefore(RealmId realm, Instant now) {
    return now.minus(on(realm, now).forget());
  }

  private HallPolicy.Reading on(RealmId realm, Instant receivedAt) {
    return policy.reading(LocalDate.ofInstant(receivedAt, zone(realm)));
  }

  private ZoneId zone(RealmId realm) {
    return realms.get(realm).zone();
  }
}
