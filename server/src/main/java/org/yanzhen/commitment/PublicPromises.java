package org.yanzhen.commitment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** Public promises by their ids and places. */
@Service
public class PublicPromises {

  private final CommitmentStore store;
  private final Divisions divisions;
  private final RealmTransactions transactions;

  PublicPromises(CommitmentStore store, Divisions divisions, RealmTransactions transactions) {
    this.store = store;
    this.divisions = divisions;
    this.transactions = transactions;
  }

  public Optional<PublicPromise> find(RealmId realm, UUID id) {
    return transactions.read(
        realm,
        () ->
            store.find(realm, id).filter(one -> one.state().isPublic()).map(PublicPromises::shown));
  }

  /** Those that run, of the division and of every one around it; the newest year first. */
  public List<PublicPromise> around(RealmId realm, int divisionId, int limit) {
    List<Integer> places = new ArrayList<>();
    Optional<Division> place = divisions.find(divisionId);
    while (place.isPresent()) {
      places.add(place.get().id());
      place = Optional.ofNullable(place.get().parentId()).flatMap(divisions::find);
    }
    return transactions.read(
        realm,
        () -> store.running(realm, places, limit).stream().map(PublicPromises::shown).toList());
  }

  private static PublicPromise shown(Commitment one) {
    return new PublicPromise(
        one.id(),
        one.year(),
        one.area(),
        one.promise().title(),
        one.state() == CommitmentState.PUBLISHED);
  }
}
