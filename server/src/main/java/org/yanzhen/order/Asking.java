package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.shared.ProblemCode;

/**
 * Asking for something, for this room's commands and for the hall: a complete placement becomes an
 * order, or is kept back as one; a kind that takes several begins with its parts; "me too" goes on
 * with another.
 */
@Service
public class Asking {

  private final OrderStore store;
  private final Catalogue catalogue;
  private final SameMatter matter;
  private final NewOrders newOrders;
  private final JointOrders joint;
  private final Orders orders;

  Asking(
      OrderStore store,
      Catalogue catalogue,
      SameMatter matter,
      NewOrders newOrders,
      JointOrders joint,
      Orders orders) {
    this.store = store;
    this.catalogue = catalogue;
    this.matter = matter;
    this.newOrders = newOrders;
    this.joint = joint;
    this.orders = orders;
  }

  /** Asks: a complete placement becomes a waiting order. Call inside a command. */
  public CommandResult place(Placement placement, CommandContext context) {
    return place(placement, context.at(), null, context);
  }

  /**
   * The same for what was asked before: its promises run since then, whenever it is made an order;
   * and where a person says who answers for it.
   *
   * @param askedAt when it came in; not after the command
   * @param body code of an organisation; null for the one the kind names
   */
  public CommandResult place(
      Placement placement, Instant askedAt, @Nullable String body, CommandContext context) {
    UUID joins = placement.joins();
    if (joins == null) {
      CommandResult placed =
          newOrders.create(placement, askedAt, body, context, OrderState.WAITING, Lineage.NONE);
      boolean hasParts =
          catalogue
              .find(context.realm(), placement.kind())
              .filter(k -> !k.parts().isEmpty())
              .isPresent();
      return placed instanceof CommandResult.Refused || !hasParts
          ? placed
          : joint.withParts(placed, placement.orderId(), askedAt, context);
    }
    // "Me too": an order with a number and a receipt of its own that goes on with the other.
    Optional<OrderRow> into =
        store
            .lock(context.realm(), joins)
            .filter(row -> matter.maySayMeToo(context.actor(), row))
            .filter(
                row ->
                    matter.mayGoOn(
                        new SameMatter.Wanting(
                            placement.kind(), placement.divisionId(), placement.urgency()),
                        row));
    if (into.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_MERGE_TARGET, "body.joins");
    }
    CommandResult placed =
        newOrders.create(placement, askedAt, body, context, OrderState.MERGED, Lineage.NONE);
    return placed instanceof CommandResult.Done
        ? joint.joined(placed, into.get(), placement.urgency(), context)
        : placed;
  }

  /**
   * Keeps back what is complete but not yet asked for: a caller wants to ask at home first, a paper
   * lacks its signature. A desk holds it, so its promises run from here: keeping it back gains
   * nobody time.
   */
  CommandResult draft(Placement placement, CommandContext context) {
    return newOrders.create(placement, context.at(), null, context, OrderState.DRAFT, Lineage.NONE);
  }

  /** Asks for what was kept back: a kind that takes several gets its parts now. */
  CommandResult submit(UUID orderId, CommandContext context) {
    CommandResult sent = orders.step(orderId, Step.of(Action.SUBMIT), List.of(), context);
    if (sent instanceof CommandResult.Refused) {
      return sent;
    }
    Instant askedAt =
        store
            .find(context.realm(), orderId)
            .flatMap(row -> row.order().clock(ClockName.RESOLVE))
            .map(Clock::startedAt)
            .orElse(context.at());
    return joint.withParts(sent, orderId, askedAt, context);
  }
}
