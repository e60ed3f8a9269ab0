package org.yanzhen.order;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What can be done to an order, by whom. */
public enum Action {
  SUBMIT("order.submit", By.CLERK, By.DISPATCHER),
  OFFER("dispatch.offer", By.DISPATCHER),
  PUBLISH("dispatch.open", By.DISPATCHER),
  RECALL("dispatch.recall", By.DISPATCHER),
  CLAIM("dispatch.claim", By.WORKER),
  ACCEPT("order.accept", By.OFFERED),
  DECLINE("order.decline", By.OFFERED),
  RELEASE("order.release", By.ASSIGNEE),
  START("order.start", By.ASSIGNEE),
  NOTE("order.note", By.ASSIGNEE, By.WORKER, By.CLERK, By.DISPATCHER, By.REQUESTER),
  REPORT("order.report", By.ASSIGNEE),
  SOLVE("order.solve", By.REQUESTER, By.CLERK, By.DISPATCHER),
  REOPEN("order.reopen", By.REQUESTER, By.CLERK, By.DISPATCHER),
  CANCEL("order.cancel", By.REQUESTER, By.CLERK, By.DISPATCHER),
  /** Silence: the lease of an offer or a claim has run out. */
  LAPSE("order.lapse", By.TIMER);

  /** In what capacity somebody acts on this order. */
  public enum By {
    /** Holds the order's receipt. */
    REQUESTER,
    /** Takes orders in the order's area. */
    CLERK,
    /** Sends orders in the order's area. */
    DISPATCHER,
    /** Serves in the order's area. */
    WORKER,
    /** Is the one asked. */
    OFFERED,
    /** Is the one who said yes. */
    ASSIGNEE,
    /** The timer of the lease. */
    TIMER
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
