package org.yanzhen.hall;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.hall.CallBackRule.Quiet;
import org.yanzhen.notice.Wishes;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;

/** What whoever is to be called back said about being called. */
@Component
class CallBackWish {

  private final CallBackStore store;
  private final OrderReads orders;
  private final Wishes wishes;

  CallBackWish(CallBackStore store, OrderReads orders, Wishes wishes) {
    this.store = store;
    this.orders = orders;
    this.wishes = wishes;
  }

  /** Whether the requester of an order may be called; nobody said otherwise without a number. */
  boolean allowsCalls(RealmId realm, UUID orderId) {
    return find(realm, orderId)
        .map(OrderDetail::requesterPhone)
        .map(phone -> wishes.allowsCalls(realm, phone, orderId))
        .orElse(true);
  }

  /**
   * Their own quiet hours; null where they named none, and where there is danger: that does not
   * wait.
   *
   * @param phone where the order's own number is not the one to call
   */
  @Nullable Quiet quiet(RealmId realm, @Nullable String phone, @Nullable OrderDetail order) {
    boolean isDanger = order != null && order.card().urgency() == Urgency.DANGER;
    OrderDetail own = phone == null ? order : null;
    String number = own == null ? phone : own.requesterPhone();
    return number == null || isDanger
        ? null
        : wishes
            .findOwnHours(realm, number, own == null ? null : own.card().id())
            .map(hours -> new Quiet(hours, wishes.night(realm)))
            .orElse(null);
  }

  /** As above, whoever may read the order. */
  @Nullable Quiet quiet(RealmId realm, @Nullable String phone, @Nullable UUID orderId) {
    return quiet(realm, phone, orderId == null ? null : find(realm, orderId).orElse(null));
  }

  @Nullable Quiet quiet(RealmId realm, CallBackStore.CallBack back) {
    return quiet(realm, store.words(realm, back.id()).phone(), back.orderId());
  }

  private Optional<OrderDetail> find(RealmId realm, UUID orderId) {
    return orders.find(Actor.system(realm, Origin.JOB), orderId, Language.ZH);
  }
}
