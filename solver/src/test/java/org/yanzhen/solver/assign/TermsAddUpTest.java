package org.yanzhen.solver.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yanzhen.solver.model.Order;
import org.yanzhen.solver.model.Person;
import org.yanzhen.solver.model.Pin;
import org.yanzhen.solver.model.Prices;

/** What is said to explain a price is all of it, to the last point, in thousands of counties. */
class TermsAddUpTest {
  private static final int COUNTIES = 3000;

  @Test
  void everyPairsTermsAreItsFigureTimesItsRateAndAddUpToItsPrice() {
    Map<Pricing.Kind, Integer> met = new EnumMap<>(Pricing.Kind.class);
    for (int seed = 0; seed < COUNTIES; seed++) {
      AssignmentModel model = RandomCounty.of(seed);
      PairChecker anew = new PairChecker(model);
      for (Order order : model.orders()) {
        for (Person person : model.people()) {
          List<Pricing.Term> terms = RandomCounty.pricing(model).terms(person, order);
          long sum = 0;
          for (Pricing.Term term : terms) {
            assertThat(term.points())
                .as("seed %s, %s", seed, term)
                .isEqualTo(term.amount() * rate(model.prices(), term.kind()));
            met.merge(term.kind(), term.points() == 0 ? 0 : 1, Integer::sum);
            sum += term.points();
          }
          assertThat(sum)
              .as("seed %s, order %s, person %s", seed, order.id(), person.id())
              .isEqualTo(Pricing.total(terms))
              .isEqualTo(anew.price(person, order));
        }
      }
    }
    assertThat(met).hasSize(Pricing.Kind.values().length);
    assertThat(met.values()).allMatch(times -> times > COUNTIES);
  }

  private static long rate(Prices prices, Pricing.Kind kind) {
    return switch (kind) {
      case TRAVEL -> prices.perTravelMinutePoints();
      case SPARE_SKILL -> prices.perSpareLevelPoints();
      case CONTINUITY -> -prices.perVisitPoints();
      case LATENESS -> prices.perLateMinutePoints();
    };
  }

  /** Terms of pairs, words broken, steps of load and the urgency of what is left: nothing else. */
  @Test
  void allTermsTogetherAreWhatTheWholeAssignmentCosts() {
    int broken = 0;
    for (int seed = 0; seed < COUNTIES; seed++) {
      AssignmentModel model = withPins(RandomCounty.of(seed), new Random(seed));
      AssignmentProblem problem = RandomCounty.problem(model);
      Assignment answer = BatchAssignment.solve(problem);
      int[] taken = new int[model.people().size()];
      long sum = 0;
      for (int index = 0; index < problem.orders(); index++) {
        Order order = model.orders().get(index);
        int who =
            answer.pairOf(index) == Assignment.LEFT ? -1 : problem.person(answer.pairOf(index));
        for (Pin pin : model.pins()) {
          if (pin.orderId() == order.id()
              && (who < 0 || model.people().get(who).id() != pin.personId())) {
            sum += pin.displacedPoints();
            broken++;
          }
        }
        if (who < 0) {
          sum += order.unservedPoints();
        } else {
          Person person = model.people().get(who);
          for (Pricing.Term term : RandomCounty.pricing(model).terms(person, order)) {
            sum += term.points();
          }
          sum += (person.loadOrders() + taken[who]++) * model.prices().loadStepPoints();
        }
      }
      assertThat(answer.cost()).as("seed %s", seed).isEqualTo(sum);
    }
    assertThat(broken).isGreaterThan(100);
  }

  /** Some of those who may go were told that they do, whether that is best or not. */
  private static AssignmentModel withPins(AssignmentModel model, Random random) {
    List<Pin> pins = new ArrayList<>();
    for (Order order : model.orders()) {
      int[] who = RandomCounty.eligible(model, order);
      if (who.length > 0 && random.nextInt(3) == 0) {
        Person told = model.people().get(who[random.nextInt(who.length)]);
        pins.add(new Pin(order.id(), told.id(), random.nextInt(5000)));
      }
    }
    return RandomCounty.with(model, model.orders(), pins);
  }

  /**
   * Everybody in the ranking of the last order, beside the others who have theirs and were partly
   * told: her terms add up to what sending her costs the whole, found by doing it.
   */
  @Test
  void everyRankedCandidatesTermsAddUpToWhatSendingHerCostsTheWhole() {
    int ranked = 0;
    int opportunities = 0;
    for (int seed = 0; seed < COUNTIES; seed++) {
      AssignmentModel model = RandomCounty.of(seed);
      Random random = new Random(seed);
      LiveAssignment live = new LiveAssignment(Long.MAX_VALUE);
      model.people().forEach(person -> live.addPerson(RandomCounty.slots(model, person)));
      List<Order> before = model.orders().subList(0, model.orders().size() - 1);
      List<Pin> pins = new ArrayList<>();
      for (Order order : before) {
        int[] who = RandomCounty.eligible(model, order);
        int number =
            live.addOrder(order.unservedPoints(), who, RandomCounty.costs(model, order, who));
        int person = live.personOf(number);
        if (person >= 0 && random.nextInt(3) == 0) {
          Pin pin = new Pin(order.id(), model.people().get(person).id(), random.nextInt(5000));
          live.pin(number, pin.displacedPoints());
          pins.add(pin);
        }
      }
      AssignmentModel rest = RandomCounty.with(model, before, pins);
      Order last = model.orders().getLast();
      int[] who = RandomCounty.eligible(model, last);
      long[] costs = RandomCounty.costs(model, last, who);
      for (LiveAssignment.Candidate candidate : live.rank(who, costs, who.length + 1)) {
        int number = candidate.person();
        Person person = model.people().get(number);
        long[] slots = RandomCounty.slots(model, person);
        int next = Math.min(live.ordersOf(number).length, slots.length - 1);
        List<Pricing.Term> terms = RandomCounty.pricing(model).terms(person, last);
        assertThat(candidate.pairCost())
            .isEqualTo(terms.stream().mapToLong(Pricing.Term::points).sum());
        assertThat(candidate.loadCost()).as("seed %s", seed).isEqualTo(slots[next]);
        assertThat(candidate.pairCost() + candidate.loadCost() + candidate.opportunityCost())
            .as("seed %s, %s", seed, candidate)
            .isEqualTo(candidate.total())
            .isEqualTo(costWith(rest, number, candidate.pairCost()) - live.cost());
        ranked++;
        opportunities += candidate.opportunityCost() == 0 ? 0 : 1;
      }
    }
    assertThat(ranked).isGreaterThan(500);
    assertThat(opportunities).isGreaterThan(50);
  }

  /** Everything assigned anew, with one more order that only this person can take. */
  private static long costWith(AssignmentModel rest, int person, long pairCost) {
    AssignmentProblem problem =
        RandomCounty.begun(rest)
            .order(AssignmentProblem.HIGHEST_COST)
            .pair(person, pairCost)
            .build();
    Assignment answer = BatchAssignment.solve(problem);
    assertThat(answer.pairOf(problem.orders() - 1)).isNotEqualTo(Assignment.LEFT);
    return answer.cost();
  }
}
