package org.yanzhen.replay;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who of the simulated people is away when; recorded in the county as leave in the same moment. */
final class Absences {

  private record Leave(LocalDate first, LocalDate last) {}

  private final ZoneId zone;
  private final Map<UUID, Leave> leaves = new ConcurrentHashMap<>();

  Absences(ZoneId zone) {
    this.zone = zone;
  }

  void add(UUID person, LocalDate first, LocalDate last) {
    leaves.put(person, new Leave(first, last));
  }

  boolean isAway(UUID person, Instant at) {
    Leave leave = leaves.get(person);
    LocalDate day = LocalDate.ofInstant(at, zone);
    return leave != null && !day.isBefore(leave.first()) && !day.isAfter(leave.last());
  }
}
