package org.yanzhen.order;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/**
 * Who may know and do what of one order, beyond what {@link Visibility} says of its row: it asks
 * who had it, who leads it, and whose work was graded.
 */
@Component
class OrderRights {

  /** What whoever serves in the area may send of an order they only see on a list. */
  private static final Set<Action> WANTING =
      EnumSet.of(Action.CLAIM, Action.CONTEST, Action.DROP_CONTEST);

  private final OrderStore store;
  private final HistoryStore history;
  private final BadGradeStore badGrades;

  OrderRights(OrderStore store, HistoryStore history, BadGradeStore badGrades) {
    this.store = store;
    this.history = history;
    this.badGrades = badGrades;
  }

  Optional<OrderRow> findVisible(Actor actor, UUID id) {
    return store
        .find(actor.realm(), id)
        .filter(row -> Visibility.maySee(actor, row) || leads(actor, row));
  }

  /**
   * @throws ProblemException order.not-found, also when it exists but is not the actor's to see
   */
  OrderRow visible(Actor actor, UUID id) {
    return findVisible(actor, id)
        .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
  }

  /**
   * Whoever may not see an order is not told that it exists; but who once had it, or wanted it from
   * the board, is told what became of it, and may still hand in what was written without signal.
   */
  boolean mayKnow(Actor actor, OrderRow row, Action action) {
    UUID person = actor.personId();
    return Visibility.maySee(actor, row)
        || (WANTING.contains(action) && actor.has(Role.WORKER, row.order().area()))
        || leads(actor, row)
        || (person != null && history.everHad(actor.realm(), row.order().id(), person));
  }

  /** Whether the actor leads the joint order this one is a part of. */
  boolean leads(Actor actor, OrderRow row) {
    UUID lead = row.lineage().partOf();
    UUID person = actor.personId();
    return lead != null
        && person != null
        && store
            .find(actor.realm(), lead)
            .map(one -> person.equals(one.order().assignee()))
            .orElse(false);
  }

  /** Nobody is offered to pass on what came to the fallback body by the hop limit. */
  List<Action> allowed(Actor actor, OrderRow row) {
    Order order = row.order();
    List<Action> allowed = Lifecycle.allowed(order, actor, leads(actor, row));
    return allowed.contains(Action.TRANSFER) && history.isTakenForGood(actor.realm(), order.id())
        ? allowed.stream().filter(action -> action != Action.TRANSFER).toList()
        : allowed;
  }

  static boolean isOnlyLooking(Actor actor, OrderRow row) {
    return !Visibility.isDesk(actor, row)
        && !Visibility.isRequester(actor, row)
        && !Visibility.isServing(actor, row);
  }

  static boolean takesOrders(Actor actor, OrderRow row) {
    return actor.has(Role.CLERK, row.order().area())
        || actor.has(Role.DISPATCHER, row.order().area());
  }

  /** Whoever holds the receipt is the requester, so whoever does the work does not hand it out. */
  static boolean handsOut(Actor actor, OrderRow row) {
    return takesOrders(actor, row) && !Visibility.isServing(actor, row);
  }

  /**
   * The rated do not see who said what of them, whatever else they are; a desk and the requester
   * do.
   */
  boolean maySeeVerdict(Actor actor, OrderRow row) {
    return Visibility.isRequester(actor, row)
        || (Visibility.isDesk(actor, row) && !hasServed(actor, row));
  }

  /** Whether its verdict is one on the actor: served by them, itself or what it went into. */
  boolean isRated(Actor actor, OrderRow row) {
    UUID into = row.order().mergedInto();
    return hasServed(actor, row)
        || (into != null
            && store.find(actor.realm(), into).filter(end -> hasServed(actor, end)).isPresent());
  }

  /**
   * Has it, or had it before it was opened again; or is of those whose work was graded badly, which
   * whoever had a part or had to give it up is too.
   */
  private boolean hasServed(Actor actor, OrderRow row) {
    UUID person = actor.personId();
    RealmId realm = actor.realm();
    UUID id = row.order().id();
    return person != null
        && (person.equals(row.order().assignee())
            || (row.order().reopened() > 0 && history.everHad(realm, id, person))
            || badGrades.isOf(realm, id, person));
  }
}
