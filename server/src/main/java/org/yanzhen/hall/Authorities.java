package org.yanzhen.hall;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.hall.AuthorityStore.Authority;
import org.yanzhen.hall.AuthorityStore.State;
import org.yanzhen.notice.Principals;
import org.yanzhen.order.ReceiptHolders;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Whose matter an order is, for rooms that tell people; and which receipts still count. */
@Service
public class Authorities implements ReceiptHolders, Principals {

  /** Who is told how an order goes on: the principal, never only the proxy. */
  public record Principal(@Nullable String name, @Nullable String phone) {}

  private final AuthorityStore store;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  Authorities(
      AuthorityStore store, Realms realms, RealmTransactions transactions, InstantSource clock) {
    this.store = store;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * The principal of an order that somebody asked for on another's behalf; empty when the requester
   * speaks for themself.
   */
  public Optional<Principal> findPrincipal(RealmId realm, UUID orderId) {
    return transactions.read(
        realm,
        () ->
            newest(store.list(realm, orderId))
                .map(authority -> store.words(realm, authority.id()))
                .map(words -> new Principal(words.principalName(), words.principalPhone())));
  }

  @Override
  public Optional<String> findPrincipalPhone(RealmId realm, UUID orderId) {
    return findPrincipal(realm, orderId)
        .flatMap(principal -> Optional.ofNullable(principal.phone()));
  }

  @Override
  public boolean isProxyOver(RealmId realm, UUID orderId) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), realms.get(realm).zone());
    return transactions.read(
        realm,
        () ->
            newest(store.list(realm, orderId))
                .filter(authority -> authority.state() == State.ACTIVE)
                .map(Authority::until)
                .filter(until -> until.isBefore(today))
                .isPresent());
  }

  /** The one in force, or after a hand-over the one that was; a withdrawn one says nothing. */
  private static Optional<Authority> newest(List<Authority> authorities) {
    return authorities.stream()
        .filter(authority -> authority.state() != State.WITHDRAWN)
        .findFirst();
  }

  /** A receipt the principal was given too stays theirs, whatever becomes of the proxy. */
  private boolean isOver(RealmId realm, UUID orderId, int generation) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), realms.get(realm).zone());
    return transactions.read(realm, () -> store.isOver(realm, orderId, generation, today));
  }

  @Override
  public int generation(RealmId realm, UUID orderId) {
    return transactions.read(realm, () -> store.generation(realm, orderId)).number();
  }

  @Override
  public Holding holding(RealmId realm, UUID orderId, int generation) {
    AuthorityStore.Generation now =
        transactions.read(realm, () -> store.generation(realm, orderId));
    if (generation == now.number()) {
      return isOver(realm, orderId, generation) ? Holding.OVER : Holding.ACTS;
    }
    return generation < now.number() && now.olderRead() ? Holding.READS : Holding.NOTHING;
  }
}
