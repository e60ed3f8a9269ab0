package org.yanzhen.order;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What can be done to an order, by whom. */
public enum Action {
  SUBMIT("order.submit", By.CLERK, By.DISPATCHER),
  OFFER("dispatch.offer", By.DISPATCHER, By.SYSTEM),
  PUBLISH("dispatch.open", By.DISPATCHER, By.SYSTEM),
  RECALL("dispatch.recall", By.DISPATCHER, By.SYSTEM),
  CLAIM("dispatch.claim", By.WORKER),
  ACCEPT("order.accept", By.OFFERED),
  DECLINE("order.decline", By.OFFERED),
  /** Somebody else would take it over from whoever has it and has not begun. */
  CONTEST("dispatch.contest", By.WORKER, By.DISPATCHER),
  /** It stays with whoever has it. */
  KEEP("dispatch.keep", By.ASSIGNEE, By.DISPATCHER),
  /** It goes over to whoever would take it; by the system where nobody answered in time. */
  YIELD("dispatch.yield", By.ASSIGNEE, By.DISPATCHER, By.SYSTEM),
  /** They would no more, or may not any more. */
  DROP_CONTEST("dispatch.drop-contest", By.CONTESTER, By.DISPATCHER, By.SYSTEM),
  RELEASE("order.release", By.ASSIGNEE),
  START("order.start", By.ASSIGNEE),
  NOTE("order.note", By.ASSIGNEE, By.WORKER, By.CLERK, By.DISPATCHER, By.REQUESTER),
  /** A question of its kind is answered, or answered otherwise, after it was asked for. */
  ANSWER("order.answer", By.ASSIGNEE, By.CLERK, By.DISPATCHER),
  REPORT("order.report", By.ASSIGNEE),
  SOLVE("order.solve", By.REQUESTER, By.CLERK, By.DISPATCHER, By.LEAD),
  REOPEN("order.reopen", By.REQUESTER, By.CLERK, By.DISPATCHER, By.LEAD),
  CANCEL("order.cancel", By.REQUESTER, By.CLERK, By.DISPATCHER),
  /** Silence: the lease of an offer or a claim has run out. */
  LAPSE("order.lapse", By.SYSTEM),
  /** Another body answers for it from now on. */
  TRANSFER("order.transfer", By.DISPATCHER, By.SYSTEM),
  /** Beyond what its level can do: the desk of the next one up takes it over, on the same clock. */
  RAISE("order.raise", By.ASSIGNEE, By.DISPATCHER),
  /** Back to the level below, by the desk that holds it; counted like a return. */
  HAND_DOWN("order.hand-down", By.LEVEL_DESK),
  /** Into a campaign, or back to the everyday track. */
  SET_TRACK("order.set-track", By.CLERK, By.DISPATCHER),
  /** Nothing can be done before a day or without something: no promise runs. */
  SUSPEND("order.suspend", By.DISPATCHER),
  RESUME("order.resume", By.DISPATCHER, By.ASSIGNEE, By.SYSTEM),
  /** By the system where one that presses more goes on with it. */
  SET_URGENCY("order.set-urgency", By.CLERK, By.DISPATCHER, By.SYSTEM),
  /** It is the same matter as another order. */
  MERGE("order.merge", By.CLERK, By.DISPATCHER),
  /**
   * It is not the same after all, or not solved by it; by the system where that one is withdrawn.
   */
  UNMERGE("order.unmerge", By.REQUESTER, By.CLERK, By.DISPATCHER, By.SYSTEM),
  ADD_PART("order.add-part", By.DISPATCHER, By.SYSTEM),
  /** The lead goes on without a part, for a reason somebody gives with their name. */
  WAIVE_PART("order.waive-part", By.DISPATCHER),
  CLOSE_PART("order.close-part", By.SYSTEM),
  REOPEN_PART("order.reopen-part", By.SYSTEM),
  /**
   * A promise is broken: the next one up is told. Or the time at its level is over: it is raised.
   */
  ESCALATE("order.escalate", By.SYSTEM),
  /** No word came in time, and it was not drawn for a call. */
  EXPIRE("order.expire", By.SYSTEM);

  /** In what capacity somebody acts on this order. */
  public enum By {
    /** Holds the order's receipt. */
    REQUESTER,
    /** Takes orders in the order's area. */
    CLERK,
    /** Sends orders in the order's area. */
    DISPATCHER,
    /** Sends orders for the whole division of the level that holds it. */
    LEVEL_DESK,
    /** Serves in the order's area. */
    WORKER,
    /** Is the one asked. */
    OFFERED,
    /** Is the one who said yes. */
    ASSIGNEE,
    /** Would take it over from whoever said yes. */
    CONTESTER,
    /** Leads the joint order this is a part of. */
    LEAD,
    /** Timers, and what follows from another step. */
    SYSTEM
  }

  private final String commandType;
  private final Set<By> by;

  Action(String commandType, By... by) {
    this.commandType = commandType;
    this.by = EnumSet.noneOf(By.class);
    this.by.addAll(Set.of(by));
  }

  /** The command that asks for it. */
  public String commandType() {
    return commandType;
  }

  /** Taken by the product itself, never offered to a person as something to do. */
  boolean isInner() {
    return by.equals(EnumSet.of(By.SYSTEM));
  }

  Set<By> by() {
    return by;
  }

  static Optional<Action> of(String commandType) {
    for (Action action : values()) {
      if (action.commandType.equals(commandType)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
