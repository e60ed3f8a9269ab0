package org.yanzhen.hall;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Role;

/** Who works at a window or a telephone, and for which ground. */
@Component
class HallRights {

  private final Divisions divisions;
  private final Realms realms;

  HallRights(Divisions divisions, Realms realms) {
    this.divisions = divisions;
    this.realms = realms;
  }

  /**
   * Calls those who were drawn, and sees who they are before the draw is shown: clerks of the whole
   * realm only. A township, or whoever sends people, is judged by what is said there.
   */
  boolean callsTheDrawn(Actor actor) {
    return actor.isSystem()
        || actor.has(Role.CLERK, divisions.get(realms.get(actor.realm()).divisionId()).path());
  }

  /** Clerk or dispatcher of the area. */
  boolean serves(Actor actor, String area) {
    return actor.isSystem() || actor.has(Role.CLERK, area) || actor.has(Role.DISPATCHER, area);
  }

  /** The areas whose calls and queues the actor sees. */
  List<String> areas(Actor actor) {
    return actor.grants().stream()
        .filter(grant -> grant.role() == Role.CLERK || grant.role() == Role.DISPATCHER)
        .map(Grant::area)
        .distinct()
        .toList();
  }

  /** Where somebody sits who says nothing else: the widest ground they serve. */
  Optional<String> home(Actor actor) {
    return areas(actor).stream().min(Comparator.comparingInt(String::length));
  }

  /** The ground whose line rings: an exchange may ring on its own, and takes and sees no call. */
  Optional<String> line(Actor actor, @Nullable Integer divisionId) {
    return actor.has(Role.CONNECTED)
        ? actor.grants().stream()
            .filter(grant -> grant.role() == Role.CONNECTED)
            .map(Grant::area)
            .findFirst()
        : area(actor, divisionId);
  }

  /** The area meant by a command: the division's if one is named, else the actor's own. */
  Optional<String> area(Actor actor, @Nullable Integer divisionId) {
    return divisionId == null
        ? home(actor)
        : divisions.find(divisionId).map(Division::path).filter(path -> serves(actor, path));
  }
}
