package org.yanzhen.hall;

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

/** The own quiet hours of whoever is to be called back. */
@Component
class CallBackQuiet {

  private final CallBackStore store;
  private final OrderReads orders;
  private final Wishes wishes;

  CallBackQuiet(CallBackStore store, OrderReads orders, Wishes wishes) {
    this.store = store;
    this.orders = orders;
    this.wishes = wishes;
  }

  /** Null where they named none, and where there is danger: that does not wait. */
  @Nullable Quiet of(RealmId realm, @Nullable String phone, @Nullable OrderDetail order) {
    boolean isDanger = order != null && order.card().urgency() == Urgency.DANGER;
    String number = phone != null || order == null ? phone : order.requesterPhone();
    return number == null || isDanger
        ? null
        : wishes
            .findOwnHours(realm, number)
            .map(own -> new Quiet(own, wishes.night(realm)))
            .orElse(null);
  }

  @Nullable Quiet of(RealmId realm, @Nullable String phone, @Nullable UUID orderId) {
    return of(realm, phone, orderId == null ? null : find(realm, orderId));
  }

  @Nullable Quiet of(RealmId realm, CallBackStore.CallBack back) {
    return of(realm, store.words(realm, back.id()).phone(), back.orderId());
  }

  private @Nullable OrderDetail find(RealmId realm, UUID orderId) {
    return orders
        .find(Actor.system(realm, Origin.JOB), orderId, Language.ZH)
        .orElse(null);
  }
}
