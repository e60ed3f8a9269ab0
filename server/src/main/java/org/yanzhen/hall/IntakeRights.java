package org.yanzhen.hall;

import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Role;

/**
 * A message has no place until it is confirmed, so it is for those whose rights reach over the
 * whole realm; a village's clerk does not read the county's post.
 */
@Component
class IntakeRights {

  private final Realms realms;
  private final Divisions divisions;

  IntakeRights(Realms realms, Divisions divisions) {
    this.realms = realms;
    this.divisions = divisions;
  }

  boolean mayHandle(Actor actor) {
    if (actor.isSystem()) {
      return true;
    }
    String whole = divisions.get(realms.get(actor.realm()).divisionId()).path();
    return actor.has(Role.CLERK, whole) || actor.has(Role.DISPATCHER, whole);
  }
}
