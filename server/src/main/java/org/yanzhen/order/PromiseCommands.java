package org.yanzhen.order;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.commitment.PublicPromise;
import org.yanzhen.commitment.PublicPromises;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Saying that an order serves a promise of the year; no step of its life. */
@Component
class PromiseCommands implements CommandRoom {

  record Link(UUID commitmentId, UUID orderId) {
    Link {
      Checks.present("commitmentId", commitmentId);
      Checks.present("orderId", orderId);
    }
  }

  /** It serves another one or none. Everybody reads how many there are, so it needs a reason. */
  record Unlink(UUID commitmentId, UUID orderId, @Personal String reason) {
    Unlink {
      Checks.present("commitmentId", commitmentId);
      Checks.present("orderId", orderId);
      reason = Checks.text("reason", reason, 500);
    }
  }

  record Result(UUID commitmentId, UUID orderId) {}

  private final PromiseStore store;
  private final OrderStore orders;
  private final PublicPromises promises;

  PromiseCommands(PromiseStore store, OrderStore orders, PublicPromises promises) {
    this.store = store;
    this.orders = orders;
    this.promises = promises;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] leaders = {Role.DISPATCHER, Role.ADMINISTRATOR};
    types
        .add("promise.link", Link.class, this::link, leaders)
        .add("promise.unlink", Unlink.class, this::unlink, leaders);
  }

  private CommandResult link(Link command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<OrderRow> row = orders.find(realm, command.orderId());
    Problem against = against(row, context);
    if (against != null) {
      return CommandResult.refused(against);
    }
    Optional<PublicPromise> promise = promises.find(realm, command.commitmentId());
    if (promise.isEmpty()) {
      return CommandResult.refused(ProblemCode.COMMITMENT_NOT_FOUND, "body.commitmentId");
    }
    boolean fits = row.orElseThrow().order().area().startsWith(promise.get().area());
    if (!fits || !promise.get().running()) {
      return CommandResult.refused(ProblemCode.ORDER_PROMISE_UNFIT, "body.commitmentId");
    }
    return store.link(
            realm,
            command.commitmentId(),
            command.orderId(),
            context.at(),
            context.actor().accountId())
        ? CommandResult.done(new Result(command.commitmentId(), command.orderId()))
        : CommandResult.refused(ProblemCode.ORDER_PROMISE_SERVED, "body.orderId");
  }

  private CommandResult unlink(Unlink command, CommandContext context) {
    Problem against = against(orders.find(context.realm(), command.orderId()), context);
    if (against != null) {
      return CommandResult.refused(against);
    }
    return store.unlink(context.realm(), command.commitmentId(), command.orderId())
        ? CommandResult.done(new Result(command.commitmentId(), command.orderId()))
        : CommandResult.refused(ProblemCode.COMMITMENT_NOT_FOUND, "body.commitmentId");
  }

  /** An order the actor may not see does not exist for them. */
  private static @Nullable Problem against(Optional<OrderRow> row, CommandContext context) {
    if (row.filter(one -> Visibility.isDesk(context.actor(), one)).isEmpty()) {
      return Problem.at(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    return DossierCommands.mayLead(context.actor(), row.get().order().area())
        ? null
        : Problem.at(ProblemCode.ACCESS_FORBIDDEN, "body.orderId");
  }
}
