package org.yanzhen.plan;

import java.util.UUID;
import org.yanzhen.people.Person;

/**
 * Somebody's day before anything is in it, in minutes.
 *
 * @param works has hours that day; without, the usual ones are only for who is asked to come all
 *     the same
 * @param onDuty is on duty that day
 * @param load orders in hand
 * @param version of the day as it was read
 */
record Worker(
    Person person,
    boolean away,
    boolean works,
    boolean onDuty,
    int from,
    int until,
    int load,
    int version) {

  UUID id() {
    return person.id();
  }

  int home() {
    return person.divisionId();
  }
}
