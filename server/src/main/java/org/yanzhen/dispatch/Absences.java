package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.Orders;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.OrdersInHand.Unfinished;
import org.yanzhen.order.Step;
import org.yanzhen.people.People;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.shared.RealmId;

/** Orders of somebody who is away go to whoever stands in, or wait again. */
@Service
class Absences {

  private static final int MOST = 500;

  private final Orders orders;
  private final OrderReads reads;
  private final OrdersInHand inHand;
  private final People people;
  private final Teams teams;
  private final Sending sending;
  private final Policies policies;
  private final DecisionStore decisions;
  private final TodoStore todos;
  private final Realms realms;
  private final ApplicationEventPublisher events;

  Absences(
      Orders orders,
      OrderReads reads,
      OrdersInHand inHand,
      People people,
      Teams teams,
      Sending sending,
      Policies policies,
      DecisionStore decisions,
      TodoStore todos,
      Realms realms,
      ApplicationEventPublisher events) {
    this.orders = orders;
    this.reads = reads;
    this.inHand = inHand;
    this.people = people;
    this.teams = teams;
    this.sending = sending;
    this.policies = policies;
    this.decisions = decisions;
    this.todos = todos;
    this.realms = realms;
    this.events = events;
  }

  /** A leave as two moments: from the first that is away to the first that is not. */
  private record Away(Instant from, Instant until) {
    boolean covers(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  void handOver(UUID person, boolean gone, CommandContext context) {
    RealmId realm = context.realm();
    List<Away> away = gone ? List.of(new Away(context.at(), Instant.MAX)) : leaves(person, context);
    for (Unfinished order : inHand.unfinishedOf(realm, person, MOST)) {
      away.stream()
          .filter(leave -> gone || touches(leave, order, context.at()))
          .findFirst()
          .ifPresent(leave -> handOver(order.facts(), person, leave, context));
    }
  }

  private List<Away> leaves(UUID person, CommandContext context) {
    ZoneId zone = realms.get(context.realm()).zone();
    LocalDate today = LocalDate.ofInstant(context.at(), zone);
    return people.leaves(context.realm(), person, today).stream()
        .map(
            leave ->
                new Away(
                    leave.firstDay().atStartOfDay(zone).toInstant(),
                    leave.lastDay().plusDays(1).atStartOfDay(zone).toInstant()))
        .toList();
  }

  /**
   * An offer is touched when nobody can answer it: the leave has begun, or begins before silence
   * would return it. What is promised is touched when a promise falls due while away, or is broken
   * already and nobody is there to mend it.
   */
  private static boolean touches(Away leave, Unfinished order, Instant now) {
    boolean begun = leave.covers(now);
    if (order.facts().state() == OrderState.OFFERED && begun) {
      return true;
    }
    boolean dueWithin =
        Stream.concat(order.leaseUntil().stream(), order.due().stream()).anyMatch(leave::covers);
    boolean broken = begun && order.due().stream().anyMatch(due -> due.isBefore(now));
    return dueWithin || broken;
  }

  private void handOver(OrderFacts order, UUID person, Away leave, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Decision> before = decisions.findLast(realm, order.id());
    CommandResult recalled =
        orders.step(order.id(), Step.with(Action.RECALL, "ABSENT", null), List.of(), context);
    if (recalled instanceof CommandResult.Refused) {
      // It moved meanwhile: finished, or given to somebody else.
      return;
    }
    OrderFacts waiting = reads.findFacts(realm, order.id()).orElseThrow();
    Optional<UUID> to =
        order.state() == OrderState.OFFERED
            ? groupAgain(waiting, before, context)
                .or(() -> standIn(waiting, person, leave, context))
            : standIn(waiting, person, leave, context);
    if (to.isEmpty()) {
      sending.hold(waiting, OrderHeld.ABSENT, person.toString(), context);
      if (actsByItself(waiting, context)) {
        todos.put(
            realm,
            new TodoStore.Todo(TodoStore.What.ORDER, order.id(), waiting.version(), context.at()));
        events.publishEvent(new Automatic.Noted(realm));
      }
    }
    events.publishEvent(
        new OrderHandedOn(realm, order.id(), person, to.orElse(null), order.area(), context.at()));
  }

  /** A group's offer stays the group's: whoever acts for its lead now answers it. */
  private Optional<UUID> groupAgain(
      OrderFacts waiting, Optional<Decision> before, CommandContext context) {
    Optional<Team> team =
        before
            .filter(decision -> decision.mode() == Mode.GROUP && decision.teamId() != null)
            .flatMap(
                decision -> teams.find(context.realm(), Objects.requireNonNull(decision.teamId())));
    return team.filter(
            one ->
                sending.toTeam(waiting, one, List.of(), null, context)
                    instanceof CommandResult.Done)
        .flatMap(one -> teams.acting(context.realm(), one.lead(), context.at()));
  }

  private Optional<UUID> standIn(
      OrderFacts waiting, UUID person, Away leave, CommandContext context) {
    Instant when = leave.from().isAfter(context.at()) ? leave.from() : context.at();
    return sending.toStandIn(waiting, person, when, context);
  }

  private boolean actsByItself(OrderFacts order, CommandContext context) {
    return policies
            .at(context.realm(), context.at())
            .automaticMode(sending.kind(context.realm(), order))
        != DispatchMode.OFFER;
  }
}
