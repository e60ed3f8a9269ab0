package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.order.OrderReads;
import org.yanzhen.people.People;
import org.yanzhen.people.Teams;
import org.yanzhen.place.Travel;
import org.yanzhen.shared.RealmId;

/** The rooms a weighing reads from. */
@Service
class Weighings {

  private final People people;
  private final Teams teams;
  private final Travel travel;
  private final Catalogue catalogue;
  private final OrderReads orders;
  private final Policies policies;
  private final InstantSource clock;

  Weighings(
      People people,
      Teams teams,
      Travel travel,
      Catalogue catalogue,
      OrderReads orders,
      Policies policies,
      InstantSource clock) {
    this.people = people;
    this.teams = teams;
    this.travel = travel;
    this.catalogue = catalogue;
    this.orders = orders;
    this.policies = policies;
    this.clock = clock;
  }

  /** As of now. */
  Weighing now(RealmId realm) {
    Instant now = clock.instant();
    return new Weighing(this, realm, now, policies.at(realm, now));
  }

  People people() {
    return people;
  }

  Teams teams() {
    return teams;
  }

  Travel travel() {
    return travel;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  OrderReads orders() {
    return orders;
  }
}
