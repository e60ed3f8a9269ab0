package org.yanzhen.order;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.people.Phones;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * Who asked for an order, by the number they left: what else they asked for, and who may be asked.
 */
@Service
public class Requesters {

  /** More orders than come from one number. */
  private static final int CALLERS = 500;

  /** How an order came in, and whether its requester left a number; the facts of whom to ask. */
  public record Reach(Source source, boolean hasPhone) {}

  private final OrderStore store;
  private final ContactStore contacts;
  private final OrderCards cards;
  private final RealmTransactions transactions;

  Requesters(
      OrderStore store, ContactStore contacts, OrderCards cards, RealmTransactions transactions) {
    this.store = store;
    this.contacts = contacts;
    this.cards = cards;
    this.transactions = transactions;
  }

  /**
   * Whether the number belongs to the order's requester; for finding an order again without its
   * receipt.
   */
  public boolean isRequestersPhone(RealmId realm, UUID orderId, String phone) {
    String known = transactions.read(realm, () -> contacts.of(realm, orderId)).phone();
    return known != null && known.equals(Phones.digits(phone));
  }

  /** What was asked for from this number and is the actor's to see, the newest first. */
  public List<OrderCard> ofCaller(Actor actor, String phone, int limit, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () ->
            cards.of(
                actor,
                contacts.byPhone(realm, Phones.digits(phone), limit).stream()
                    .filter(row -> Visibility.maySee(actor, row))
                    .toList(),
                language));
  }

  /** What was asked for from this number, the newest first. */
  public List<UUID> idsOfCaller(RealmId realm, String phone, int limit) {
    return transactions.read(
        realm,
        () ->
            contacts.byPhone(realm, Phones.digits(phone), limit).stream()
                .map(row -> row.order().id())
                .toList());
  }

  /**
   * Whether somebody in the actor's areas asked from this number: then who they are is not news to
   * the actor's desk.
   */
  public boolean isOfDesk(Actor actor, String phone) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () ->
            contacts.byPhone(realm, Phones.digits(phone), CALLERS).stream()
                .anyMatch(row -> Visibility.isDesk(actor, row)));
  }

  /** The number left for the one for whom somebody else asked. */
  public Optional<String> findPrincipalPhone(RealmId realm, UUID orderId) {
    return Optional.ofNullable(
        transactions.read(realm, () -> contacts.of(realm, orderId)).principalPhone());
  }

  public Optional<Reach> findReach(RealmId realm, UUID orderId) {
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, orderId)
                .map(row -> new Reach(row.source(), contacts.of(realm, orderId).phone() != null)));
  }
}
