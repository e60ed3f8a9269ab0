package org.yanzhen.notice;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.yanzhen.dispatch.OrderHeld;
import org.yanzhen.order.JoinedOrderEnded;
import org.yanzhen.order.OrderMoved;

/** Writes messages in the transaction of the event: a message exists exactly if the step does. */
@Service
class Outbox {

  private final MessageStore store;
  private final Tellings tellings;

  Outbox(MessageStore store, Tellings tellings) {
    this.store = store;
    this.tellings = tellings;
  }

  @EventListener
  void tell(OrderMoved moved) {
    store.insert(
        moved.realm(),
        moved.orderId(),
        moved.version(),
        moved.area(),
        moved.at(),
        tellings.of(moved));
  }

  @EventListener
  void tell(JoinedOrderEnded ended) {
    store.insert(
        ended.realm(),
        ended.orderId(),
        ended.version(),
        ended.area(),
        ended.at(),
        tellings.of(ended));
  }

  @EventListener
  void tell(OrderHeld held) {
    // That somebody is away is told as that.
    if (!held.code().equals(OrderHeld.ABSENT)) {
      store.insert(
          held.realm(), held.orderId(), held.version(), held.area(), held.at(), tellings.of(held));
    }
  }
}
