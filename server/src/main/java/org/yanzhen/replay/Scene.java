package org.yanzhen.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.place.WorkCalendar;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all courses of events of one run share.
 *
 * @param known the command types of this server: a twist whose command does not exist does not happen
 */
record Scene(
    Company company,
    Tally tally,
    Timeline timeline,
    WorkCalendar calendar,
    ZoneId zone,
    Absences absences,
    JsonMapper mapper,
    Set<String> known,
    long seed,
    Map<UUID, Phone> phones) {

  Scene(
      Company company,
      Tally tally,
      Timeline timeline,
      WorkCalendar calendar,
      ZoneId zone,
      JsonMapper mapper,
      Set<String> known,
      long seed) {
    this(
        company,
        tally,
        timeline,
        calendar,
        zone,
        new Absences(zone),
        mapper,
        known,
        seed,
        new ConcurrentHashMap<>());
  }

  /** Lets so much working time pass: desks are not manned at night. */
  void sleepAtWork(Duration working) {
    Instant until = calendar.plus(timeline.now(), working, zone);
    timeline.sleepUntil(until);
  }

  Phone phone(Account worker) {
    return phones.computeIfAbsent(
        Company.personOf(worker), person -> new Phone(worker, mapper, seed));
  }
}
