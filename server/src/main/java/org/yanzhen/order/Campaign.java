package org.yanzhen.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Text;

/**
 * A dated drive of one body (专项整治); what belongs to none is everyday work (常态). Unlike a dossier it
 * seeks no root: it says which orders are served for it, so that they are seen and counted
 * together.
 *
 * @param area path of the division it runs in
 * @param kinds codes of the kinds it takes; none: every kind
 * @param until its last day
 * @param body code of the organisation that leads it
 * @param endedAt when somebody ended it before that
 */
record Campaign(
    UUID id,
    int version,
    Text name,
    int divisionId,
    String area,
    List<String> kinds,
    LocalDate from,
    LocalDate until,
    String body,
    Instant createdAt,
    @Nullable Instant endedAt) {

  /** How it stands on a day. */
  enum State {
    PLANNED,
    RUNNING,
    /** Its last day is over. */
    OVER,
    ENDED
  }

  Campaign {
    kinds = List.copyOf(kinds);
  }

  State on(LocalDate day) {
    if (endedAt != null) {
      return State.ENDED;
    }
    if (day.isBefore(from)) {
      return State.PLANNED;
    }
    return day.isAfter(until) ? State.OVER : State.RUNNING;
  }

  boolean takes(String kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  Campaign ended(Instant at) {
    return new Campaign(
        id, version + 1, name, divisionId, area, kinds, from, until, body, createdAt, at);
  }
}
