package org.yanzhen.order;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Stage;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.shared.RealmId;

/** The later stages of an order: planned when it is solved, placed when they are due. */
@Component
class FollowUps {

  private final OrderStore store;
  private final ContactStore contacts;
  private final FollowUpStore followUps;
  private final Catalogue catalogue;
  private final NewOrders newOrders;

  FollowUps(
      OrderStore store,
      ContactStore contacts,
      FollowUpStore followUps,
      Catalogue catalogue,
      NewOrders newOrders) {
    this.store = store;
    this.contacts = contacts;
    this.followUps = followUps;
    this.catalogue = catalogue;
    this.newOrders = newOrders;
  }

  /**
   * The next stage of an order that is solved, as an order of its own for the same requester. What
   * was promised with the first comes under the version that promised it, also when the kind has
   * been edited or withdrawn since.
   */
  CommandResult place(UUID before, UUID orderId, String stage, CommandContext context) {
    RealmId realm = context.realm();
    Optional<OrderRow> row = store.lock(realm, before);
    if (row.isEmpty() || !followUps.take(realm, before, stage)) {
      // Opened again since the timer looked, or another timer was quicker: nothing is to be placed.
      return CommandResult.done();
    }
    OrderRow was = row.get();
    Order order = was.order();
    Kind kind = catalogue.get(realm, order.kind(), order.kindVersion());
    Optional<Stage> next = kind.stage(stage);
    if (next.isEmpty()
        || order.state() != OrderState.SOLVED
        || store.find(realm, orderId).isPresent()) {
      return CommandResult.done();
    }
    ContactStore.Contact contact = contacts.of(realm, before);
    return newOrders.create(
        new Placement(
            orderId,
            order.kind(),
            StageWords.title(next.get(), StageWords.without(kind, was)),
            next.get().task().zh(),
            was.divisionId(),
            was.place(),
            null,
            contact.name(),
            contact.phone(),
            Urgency.NORMAL,
            Source.FOLLOW_UP,
            null,
            null,
            null,
            contact.principalName(),
            contact.principalPhone(),
            null,
            NewOrders.language(was),
            NewOrders.isNeeded(was)),
        kind,
        context.at(),
        null,
        context,
        OrderState.WAITING,
        new Lineage(null, before, stage, false));
  }

  /** After the order as it was asked for: every stage that follows none; after a stage, its own. */
  void plan(RealmId realm, OrderRow row, Order order, Instant at) {
    if (row.lineage().together()) {
      // The same thing done by two has its later steps once.
      return;
    }
    Kind kind = catalogue.get(realm, order.kind(), order.kindVersion());
    for (Stage stage : kind.stagesAfter(row.lineage().stage())) {
      followUps.plan(realm, order.id(), stage.code(), at.plus(stage.after()));
    }
  }
}
