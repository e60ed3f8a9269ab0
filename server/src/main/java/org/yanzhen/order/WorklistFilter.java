package org.yanzhen.order;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The named worklists of the desk. */
public enum WorklistFilter {
  ALL_OPEN(
      OrderState.WAITING,
      OrderState.OFFERED,
      OrderState.OPEN,
      OrderState.ACCEPTED,
      OrderState.WORKING,
      OrderState.REPORTED,
      OrderState.SUSPENDED),
  UNASSIGNED(OrderState.WAITING),
  OFFERED(OrderState.OFFERED),
  OPEN(OrderState.OPEN),
  WORKING(OrderState.ACCEPTED, OrderState.WORKING),
  REPORTED(OrderState.REPORTED),
  /** Unfinished, and the next promise is already broken. */
  OVERDUE(
      OrderState.DRAFT,
      OrderState.WAITING,
      OrderState.OFFERED,
      OrderState.OPEN,
      OrderState.ACCEPTED,
      OrderState.WORKING,
      OrderState.REPORTED),
  /** Unfinished, and come to its level from below. */
  RAISED(
      OrderState.WAITING,
      OrderState.OFFERED,
      OrderState.OPEN,
      OrderState.ACCEPTED,
      OrderState.WORKING,
      OrderState.REPORTED,
      OrderState.SUSPENDED),
  /** Somebody else would take it over. */
  CONTESTED(OrderState.ACCEPTED),
  SUSPENDED(OrderState.SUSPENDED),
  DRAFT(OrderState.DRAFT),
  CLOSED(OrderState.SOLVED, OrderState.CANCELLED, OrderState.MERGED);

  private final Set<OrderState> states;

  WorklistFilter(OrderState first, OrderState... more) {
    this.states = EnumSet.of(first, more);
  }

  Set<OrderState> states() {
    return states;
  }

  /** As it stands in an address, e.g. {@code all-open}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<WorklistFilter> of(String code) {
    return Arrays.stream(values()).filter(filter -> filter.code().equals(code)).findAny();
  }
}
