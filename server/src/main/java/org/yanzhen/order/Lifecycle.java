package org.yanzhen.order;

import static org.yanzhen.order.Action.ACCEPT;
import static org.yanzhen.order.Action.ADD_PART;
import static org.yanzhen.order.Action.ANSWER;
import static org.yanzhen.order.Action.CANCEL;
import static org.yanzhen.order.Action.CLAIM;
import static org.yanzhen.order.Action.CLOSE_PART;
import static org.yanzhen.order.Action.CONTEST;
import static org.yanzhen.order.Action.DECLINE;
import static org.yanzhen.order.Action.DROP_CONTEST;
import static org.yanzhen.order.Action.ESCALATE;
import static org.yanzhen.order.Action.EXPIRE;
import static org.yanzhen.order.Action.HAND_DOWN;
import static org.yanzhen.order.Action.KEEP;
import static org.yanzhen.order.Action.LAPSE;
import static org.yanzhen.order.Action.MERGE;
import static org.yanzhen.order.Action.NOTE;
import static org.yanzhen.order.Action.OFFER;
import static org.yanzhen.order.Action.PUBLISH;
import static org.yanzhen.order.Action.RAISE;
import static org.yanzhen.order.Action.RECALL;
import static org.yanzhen.order.Action.RELEASE;
import static org.yanzhen.order.Action.REOPEN;
import static org.yanzhen.order.Action.REOPEN_PART;
import static org.yanzhen.order.Action.REPORT;
import static org.yanzhen.order.Action.RESUME;
import static org.yanzhen.order.Action.SET_TRACK;
import static org.yanzhen.order.Action.SET_URGENCY;
import static org.yanzhen.order.Action.SOLVE;
import static org.yanzhen.order.Action.START;
import static org.yanzhen.order.Action.SUBMIT;
import static org.yanzhen.order.Action.SUSPEND;
import static org.yanzhen.order.Action.TRANSFER;
import static org.yanzhen.order.Action.UNMERGE;
import static org.yanzhen.order.Action.WAIVE_PART;
import static org.yanzhen.order.Action.YIELD;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Urgency;
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
    SENT,
    /** It was suspended before anybody had it. */
    FROM_WAITING,
    /** It was suspended before the first contact. */
    FROM_ACCEPTED,
    /** It was suspended in the middle of the work. */
    FROM_WORKING
  }

  /** States in which somebody is to be found or serves: what may happen in all of them alike. */
  private static final List<OrderState> BEFORE_REPORT =
      List.of(
          OrderState.WAITING,
          OrderState.OFFERED,
          OrderState.OPEN,
          OrderState.ACCEPTED,
          OrderState.WORKING);

  static final List<Transition> TABLE = table();

  private static List<Transition> table() {
    List<Transition> rows = new ArrayList<>();
    rows.add(row(OrderState.DRAFT, SUBMIT, OrderState.WAITING));
    rows.add(row(OrderState.DRAFT, CANCEL, OrderState.CANCELLED));
    rows.add(row(OrderState.DRAFT, ESCALATE, OrderState.DRAFT));

    rows.add(row(OrderState.WAITING, OFFER, OrderState.OFFERED));
    rows.add(row(OrderState.WAITING, PUBLISH, OrderState.OPEN));
    rows.add(row(OrderState.WAITING, CANCEL, OrderState.CANCELLED));
    rows.add(row(OrderState.WAITING, MERGE, OrderState.MERGED));
    rows.add(row(OrderState.WAITING, SUSPEND, OrderState.SUSPENDED));

    rows.add(row(OrderState.OFFERED, ACCEPT, OrderState.ACCEPTED));
    rows.add(row(OrderState.OFFERED, DECLINE, OrderState.WAITING));
    rows.add(row(OrderState.OFFERED, RECALL, OrderState.WAITING));
    rows.add(row(OrderState.OFFERED, LAPSE, OrderState.WAITING));
    rows.add(row(OrderState.OFFERED, CANCEL, OrderState.CANCELLED));
    rows.add(row(OrderState.OFFERED, MERGE, OrderState.MERGED));

    rows.add(row(OrderState.OPEN, CLAIM, OrderState.ACCEPTED));
    rows.add(row(OrderState.OPEN, OFFER, OrderState.OFFERED));
    rows.add(row(OrderState.OPEN, RECALL, OrderState.WAITING));
    rows.add(row(OrderState.OPEN, CANCEL, OrderState.CANCELLED));
    rows.add(row(OrderState.OPEN, MERGE, OrderState.MERGED));

    rows.add(row(OrderState.ACCEPTED, START, OrderState.WORKING));
    for (Action contest : List.of(CONTEST, KEEP, YIELD, DROP_CONTEST)) {
      rows.add(row(OrderState.ACCEPTED, contest, OrderState.ACCEPTED));
    }
    rows.add(row(OrderState.ACCEPTED, RECALL, OrderState.WAITING));
    rows.add(row(OrderState.ACCEPTED, CANCEL, OrderState.CANCELLED));
    rows.add(row(OrderState.ACCEPTED, MERGE, OrderState.MERGED));
    rows.add(row(OrderState.ACCEPTED, SUSPEND, OrderState.SUSPENDED));
    rows.add(new Transition(OrderState.ACCEPTED, RELEASE, When.CLAIMED, OrderState.OPEN));
    rows.add(new Transition(OrderState.ACCEPTED, RELEASE, When.SENT, OrderState.WAITING));
    rows.add(new Transition(OrderState.ACCEPTED, LAPSE, When.CLAIMED, OrderState.OPEN));
    rows.add(new Transition(OrderState.ACCEPTED, LAPSE, When.SENT, OrderState.WAITING));

    rows.add(row(OrderState.WORKING, REPORT, OrderState.REPORTED));
    rows.add(row(OrderState.WORKING, RELEASE, OrderState.WAITING));
    rows.add(row(OrderState.WORKING, RECALL, OrderState.WAITING));
    rows.add(row(OrderState.WORKING, SUSPEND, OrderState.SUSPENDED));

    rows.add(row(OrderState.REPORTED, SOLVE, OrderState.SOLVED));
    rows.add(row(OrderState.REPORTED, REOPEN, OrderState.WAITING));
    rows.add(row(OrderState.REPORTED, EXPIRE, OrderState.SOLVED));
    rows.add(row(OrderState.SOLVED, REOPEN, OrderState.WAITING));

    rows.add(row(OrderState.MERGED, UNMERGE, OrderState.WAITING));

    rows.add(new Transition(OrderState.SUSPENDED, RESUME, When.FROM_WAITING, OrderState.WAITING));
    rows.add(new Transition(OrderState.SUSPENDED, RESUME, When.FROM_ACCEPTED, OrderState.ACCEPTED));
    rows.add(new Transition(OrderState.SUSPENDED, RESUME, When.FROM_WORKING, OrderState.WORKING));
    // Whoever may withdraw it before the pause may do so in it.
    for (When when : List.of(When.FROM_WAITING, When.FROM_ACCEPTED)) {
      rows.add(new Transition(OrderState.SUSPENDED, CANCEL, when, OrderState.CANCELLED));
    }

    for (OrderState state : BEFORE_REPORT) {
      rows.add(row(state, TRANSFER, OrderState.WAITING));
      rows.add(row(state, RAISE, OrderState.WAITING));
      rows.add(row(state, HAND_DOWN, OrderState.WAITING));
      rows.add(row(state, SET_URGENCY, state));
      rows.add(row(state, ESCALATE, state));
      rows.add(row(state, ADD_PART, state));
    }
    for (OrderState state : OrderState.UNFINISHED) {
      rows.add(row(state, ANSWER, state));
      rows.add(row(state, SET_TRACK, state));
      if (state == OrderState.DRAFT) {
        continue;
      }
      rows.add(row(state, NOTE, state));
      rows.add(row(state, CLOSE_PART, state));
      if (state != OrderState.REPORTED) {
        rows.add(row(state, WAIVE_PART, state));
        rows.add(row(state, REOPEN_PART, state));
      }
    }
    rows.sort(Comparator.comparing(Transition::from).thenComparing(Transition::action));
    return List.copyOf(rows);
  }

  /** What the kind and the calendar say; the function itself stays pure. */
  interface Terms {
    /**
     * When a clock that started then falls due, leaving out the pauses; empty when the kind does
     * not keep it.
     */
    Optional<Instant> due(ClockName clock, Urgency urgency, Instant from, List<Pause> pauses);

    /** How long after "solved" the requester may still come back. */
    Duration reopenWithin();

    /** Longer than this nothing is only put off. */
    Duration longestPause();
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
    return decide(order, step, actor, false, terms, now);
  }

  /**
   * @param leads whether the actor leads the joint order this one is a part of
   */
  static Decision decide(
      Order order, Step step, Actor actor, boolean leads, Terms terms, Instant now) {
    Action action = step.action();
    Optional<Transition> row = find(order, action);
    if (row.isEmpty()) {
      return refused(wrongState(order, action, actor));
    }
    Set<By> capacities = capacities(order, actor, leads);
    if (capacities.stream().noneMatch(action.by()::contains)) {
      boolean personal = action.by().contains(By.OFFERED) || action.by().contains(By.ASSIGNEE);
      return refused(
          Problem.of(personal ? ProblemCode.ORDER_NOT_YOURS : ProblemCode.ORDER_NOT_ALLOWED));
    }
    if ((action == SOLVE || action == REOPEN) && !isRequestersWord(order, step, actor, leads)) {
      return refused(Problem.at(ProblemCode.ORDER_NOT_ALLOWED, "body.channel"));
    }
    Problem lacking = lacking(order, step, terms, now);
    if (lacking != null) {
      return refused(lacking);
    }
    Map<ClockName, Instant> moved = moved(order, step, terms, now);
    OrderEvent event =
        new OrderEvent(
            order.version() + 1,
            action,
            order.state(),
            row.get().to(),
            now,
            new Facts(
                person(order, step, actor),
                leaseUntil(order, step, moved, terms, now),
                started(order, action, terms, now),
                moved,
                step.reason(),
                step.rating(),
                step.ratings(),
                step.channel(),
                step.body(),
                step.urgency(),
                step.other(),
                null,
                tier(order, step),
                step.campaign(),
                step.team()));
    return new Decision.Moved(order.after(event), event);
  }

  /** The actions this actor may take now, in the order of the enum. */
  static List<Action> allowed(Order order, Actor actor, boolean leads) {
    Set<By> capacities = capacities(order, actor, leads);
    return EnumSet.allOf(Action.class).stream()
        .filter(action -> !action.isInner())
        .filter(action -> find(order, action).isPresent())
        .filter(action -> hasLevel(order, action))
        .filter(action -> isOfContest(order, action, actor))
        .filter(action -> capacities.stream().anyMatch(action.by()::contains))
        .toList();
  }

  /** Nobody is offered to raise what stands at the top, or to hand down what lies at the ground. */
  private static boolean hasLevel(Order order, Action action) {
    return switch (action) {
      case RAISE -> order.tier().up().isPresent();
      case HAND_DOWN ->
          order.tier().down().filter(down -> !Tier.lowest(order.area()).isAbove(down)).isPresent();
      default -> true;
    };
  }

  /** Nobody is offered to answer what nobody asked, to ask twice, or to ask themself. */
  private static boolean isOfContest(Order order, Action action, Actor actor) {
    UUID person = actor.personId();
    return switch (action) {
      case KEEP, YIELD, DROP_CONTEST -> order.contest().isOpen();
      case CONTEST ->
          !order.contest().isOpen()
              && (actor.has(Role.DISPATCHER, order.area())
                  || (person != null
                      && !person.equals(order.assignee())
                      && !order.contest().answered().contains(person)));
      default -> true;
    };
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
                  case FROM_WAITING -> order.suspendedFrom() == OrderState.WAITING;
                  case FROM_ACCEPTED -> order.suspendedFrom() == OrderState.ACCEPTED;
                  case FROM_WORKING -> order.suspendedFrom() == OrderState.WORKING;
                })
        .findFirst();
  }

  private static Set<By> capacities(Order order, Actor actor, boolean leads) {
    EnumSet<By> by = EnumSet.noneOf(By.class);
    if (leads) {
      by.add(By.LEAD);
    }
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
    boolean holdsIt =
        actor.grants().stream()
            .anyMatch(
                grant ->
                    grant.role() == Role.DISPATCHER
                        && order.area().startsWith(grant.area())
                        && order.tier().isWithin(grant.area()));
    if (holdsIt) {
      by.add(By.LEVEL_DESK);
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
      if (actor.personId().equals(order.contest().by())) {
        by.add(By.CONTESTER);
      }
    }
    if (actor.isSystem()) {
      by.add(By.SYSTEM);
    }
    return by;
  }

  /**
   * "Solved" is the requester's word: by the receipt at the door, told to somebody at a desk who
   * did not do the work, or for a part by whoever leads the whole.
   */
  private static boolean isRequestersWord(Order order, Step step, Actor actor, boolean leads) {
    boolean byReceipt = order.id().equals(actor.requesterOf());
    boolean ownHand = step.channel() == Channel.DOOR || step.channel() == Channel.SMS;
    if (byReceipt || ownHand) {
      return byReceipt && ownHand;
    }
    if (step.channel() == Channel.SILENT) {
      return false;
    }
    boolean didTheWork = actor.personId() != null && actor.personId().equals(order.assignee());
    return !didTheWork && (step.channel() != Channel.LEAD || leads || !actor.has(Role.WORKER));
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
        if (terms.due(ClockName.RESOLVE, order.urgency(), now, List.of()).isEmpty()) {
          yield Problem.at(ProblemCode.ORDER_INCOMPLETE, "body.kind").with("lacks", "limit");
        }
        yield null;
      }
      case REPORT ->
          step.text() == null
              ? Problem.at(ProblemCode.ORDER_TEXT_MISSING, "body.text")
              : partsOpen(order);
      case REOPEN ->
          step.text() == null
              ? Problem.at(ProblemCode.ORDER_TEXT_MISSING, "body.text")
              : reopenLate(order, step, terms, now);
      case RECALL, DECLINE, RELEASE, WAIVE_PART -> reasonMissing(step);
      case CANCEL, MERGE -> step.reason() == null ? reasonMissing(step) : partsOpen(order);
      case SET_URGENCY -> urgencyLacking(order, step);
      case RAISE, HAND_DOWN -> {
        if (step.reason() == null) {
          yield reasonMissing(step);
        }
        Tier to = tier(order, step);
        yield to == null || Tier.lowest(order.area()).isAbove(to)
            ? Problem.at(ProblemCode.ORDER_LEVEL_END, "body.orderId").with("tier", order.tier())
            : null;
      }
      case SET_TRACK ->
          Objects.equals(step.campaign(), order.campaign())
              ? Problem.at(ProblemCode.ORDER_SAME_TRACK, "body.campaignId")
              : null;
      case TRANSFER -> {
        if (step.reason() == null) {
          yield reasonMissing(step);
        }
        yield step.body() == null || step.body().equals(order.responsibleBody())
            ? Problem.at(ProblemCode.ORDER_SAME_BODY, "body.body")
            : null;
      }
      case SUSPEND -> {
        if (step.reason() == null) {
          yield reasonMissing(step);
        }
        Instant until = step.until();
        yield until == null || !until.isAfter(now) || until.isAfter(now.plus(terms.longestPause()))
            ? Problem.at(ProblemCode.ORDER_SUSPEND_UNTIL, "body.until")
                .with("days", terms.longestPause().toDays())
            : null;
      }
      case SOLVE -> {
        boolean outside =
            (step.rating() != null && (step.rating() < 1 || step.rating() > 5))
                || step.ratings().values().stream().anyMatch(grade -> grade < 1 || grade > 5);
        yield outside
            ? Problem.at(ProblemCode.ORDER_RATING_RANGE, "body.rating")
            : partsOpen(order);
      }
      case LAPSE ->
          // The timer may come early or late; the lease decides.
          // Somebody else would take it: what becomes of that is settled first.
          order.leaseUntil() == null || order.leaseUntil().isAfter(now) || order.contest().isOpen()
              ? tooEarly(order, LAPSE)
              : null;
      case CONTEST -> contestLacking(order, step, now);
      case KEEP -> {
        if (!order.contest().isOpen()) {
          yield Problem.of(ProblemCode.DISPATCH_NOT_CONTESTED);
        }
        yield step.text() == null ? Problem.at(ProblemCode.ORDER_TEXT_MISSING, "body.text") : null;
      }
      case YIELD, DROP_CONTEST ->
          order.contest().isOpen() ? null : Problem.of(ProblemCode.DISPATCH_NOT_CONTESTED);
      case EXPIRE ->
          order.clock(ClockName.VERIFY).filter(clock -> clock.dueAt().isBefore(now)).isEmpty()
              ? tooEarly(order, EXPIRE)
              : null;
      case ADD_PART, REOPEN_PART ->
          step.other() == null || order.openParts().contains(step.other())
              ? Problem.at(ProblemCode.ORDER_PART_UNKNOWN, "body.partId")
              : null;
      case CLOSE_PART ->
          step.other() == null || !order.openParts().contains(step.other())
              ? Problem.at(ProblemCode.ORDER_PART_UNKNOWN, "body.partId")
              : null;
      case CLAIM, ACCEPT, START, NOTE, ANSWER, RESUME, UNMERGE, ESCALATE -> null;
    };
  }

  private static @Nullable Problem contestLacking(Order order, Step step, Instant now) {
    if (step.reason() == null) {
      return reasonMissing(step);
    }
    UUID person = step.person();
    if (person == null || person.equals(order.assignee())) {
      return Problem.at(ProblemCode.DISPATCH_CONTEST_OWN, "body.personId");
    }
    if (order.contest().isOpen()) {
      return Problem.of(ProblemCode.DISPATCH_CONTESTED);
    }
    if (order.contest().answered().contains(person)) {
      return Problem.at(ProblemCode.DISPATCH_CONTEST_ANSWERED, "body.personId");
    }
    // In this moment it goes back by itself.
    return step.until() == null || !step.until().isAfter(now) ? tooEarly(order, CONTEST) : null;
  }

  private static @Nullable Problem reasonMissing(Step step) {
    if (step.action() == WAIVE_PART && step.other() == null) {
      return Problem.at(ProblemCode.ORDER_PART_UNKNOWN, "body.partId");
    }
    return step.reason() == null
        ? Problem.at(ProblemCode.ORDER_REASON_MISSING, "body.reason")
        : null;
  }

  /** Closing waits for each part, or for a waiver with a name and a reason. */
  private static @Nullable Problem partsOpen(Order order) {
    return order.openParts().isEmpty()
        ? null
        : Problem.of(ProblemCode.ORDER_PARTS_OPEN).with("parts", order.openParts().size());
  }

  private static @Nullable Problem urgencyLacking(Order order, Step step) {
    if (step.urgency() == null || step.urgency() == order.urgency()) {
      return Problem.at(ProblemCode.ORDER_SAME_URGENCY, "body.urgency");
    }
    return step.text() == null && step.reason() == null
        ? Problem.at(ProblemCode.ORDER_REASON_MISSING, "body.reason")
        : null;
  }

  private static Problem tooEarly(Order order, Action action) {
    return Problem.of(ProblemCode.ORDER_WRONG_STATE)
        .with("state", order.state())
        .with("command", action.commandType());
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

  /** The level that holds it after the step, if the step changes that. */
  private static @Nullable Tier tier(Order order, Step step) {
    return switch (step.action()) {
      case RAISE -> order.tier().up().orElse(null);
      case HAND_DOWN -> order.tier().down().orElse(null);
      case ESCALATE -> step.tier();
      default -> null;
    };
  }

  private static @Nullable UUID person(Order order, Step step, Actor actor) {
    return switch (step.action()) {
      case RAISE -> Objects.equals(order.assignee(), actor.personId()) ? order.assignee() : null;
      case OFFER, CONTEST -> step.person();
      case KEEP, YIELD, DROP_CONTEST -> order.contest().by();
      // The lead of a group says yes and names who goes.
      case ACCEPT -> step.person() == null ? actor.personId() : step.person();
      case CLAIM, DECLINE, RELEASE, START, REPORT -> actor.personId();
      default -> null;
    };
  }

  private static @Nullable Instant leaseUntil(
      Order order, Step step, Map<ClockName, Instant> moved, Terms terms, Instant now) {
    return switch (step.action()) {
      case OFFER, SUSPEND, CONTEST -> step.until();
      // Saying yes holds until the first contact is due.
      case CLAIM, ACCEPT, YIELD ->
          terms.due(ClockName.CONTACT, order.urgency(), now, List.of()).orElse(null);
      case RESUME, SET_URGENCY -> {
        boolean accepted =
            order.state() == OrderState.ACCEPTED || order.suspendedFrom() == OrderState.ACCEPTED;
        yield accepted
            ? moved.getOrDefault(
                ClockName.CONTACT,
                order.clock(ClockName.CONTACT).map(Clock::dueAt).orElse(order.leaseUntil()))
            : null;
      }
      default -> null;
    };
  }

  private static Map<ClockName, Instant> started(
      Order order, Action action, Terms terms, Instant now) {
    List<ClockName> names =
        switch (action) {
          // They run since it was taken down; drafts of older releases have none yet.
          case SUBMIT ->
              Stream.of(ClockName.SIGN, ClockName.RESOLVE)
                  .filter(name -> order.clock(name).isEmpty())
                  .toList();
          case CLAIM, ACCEPT, YIELD -> List.of(ClockName.CONTACT);
          case REPORT -> List.of(ClockName.VERIFY);
          default -> List.of();
        };
    EnumMap<ClockName, Instant> started = new EnumMap<>(ClockName.class);
    names.forEach(
        name ->
            terms
                .due(name, order.urgency(), now, List.of())
                .ifPresent(due -> started.put(name, due)));
    return started;
  }

  /**
   * Running promises that get another date: after a pause, or when it presses more or less. A
   * promise that is broken already stays broken: neither can mend it. One that was kept and runs on
   * again leaves out the pauses since.
   */
  private static Map<ClockName, Instant> moved(Order order, Step step, Terms terms, Instant now) {
    EnumMap<ClockName, Instant> moved = new EnumMap<>(ClockName.class);
    for (Clock clock : order.clocks().values()) {
      Optional<Instant> due =
          switch (step.action()) {
            case RESUME ->
                clock.metAt() == null && !clock.dueAt().isBefore(order.clockTime(now))
                    ? due(clock, order.urgency(), ended(order.pauses(), now), terms)
                    : Optional.empty();
            case SET_URGENCY ->
                clock.metAt() == null && step.urgency() != null && !clock.dueAt().isBefore(now)
                    ? due(clock, step.urgency(), order.pauses(), terms)
                    : Optional.empty();
            case RELEASE, LAPSE, RECALL, TRANSFER, RAISE, HAND_DOWN, MERGE ->
                clock.name() == ClockName.SIGN && order.assignee() != null
                    ? runsAgain(order, clock, terms)
                    : Optional.empty();
            case REOPEN ->
                clock.name() == ClockName.RESOLVE
                    ? runsAgain(order, clock, terms)
                    : Optional.empty();
            default -> Optional.empty();
          };
      due.filter(at -> !at.equals(clock.dueAt())).ifPresent(at -> moved.put(clock.name(), at));
    }
    return moved;
  }

  private static Optional<Instant> runsAgain(Order order, Clock clock, Terms terms) {
    Instant met = clock.metAt();
    boolean pausedSince =
        met != null
            && !met.isAfter(clock.dueAt())
            && order.pauses().stream().anyMatch(pause -> !pause.from().isBefore(met));
    return pausedSince ? due(clock, order.urgency(), order.pauses(), terms) : Optional.empty();
  }

  private static Optional<Instant> due(
      Clock clock, Urgency urgency, List<Pause> pauses, Terms terms) {
    return terms.due(clock.name(), urgency, clock.startedAt(), pauses);
  }

  private static List<Pause> ended(List<Pause> pauses, Instant now) {
    List<Pause> ended = new ArrayList<>(pauses);
    if (!ended.isEmpty()) {
      ended.addLast(ended.removeLast().endedAt(now));
    }
    return ended;
  }

  private static Decision refused(Problem problem) {
    return new Decision.Refused(problem);
  }
}
