package org.yanzhen.dispatch;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.place.Travel;
import org.yanzhen.place.TravelEstimate;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/** Weighs everybody who serves in an order's area. */
@Service
class Ranking {

  /** The matter stays with it, so that the same score can be said in another language. */
  record Ranked(Person person, int rank, Score score, Matter matter) {}

  record Refused(Person person, Eligibility.Refusal refusal) {}

  record Result(List<Ranked> ranked, List<Refused> refused) {}

  private final People people;
  private final Travel travel;
  private final Catalogue catalogue;
  private final OrderReads orders;
  private final InstantSource clock;

  Ranking(
      People people, Travel travel, Catalogue catalogue, OrderReads orders, InstantSource clock) {
    this.people = people;
    this.travel = travel;
    this.catalogue = catalogue;
    this.orders = orders;
    this.clock = clock;
  }

  Result rank(RealmId realm, OrderFacts order, Language language) {
    List<Matter> matters = matters(realm, order, people.serving(realm, order.area()));
    List<Refused> refused = new ArrayList<>();
    record Scored(Matter matter, Score score) {}
    List<Scored> scored = new ArrayList<>();
    for (Matter matter : matters) {
      Optional<Eligibility.Refusal> refusal = Eligibility.check(matter, language);
      if (refusal.isPresent()) {
        refused.add(new Refused(matter.person(), refusal.get()));
      } else {
        scored.add(new Scored(matter, Score.of(matter, language)));
      }
    }
    // Equal scores are broken by id, so the same question always has the same answer.
    scored.sort(
        Comparator.comparingInt((Scored one) -> -one.score().total())
            .thenComparing(one -> one.matter().person().id()));
    List<Ranked> ranked = new ArrayList<>();
    for (Scored one : scored) {
      ranked.add(new Ranked(one.matter().person(), ranked.size() + 1, one.score(), one.matter()));
    }
    return new Result(ranked, refused);
  }

  /** Why this person may not take this order; empty when they may. */
  Optional<Eligibility.Refusal> check(
      RealmId realm, OrderFacts order, Person person, Language language) {
    return Eligibility.check(matters(realm, order, List.of(person)).getFirst(), language);
  }

  private List<Matter> matters(RealmId realm, OrderFacts order, List<Person> persons) {
    List<UUID> ids = persons.stream().map(Person::id).toList();
    Kind kind = catalogue.get(realm, order.kind(), order.kindVersion());
    Map<UUID, Boolean> away = people.away(realm, ids, clock.instant());
    Map<UUID, Integer> load = orders.load(realm, ids);
    Map<UUID, Integer> served = orders.served(realm, order.divisionId(), ids);
    Map<Integer, TravelEstimate> travels =
        travel.to(
            realm,
            order.divisionId(),
            persons.stream().map(Person::divisionId).distinct().toList());
    return persons.stream()
        .map(
            person ->
                new Matter(
                    order,
                    kind,
                    person,
                    away.getOrDefault(person.id(), false),
                    load.getOrDefault(person.id(), 0),
                    served.getOrDefault(person.id(), 0),
                    travels.get(person.divisionId()),
                    clock.instant()))
        .toList();
  }
}
