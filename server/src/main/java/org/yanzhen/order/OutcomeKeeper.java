package org.yanzhen.order;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps the facts the rates are counted from, in the transaction of each step. */
@Component
class OutcomeKeeper {

  private final OutcomeStore store;

  OutcomeKeeper(OutcomeStore store) {
    this.store = store;
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
    if (action == Action.NOTE || action == Action.ANSWER) {
      return;
    }
    if (OutcomeStore.RETURNS.contains(action.name())) {
      store.returned(moved.realm(), moved.orderId(), moved.version());
    }
    store.moved(moved.realm(), moved.orderId(), moved.version(), action.name(), moved.at());
    if (action == Action.MERGE) {
      store.merged(moved.realm(), moved.orderId());
    }
  }
}
