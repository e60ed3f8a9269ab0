package org.yanzhen.notice;

import java.util.List;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Role;

/** Who works the outbox: clerks and dispatchers of the order's area. */
final class NoticeRights {

  private NoticeRights() {}

  static boolean mayHandle(Actor actor, String area) {
    return actor.isSystem() || actor.has(Role.CLERK, area) || actor.has(Role.DISPATCHER, area);
  }

  static List<String> areas(Actor actor) {
    return actor.grants().stream()
        .filter(grant -> grant.role() == Role.CLERK || grant.role() == Role.DISPATCHER)
        .map(Grant::area)
        .distinct()
        .toList();
  }
}
