package org.yanzhen.plan;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OrdersInHand.ToServe;

/**
 * An order as a day sees it, in minutes.
 *
 * @param minutes how long somebody is there
 * @param from first and {@code until} last minute at which it may begin
 * @param due the promise; {@link #NEVER} when it falls due after the day
 * @param notBefore whether the requester asked for a later day
 * @param appointed whether the requester named a part of this day
 */
record Task(
    ToServe order,
    Kind kind,
    int minutes,
    int from,
    int until,
    int due,
    boolean notBefore,
    boolean appointed) {

  static final int NEVER = Integer.MAX_VALUE;

  /** The same, to begin at a moment that is given. */
  Task beginningAt(int moment) {
    return new Task(order, kind, minutes, moment, moment, due, notBefore, appointed);
  }

  UUID id() {
    return order.facts().id();
  }

  int place() {
    return order.facts().divisionId();
  }

  String area() {
    return order.facts().area();
  }

  @Nullable UUID person() {
    return order.person();
  }
}
