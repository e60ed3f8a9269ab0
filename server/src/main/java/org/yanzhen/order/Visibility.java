package org.yanzhen.order;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.Role;

/** Who may see an order: one place, asked by every read and every step. */
final class Visibility {

  /** Roles that look at an area's orders, whoever serves them. */
  static final Set<Role> DESK = Set.of(Role.CLERK, Role.DISPATCHER, Role.ADMINISTRATOR);

  private Visibility() {}

  /**
   * The areas the actor looks at as a desk.
   *
   * @throws ProblemException access.forbidden where there are none
   */
  static Set<String> deskAreas(Actor actor) {
    Set<String> areas =
        actor.grants().stream()
            .filter(grant -> DESK.contains(grant.role()))
            .map(Grant::area)
            .collect(Collectors.toSet());
    if (areas.isEmpty()) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    return areas;
  }

  static boolean maySee(Actor actor, OrderRow row) {
    return isDesk(actor, row)
        || isServing(actor, row)
        || isRequester(actor, row)
        || isOnMyBoard(actor, row);
  }

  static boolean isDesk(Actor actor, OrderRow row) {
    return actor.isSystem() || DESK.stream().anyMatch(role -> actor.has(role, row.order().area()));
  }

  static boolean isServing(Actor actor, OrderRow row) {
    UUID person = actor.personId();
    return person != null
        && (person.equals(row.order().assignee()) || person.equals(row.order().offeredTo()));
  }

  static boolean isRequester(Actor actor, OrderRow row) {
    return row.order().id().equals(actor.requesterOf());
  }

  private static boolean isOnMyBoard(Actor actor, OrderRow row) {
    return row.order().state() == OrderState.OPEN && actor.has(Role.WORKER, row.order().area());
  }
}
