package org.yanzhen.order;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.order.Lifecycle.Decision;
import org.yanzhen.people.People;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;

/**
 * Taking a step on an order, for this room's commands and for rooms that decide who goes. A new
 * order is made by {@link Asking}.
 *
 * <p>Whatever happens to one ends in {@code step}. The rules are not here but in {@link Lifecycle};
 * here is what they need to be told (who leads, what the terms are) and what comes of their answer:
 * it is written ({@link StepWriter}), and what follows from it follows ({@link Consequences}).
 */
@Service
public class Orders {

  private final OrderStore store;
  private final HistoryStore history;
  private final Catalogue catalogue;
  private final People people;
  private final Campaigns campaigns;
  private final OrderRights rights;
  private final OrderTerms terms;
  private final StepWriter writer;
  private final Consequences consequences;

  Orders(
      OrderStore store,
      HistoryStore history,
      Catalogue catalogue,
      People people,
      Campaigns campaigns,
      OrderRights rights,
      OrderTerms terms,
      StepWriter writer,
      Consequences consequences) {
    this.store = store;
    this.history = history;
    this.catalogue = catalogue;
    this.people = people;
    this.campaigns = campaigns;
    this.rights = rights;
    this.terms = terms;
    this.writer = writer;
    this.consequences = consequences;
  }

  /**
   * A broken promise is raised, or the order itself where its time at its level is over; unless
   * something has happened since.
   */
  CommandResult escalate(UUID orderId, int version, CommandContext context) {
    Optional<Order> same =
        store
            .lock(context.realm(), orderId)
            .map(OrderRow::order)
            .filter(order -> order.version() == version);
    if (same.isEmpty()) {
      return CommandResult.refused(ProblemCode.COMMAND_BASE_STALE, "body.version");
    }
    Order order = same.get();
    Step step =
        terms
            .tierEnds(context.realm(), order, context.at())
            .filter(end -> !end.isAfter(context.at()))
            .flatMap(end -> order.tier().up())
            .map(Step::raisedByTime)
            .orElseGet(() -> Step.of(Action.ESCALATE));
    return step(orderId, step, List.of(), context);
  }

  /** Into a campaign that runs and takes such orders, or back to the everyday track. */
  CommandResult setTrack(
      UUID orderId, @Nullable UUID campaign, @Nullable String text, CommandContext context) {
    if (campaign != null) {
      Optional<OrderRow> row =
          store
              .lock(context.realm(), orderId)
              .filter(one -> rights.mayKnow(context.actor(), one, Action.SET_TRACK));
      if (row.isEmpty()) {
        return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
      }
      Order order = row.get().order();
      Problem unfit =
          campaigns.unfit(context.realm(), campaign, order.kind(), order.area(), context.at());
      if (unfit != null) {
        return CommandResult.refused(unfit);
      }
    }
    return step(orderId, Step.track(campaign, text), List.of(), context);
  }

  /** The order goes to another body; it must be one of the realm. */
  CommandResult transfer(UUID orderId, Step step, CommandContext context) {
    String body = step.body();
    if (body == null || people.findOrganisation(context.realm(), body).isEmpty()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.ORDER_BODY_UNKNOWN, "body.body")
              .with("body", body == null ? "" : body));
    }
    return step(orderId, step, List.of(), context);
  }

  /**
   * None of these moves until the transaction ends, for whoever decides by how they stand. Always
   * in the same order, so that two who lock the same ones wait for each other and never for ever.
   */
  public void lock(RealmId realm, Collection<UUID> orderIds) {
    orderIds.stream().distinct().sorted().forEach(id -> store.lock(realm, id));
  }

  /** Takes a step on an order. Call inside a command; the order stays locked until it ends. */
  public CommandResult step(
      UUID orderId, Step step, List<UUID> attachments, CommandContext context) {
    RealmId realm = context.realm();
    if (step.action() == Action.UNMERGE) {
      lockWhatItGoesOnWith(realm, orderId);
    }
    Optional<OrderRow> found = store.lock(realm, orderId);
    if (found.isEmpty() || !rights.mayKnow(context.actor(), found.get(), step.action())) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Order order = found.get().order();
    if (step.action() == Action.NOTE
        && context.actor().requesterOf() != null
        && history.countByRequester(realm, orderId)
            >= terms.policy(realm, context.at()).notesOfRequester()) {
      return CommandResult.refused(ProblemCode.ORDER_TOO_MANY);
    }
    if (context.base() != null && context.base() != order.version()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.COMMAND_BASE_STALE, "base")
              .with("base", context.base())
              .with("current", order.version()));
    }
    if (!knowsRatings(realm, order, step)) {
      return CommandResult.refused(ProblemCode.ORDER_RATING_UNKNOWN, "body.ratings");
    }
    Decision decision =
        Lifecycle.decide(
            order,
            step,
            context.actor(),
            rights.leads(context.actor(), found.get()),
            terms.of(realm, order, context.at()),
            context.at());
    if (decision instanceof Decision.Moved && step.action() == Action.REOPEN) {
      Problem closed = leadClosed(realm, found.get());
      if (closed != null) {
        return CommandResult.refused(closed);
      }
    }
    if (decision instanceof Decision.Moved
        && step.action() == Action.TRANSFER
        // The limit may still send it on: the policy may have come to name another fallback body.
        && !Step.HOP_LIMIT.equals(step.reason())
        && history.isTakenForGood(realm, orderId)) {
      return CommandResult.refused(ProblemCode.ORDER_TAKEN_FOR_GOOD, "body.body");
    }
    return switch (decision) {
      case Decision.Refused refused -> CommandResult.refused(refused.problem());
      case Decision.Moved moved -> {
        writer.write(realm, found.get(), moved, step, attachments, context);
        CommandResult after =
            consequences.of(
                found.get(),
                moved,
                inner(context),
                (id, next, inner) -> step(id, next, List.of(), inner));
        if (after instanceof CommandResult.Refused) {
          yield after;
        }
        if (after instanceof CommandResult.Done done && done.value() instanceof OrderResult) {
          yield after;
        }
        yield CommandResult.done(
            new OrderResult(
                orderId, found.get().number(), moved.next().version(), moved.next().state()));
      }
    };
  }

  /** First, as withdrawing that one does, so that the two do not wait for each other. */
  private void lockWhatItGoesOnWith(RealmId realm, UUID orderId) {
    store
        .find(realm, orderId)
        .map(row -> row.order().mergedInto())
        .ifPresent(into -> store.lock(realm, into));
  }

  /** A part is not opened again behind the back of a whole that is reported or closed. */
  private @Nullable Problem leadClosed(RealmId realm, OrderRow part) {
    UUID leadId = part.lineage().partOf();
    if (leadId == null) {
      return null;
    }
    OrderState lead =
        store.lock(realm, leadId).map(row -> row.order().state()).orElse(OrderState.CANCELLED);
    boolean open = OrderState.UNFINISHED.contains(lead) && lead != OrderState.REPORTED;
    return open ? null : Problem.of(ProblemCode.ORDER_LEAD_CLOSED).with("state", lead);
  }

  /** Only what the kind names may be rated; under the version the order was placed with. */
  private boolean knowsRatings(RealmId realm, Order order, Step step) {
    return step.ratings().isEmpty()
        || catalogue.get(realm, order.kind(), order.kindVersion()).ratings().stream()
            .map(each -> each.code())
            .collect(Collectors.toSet())
            .containsAll(step.ratings().keySet());
  }

  /** The same command, taken further by the product itself. */
  static CommandContext inner(CommandContext context) {
    return new CommandContext(
        context.commandId(),
        Actor.system(context.realm(), context.actor().origin()),
        context.at(),
        null,
        null,
        null);
  }
}
