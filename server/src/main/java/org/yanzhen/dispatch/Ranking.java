package org.yanzhen.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.DispatchMode;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.PrivacyClass;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.people.People;
import org.yanzhen.people.Person;
import org.yanzhen.people.Team;
import org.yanzhen.people.Teams;
import org.yanzhen.place.Travel;
import org.yanzhen.place.TravelEstimate;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;

/** Weighs everybody who serves in an order's area. */
@Service
class Ranking {

  /** The matter stays with it, so that the same score can be said in another language. */
  record Ranked(Person person, int rank, Score score, Matter matter) {}

  /** All rules that refuse, the first of them first. */
  record Refused(Person person, List<Eligibility.Refusal> refusals, Matter matter) {
    Eligibility.Refusal refusal() {
      return refusals.getFirst();
    }

    /** Whether somebody may choose past it, with a reason. */
    boolean soft() {
      return refusals.stream().noneMatch(Eligibility.Refusal::hard);
    }
  }

  record Result(List<Ranked> ranked, List<Refused> refused) {
    static final Result NOBODY = new Result(List.of(), List.of());

    /** Ids of those who may be asked, the first-ranked first. */
    List<UUID> eligible() {
      return ranked.stream().map(one -> one.person().id()).toList();
    }

    /** Somebody who is not among them comes after all of them. */
    int rankOf(UUID person) {
      int at = eligible().indexOf(person);
      return at < 0 ? ranked.size() + 1 : at + 1;
    }
  }

  private final People people;
  private final Travel travel;
  private final Catalogue catalogue;
  private final OrderReads orders;
  private final Teams teams;
  private final Policies policies;
  private final InstantSource clock;

  Ranking(
      People people,
      Teams teams,
      Travel travel,
      Catalogue catalogue,
      OrderReads orders,
      Policies policies,
      InstantSource clock) {
    this.people = people;
    this.teams = teams;
    this.policies = policies;
    this.travel = travel;
    this.catalogue = catalogue;
    this.orders = orders;
    this.clock = clock;
  }

  Result rank(RealmId realm, OrderFacts order, Language language) {
    return rank(matters(realm, order, people.serving(realm, order.area())), language);
  }

  /**
   * Weighs these. This is the place where an exact assignment takes over: it reads the same matters
   * and terms, adds what only it knows (a person's shadow price) as one more term, and orders by
   * the sum.
   */
  Result rank(List<Matter> matters, Language language) {
    List<Refused> refused = new ArrayList<>();
    record Scored(Matter matter, Score score) {}
    List<Scored> scored = new ArrayList<>();
    for (Matter matter : matters) {
      List<Eligibility.Refusal> refusals = Eligibility.all(matter, language);
      if (!refusals.isEmpty()) {
        refused.add(new Refused(matter.person(), refusals, matter));
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

  /** The order and this person, for rules and terms. */
  Matter matter(RealmId realm, OrderFacts order, Person person) {
    return matters(realm, order, List.of(person)).getFirst();
  }

  List<Matter> matters(RealmId realm, OrderFacts order, List<Person> persons) {
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
    Instant now = clock.instant();
    Policy policy = policies.at(realm, now);
    Optional<Set<UUID>> remit = remit(realm, order, kind);
    Set<UUID> ofBody =
        kind.privacy() == PrivacyClass.RESTRICTED && order.responsibleBody() != null
            ? teams.postedAt(realm, order.responsibleBody(), now)
            : Set.of();
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
                    remit.isEmpty() || remit.get().contains(person.id()),
                    ofBody.contains(person.id()),
                    policy,
                    now))
        .toList();
  }

  /**
   * Who is in a group that has the order in its remit; empty when no group has, or when the kind
   * goes to groups only if a dispatcher so chooses.
   */
  private Optional<Set<UUID>> remit(RealmId realm, OrderFacts order, Kind kind) {
    if (kind.modes().getFirst() != DispatchMode.GROUP) {
      return Optional.empty();
    }
    List<Team> fitting = teams.fitting(realm, order.kind(), order.area());
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    Set<UUID> members = new HashSet<>();
    for (Team team : fitting) {
      members.addAll(team.members());
      members.add(team.lead());
    }
    return Optional.of(members);
  }
}
