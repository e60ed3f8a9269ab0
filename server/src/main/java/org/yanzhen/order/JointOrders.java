package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.Part;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Several orders for one matter: parts of a joint order, and orders that go on with another. */
@Component
class JointOrders {

  /**
   * What a part of a joint order is asked to do.
   *
   * @param together at the same moment as the whole, by a second person
   */
  record PartAsked(
      UUID leadId,
      UUID partId,
      String kind,
      @Nullable String title,
      String text,
      @Nullable Urgency urgency,
      boolean together) {}

  private final OrderStore store;
  private final ContactStore contacts;
  private final JointStore joint;
  private final Catalogue catalogue;
  private final SameMatter matter;
  private final OrderRights rights;
  private final NewOrders newOrders;
  private final Orders orders;
  private final Vault vault;

  JointOrders(
      OrderStore store,
      ContactStore contacts,
      JointStore joint,
      Catalogue catalogue,
      SameMatter matter,
      OrderRights rights,
      NewOrders newOrders,
      Orders orders,
      Vault vault) {
    this.store = store;
    this.contacts = contacts;
    this.joint = joint;
    this.catalogue = catalogue;
    this.matter = matter;
    this.rights = rights;
    this.newOrders = newOrders;
    this.orders = orders;
    this.vault = vault;
  }

  /** A kind that takes several begins as a joint order with its parts. */
  CommandResult withParts(
      CommandResult placed, UUID orderId, Instant askedAt, CommandContext context) {
    Order order = store.lock(context.realm(), orderId).orElseThrow().order();
    Kind kind = catalogue.get(context.realm(), order.kind(), order.kindVersion());
    CommandResult last = placed;
    for (Part part : kind.parts()) {
      CommandResult added =
          addPart(
              new PartAsked(
                  orderId,
                  vault.id(context.realm(), "order.part/" + orderId + "/" + part.code()),
                  part.kind(),
                  part.name().zh(),
                  part.task().zh(),
                  null,
                  part.together()),
              askedAt,
              Orders.inner(context));
      if (added instanceof CommandResult.Refused) {
        return added;
      }
      last = CommandResult.done(result(store.find(context.realm(), orderId).orElseThrow()));
    }
    return last;
  }

  private static OrderResult result(OrderRow row) {
    Order order = row.order();
    return new OrderResult(order.id(), row.number(), order.version(), order.state());
  }

  /** Adds a part to a joint order: an order of its own, with the same place and requester. */
  CommandResult addPart(PartAsked asked, CommandContext context) {
    return addPart(asked, context.at(), context);
  }

  private CommandResult addPart(PartAsked asked, Instant askedAt, CommandContext context) {
    RealmId realm = context.realm();
    Optional<OrderRow> found = store.lock(realm, asked.leadId());
    if (found.isEmpty() || !rights.mayKnow(context.actor(), found.get(), Action.ADD_PART)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    OrderRow lead = found.get();
    if (lead.lineage().partOf() != null) {
      return CommandResult.refused(ProblemCode.ORDER_PART_OF_PART, "body.orderId");
    }
    // The whole is locked: nobody adds another at the same time.
    if (asked.together() && !joint.besides(realm, List.of(asked.leadId())).isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_TWO_ALREADY, "body.together");
    }
    ContactStore.Contact contact = contacts.of(realm, asked.leadId());
    CommandResult placed =
        newOrders.create(
            new Placement(
                asked.partId(),
                asked.kind(),
                asked.title(),
                asked.text(),
                lead.divisionId(),
                lead.place(),
                null,
                contact.name(),
                contact.phone(),
                asked.urgency() == null ? lead.order().urgency() : asked.urgency(),
                Source.PART,
                null,
                null,
                null,
                contact.principalName(),
                contact.principalPhone(),
                lead.order().campaign(),
                NewOrders.language(lead),
                NewOrders.isNeeded(lead)),
            askedAt,
            null,
            context.withoutBase(),
            OrderState.WAITING,
            Lineage.partOf(asked.leadId(), asked.together()));
    if (placed instanceof CommandResult.Refused) {
      return placed;
    }
    CommandResult led =
        orders.step(
            asked.leadId(), Step.about(Action.ADD_PART, asked.partId(), null), List.of(), context);
    return led instanceof CommandResult.Refused ? led : placed;
  }

  /** Two orders are one matter: the first goes on with the second. */
  CommandResult merge(UUID orderId, UUID into, @Nullable String why, CommandContext context) {
    RealmId realm = context.realm();
    if (orderId.equals(into)) {
      return CommandResult.refused(ProblemCode.ORDER_MERGE_TARGET, "body.into");
    }
    // Always in the same order, so that two that merge each other do not wait for each other.
    boolean first = orderId.compareTo(into) < 0;
    Optional<OrderRow> one = store.lock(realm, first ? orderId : into);
    Optional<OrderRow> other = store.lock(realm, first ? into : orderId);
    Optional<OrderRow> source = first ? one : other;
    Optional<OrderRow> target = first ? other : one;
    if (source.isEmpty() || !rights.mayKnow(context.actor(), source.get(), Action.MERGE)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    boolean fits =
        target.isPresent()
            && Visibility.maySee(context.actor(), target.get())
            && matter.mayGoOn(
                new SameMatter.Wanting(
                    source.get().order().kind(),
                    source.get().divisionId(),
                    source.get().order().urgency()),
                target.get())
            && source.get().lineage().partOf() == null
            && source.get().joined() == 0;
    if (!fits) {
      return CommandResult.refused(ProblemCode.ORDER_MERGE_TARGET, "body.into");
    }
    CommandResult merged =
        orders.step(orderId, Step.about(Action.MERGE, into, why), List.of(), context);
    return merged instanceof CommandResult.Done
        ? joined(merged, target.orElseThrow(), source.get().order().urgency(), context)
        : merged;
  }

  /** One more goes on with it; if that one presses more, both do. */
  CommandResult joined(CommandResult done, OrderRow into, Urgency urgency, CommandContext context) {
    joint.addJoined(context.realm(), into.order().id(), 1);
    if (!SameMatter.pressesMore(urgency, into.order())) {
      return done;
    }
    CommandResult raised =
        orders.step(into.order().id(), Step.pressJoined(urgency), List.of(), Orders.inner(context));
    return raised instanceof CommandResult.Refused ? raised : done;
  }
}
