package org.yanzhen.order;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;

/** Keeps the facts the rates are counted from, in the transaction of each step. */
@Component
class OutcomeKeeper {

  /** Words, and who would take it over: no promise and nobody's count moves by them. */
  private static final Set<Action> NOTHING_CAME_OF_IT =
      EnumSet.of(Action.NOTE, Action.ANSWER, Action.CONTEST, Action.KEEP, Action.DROP_CONTEST);

  /** Somebody has it from here on. */
  private static final Set<Action> TAKEN = EnumSet.of(Action.ACCEPT, Action.CLAIM, Action.YIELD);

  private final OutcomeStore store;
  private final Teams teams;

  OutcomeKeeper(OutcomeStore store, Teams teams) {
    this.store = store;
    this.teams = teams;
  }

  @EventListener
  void moved(OrderMoved moved) {
    Action action = moved.action();
    if (action == null || action == Action.SUBMIT) {
      // A draft counts from the day it was taken down, sent or not: a desk holds it.
      store.asked(moved.realm(), moved.orderId(), moved.at());
      if (action == Action.SUBMIT) {
        store.moved(moved.realm(), moved.orderId(), moved.version(), action.name(), moved.at());
      }
      if (moved.to() == OrderState.MERGED) {
        store.merged(moved.realm(), moved.orderId());
      }
      return;
    }
    if (NOTHING_CAME_OF_IT.contains(action)) {
      return;
    }
    if (OutcomeStore.RETURNS.contains(action.name())) {
      store.returned(moved.realm(), moved.orderId(), moved.version());
    }
    store.moved(moved.realm(), moved.orderId(), moved.version(), action.name(), moved.at());
    if (action == Action.MERGE) {
      store.merged(moved.realm(), moved.orderId());
    }
    group(moved, action);
  }

  /**
   * The need ledger's group: the one an offer was addressed to while its people serve, else the one
   * whose remit it is and whose member said yes. Whoever serves outside of any group takes it to
   * none.
   */
  private void group(OrderMoved moved, Action action) {
    UUID person = moved.person();
    if (moved.team() != null) {
      store.addressed(moved.realm(), moved.orderId(), moved.team());
    } else if (person != null && TAKEN.contains(action)) {
      List<Team> hers =
          teams.list(moved.realm()).stream()
              .filter(team -> team.members().contains(person) || team.lead().equals(person))
              .toList();
      store.served(
          moved.realm(),
          moved.orderId(),
          hers.stream().map(Team::id).toList(),
          hers.stream()
              .filter(team -> team.hasInRemit(moved.kind(), moved.area()))
              .map(Team::id)
              .findFirst()
              .orElse(null));
    }
  }
}
