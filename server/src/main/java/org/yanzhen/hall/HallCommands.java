package org.yanzhen.hall;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandHandler;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.order.Orders;
import org.yanzhen.order.Placement;
import org.yanzhen.order.Source;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** Taking messages in, and turning them into orders. */
@Component
class HallCommands implements CommandRoom {

  /** A message as it came; the item's id is made from source and source id by the sender. */
  record Receive(
      UUID itemId,
      String source,
      String sourceId,
      @Personal String subject,
      @Personal String text,
      Instant placedAt,
      @Personal @Nullable String requester,
      @Personal @Nullable String reply,
      @Nullable Instant repliedAt) {
    Receive {
      Checks.present("itemId", itemId);
      source = Checks.text("source", source, 40);
      sourceId = Checks.text("sourceId", sourceId, 80);
      subject = Checks.text("subject", subject, 300);
      text = Checks.text("text", text, 10_000);
      Checks.present("placedAt", placedAt);
      requester = Checks.optionalText("requester", requester, 60);
      reply = Checks.optionalText("reply", reply, 20_000);
      if ((reply == null) != (repliedAt == null)) {
        throw Checks.malformed("repliedAt", "reply and its time belong together");
      }
      if (repliedAt != null && repliedAt.isBefore(placedAt)) {
        throw Checks.malformed("repliedAt", "before the message");
      }
    }
  }

  /** A person says what it is and where: now it is an order. */
  record Confirm(
      UUID itemId,
      UUID orderId,
      String kind,
      int divisionId,
      @Personal @Nullable String place,
      @Nullable Urgency urgency) {
    Confirm {
      Checks.present("itemId", itemId);
      Checks.present("orderId", orderId);
      kind = Checks.text("kind", kind, 60);
      place = Checks.optionalText("place", place, 200);
    }
  }

  record Dismiss(UUID itemId, @Personal String reason) {
    Dismiss {
      Checks.present("itemId", itemId);
      reason = Checks.text("reason", reason, 500);
    }
  }

  private final IntakeStore store;
  private final Orders orders;
  private final IntakeRights rights;

  HallCommands(IntakeStore store, Orders orders, IntakeRights rights) {
    this.store = store;
    this.orders = orders;
    this.rights = rights;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("hall.receive", Receive.class, ifEntitled(this::receive), Role.CLERK, Role.DISPATCHER)
        .add("hall.confirm", Confirm.class, ifEntitled(this::confirm), Role.CLERK, Role.DISPATCHER)
        .add("hall.dismiss", Dismiss.class, ifEntitled(this::dismiss), Role.CLERK, Role.DISPATCHER);
  }

  private <C extends Record> CommandHandler<C> ifEntitled(CommandHandler<C> handler) {
    return (command, context) ->
        rights.mayHandle(context.actor())
            ? handler.handle(command, context)
            : CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN);
  }

  private CommandResult receive(Receive command, CommandContext context) {
    boolean isNew =
        store.insert(
            context.realm(),
            new IntakeItem(
                command.itemId(),
                command.source(),
                command.sourceId(),
                command.subject(),
                command.text(),
                command.requester(),
                command.placedAt(),
                IntakeState.NEW,
                null,
                command.reply() != null,
                command.reply(),
                command.repliedAt()),
            context.at());
    return isNew
        ? CommandResult.done()
        : CommandResult.refused(ProblemCode.HALL_ITEM_EXISTS, "body.sourceId");
  }

  private CommandResult confirm(Confirm command, CommandContext context) {
    Optional<IntakeItem> item = store.lock(context.realm(), command.itemId());
    if (item.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_NOT_FOUND, "body.itemId");
    }
    if (item.get().state() != IntakeState.NEW) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_DONE, "body.itemId");
    }
    String subject = item.get().subject();
    CommandResult placed =
        orders.place(
            new Placement(
                command.orderId(),
                command.kind(),
                shortened(subject, 60),
                item.get().text(),
                command.divisionId(),
                command.place(),
                Map.of(),
                item.get().requester(),
                null,
                command.urgency(),
                Source.INTAKE,
                command.itemId(),
                null),
            context);
    if (placed instanceof CommandResult.Done) {
      store.close(
          context.realm(), command.itemId(), IntakeState.CONFIRMED, command.orderId(), null);
    }
    return placed;
  }

  private static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private CommandResult dismiss(Dismiss command, CommandContext context) {
    Optional<IntakeItem> item = store.lock(context.realm(), command.itemId());
    if (item.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_NOT_FOUND, "body.itemId");
    }
    if (item.get().state() != IntakeState.NEW) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_DONE, "body.itemId");
    }
    store.close(context.realm(), command.itemId(), IntakeState.DISMISSED, null, command.reason());
    return CommandResult.done();
  }
}
