package org.yanzhen.hall;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.order.OrderReads;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** What people say about two messages. */
@Component
class TriageCommands implements CommandRoom {

  /**
   * Whether a message and another, or a message and an order, are the same matter. Kept, so that
   * nobody is asked twice; said again, the newer word counts.
   */
  record JudgePair(UUID itemId, @Nullable UUID otherItemId, @Nullable UUID orderId, boolean same) {
    JudgePair {
      Checks.present("itemId", itemId);
      if ((otherItemId == null) == (orderId == null)) {
        throw Checks.malformed("otherItemId", "either another message or an order");
      }
      if (itemId.equals(otherItemId)) {
        throw Checks.malformed("otherItemId", "is the message itself");
      }
    }
  }

  private final TriageStore store;
  private final IntakeStore items;
  private final OrderReads orders;
  private final IntakeRights rights;

  TriageCommands(TriageStore store, IntakeStore items, OrderReads orders, IntakeRights rights) {
    this.store = store;
    this.items = items;
    this.orders = orders;
    this.rights = rights;
  }

  @Override
  public void declare(CommandTypes types) {
    types.add("hall.judge-pair", JudgePair.class, this::judge, Role.CLERK, Role.DISPATCHER);
  }

  private CommandResult judge(JudgePair command, CommandContext context) {
    if (!rights.mayHandle(context.actor())) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN);
    }
    if (items.find(context.realm(), command.itemId()).isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_NOT_FOUND, "body.itemId");
    }
    UUID other = command.otherItemId();
    if (other != null && items.find(context.realm(), other).isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_NOT_FOUND, "body.otherItemId");
    }
    UUID order = command.orderId();
    if (order != null && orders.findCard(context.actor(), order, Language.ZH).isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    store.decide(
        context.realm(),
        command.itemId(),
        other == null ? Objects.requireNonNull(order) : other,
        other == null,
        command.same(),
        context.actor().accountId(),
        context.commandId(),
        context.at());
    return CommandResult.done();
  }
}
