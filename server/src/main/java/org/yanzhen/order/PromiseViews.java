package org.yanzhen.order;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.order.OrderViews.OrderCard;

/** Orders that serve a promise of the year, and the promise an order serves. */
final class PromiseViews {

  private PromiseViews() {}

  record ServedPromise(UUID id, int year, String title) {}

  /**
   * For an order's page at a desk.
   *
   * @param served absent where it serves none
   * @param fitting promises it could serve
   * @param mayLink whether the reader may say which one
   */
  record OrdersPromise(
      @Nullable ServedPromise served, List<ServedPromise> fitting, boolean mayLink) {}

  /**
   * The orders of a promise.
   *
   * @param orders how many serve it, wherever they are
   * @param items those of them in the reader's area, the last one linked first
   * @param next where the page after begins
   */
  record PromiseOrderPage(long orders, long solved, List<OrderCard> items, @Nullable String next) {}
}
