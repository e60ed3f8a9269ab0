package org.yanzhen.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.order.OrderState;
import org.yanzhen.people.PersonAway;
import org.yanzhen.shared.RealmId;

/**
 * A visit goes with its order: in the transaction in which the order ends, goes to somebody else or
 * rests, and in which its person goes away. What was served stays where it was.
 */
@Component
class Hearing {

  private final PlanStore store;
  private final Realms realms;

  Hearing(PlanStore store, Realms realms) {
    this.store = store;
    this.realms = realms;
  }

  @EventListener
  void hear(OrderMoved moved) {
    // Only what somebody had or was asked for can stand in a day.
    if (moved.from() == null || !stood(moved.from()) || isStill(moved)) {
      return;
    }
    store
        .findVisit(moved.realm(), moved.orderId())
        .filter(visit -> !visit.done())
        .filter(visit -> !hasIt(moved, visit.personId()))
        .ifPresent(visit -> leave(visit, moved));
  }

  private static boolean stood(OrderState from) {
    return switch (from) {
      case OFFERED, ACCEPTED, WORKING -> true;
      case DRAFT, WAITING, OPEN, REPORTED, SOLVED, CANCELLED, MERGED, SUSPENDED -> false;
    };
  }

  private static boolean isStill(OrderMoved moved) {
    return moved.from() == moved.to() && moved.action() != Action.YIELD;
  }

  private static boolean hasIt(OrderMoved moved, UUID person) {
    return switch (moved.to()) {
      case ACCEPTED, WORKING -> person.equals(moved.assignee());
      case OFFERED -> person.equals(moved.person());
      case DRAFT, WAITING, OPEN, REPORTED, SOLVED, CANCELLED, MERGED, SUSPENDED -> false;
    };
  }

  private void leave(Visit visit, OrderMoved moved) {
    boolean served = moved.to() == OrderState.REPORTED || moved.to() == OrderState.SOLVED;
    if (served && !visit.startsAt().isAfter(moved.at())) {
      Instant ends = visit.endsAt().isAfter(moved.at()) ? moved.at() : visit.endsAt();
      store.bump(moved.realm(), visit.personId(), visit.day());
      store.put(
          moved.realm(),
          new Visit(
              visit.orderId(),
              visit.personId(),
              visit.day(),
              visit.startsAt(),
              // A visit that was reported in the moment it began took a moment.
              ends.isAfter(visit.startsAt()) ? ends : visit.startsAt().plusSeconds(60),
              visit.divisionId(),
              visit.area(),
              true,
              visit.changedAt(),
              visit.startsBefore(),
              visit.with()));
      return;
    }
    Action action = moved.action();
    gone(moved.realm(), visit, action == null ? "" : action.name(), moved.at());
  }

  @EventListener
  void hear(PersonAway away) {
    LocalDate today = LocalDate.ofInstant(away.at(), realms.get(away.realm()).zone());
    LocalDate first = away.firstDay().isBefore(today) ? today : away.firstDay();
    if (away.lastDay() != null && away.lastDay().isBefore(first)) {
      return;
    }
    for (Visit visit : store.visitsBetween(away.realm(), away.personId(), first, away.lastDay())) {
      if (!visit.done() && visit.endsAt().isAfter(away.at())) {
        gone(away.realm(), visit, "AWAY", away.at());
      }
    }
  }

  private void gone(RealmId realm, Visit visit, @Nullable String why, Instant at) {
    // The day first, as whoever changes a day does: then neither waits for ever.
    store.bump(realm, visit.personId(), visit.day());
    store.remove(realm, visit.orderId());
    store.tell(
        realm,
        new PlanStore.Change(
            PlanStore.id(),
            visit.day(),
            PlanStore.What.GONE,
            visit.orderId(),
            visit.area(),
            null,
            visit.personId(),
            visit.startsAt(),
            null,
            why,
            null,
            at),
        null);
  }
}
