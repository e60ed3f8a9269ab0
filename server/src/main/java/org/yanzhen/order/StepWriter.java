package org.yanzhen.order;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.order.Lifecycle.Decision;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/**
 * What is written of a step, in one transaction: the row, the history, the pictures and the timer;
 * and who hears of it.
 */
@Component
class StepWriter {

  private final OrderStore store;
  private final HistoryStore history;
  private final TimerStore timers;
  private final Attachments attachments;
  private final OrderTerms terms;
  private final ApplicationEventPublisher events;

  StepWriter(
      OrderStore store,
      HistoryStore history,
      TimerStore timers,
      Attachments attachments,
      OrderTerms terms,
      ApplicationEventPublisher events) {
    this.store = store;
    this.history = history;
    this.timers = timers;
    this.attachments = attachments;
    this.terms = terms;
    this.events = events;
  }

  void write(
      RealmId realm,
      OrderRow row,
      Decision.Moved moved,
      Step step,
      List<UUID> attachments,
      CommandContext context) {
    Order next = moved.next();
    OrderEvent event = moved.event();
    store.update(realm, next, event, terms.escalateAt(realm, next, event.at()));
    namePictures(context.actor(), next.id(), attachments);
    store.addPictures(realm, next.id(), attachments);
    history.insert(
        realm,
        next.id(),
        event.version(),
        event.action().name(),
        event.from(),
        event.to(),
        event.facts(),
        role(context.actor(), row.order()),
        step.text(),
        attachments,
        context);
    boolean leaseMoved = !Objects.equals(row.order().leaseUntil(), next.leaseUntil());
    if (leaseMoved) {
      timers.set(realm, next.id(), next.version(), next.leaseUntil());
    }
    events.publishEvent(
        new OrderMoved(
            realm,
            next.id(),
            next.version(),
            event.action(),
            event.from(),
            event.to(),
            event.facts().person(),
            next.area(),
            true,
            true,
            event.at(),
            next.kind(),
            next.urgency(),
            event.facts().reason(),
            next.responsibleBody(),
            next.assignee(),
            row.order().assignee() == null ? row.order().offeredTo() : row.order().assignee(),
            event.facts().other(),
            next.level(),
            next.urgency().compareTo(row.order().urgency()) > 0,
            promiseMoved(row.order(), next, event),
            false,
            next.tier() == row.order().tier() ? null : next.tier(),
            event.facts().team(),
            row.order().contest().by()));
  }

  /**
   * Not one that is over by the new time already: that it is late is told with the step that says
   * so.
   */
  private static boolean promiseMoved(Order before, Order next, OrderEvent event) {
    return event.action() == Action.SET_URGENCY
        && next.clocks().values().stream()
            .anyMatch(
                clock ->
                    clock.isAhead(event.at())
                        && before
                            .clock(clock.name())
                            .filter(was -> !was.dueAt().equals(clock.dueAt()))
                            .isPresent());
  }

  /** Who asks at the door sends the pictures afterwards, as the holder of the new receipt. */
  void namePictures(Actor actor, UUID orderId, List<UUID> pictures) {
    attachments.name(sender(actor, orderId), pictures);
  }

  static Actor sender(Actor actor, UUID orderId) {
    boolean asking = actor.has(Role.REQUESTER) && actor.requesterOf() == null;
    return asking ? Actor.holdingReceipt(actor.realm(), orderId, actor.network()) : actor;
  }

  /** In what capacity the history says somebody acted: no more than the rules needed to know. */
  static String role(Actor actor, Order order) {
    if (actor.isSystem()) {
      return Role.SYSTEM.name();
    }
    UUID person = actor.personId();
    if (person != null && (person.equals(order.assignee()) || person.equals(order.offeredTo()))) {
      return Role.WORKER.name();
    }
    return actor.grants().stream()
        .filter(grant -> order.area().startsWith(grant.area()))
        .map(Grant::role)
        .min(Comparator.naturalOrder())
        .orElse(Role.REQUESTER)
        .name();
  }
}
