package org.yanzhen.hall;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.order.OrderReads;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Origin;

/**
 * Whose an order's folder is to keep: the desk's of its area, and theirs who stand at somebody's
 * door for it: who took it down on a visit, until it is over and nothing is left in their hands,
 * and who has it in hand. Whoever carries papers of it keeps it until those are given back.
 *
 * <p>Who does the work, or ever did, notes papers, but not who speaks for whom: that decides who
 * says whether it is solved.
 */
@Component
class FolderRights {

  private final OrderReads orders;
  private final PaperStore papers;
  private final HallRights hall;

  FolderRights(OrderReads orders, PaperStore papers, HallRights hall) {
    this.orders = orders;
    this.papers = papers;
    this.hall = hall;
  }

  boolean atTheDesk(Actor actor, UUID orderId) {
    return orders
        .findFacts(actor.realm(), orderId)
        .filter(facts -> hall.serves(actor, facts.area()))
        .isPresent();
  }

  /** Whether the actor sees the folder and gives back what is in their hands. */
  boolean keeps(Actor actor, UUID orderId) {
    return atTheDesk(actor, orderId) || onAVisit(actor, orderId);
  }

  /** The same of those who are at no desk. */
  boolean onAVisit(Actor actor, UUID orderId) {
    return isOnTheirVisit(actor, orderId) || carries(actor, orderId);
  }

  /** Whether the actor takes papers in hand that they do not have yet. */
  boolean takes(Actor actor, UUID orderId) {
    return atTheDesk(actor, orderId) || isOnTheirVisit(actor, orderId);
  }

  private boolean isOnTheirVisit(Actor actor, UUID orderId) {
    return orders.hasInHand(actor, orderId) || tookDown(actor, orderId);
  }

  /** Whether the actor notes who speaks for whom. */
  boolean notesAuthority(Actor actor, UUID orderId) {
    return atTheDesk(actor, orderId)
        || (tookDown(actor, orderId) && !orders.everServed(actor, orderId));
  }

  /** Where a paper is that the actor takes in hand now. */
  PaperStore.Place placeOf(Actor actor, UUID orderId) {
    return actor.origin() != Origin.FIELD && atTheDesk(actor, orderId)
        ? PaperStore.Place.DESK
        : PaperStore.Place.FIELD;
  }

  private boolean tookDown(Actor actor, UUID orderId) {
    return orders.tookDown(actor, orderId)
        && (orders.isUnfinished(actor.realm(), orderId) || carries(actor, orderId));
  }

  private boolean carries(Actor actor, UUID orderId) {
    return papers.list(actor.realm(), orderId).stream()
        .anyMatch(paper -> paper.withUs() > 0 && paper.hand().isCarriedBy(actor));
  }
}
