package org.yanzhen.order;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Urgency;

/**
 * What the rules need to know of an order; the words of it live in the store only.
 *
 * @param version counts the history's entries; 1 is the asking itself
 * @param hasContent something is said about what is wanted
 * @param responsibleBody organisation code that answers for it
 * @param returnedBy who last turned it down, gave it back or fell silent
 * @param claimed taken from the board, so silence and release go back to the board
 * @param leaseUntil when silence returns it
 * @param hops how often it went to somebody and came back
 */
record Order(
    UUID id,
    OrderState state,
    int version,
    String kind,
    int kindVersion,
    Urgency urgency,
    String area,
    boolean hasContent,
    @Nullable String responsibleBody,
    @Nullable UUID assignee,
    @Nullable UUID offeredTo,
    @Nullable UUID returnedBy,
    boolean claimed,
    @Nullable Instant leaseUntil,
    int hops,
    int reopened,
    Map<ClockName, Clock> clocks,
    @Nullable Instant solvedAt) {

  Order {
    clocks = Map.copyOf(clocks);
  }

  Optional<Clock> clock(ClockName name) {
    return Optional.ofNullable(clocks.get(name));
  }

  /** The promise that comes due next, if one runs. */
  Optional<Clock> nextClock() {
    return clocks.values().stream()
        .filter(clock -> clock.metAt() == null)
        .min(Comparator.comparing(Clock::dueAt));
  }

  /**
   * The order after the event: the only way an order changes, in memory and when rebuilt from its
   * history.
   */
  Order after(OrderEvent event) {
    EnumMap<ClockName, Clock> next = new EnumMap<>(ClockName.class);
    next.putAll(clocks);
    event.started().forEach((name, due) -> next.put(name, Clock.running(name, event.at(), due)));
    UUID nowAssignee = assignee;
    UUID nowOffered = null;
    UUID nowReturned = returnedBy;
    boolean nowClaimed = claimed;
    Instant nowLease = null;
    int nowHops = hops;
    int nowReopened = reopened;
    Instant nowSolved = solvedAt;
    switch (event.action()) {
      case SUBMIT, PUBLISH, CANCEL -> {}
      case NOTE -> {
        nowOffered = offeredTo;
        nowLease = leaseUntil;
      }
      case OFFER -> {
        nowOffered = event.person();
        nowLease = event.leaseUntil();
        nowClaimed = false;
      }
      case CLAIM, ACCEPT -> {
        nowAssignee = event.person();
        nowClaimed = event.action() == Action.CLAIM;
        nowLease = event.leaseUntil();
        next.computeIfPresent(ClockName.SIGN, (name, clock) -> clock.met(event.at()));
      }
      case DECLINE -> {
        nowReturned = offeredTo;
        nowHops++;
      }
      case RELEASE, LAPSE, RECALL -> {
        nowReturned =
            event.action() == Action.RECALL ? returnedBy : assignee == null ? offeredTo : assignee;
        nowAssignee = null;
        if (assignee != null || offeredTo != null) {
          nowHops++;
        }
        if (assignee != null) {
          // Nobody answers for it again, so the first promise runs on as before.
          next.computeIfPresent(ClockName.SIGN, (name, clock) -> clock.again());
          next.remove(ClockName.CONTACT);
        }
      }
      case START ->
          next.computeIfPresent(ClockName.CONTACT, (name, clock) -> clock.met(event.at()));
      case REPORT ->
          next.computeIfPresent(ClockName.RESOLVE, (name, clock) -> clock.met(event.at()));
      case SOLVE -> {
        next.computeIfPresent(ClockName.VERIFY, (name, clock) -> clock.met(event.at()));
        nowSolved = event.at();
      }
      case REOPEN -> {
        // Who did the work did not give it back: the same person may well be the right one again.
        nowReturned = null;
        nowAssignee = null;
        nowReopened++;
        nowSolved = null;
        next.remove(ClockName.VERIFY);
        next.computeIfPresent(ClockName.RESOLVE, (name, clock) -> clock.again());
      }
    }
    return new Order(
        id,
        event.to(),
        event.version(),
        kind,
        kindVersion,
        urgency,
        area,
        hasContent,
        responsibleBody,
        nowAssignee,
        nowOffered,
        nowReturned,
        nowClaimed,
        nowLease,
        nowHops,
        nowReopened,
        next,
        nowSolved);
  }
}
