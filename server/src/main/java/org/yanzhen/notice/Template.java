package org.yanzhen.notice;

import java.util.Optional;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.order.OrderState;

/** What is told, to whom, at which step. */
enum Template {
  /** The receipt, to the requester. */
  RECEIVED(Audience.REQUESTER),
  /** Who is coming, to the requester. */
  ACCEPTED(Audience.REQUESTER),
  /** Is it solved?, to the requester. */
  REPORTED(Audience.REQUESTER),
  /** You are asked, to the person offered to. */
  OFFERED(Audience.PERSON);

  /** Whose number it goes to. */
  enum Audience {
    REQUESTER,
    PERSON
  }

  private final Audience audience;

  Template(Audience audience) {
    this.audience = audience;
  }

  Audience audience() {
    return audience;
  }

  static Optional<Template> of(OrderMoved moved) {
    Action action = moved.action();
    if (action == null || action == Action.SUBMIT) {
      return moved.to() == OrderState.WAITING && moved.reachable()
          ? Optional.of(RECEIVED)
          : Optional.empty();
    }
    return switch (action) {
      case ACCEPT, CLAIM -> Optional.of(ACCEPTED);
      case REPORT -> Optional.of(REPORTED);
      case OFFER -> Optional.of(OFFERED);
      default -> Optional.empty();
    };
  }
}
