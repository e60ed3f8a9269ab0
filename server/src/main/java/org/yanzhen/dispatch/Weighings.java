package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.people.LanguageList;
import org.yanzhen.people.People;
import org.yanzhen.people.Teams;
import org.yanzhen.place.Travel;
import org.yanzhen.shared.RealmId;

/** The rooms a weighing reads from. */
@Service
class Weighings {

  private final People people;
  private final LanguageList languages;
  private final Teams teams;
  private final Travel travel;
  private final Catalogue catalogue;
  private final OrdersInHand orders;
  private final Policies policies;
  private final TimeTaken time;
  private final Realms realms;
  private final InstantSource clock;

  Weighings(
      People people,
      LanguageList languages,
      Teams teams,
      Travel travel,
      Catalogue catalogue,
      OrdersInHand orders,
      Policies policies,
      TimeTaken time,
      Realms realms,
      InstantSource clock) {
    this.people = people;
    this.languages = languages;
    this.teams = teams;
    this.travel = travel;
    this.catalogue = catalogue;
    this.orders = orders;
    this.policies = policies;
    this.time = time;
    this.realms = realms;
    this.clock = clock;
  }

  /** As of now. */
  Weighing now(RealmId realm) {
    return at(realm, clock.instant(), false);
  }

  /** For a day that is planned: whoever plans it knows who has time. */
  Weighing planned(RealmId realm, Instant at) {
    return at(realm, at, true);
  }

  /** For a day that is planned, as of now. */
  Weighing planned(RealmId realm) {
    return planned(realm, clock.instant());
  }

  private Weighing at(RealmId realm, Instant at, boolean planned) {
    return new Weighing(this, realm, at, policies.at(realm, at), planned);
  }

  ZoneId zone(RealmId realm) {
    return realms.get(realm).zone();
  }

  TimeTaken time() {
    return time;
  }

  People people() {
    return people;
  }

  LanguageList languages() {
    return languages;
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

  OrdersInHand orders() {
    return orders;
  }
}
