package org.yanzhen.order;

import static org.yanzhen.order.Action.ACCEPT;
import static org.yanzhen.order.Action.CANCEL;
import static org.yanzhen.order.Action.CLAIM;
import static org.yanzhen.order.Action.DECLINE;
import static org.yanzhen.order.Action.LAPSE;
import static org.yanzhen.order.Action.NOTE;
import static org.yanzhen.order.Action.OFFER;
import static org.yanzhen.order.Action.PUBLISH;
import static org.yanzhen.order.Action.RECALL;
import static org.yanzhen.order.Action.RELEASE;
import static org.yanzhen.order.Action.REOPEN;
import static org.yanzhen.order.Action.REPORT;
import static org.yanzhen.order.Action.SOLVE;
import static org.yanzhen.order.Action.START;
import static org.yanzhen.order.Action.SUBMIT;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.order.Action.By;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/**
 * The rules of an order's life: the one table and the one pure function that reads it.
 *
 * <p>Any pair of state and action that is not in {@link #TABLE} is refused with {@code
 * order.wrong-state}.
 */
final class Lifecycle {

  /** One row of the table. */
  record Transition(OrderState from, Action action, When when, OrderState to) {}

  /** A condition a row may carry. */
  enum When {
    ALWAYS,
    /** It was taken from the board. */
    CLAIMED,
    /** It was offered by name. */
    SENT
  }

  static final List<Transition> TABLE =
      List.of(
          row(OrderState.DRAFT, SUBMIT, OrderState.WAITING),
          row(OrderState.DRAFT, CANCEL, OrderState.CANCELLED),
          row(OrderState.WAITING, OFFER, OrderState.OFFERED),
          row(OrderState.WAITING, PUBLISH, OrderState.OPEN),
          row(OrderState.WAITING, NOTE, OrderState.WAITING),
          row(OrderState.WAITING, CANCEL, OrderState.CANCELLED),
          row(OrderState.OFFERED, ACCEPT, OrderState.ACCEPTED),
          row(OrderState.OFFERED, DECLINE, OrderState.WAITING),
          row(OrderState.OFFERED, RECALL, OrderState.WAITING),
          row(OrderState.OFFERED, LAPSE, OrderState.WAITING),
          row(OrderState.OFFERED, NOTE, OrderState.OFFERED),
          row(OrderState.OFFERED, CANCEL, OrderState.CANCELLED),
          row(OrderState.OPEN, CLAIM, OrderState.ACCEPTED),
          row(OrderState.OPEN, OFFER, OrderState.OFFERED),
          row(OrderState.OPEN, RECALL, OrderState.WAITING),
          row(OrderState.OPEN, NOTE, OrderState.OPEN),
          row(OrderState.OPEN, CANCEL, OrderState.CANCELLED),
          row(OrderState.ACCEPTED, START, OrderState.WORKING),
          row(OrderState.ACCEPTED, NOTE, OrderState.ACCEPTED),
          row(OrderState.ACCEPTED, RECALL, OrderState.WAITING),
          row(OrderState.ACCEPTED, CANCEL, OrderState.CANCELLED),
          new Transition(OrderState.ACCEPTED, RELEASE, When.CLAIMED, OrderState.OPEN),
          new Transition(OrderState.ACCEPTED, RELEASE, When.SENT, OrderState.WAITING),
          new Transition(OrderState.ACCEPTED, LAPSE, When.CLAIMED, OrderState.OPEN),
          new Transition(OrderState.ACCEPTED, LAPSE, When.SENT, OrderState.WAITING),
          row(OrderState.WORKING, NOTE, OrderState.WORKING),
          row(OrderState.WORKING, REPORT, OrderState.REPORTED),
          row(OrderState.WORKING, RELEASE, OrderState.WAITING),
          row(OrderState.WORKING, RECALL, OrderState.WAITING),
          row(OrderState.REPORTED, NOTE, OrderState.REPORTED),
          row(OrderState.REPORTED, SOLVE, OrderState.SOLVED),
          row(OrderState.REPORTED, REOPEN, OrderState.WAITING),
          row(OrderState.SOLVED, REOPEN, OrderState.WAITING));

  /** What the kind and the calendar say; the function itself stays pure. */
  interface Terms {
    /** When a clock started now falls due; empty when the kind does not keep it. */
    Optional<Instant> due(ClockName clock, Instant from);

    /** How long after "solved" the requester may still come back. */
    Duration reopenWithin();
  }

  /** What came of it. */
  sealed interface Decision {
    record Moved(Order next, OrderEvent event) implements Decision {}

    record Refused(Problem problem) implements Decision {}
  }

  private Lifecycle() {}

  private static Transition row(OrderState from, Action action, OrderState to) {
    return new Transition(from, action, When.ALWAYS, to);
  }

  /** Decides; changes nothing. */
  static Decision decide(Order order, Step step, Actor actor, Terms terms, Instant now) {
    Action action = step.action();
    Optional<Transition> row = find(order, action);
    if (row.isEmpty()) {
      return refused(wrongState(order, action, actor));
    }
    Set<By> capacities = capacities(order, actor);
    if (capacities.stream().noneMatch(action.by()::contains)) {
      boolean personal = action.by().contains(By.OFFERED) || action.by().contains(By.ASSIGNEE);
      return refused(
          Problem.of(personal ? ProblemCode.ORDER_NOT_YOURS : ProblemCode.ORDER_NOT_ALLOWED));
    }
    if ((action == SOLVE || action == REOPEN) && !isRequestersWord(order, step, actor)) {
      return refused(Problem.at(ProblemCode.ORDER_NOT_ALLOWED, "body.channel"));
    }
    Problem lacking = lacking(order, step, terms, now);
    if (lacking != null) {
      return refused(lacking);
    }
    OrderEvent event =
        new OrderEvent(
            order.version() + 1,
            action,
            order.state(),
            row.get().to(),
            now,
            person(step, actor),
            leaseUntil(step, terms, now),
            started(action, terms, now),
            step.reason(),
            step.rating(),
            step.channel());
    return new Decision.Moved(order.after(event), event);
  }

  /** The actions this actor may take now, in the order of the enum. */
  static List<Action> allowed(Order order, Actor actor) {
    Set<By> capacities = capacities(order, actor);
    return EnumSet.allOf(Action.class).stream()
        .filter(action -> find(order, action).isPresent())
        .filter(action -> capacities.stream().anyMatch(action.by()::contains))
        .toList();
  }

  /** Whether the table has such a step, under whatever condition. */
  static boolean isRow(OrderState from, Action action, OrderState to) {
    return TABLE.stream()
        .anyMatch(row -> row.from() == from && row.action() == action && row.to() == to);
  }

  private static Optional<Transition> find(Order order, Action action) {
    return TABLE.stream()
        .filter(row -> row.from() == order.state() && row.action() == action)
        .filter(
            row ->
                switch (row.when()) {
                  case ALWAYS -> true;
                  case CLAIMED -> order.claimed();
                  case SENT -> !order.claimed();
                })
        .findFirst();
  }

  private static Set<By> capacities(Order order, Actor actor) {
    EnumSet<By> by = EnumSet.noneOf(By.class);
    // A receipt that is only read holds no role.
    if (actor.has(Role.REQUESTER) && order.id().equals(actor.requesterOf())) {
      by.add(By.REQUESTER);
    }
    if (actor.has(Role.CLERK, order.area())) {
      by.add(By.CLERK);
    }
    if (actor.has(Role.DISPATCHER, order.area())) {
      by.add(By.DISPATCHER);
    }
    if (actor.personId() != null) {
      if (actor.has(Role.WORKER, order.area())) {
        by.add(By.WORKER);
      }
      if (actor.personId().equals(order.offeredTo())) {
        by.add(By.OFFERED);
      }
      if (actor.personId().equals(order.assignee())) {
        by.add(By.ASSIGNEE);
      }
    }
    if (actor.isSystem()) {
      by.add(By.TIMER);
    }
    return by;
  }

  /**
   * "Solved" is the requester's word: by the receipt at the door, or told to somebody at a desk who
   * did not do the work.
   */
  private static boolean isRequestersWord(Order order, Step step, Actor actor) {
    boolean byReceipt = order.id().equals(actor.requesterOf());
    boolean didTheWork = actor.personId() != null && actor.personId().equals(order.assignee());
    return byReceipt == (step.channel() == Channel.DOOR) && (byReceipt || !didTheWork);
  }

  /** Somebody who lost a race is told so, not that a state is wrong. */
  private static Problem wrongState(Order order, Action action, Actor actor) {
    boolean wantedIt = action == CLAIM || action == ACCEPT || action == DECLINE;
    boolean another = order.assignee() != null && !order.assignee().equals(actor.personId());
    if (wantedIt && another) {
      return Problem.of(ProblemCode.ORDER_LEASE_LOST).with("state", order.state());
    }
    boolean hadIt = action == START || action == REPORT || action == RELEASE;
    if (hadIt && !Objects.equals(order.assignee(), actor.personId())) {
      return Problem.of(ProblemCode.ORDER_LEASE_LOST).with("state", order.state());
    }
    return Problem.of(ProblemCode.ORDER_WRONG_STATE)
        .with("state", order.state())
        .with("command", action.commandType());
  }

  private static @Nullable Problem lacking(Order order, Step step, Terms terms, Instant now) {
    return switch (step.action()) {
      // No order is sent without content, a body that answers for it and a time limit.
      case OFFER, PUBLISH, SUBMIT -> {
        if (!order.hasContent()) {
          yield Problem.at(ProblemCode.ORDER_INCOMPLETE, "body.text").with("lacks", "content");
        }
        if (order.responsibleBody() == null) {
          yield Problem.at(ProblemCode.ORDER_INCOMPLETE, "body.kind").with("lacks", "responsible");
        }
        if (terms.due(ClockName.RESOLVE, now).isEmpty()) {
          yield Problem.at(ProblemCode.ORDER_INCOMPLETE, "body.kind").with("lacks", "limit");
        }
        yield null;
      }
      case REPORT, REOPEN ->
          step.text() == null
              ? Problem.at(ProblemCode.ORDER_TEXT_MISSING, "body.text")
              : reopenLate(order, step, terms, now);
      case RECALL, DECLINE, RELEASE, CANCEL ->
          step.reason() == null
              ? Problem.at(ProblemCode.ORDER_REASON_MISSING, "body.reason")
              : null;
      case SOLVE ->
          step.rating() != null && (step.rating() < 1 || step.rating() > 5)
              ? Problem.at(ProblemCode.ORDER_RATING_RANGE, "body.rating")
              : null;
      case LAPSE ->
          // The timer may come early or late; the lease decides.
          order.leaseUntil() == null || order.leaseUntil().isAfter(now)
              ? Problem.of(ProblemCode.ORDER_WRONG_STATE)
                  .with("state", order.state())
                  .with("command", LAPSE.commandType())
              : null;
      case CLAIM, ACCEPT, START, NOTE -> null;
    };
  }

  private static @Nullable Problem reopenLate(Order order, Step step, Terms terms, Instant now) {
    boolean late =
        step.action() == REOPEN
            && order.solvedAt() != null
            && order.solvedAt().plus(terms.reopenWithin()).isBefore(now);
    return late
        ? Problem.of(ProblemCode.ORDER_REOPEN_LATE).with("days", terms.reopenWithin().toDays())
        : null;
  }

  private static @Nullable UUID person(Step step, Actor actor) {
    return switch (step.action()) {
      case OFFER -> step.person();
      case CLAIM, ACCEPT, DECLINE, RELEASE, START, REPORT -> actor.personId();
      default -> null;
    };
  }

  private static @Nullable Instant leaseUntil(Step step, Terms terms, Instant now) {
    return switch (step.action()) {
      case OFFER -> step.leaseUntil();
      // Saying yes holds until the first contact is due.
      case CLAIM, ACCEPT -> terms.due(ClockName.CONTACT, now).orElse(null);
      default -> null;
    };
  }

  private static Map<ClockName, Instant> started(Action action, Terms terms, Instant now) {
    List<ClockName> names =
        switch (action) {
          case SUBMIT -> List.of(ClockName.SIGN, ClockName.RESOLVE);
          case CLAIM, ACCEPT -> List.of(ClockName.CONTACT);
          case REPORT -> List.of(ClockName.VERIFY);
          default -> List.of();
        };
    EnumMap<ClockName, Instant> started = new EnumMap<>(ClockName.class);
    names.forEach(name -> terms.due(name, now).ifPresent(due -> started.put(name, due)));
    return started;
  }

  private static Decision refused(Problem problem) {
    return new Decision.Refused(problem);
  }
}
