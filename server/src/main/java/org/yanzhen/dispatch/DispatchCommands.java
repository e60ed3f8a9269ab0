package org.yanzhen.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderResult;
import org.yanzhen.order.Orders;
import org.yanzhen.order.Step;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** Deciding who goes. */
@Component
class DispatchCommands implements CommandRoom {

  /**
   * @param reason needed when the person is not the first-ranked: why past the suggestion
   */
  record Offer(UUID orderId, UUID personId, @Personal @Nullable String reason) {
    Offer {
      Checks.present("orderId", orderId);
      Checks.present("personId", personId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  record Open(UUID orderId) {
    Open {
      Checks.present("orderId", orderId);
    }
  }

  record Recall(UUID orderId, @Personal @Nullable String reason) {
    Recall {
      Checks.present("orderId", orderId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  record Claim(UUID orderId) {
    Claim {
      Checks.present("orderId", orderId);
    }
  }

  private final Orders orders;
  private final OrderReads reads;
  private final Ranking ranking;
  private final Catalogue catalogue;
  private final People people;
  private final DecisionStore decisions;

  DispatchCommands(
      Orders orders,
      OrderReads reads,
      Ranking ranking,
      Catalogue catalogue,
      People people,
      DecisionStore decisions) {
    this.orders = orders;
    this.reads = reads;
    this.ranking = ranking;
    this.catalogue = catalogue;
    this.people = people;
    this.decisions = decisions;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("dispatch.offer", Offer.class, this::offer, Role.DISPATCHER)
        .add("dispatch.open", Open.class, this::open, Role.DISPATCHER)
        .add("dispatch.recall", Recall.class, this::recall, Role.DISPATCHER)
        .add("dispatch.claim", Claim.class, this::claim, Role.WORKER);
  }

  private CommandResult offer(Offer command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    if (order.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (!context.actor().isSystem() && !context.actor().has(Role.DISPATCHER, order.get().area())) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_ALLOWED);
    }
    Optional<Person> person = people.find(context.realm(), command.personId());
    if (person.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
    }
    Ranking.Result result = ranking.rank(context.realm(), order.get(), Language.ZH);
    Optional<Ranking.Ranked> chosen =
        result.ranked().stream()
            .filter(ranked -> ranked.person().id().equals(command.personId()))
            .findAny();
    if (chosen.isEmpty()) {
      String rule =
          result.refused().stream()
              .filter(refused -> refused.person().id().equals(command.personId()))
              .map(refused -> refused.refusal().rule())
              .findAny()
              .orElse("not-serving-here");
      return CommandResult.refused(
          Problem.at(ProblemCode.DISPATCH_NOT_ELIGIBLE, "body.personId").with("rule", rule));
    }
    if (chosen.get().rank() > 1 && command.reason() == null) {
      return CommandResult.refused(ProblemCode.DISPATCH_REASON_MISSING, "body.reason");
    }
    Kind kind = kind(order.get(), context);
    CommandResult moved =
        orders.step(
            command.orderId(),
            Step.offer(command.personId(), context.at().plus(kind.lease()), command.reason()),
            List.of(),
            context);
    if (moved instanceof CommandResult.Done done && done.value() instanceof OrderResult at) {
      decisions.insert(
          context.realm(),
          command.orderId(),
          at.version(),
          chosen.get(),
          result.ranked().size(),
          context.at());
    }
    return moved;
  }

  private CommandResult open(Open command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    if (order.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (!kind(order.get(), context).modes().contains(DispatchMode.BOARD)) {
      return CommandResult.refused(
          Problem.at(ProblemCode.DISPATCH_MODE, "body.orderId").with("kind", order.get().kind()));
    }
    return orders.step(command.orderId(), Step.of(Action.PUBLISH), List.of(), context);
  }

  private CommandResult recall(Recall command, CommandContext context) {
    return orders.step(
        command.orderId(),
        Step.with(Action.RECALL, command.reason() == null ? null : "RECALLED", command.reason()),
        List.of(),
        context);
  }

  private CommandResult claim(Claim command, CommandContext context) {
    Optional<OrderFacts> order = reads.findFacts(context.realm(), command.orderId());
    if (order.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    UUID personId = context.actor().personId();
    Optional<Person> person =
        personId == null ? Optional.empty() : people.find(context.realm(), personId);
    if (person.isEmpty()) {
      return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN);
    }
    // First the order's own answer: whoever lost the race should not read that they are too far
    // away.
    CommandResult moved = orders.step(command.orderId(), Step.of(Action.CLAIM), List.of(), context);
    if (moved instanceof CommandResult.Refused) {
      return moved;
    }
    Optional<Eligibility.Refusal> refusal =
        ranking.check(context.realm(), order.get(), person.get(), Language.ZH);
    return refusal.isEmpty()
        ? moved
        : CommandResult.refused(
            Problem.of(ProblemCode.DISPATCH_NOT_ELIGIBLE).with("rule", refusal.get().rule()));
  }

  private Kind kind(OrderFacts order, CommandContext context) {
    return catalogue.get(context.realm(), order.kind(), order.kindVersion());
  }
}
