package org.yanzhen.solver.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yanzhen.solver.model.Order;
import org.yanzhen.solver.model.Person;
import org.yanzhen.solver.model.Pin;
import org.yanzhen.solver.model.Prices;
import org.yanzhen.solver.model.SkillLevel;
import org.yanzhen.solver.model.SkillNeed;
import org.yanzhen.solver.model.Span;

/** The checker begins with people and orders, and sees what is planted there. */
class PairCheckerTest {
  private static final int COUNTIES = 3000;
  private static final Instant LONG_AGO = RandomCounty.NOW.minus(Duration.ofDays(3000));
  private static final Instant LONG_AFTER = RandomCounty.NOW.plus(Duration.ofDays(3000));

  /** A county with its answer, and one of the chosen pairs. */
  private record Chosen(
      AssignmentModel model, AssignmentProblem problem, Assignment answer, int order, int who) {
    Person person() {
      return model.people().get(who);
    }

    Order wanted() {
      return model.orders().get(order);
    }

    List<String> findingsWith(Person person) {
      List<Person> people = new ArrayList<>(model.people());
      people.set(who, person);
      return findings(people, model.orders(), model.mostKilometers());
    }

    List<String> findingsWith(Order changed) {
      List<Order> orders = new ArrayList<>(model.orders());
      orders.set(order, changed);
      return findings(model.people(), orders, model.mostKilometers());
    }

    List<String> findings(List<Person> people, List<Order> orders, double mostKilometers) {
      return AssignmentChecker.findings(
          problem,
          answer,
          new AssignmentModel(
              model.now(),
              mostKilometers,
              model.travel(),
              model.prices(),
              people,
              orders,
              model.pins()));
    }

    String about(String what) {
      return "order " + order + " with person " + who + ": " + what;
    }
  }

  private static List<Chosen> chosen(int seed) {
    AssignmentModel model = RandomCounty.of(seed);
    AssignmentProblem problem = RandomCounty.problem(model);
    Assignment answer = BatchAssignment.solve(problem);
    assertThat(AssignmentChecker.findings(problem, answer, model)).as("seed %s", seed).isEmpty();
    List<Chosen> chosen = new ArrayList<>();
    for (int order = 0; order < problem.orders(); order++) {
      int pair = answer.pairOf(order);
      if (pair != Assignment.LEFT) {
        chosen.add(new Chosen(model, problem, answer, order, problem.person(pair)));
      }
    }
    return chosen;
  }

  @Test
  void whoeverTheRulesLetPassMayGoAndNobodyElse() {
    Map<Boolean, Integer> met = new TreeMap<>();
    for (int seed = 0; seed < COUNTIES; seed++) {
      AssignmentModel model = RandomCounty.of(seed);
      PairChecker anew = new PairChecker(model);
      Eligibility rules = RandomCounty.rules(model);
      for (Order order : model.orders()) {
        for (Person person : model.people()) {
          // Room is of the whole answer, not of a pair.
          boolean passes =
              rules
                  .firstRefusal(person, order)
                  .filter(refusal -> !(refusal instanceof Refusal.NoRoom))
                  .isEmpty();
          assertThat(anew.refusals(person, order).isEmpty())
              .as("seed %s, %s, %s", seed, person, order)
              .isEqualTo(passes);
          met.merge(passes, 1, Integer::sum);
        }
      }
    }
    assertThat(met.get(true)).isGreaterThan(COUNTIES);
    assertThat(met.get(false)).isGreaterThan(COUNTIES);
  }

  @Test
  void everyPlantedErrorIsFound() {
    int planted = 0;
    int skilled = 0;
    for (int seed = 0; seed < COUNTIES; seed++) {
      for (Chosen chosen : chosen(seed)) {
        planted++;
        skilled += chosen.wanted().needs().isEmpty() ? 0 : 1;
        plantInSkills(chosen);
        plantInPlaceAndTime(chosen);
        plantInWordsAndTerritory(chosen);
        plantInRoomAndPrice(chosen);
      }
    }
    assertThat(planted).isGreaterThan(1000);
    assertThat(skilled).isGreaterThan(200);
  }

  private static void plantInSkills(Chosen chosen) {
    for (SkillNeed need : chosen.wanted().needs()) {
      String lacks = chosen.about("lacks " + need.skill() + " at level " + need.leastLevel());
      List<SkillLevel> others =
          chosen.person().skills().stream()
              .filter(own -> !own.skill().equals(need.skill()))
              .toList();
      assertThat(chosen.findingsWith(withSkills(chosen.person(), others))).contains(lacks);
      Instant deadline = chosen.wanted().deadline();
      Instant served = deadline.isAfter(RandomCounty.NOW) ? deadline : RandomCounty.NOW;
      List<SkillLevel> expired = new ArrayList<>(others);
      expired.add(new SkillLevel(need.skill(), SkillLevel.HIGHEST, Optional.of(served)));
      assertThat(chosen.findingsWith(withSkills(chosen.person(), expired))).contains(lacks);
      if (need.leastLevel() > 1) {
        List<SkillLevel> lower = new ArrayList<>(others);
        lower.add(SkillLevel.lasting(need.skill(), need.leastLevel() - 1));
        assertThat(chosen.findingsWith(withSkills(chosen.person(), lower))).contains(lacks);
      }
    }
  }

  private static void plantInPlaceAndTime(Chosen chosen) {
    double kilometers = chosen.person().home().kilometersTo(chosen.wanted().place());
    AssignmentModel model = chosen.model();
    assertThat(chosen.findings(model.people(), model.orders(), kilometers - 0.01))
        .contains(chosen.about("is too far away"));
    assertThat(chosen.findings(model.people(), model.orders(), kilometers))
        .doesNotContain(chosen.about("is too far away"));
    List<Span> ever = List.of(new Span(LONG_AGO, LONG_AFTER));
    assertThat(chosen.findingsWith(withLeaves(chosen.person(), ever)))
        .contains(chosen.about("has no time"));
    if (chosen.wanted().deadline().isAfter(RandomCounty.NOW)) {
      List<Span> past = List.of(new Span(LONG_AGO, RandomCounty.NOW));
      assertThat(chosen.findingsWith(withWindows(chosen.wanted(), past)))
          .containsExactly(chosen.about("has no time"));
    }
  }

  private static void plantInWordsAndTerritory(Chosen chosen) {
    assertThat(
            chosen.findingsWith(
                withTerritoryAndLanguage(chosen.wanted(), Optional.empty(), "tujia")))
        .containsExactly(chosen.about("does not speak tujia"));
    // Whoever names no territory serves everywhere.
    List<String> elsewhere =
        chosen.findingsWith(
            withTerritoryAndLanguage(chosen.wanted(), Optional.of("north"), "tujia"));
    assertThat(elsewhere.contains(chosen.about("does not serve in north")))
        .isEqualTo(!chosen.person().territories().isEmpty());
    AssignmentModel promised =
        RandomCounty.with(
            chosen.model(),
            chosen.model().orders(),
            List.of(Pin.fixed(chosen.wanted().id(), chosen.person().id() + 1)));
    assertThat(AssignmentChecker.findings(chosen.problem(), chosen.answer(), promised))
        .containsExactly(chosen.about("somebody else was told for good"));
  }

  private static void plantInRoomAndPrice(Chosen chosen) {
    Person full = withCapacity(chosen.person(), chosen.person().loadOrders());
    assertThat(chosen.findingsWith(full))
        .containsExactly("person " + chosen.who() + " has more orders than a hand holds");
    AssignmentProblem dearer = withOneMore(chosen);
    Assignment same = BatchAssignment.solve(dearer);
    if (same.pairOf(chosen.order()) == chosen.answer().pairOf(chosen.order())) {
      long price = chosen.problem().cost(chosen.answer().pairOf(chosen.order()));
      assertThat(AssignmentChecker.findings(dearer, same, chosen.model()))
          .containsExactly(
              "order %d with person %d costs %d, not %d"
                  .formatted(chosen.order(), chosen.who(), price, price + 1));
    }
  }

  /** The same problem, but what is chosen is said to cost a point more. */
  private static AssignmentProblem withOneMore(Chosen chosen) {
    AssignmentProblem problem = chosen.problem();
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    chosen
        .model()
        .people()
        .forEach(each -> builder.person(RandomCounty.slots(chosen.model(), each)));
    for (int order = 0; order < problem.orders(); order++) {
      builder.order(problem.unservedCost(order));
      for (int pair = problem.firstPair(order); pair < problem.firstPair(order + 1); pair++) {
        boolean more = pair == chosen.answer().pairOf(chosen.order());
        builder.pair(problem.person(pair), problem.cost(pair) + (more ? 1 : 0));
      }
    }
    return builder.build();
  }

  @Test
  void aWrongPriceOfLeavingAnOrderAndAnotherCountyAreFound() {
    AssignmentModel model = RandomCounty.of(1);
    Order order = model.orders().getFirst();
    AssignmentModel alone =
        new AssignmentModel(
            model.now(), 40, model.travel(), Prices.USUAL, List.of(), List.of(order), List.of());
    long said = order.unservedPoints() + 1;
    AssignmentProblem problem = AssignmentProblem.builder().order(said).build();
    Assignment answer = BatchAssignment.solve(problem);
    assertThat(AssignmentChecker.findings(problem, answer, alone))
        .containsExactly("leaving order 0 costs " + order.unservedPoints() + ", not " + said);
    assertThat(
            AssignmentChecker.findings(
                problem, answer, RandomCounty.with(alone, List.of(), List.of())))
        .containsExactly("the problem is made of something else");
  }

  private static Person withSkills(Person person, List<SkillLevel> skills) {
    return copy(person, person.capacityOrders(), skills, person.leaves());
  }

  private static Person withLeaves(Person person, List<Span> leaves) {
    return copy(person, person.capacityOrders(), person.skills(), leaves);
  }

  private static Person withCapacity(Person person, int capacity) {
    return copy(person, capacity, person.skills(), person.leaves());
  }

  private static Person copy(
      Person person, int capacity, List<SkillLevel> skills, List<Span> leaves) {
    return new Person(
        person.id(),
        person.home(),
        capacity,
        person.loadOrders(),
        skills,
        person.shifts(),
        leaves,
        person.territories(),
        person.languages());
  }

  private static Order withWindows(Order order, List<Span> windows) {
    return copy(order, windows, order.territory(), order.language());
  }

  private static Order withTerritoryAndLanguage(
      Order order, Optional<String> territory, String language) {
    return copy(order, order.windows(), territory, Optional.of(language));
  }

  private static Order copy(
      Order order, List<Span> windows, Optional<String> territory, Optional<String> language) {
    return new Order(
        order.id(),
        order.place(),
        order.needs(),
        order.durationMinutes(),
        windows,
        order.deadline(),
        order.unservedPoints(),
        territory,
        language,
        order.visitsByPerson(),
        order.group());
  }
}
