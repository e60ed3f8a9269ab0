package org.yanzhen.hall;

import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.yanzhen.notice.CallsRefused;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.Source;
import org.yanzhen.shared.Ids;

/** What an order's own way adds to the list of people to ask, and takes from it. */
@Component
class CallBackSources {

  private static final List<CallBackSource> ALL = List.of(CallBackSource.values());
  private static final List<CallBackSource> ASKING =
      ALL.stream().filter(CallBackSource::asksForVerdict).toList();

  private final CallBackStore store;
  private final OrderReads orders;
  private final CallBackWish wish;

  CallBackSources(CallBackStore store, OrderReads orders, CallBackWish wish) {
    this.store = store;
    this.orders = orders;
    this.wish = wish;
  }

  /** Whoever wants no calls any more is asked at home what they were to be asked by telephone. */
  @EventListener
  void hear(CallsRefused refused) {
    for (UUID order : refused.orderIds()) {
      // What was said on a receipt may say otherwise for its own order.
      if (!wish.allowsCalls(refused.realm(), order)) {
        store.visitForOrder(refused.realm(), order, VisitReason.NO_CALLS, refused.at());
      }
    }
  }

  @EventListener
  void hear(OrderMoved moved) {
    if (moved.action() == Action.REPORT) {
      askAtHome(moved);
    } else if (moved.from() == OrderState.REPORTED && moved.to() != OrderState.REPORTED) {
      store.closeForOrder(moved.realm(), moved.orderId(), ASKING, moved.at());
    } else if (moved.to() == OrderState.CANCELLED) {
      store.closeForOrder(moved.realm(), moved.orderId(), ALL, moved.at());
    }
  }

  /**
   * Whoever asked at a window or on paper and left no number cannot be called, and has no page in
   * hand to answer on: the village's clerk asks at home.
   */
  private void askAtHome(OrderMoved moved) {
    boolean unreachable =
        orders
            .findReach(moved.realm(), moved.orderId())
            .filter(reach -> !reach.hasPhone())
            .filter(reach -> reach.source() != Source.DOOR && reach.source() != Source.INTAKE)
            .isPresent();
    if (unreachable) {
      store.add(
          moved.realm(),
          store
              .following(
                  moved.realm(),
                  CallBackSource.REPORTED,
                  Ids.named("%s/%d".formatted(moved.orderId(), moved.version())),
                  moved.area())
              .about(moved.orderId())
              .byVisit(VisitReason.NO_NUMBER),
          moved.at());
    }
  }
}
