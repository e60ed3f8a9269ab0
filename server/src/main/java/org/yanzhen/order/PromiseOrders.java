package org.yanzhen.order;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.commitment.PublicPromise;
import org.yanzhen.commitment.PublicPromises;
import org.yanzhen.order.PromiseViews.OrdersPromise;
import org.yanzhen.order.PromiseViews.PromiseOrderPage;
import org.yanzhen.order.PromiseViews.ServedPromise;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** The orders that serve a promise of the year: counted for everybody, opened at the desk. */
@Service
public class PromiseOrders {

  private static final int FITTING = 60;

  /**
   * How many orders serve a promise.
   *
   * @param few fewer than may be shown in public; then the numbers are noughts
   * @param showFrom so many are shown
   */
  public record Count(boolean few, long orders, long solved, int showFrom) {}

  private final PromiseStore store;
  private final OrderStore orders;
  private final OrderCards cards;
  private final PublicPromises promises;
  private final FiguresPolicy policy;
  private final RealmTransactions transactions;

  PromiseOrders(
      PromiseStore store,
      OrderStore orders,
      OrderCards cards,
      PublicPromises promises,
      FiguresPolicy policy,
      RealmTransactions transactions) {
    this.store = store;
    this.orders = orders;
    this.cards = cards;
    this.promises = promises;
    this.policy = policy;
    this.transactions = transactions;
  }

  /** For everybody. */
  public Count count(RealmId realm, UUID commitment) {
    PromiseStore.Counts counts = transactions.read(realm, () -> store.count(realm, commitment));
    boolean few = counts.orders() > 0 && counts.orders() < policy.showFrom();
    return few
        ? new Count(true, 0, 0, policy.showFrom())
        : new Count(false, counts.orders(), counts.solved(), policy.showFrom());
  }

  /** The orders of a public promise, as far as the desk may see them. */
  PromiseOrderPage page(
      Actor actor, UUID commitment, @Nullable PageKey after, int limit, Language language) {
    RealmId realm = actor.realm();
    var areas = Visibility.deskAreas(actor);
    return transactions.read(
        realm,
        () -> {
          if (promises.find(realm, commitment).isEmpty()) {
            throw new ProblemException(ProblemCode.COMMITMENT_NOT_FOUND);
          }
          PromiseStore.Counts counts = store.count(realm, commitment);
          List<PromiseStore.Linked> found = store.page(realm, commitment, areas, after, limit + 1);
          boolean more = found.size() > limit;
          List<PromiseStore.Linked> shown = more ? found.subList(0, limit) : found;
          List<UUID> ids = shown.stream().map(PromiseStore.Linked::order).toList();
          Map<UUID, OrderRow> rows =
              orders.findAll(realm, ids).stream()
                  .collect(Collectors.toMap(row -> row.order().id(), Function.identity()));
          return new PromiseOrderPage(
              counts.orders(),
              counts.solved(),
              cards.of(
                  actor, ids.stream().filter(rows::containsKey).map(rows::get).toList(), language),
              more ? new PageKey(shown.getLast().at(), shown.getLast().order()).token() : null);
        });
  }

  /** For the order's page at a desk. */
  OrdersPromise ofOrder(Actor actor, UUID orderId, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          OrderRow row =
              orders
                  .find(realm, orderId)
                  .filter(one -> Visibility.isDesk(actor, one))
                  .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
          boolean mayLink = DossierCommands.mayLead(actor, row.order().area());
          ServedPromise served =
              store
                  .findOf(realm, orderId)
                  .flatMap(id -> promises.find(realm, id))
                  .map(promise -> view(promise, language))
                  .orElse(null);
          List<ServedPromise> fitting =
              served != null || !mayLink
                  ? List.of()
                  : promises.around(realm, row.divisionId(), FITTING).stream()
                      .map(promise -> view(promise, language))
                      .toList();
          return new OrdersPromise(served, fitting, mayLink);
        });
  }

  private static ServedPromise view(PublicPromise promise, Language language) {
    return new ServedPromise(promise.id(), promise.year(), promise.title().in(language));
  }
}
