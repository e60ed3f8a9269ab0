package org.yanzhen.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.people.Person;
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

    /**
     * Who is nearer than the first-ranked and would stand before, did not other orders need them
     * more; the nearest of those.
     */
    Optional<Ranked> passed() {
      if (ranked.isEmpty()) {
        return Optional.empty();
      }
      Ranked first = ranked.getFirst();
      return ranked.stream()
          .skip(1)
          .filter(one -> one.matter().opportunity() != null)
          .filter(one -> isNearer(one, first) && alone(one) > alone(first))
          .min(Comparator.comparing(one -> Objects.requireNonNull(one.matter().minutes())));
    }

    private static boolean isNearer(Ranked one, Ranked than) {
      Integer minutes = one.matter().minutes();
      Integer other = than.matter().minutes();
      return minutes != null && (other == null || minutes < other);
    }

    /** The score without what others lose. */
    private static int alone(Ranked one) {
      Opportunity lost = one.matter().opportunity();
      return one.score().total() + (lost == null ? 0 : lost.minutes());
    }

    /** Somebody who is not among them comes after all of them. */
    int rankOf(UUID person) {
      int at = eligible().indexOf(person);
      return at < 0 ? ranked.size() + 1 : at + 1;
    }
  }

  private final Weighings weighings;
  private final Formations formations;

  Ranking(Weighings weighings, Formations formations) {
    this.weighings = weighings;
    this.formations = formations;
  }

  Result rank(RealmId realm, OrderFacts order, Language language) {
    return rank(weighings.now(realm), order, language);
  }

  /** As of what somebody has begun to weigh. */
  Result rank(Weighing weighing, OrderFacts order, Language language) {
    return rank(amongOthers(weighing.realm(), order, weighing.matters(order)), language);
  }

  /** For several answers as of one moment. */
  Weighing now(RealmId realm) {
    return weighings.now(realm);
  }

  /** The same matters, knowing what other orders lose by each. */
  private List<Matter> amongOthers(RealmId realm, OrderFacts order, List<Matter> matters) {
    Map<UUID, Integer> costs = new HashMap<>();
    for (Matter matter : matters) {
      Matter free = matter.unloaded();
      if (Eligibility.refusing(free).isEmpty()) {
        costs.put(matter.person().id(), Score.cost(free));
      }
    }
    Map<UUID, Opportunity> lost = formations.opportunities(realm, order.id(), costs);
    return lost.isEmpty()
        ? matters
        : matters.stream().map(matter -> matter.with(lost.get(matter.person().id()))).toList();
  }

  /**
   * Weighs these. What the exact assignment knows of the others (a person's shadow price) stands in
   * the matters as one more term; where it does not know, the own terms decide.
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
  static Optional<Eligibility.Refusal> check(
      Weighing weighing, OrderFacts order, Person person, Language language) {
    return Eligibility.check(weighing.matters(order, List.of(person)).getFirst(), language);
  }

  /** The order and this person, for rules and terms. */
  Matter matter(RealmId realm, OrderFacts order, Person person) {
    return amongOthers(realm, order, matters(realm, order, List.of(person))).getFirst();
  }

  List<Matter> matters(RealmId realm, OrderFacts order, List<Person> persons) {
    return weighings.now(realm).matters(order, persons);
  }
}
