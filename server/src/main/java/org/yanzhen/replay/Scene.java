package org.yanzhen.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.place.WorkCalendar;
import tools.jackson.databind.json.JsonMapper;

/**
 * What all courses of events of one run share.
 *
 * @param answers what a caller says to the questions of a kind
 * @param known the command types of this server: a twist whose command does not exist does not
 *     happen
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
    Map<String, Map<String, String>> answers,
    Map<UUID, Phone> phones,
    Map<String, UUID> last,
    Map<UUID, Set<UUID>> joined,
    IntUnaryOperator townshipOf,
    Beside beside) {

  /** Orders that come up on the way: parts, later stages. */
  interface Beside {
    void begin(UUID orderId, String kind);
  }

  Scene(
      Company company,
      Tally tally,
      Timeline timeline,
      WorkCalendar calendar,
      ZoneId zone,
      JsonMapper mapper,
      Set<String> known,
      long seed,
      Map<String, Map<String, String>> answers,
      IntUnaryOperator townshipOf,
      Beside beside) {
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
        answers,
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>(),
        townshipOf,
        beside);
  }

  void remember(String kind, int divisionId, UUID orderId) {
    last.put(matter(kind, divisionId), orderId);
  }

  /** An order of the kind that came shortly before from the same township. */
  @Nullable UUID lastOf(String kind, int divisionId) {
    return last.get(matter(kind, divisionId));
  }

  private String matter(String kind, int divisionId) {
    return kind + "/" + townshipOf.applyAsInt(divisionId);
  }

  void goesOnWith(UUID orderId, UUID into) {
    joined.computeIfAbsent(into, id -> ConcurrentHashMap.newKeySet()).add(orderId);
  }

  /** What went on with a withdrawn order waits by itself again, and somebody sees to it. */
  void goOnAlone(UUID withdrawn, String kind) {
    Set<UUID> alone = joined.remove(withdrawn);
    if (alone != null) {
      alone.forEach(orderId -> alsoBegin(orderId, kind));
    }
  }

  void alsoBegin(UUID orderId, String kind) {
    beside.begin(orderId, kind);
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
