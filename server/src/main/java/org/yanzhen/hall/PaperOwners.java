package org.yanzhen.hall;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.people.Phones;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;

/** Whose papers an order's papers are: the one whose matter it is, by name and number together. */
@Component
class PaperOwners {

  /**
   * @param key the keyed hash under which their papers lie
   */
  record Owner(String name, byte[] key) {}

  private final OrderReads orders;
  private final Authorities authorities;
  private final OnFileStore store;

  PaperOwners(OrderReads orders, Authorities authorities, OnFileStore store) {
    this.orders = orders;
    this.authorities = authorities;
    this.store = store;
  }

  /** Empty where the order does not say both; then nothing of theirs is kept or found. */
  Optional<Owner> find(RealmId realm, UUID orderId) {
    Optional<OrderDetail> order =
        orders.find(Actor.system(realm, Origin.JOB), orderId, Language.ZH);
    if (order.isEmpty()) {
      return Optional.empty();
    }
    Optional<Authorities.Principal> recorded = authorities.findPrincipal(realm, orderId);
    if (recorded.isPresent()) {
      return owner(realm, recorded.get().name(), recorded.get().phone());
    }
    OrderDetail detail = order.get();
    boolean forAnother = detail.principalName() != null || detail.principalPhone() != null;
    return forAnother
        ? owner(realm, detail.principalName(), detail.principalPhone())
        : owner(realm, detail.requesterName(), detail.requesterPhone());
  }

  /** Whoever asked, whosever matter it is. */
  Optional<Owner> findRequester(RealmId realm, UUID orderId) {
    return orders
        .find(Actor.system(realm, Origin.JOB), orderId, Language.ZH)
        .flatMap(detail -> owner(realm, detail.requesterName(), detail.requesterPhone()));
  }

  private Optional<Owner> owner(RealmId realm, @Nullable String name, @Nullable String phone) {
    return name == null || phone == null
        ? Optional.empty()
        : Optional.of(new Owner(name, store.owner(realm, Phones.digits(phone), name)));
  }
}
