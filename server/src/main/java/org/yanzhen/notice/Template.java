package org.yanzhen.notice;

import java.util.EnumSet;
import java.util.Set;
import org.yanzhen.order.OrderState;

/**
 * What can be told, to whom, and as long as which states it is still true. The words stand in
 * {@code packs/messages.yaml}.
 */
enum Template {
  RECEIVED(Audience.REQUESTER),
  /** Somebody had said it before: it goes on with theirs. */
  RECEIVED_JOINED(Audience.REQUESTER, OrderState.MERGED),
  /** Nobody asked anew: a stage of what was asked for has come. */
  NEXT_STAGE(Audience.REQUESTER),
  ACCEPTED(Audience.REQUESTER, OrderState.ACCEPTED, OrderState.WORKING),
  CONTACTED(Audience.REQUESTER, OrderState.WORKING),
  GIVEN_BACK(Audience.REQUESTER, OrderState.WAITING, OrderState.OPEN),
  REPORTED(Audience.REQUESTER, OrderState.REPORTED),
  REMINDED(Audience.REQUESTER, OrderState.REPORTED),
  /** Drawn for a call: who is called is told before. */
  ASKED_AGAIN(Audience.REQUESTER, OrderState.REPORTED),
  SOLVED(Audience.REQUESTER, OrderState.SOLVED),
  REOPENED(Audience.REQUESTER),
  TRANSFERRED(Audience.REQUESTER),
  SUSPENDED(Audience.REQUESTER),
  RESUMED(Audience.REQUESTER),
  CANCELLED(Audience.REQUESTER),
  MERGED(Audience.REQUESTER),
  /** It presses more or less than it did, and what was promised has another time. */
  PROMISE_MOVED(
      Audience.REQUESTER,
      OrderState.WAITING,
      OrderState.OFFERED,
      OrderState.OPEN,
      OrderState.ACCEPTED,
      OrderState.WORKING),
  /** The order it went on with was withdrawn. */
  APART(Audience.REQUESTER),
  /** The order it went on with ended as solved. */
  JOINED_ENDED(Audience.REQUESTER, OrderState.MERGED),
  LATE(Audience.REQUESTER),
  /** Nobody said whether it is solved. */
  EXPIRED(Audience.REQUESTER, OrderState.SOLVED),
  /** A copy they let us keep served this order. */
  PAPER_USED(Audience.REQUESTER),

  /** Whoever waits for a window elsewhere: come back. */
  TURN_NEAR(Audience.VISITOR),
  /** Told before, and the time has moved since. */
  TURN_MOVED(Audience.VISITOR),

  PRINCIPAL_RECEIVED(Audience.PRINCIPAL),
  PRINCIPAL_NEXT_STAGE(Audience.PRINCIPAL),
  PRINCIPAL_ACCEPTED(Audience.PRINCIPAL, OrderState.ACCEPTED, OrderState.WORKING),
  PRINCIPAL_GIVEN_BACK(Audience.PRINCIPAL, OrderState.WAITING, OrderState.OPEN),
  PRINCIPAL_TRANSFERRED(Audience.PRINCIPAL),
  PRINCIPAL_SUSPENDED(Audience.PRINCIPAL),
  PRINCIPAL_RESUMED(Audience.PRINCIPAL),
  PRINCIPAL_REPORTED(Audience.PRINCIPAL),
  PRINCIPAL_SOLVED(Audience.PRINCIPAL),
  PRINCIPAL_REOPENED(Audience.PRINCIPAL),
  PRINCIPAL_CANCELLED(Audience.PRINCIPAL),
  PRINCIPAL_MERGED(Audience.PRINCIPAL),
  PRINCIPAL_PROMISE_MOVED(
      Audience.PRINCIPAL,
      OrderState.WAITING,
      OrderState.OFFERED,
      OrderState.OPEN,
      OrderState.ACCEPTED,
      OrderState.WORKING),
  PRINCIPAL_APART(Audience.PRINCIPAL),
  PRINCIPAL_LATE(Audience.PRINCIPAL),
  PRINCIPAL_EXPIRED(Audience.PRINCIPAL, OrderState.SOLVED),
  PRINCIPAL_JOINED_ENDED(Audience.PRINCIPAL, OrderState.MERGED),
  PRINCIPAL_PAPER_USED(Audience.PRINCIPAL),

  OFFERED(Audience.PERSON, OrderState.OFFERED),
  /** The lead of the group named them. */
  ASSIGNED(Audience.PERSON, OrderState.ACCEPTED, OrderState.WORKING),
  RECALLED(Audience.PERSON),
  LEASE_ENDING(Audience.PERSON, OrderState.OFFERED, OrderState.ACCEPTED),
  TO_PERSON_REOPENED(Audience.PERSON),
  TO_PERSON_NOTED(Audience.PERSON),
  /** Somebody else would take over what they have. */
  CONTESTED(Audience.PERSON, OrderState.ACCEPTED),
  /** Nobody would any more. */
  CONTEST_DROPPED(Audience.PERSON, OrderState.ACCEPTED),
  /** To whoever would have: it stays where it is. */
  CONTEST_KEPT(Audience.PERSON),
  /** To whoever has it from now on. */
  CONTEST_WON(Audience.PERSON, OrderState.ACCEPTED, OrderState.WORKING),
  /** To whoever had it until now. */
  CONTEST_LOST(Audience.PERSON),
  /** To whoever would have: there is nothing to answer any more. */
  CONTEST_OVER(Audience.PERSON),
  /** It presses more than when they were asked. */
  TO_PERSON_PRESSES(Audience.PERSON, OrderState.OFFERED, OrderState.ACCEPTED, OrderState.WORKING),
  TO_PERSON_CANCELLED(Audience.PERSON),
  TO_PERSON_SUSPENDED(Audience.PERSON),
  TO_PERSON_RESUMED(Audience.PERSON, OrderState.ACCEPTED, OrderState.WORKING),

  HANDED_ON(Audience.DESK, OrderState.WAITING, OrderState.OPEN),
  TO_DESK_ESCALATED(Audience.DESK),
  TO_DESK_HOPS(Audience.DESK),
  /** It came up to this level, or back down to it. */
  TO_DESK_RAISED(Audience.DESK),
  TO_DESK_HANDED_DOWN(Audience.DESK),
  TO_DESK_NOBODY(Audience.DESK, OrderState.WAITING, OrderState.OPEN),
  TO_DESK_UNREACHED(Audience.DESK),
  /** A message from outside, no order yet, that nobody has read in time. */
  TO_DESK_UNREAD(Audience.DESK);

  /** Whose number, inbox or address it goes to. */
  enum Audience {
    REQUESTER,
    /** The one for whom somebody else asked. */
    PRINCIPAL,
    /** Who has a ticket and left a number with it. */
    VISITOR,
    /** Who serves. */
    PERSON,
    /** Those who answer for the area: dispatchers, leads, administrators. */
    DESK;

    boolean isStaff() {
      return this == PERSON || this == DESK;
    }
  }

  private final Audience audience;
  private final Set<OrderState> whileIn;

  Template(Audience audience, OrderState... whileIn) {
    this.audience = audience;
    this.whileIn = EnumSet.noneOf(OrderState.class);
    this.whileIn.addAll(Set.of(whileIn));
  }

  Audience audience() {
    return audience;
  }

  /**
   * A call that announces a call would be one call too many; and whom the lot did not draw is not
   * called because they kept silent, nor whose paper was used before their eyes.
   */
  boolean isOnlyWritten() {
    return this == ASKED_AGAIN
        || this == EXPIRED
        || this == PRINCIPAL_EXPIRED
        || this == PAPER_USED
        || this == PRINCIPAL_PAPER_USED;
  }

  /** Whether it is solved is asked in it: on a note there is room for the answer. */
  boolean asksForTheWord() {
    return this == REPORTED || this == REMINDED;
  }

  /** About a ticket at the windows. */
  boolean isAboutTicket() {
    return audience == Audience.VISITOR;
  }

  /** About a message from outside; all that is about no ticket either is about an order. */
  boolean isAboutPost() {
    return this == TO_DESK_UNREAD;
  }

  /** Whether it may still be said of an order in this state. */
  boolean isTrueIn(OrderState state) {
    return whileIn.isEmpty() || whileIn.contains(state);
  }
}
