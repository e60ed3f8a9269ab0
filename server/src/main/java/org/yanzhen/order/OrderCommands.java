package org.yanzhen.order;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandHandler;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** The commands that move an order without deciding who goes. */
@Component
class OrderCommands implements CommandRoom {

  record Submit(UUID orderId) {
    Submit {
      Checks.present("orderId", orderId);
    }
  }

  record Accept(UUID orderId) {
    Accept {
      Checks.present("orderId", orderId);
    }
  }

  /** Why somebody does not go. */
  enum TurnedDown {
    BUSY,
    FAR,
    SKILL,
    AWAY,
    OTHER
  }

  record Decline(UUID orderId, TurnedDown reason, @Personal @Nullable String text) {
    Decline {
      Checks.present("orderId", orderId);
      Checks.present("reason", reason);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Release(UUID orderId, TurnedDown reason, @Personal @Nullable String text) {
    Release {
      Checks.present("orderId", orderId);
      Checks.present("reason", reason);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Start(UUID orderId, @Personal @Nullable String text) {
    Start {
      Checks.present("orderId", orderId);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Note(UUID orderId, @Personal @Nullable String text, List<UUID> attachments) {
    Note(UUID orderId, @Nullable String text, @Nullable List<UUID> attachments) {
      this.orderId = Checks.present("orderId", orderId);
      this.text = Checks.optionalText("text", text, 4_000);
      this.attachments = pictures(attachments);
      if (this.text == null && this.attachments.isEmpty()) {
        throw Checks.malformed("text", "missing");
      }
    }
  }

  record Report(UUID orderId, @Personal @Nullable String text, List<UUID> attachments) {
    Report(UUID orderId, @Nullable String text, @Nullable List<UUID> attachments) {
      this.orderId = Checks.present("orderId", orderId);
      this.text = Checks.optionalText("text", text, 4_000);
      this.attachments = pictures(attachments);
    }
  }

  /**
   * The requester's word.
   *
   * @param rating 1 (poor) to 5 (very good), if given
   */
  record Solve(
      UUID orderId, @Nullable Integer rating, @Personal @Nullable String text, Channel channel) {
    Solve {
      Checks.present("orderId", orderId);
      Checks.present("channel", channel);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Reopen(UUID orderId, @Personal @Nullable String text, Channel channel) {
    Reopen {
      Checks.present("orderId", orderId);
      Checks.present("channel", channel);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Cancel(UUID orderId, @Personal @Nullable String reason) {
    Cancel {
      Checks.present("orderId", orderId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /** Sent by the timer; {@code version} tells one lease from the next. */
  record Lapse(UUID orderId, int version) {}

  private final Orders orders;

  OrderCommands(Orders orders) {
    this.orders = orders;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] askers = {Role.REQUESTER, Role.CLERK, Role.DISPATCHER, Role.WORKER};
    Role[] desk = {Role.CLERK, Role.DISPATCHER};
    Role[] desksAndRequester = {Role.REQUESTER, Role.CLERK, Role.DISPATCHER};
    types
        .add("order.place", Placement.class, fromItsSource(orders::place), askers)
        .add("order.draft", Placement.class, fromItsSource(orders::draft), desk)
        .add(
            "order.submit",
            Submit.class,
            (c, x) -> go(c.orderId(), Step.of(Action.SUBMIT), x),
            desk)
        .add(
            "order.accept",
            Accept.class,
            (c, x) -> go(c.orderId(), Step.of(Action.ACCEPT), x),
            Role.WORKER)
        .add(
            "order.decline",
            Decline.class,
            (c, x) -> go(c.orderId(), Step.with(Action.DECLINE, c.reason().name(), c.text()), x),
            Role.WORKER)
        .add(
            "order.release",
            Release.class,
            (c, x) -> go(c.orderId(), Step.with(Action.RELEASE, c.reason().name(), c.text()), x),
            Role.WORKER)
        .add(
            "order.start",
            Start.class,
            (c, x) -> go(c.orderId(), Step.words(Action.START, c.text()), x),
            Role.WORKER)
        .add(
            "order.note",
            Note.class,
            (c, x) ->
                orders.step(c.orderId(), Step.words(Action.NOTE, c.text()), c.attachments(), x),
            askers)
        .add(
            "order.report",
            Report.class,
            (c, x) ->
                orders.step(c.orderId(), Step.words(Action.REPORT, c.text()), c.attachments(), x),
            Role.WORKER)
        .add(
            "order.solve",
            Solve.class,
            (c, x) ->
                go(c.orderId(), Step.verdict(Action.SOLVE, c.rating(), c.text(), c.channel()), x),
            desksAndRequester)
        .add(
            "order.reopen",
            Reopen.class,
            (c, x) -> go(c.orderId(), Step.verdict(Action.REOPEN, null, c.text(), c.channel()), x),
            desksAndRequester)
        .add(
            "order.cancel",
            Cancel.class,
            // The words stand with the words; the history keeps that there was a reason.
            (c, x) ->
                go(
                    c.orderId(),
                    Step.with(Action.CANCEL, c.reason() == null ? null : "WITHDRAWN", c.reason()),
                    x),
            desksAndRequester)
        .add("order.lapse", Lapse.class, (c, x) -> go(c.orderId(), Step.of(Action.LAPSE), x));
  }

  /** The door is for whoever holds no account; a message becomes an order in the hall only. */
  private static CommandHandler<Placement> fromItsSource(CommandHandler<Placement> handler) {
    return (placement, context) -> {
      boolean atTheDoor = context.actor().has(Role.REQUESTER);
      boolean fits =
          atTheDoor == (placement.source() == Source.DOOR)
              && placement.source() != Source.INTAKE
              && placement.fromIntake() == null;
      return fits || context.actor().isSystem()
          ? handler.handle(placement, context)
          : CommandResult.refused(
              Problem.at(ProblemCode.COMMAND_MALFORMED, "body.source").with("why", "does not fit"));
    };
  }

  private CommandResult go(UUID orderId, Step step, CommandContext context) {
    return orders.step(orderId, step, List.of(), context);
  }

  private static List<UUID> pictures(@Nullable List<UUID> attachments) {
    if (attachments == null) {
      return List.of();
    }
    if (attachments.size() > 9) {
      throw Checks.malformed("attachments", "too many");
    }
    return List.copyOf(attachments);
  }
}
