package org.yanzhen.order;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.order.Lifecycle.Decision;
import org.yanzhen.people.People;
import org.yanzhen.shared.RealmId;

/**
 * What follows from a step by itself, in the same transaction: parts tell their lead, joined orders
 * are taken apart, the next stages are planned, the fallback body gets it.
 */
@Component
class Consequences {

  private static final Set<OrderState> CLOSED =
      EnumSet.of(OrderState.SOLVED, OrderState.CANCELLED, OrderState.MERGED);

  /** Takes a step that follows, as the one it follows from was taken. */
  interface Further {
    CommandResult step(UUID orderId, Step step, CommandContext inner);
  }

  private final OrderStore store;
  private final JointStore joint;
  private final FollowUps followUps;
  private final FollowUpStore planned;
  private final OrderTerms terms;
  private final People people;
  private final BadGrades badGrades;
  private final ApplicationEventPublisher events;

  Consequences(
      OrderStore store,
      JointStore joint,
      FollowUps followUps,
      FollowUpStore planned,
      OrderTerms terms,
      People people,
      BadGrades badGrades,
      ApplicationEventPublisher events) {
    this.store = store;
    this.joint = joint;
    this.followUps = followUps;
    this.planned = planned;
    this.terms = terms;
    this.people = people;
    this.badGrades = badGrades;
    this.events = events;
  }

  /**
   * @param row the order as it was
   * @param inner the command, taken further by the product itself
   * @param further how a step that follows is taken
   */
  CommandResult of(OrderRow row, Decision.Moved moved, CommandContext inner, Further further) {
    RealmId realm = inner.realm();
    Order next = moved.next();
    if (row.lineage().partOf() != null) {
      CommandResult told = tellLead(row.lineage().partOf(), row, next, inner, further);
      if (told instanceof CommandResult.Refused) {
        return told;
      }
    }
    switch (moved.event().action()) {
      case SOLVE, EXPIRE -> {
        // The season goes on, whether or not somebody found a word.
        followUps.plan(realm, row, next, inner.at());
        badGrades.graded(realm, row, next, moved.event().facts(), inner.at());
        tellJoined(realm, next, inner.at());
      }
      case CANCEL -> {
        CommandResult apart = takeApart(realm, next.id(), inner, further);
        if (apart instanceof CommandResult.Refused) {
          return apart;
        }
      }
      case REOPEN -> planned.drop(realm, next.id());
      case UNMERGE -> {
        UUID into = row.order().mergedInto();
        if (into != null) {
          joint.addJoined(realm, into, -1);
        }
      }
      default -> {}
    }
    return atHopLimit(row.order(), next, inner, further);
  }

  private CommandResult tellLead(
      UUID leadId, OrderRow row, Order part, CommandContext inner, Further further) {
    Optional<OrderRow> lead = store.lock(inner.realm(), leadId);
    if (lead.isEmpty()) {
      return CommandResult.done();
    }
    boolean isOpen = lead.get().order().openParts().contains(part.id());
    boolean wasClosed = CLOSED.contains(row.order().state());
    boolean closed = CLOSED.contains(part.state());
    if (closed && isOpen) {
      return further.step(leadId, Step.about(Action.CLOSE_PART, part.id(), null), inner);
    }
    if (wasClosed && !closed && !isOpen) {
      return further.step(leadId, Step.about(Action.REOPEN_PART, part.id(), null), inner);
    }
    return CommandResult.done();
  }

  /**
   * Nobody's order ends because somebody else withdrew theirs: each waits again on its own clock.
   */
  private CommandResult takeApart(
      RealmId realm, UUID withdrawn, CommandContext inner, Further further) {
    for (JointStore.Joined joined : joint.joinedTo(realm, withdrawn)) {
      CommandResult apart =
          further.step(
              joined.orderId(), Step.with(Action.UNMERGE, Step.OTHER_WITHDRAWN, null), inner);
      if (apart instanceof CommandResult.Refused) {
        return apart;
      }
    }
    return CommandResult.done();
  }

  private void tellJoined(RealmId realm, Order ended, Instant at) {
    for (JointStore.Joined joined : joint.joinedTo(realm, ended.id())) {
      events.publishEvent(
          new JoinedOrderEnded(realm, joined.orderId(), ended.version(), joined.area(), at));
    }
  }

  /** Too often there and back, or from body to body: the fallback body gets it for good. */
  private CommandResult atHopLimit(
      Order before, Order next, CommandContext inner, Further further) {
    OrderPolicy.Version policy = terms.policy(inner.realm(), inner.at());
    boolean cameBack =
        next.hops() > before.hops()
            && (next.state() == OrderState.WAITING || next.state() == OrderState.OPEN)
            // Who says it is beyond them passes it up, not back.
            && !next.tier().isAbove(before.tier());
    boolean raise =
        cameBack
            && next.hops() >= policy.hopLimit()
            && !policy.fallbackBody().equals(next.responsibleBody())
            && people.findOrganisation(inner.realm(), policy.fallbackBody()).isPresent();
    return raise
        ? further.step(next.id(), Step.transfer(policy.fallbackBody(), Step.HOP_LIMIT, null), inner)
        : CommandResult.done();
  }
}
