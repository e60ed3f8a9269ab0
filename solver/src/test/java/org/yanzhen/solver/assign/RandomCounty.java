package org.yanzhen.solver.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.yanzhen.solver.model.Order;
import org.yanzhen.solver.model.Person;
import org.yanzhen.solver.model.Pin;
import org.yanzhen.solver.model.Place;
import org.yanzhen.solver.model.Prices;
import org.yanzhen.solver.model.SkillLevel;
import org.yanzhen.solver.model.SkillNeed;
import org.yanzhen.solver.model.Span;
import org.yanzhen.solver.model.TravelTimes;

/**
 * Small made-up counties with every rule in them, the same for the same seed: skills that expire,
 * shifts and leaves, territories, languages, orders in hand, visits before, what is overdue.
 */
final class RandomCounty {
  static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final int TWO_DAYS = 2 * 24 * 60;
  private static final List<String> SKILLS = List.of("grafting", "spraying", "pruning");
  private static final List<String> TERRITORIES = List.of("east", "west");
  private static final Optional<String> LANGUAGE = Optional.of("miao");

  private final Random random;

  private RandomCounty(long seed) {
    random = new Random(seed);
  }

  /** Without pins; nobody has been told of anything yet. */
  static AssignmentModel of(long seed) {
    return new RandomCounty(seed).county();
  }

  private AssignmentModel county() {
    List<Person> people = new ArrayList<>();
    for (int id = 1 + random.nextInt(6); id > 0; id--) {
      people.add(person(id));
    }
    List<Order> orders = new ArrayList<>();
    for (int id = 101 + random.nextInt(9); id > 100; id--) {
      orders.add(order(id));
    }
    Prices prices =
        new Prices(
            random.nextInt(200),
            random.nextInt(3000),
            random.nextInt(2000),
            random.nextInt(1000),
            random.nextInt(6),
            random.nextInt(400));
    TravelTimes travel = TravelTimes.straight(20 + random.nextInt(40), 1.5);
    return new AssignmentModel(NOW, 40, travel, prices, people, orders, List.of());
  }

  private Person person(long id) {
    int capacity = random.nextInt(5);
    return new Person(
        id,
        place(),
        capacity,
        random.nextInt(capacity + 2) / 2,
        skills(),
        spans(random.nextInt(3), 1500),
        spans(random.nextInt(4), 600),
        random.nextInt(3) == 0 ? Set.of(any(TERRITORIES)) : Set.of(),
        random.nextInt(3) == 0 ? Set.of() : Set.of(LANGUAGE.get()));
  }

  private List<SkillLevel> skills() {
    List<SkillLevel> skills = new ArrayList<>();
    for (int count = random.nextInt(6); count > 0; count--) {
      // The same skill may be there twice, with a certificate of each level.
      skills.add(
          new SkillLevel(
              any(SKILLS),
              1 + random.nextInt(4),
              random.nextBoolean() ? Optional.empty() : Optional.of(moment())));
    }
    return skills;
  }

  private Order order(long id) {
    Set<String> skills = new HashSet<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      skills.add(any(SKILLS));
    }
    Map<Long, Integer> visits = new HashMap<>();
    for (long person = 1; person <= 6; person++) {
      if (random.nextInt(3) == 0) {
        visits.put(person, random.nextInt(8));
      }
    }
    return new Order(
        id,
        place(),
        skills.stream().sorted().map(name -> new SkillNeed(name, 1 + random.nextInt(3))).toList(),
        1 + random.nextInt(240),
        spans(random.nextInt(3), 900),
        moment(),
        random.nextInt(60_000),
        random.nextInt(4) == 0 ? Optional.of(any(TERRITORIES)) : Optional.empty(),
        random.nextInt(4) == 0 ? LANGUAGE : Optional.empty(),
        visits,
        Optional.empty());
  }

  private Place place() {
    return new Place(28 + random.nextDouble() * 0.5, 108 + random.nextDouble() * 0.5);
  }

  /** From half a day ago until the day after tomorrow; often the same, so that edges are met. */
  private Instant moment() {
    return NOW.plus(Duration.ofMinutes(10L * random.nextInt(TWO_DAYS / 10) - TWO_DAYS / 4));
  }

  private List<Span> spans(int count, int mostMinutes) {
    List<Span> spans = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Instant start = moment();
      spans.add(new Span(start, start.plus(Duration.ofMinutes(10L + random.nextInt(mostMinutes)))));
    }
    return spans;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  static Pricing pricing(AssignmentModel model) {
    return new Pricing(model.now(), model.prices(), model.travel());
  }

  static Eligibility rules(AssignmentModel model) {
    return new Eligibility(model.now(), model.mostKilometers(), model.travel());
  }

  /** What somebody's slots cost: the orders in hand have taken the first steps. */
  static long[] slots(AssignmentModel model, Person person) {
    long[] slots = new long[person.freeOrders()];
    Arrays.setAll(slots, slot -> (person.loadOrders() + slot) * model.prices().loadStepPoints());
    return slots;
  }

  /** Who may go to the order, by their number in the model. */
  static int[] eligible(AssignmentModel model, Order order) {
    Eligibility rules = rules(model);
    int[] who = new int[model.people().size()];
    int count = 0;
    for (int person = 0; person < who.length; person++) {
      if (rules.firstRefusal(model.people().get(person), order).isEmpty()) {
        who[count++] = person;
      }
    }
    return Arrays.copyOf(who, count);
  }

  static long[] costs(AssignmentModel model, Order order, int[] who) {
    Pricing pricing = pricing(model);
    return Arrays.stream(who)
        .mapToLong(person -> Pricing.total(pricing.terms(model.people().get(person), order)))
        .toArray();
  }

  static AssignmentProblem problem(AssignmentModel model) {
    return begun(model).build();
  }

  /** The whole problem, to which more orders can be added. */
  static AssignmentProblem.Builder begun(AssignmentModel model) {
    AssignmentProblem.Builder builder = AssignmentProblem.builder();
    model.people().forEach(person -> builder.person(slots(model, person)));
    for (Order order : model.orders()) {
      Optional<Pin> pin =
          model.pins().stream().filter(own -> own.orderId() == order.id()).findFirst();
      pin.ifPresentOrElse(
          told ->
              builder.pinnedOrder(
                  order.unservedPoints(), numberOf(model, told.personId()), told.displacedPoints()),
          () -> builder.order(order.unservedPoints()));
      int[] who = eligible(model, order);
      long[] costs = costs(model, order, who);
      for (int index = 0; index < who.length; index++) {
        builder.pair(who[index], costs[index]);
      }
    }
    return builder;
  }

  static AssignmentModel with(AssignmentModel model, List<Order> orders, List<Pin> pins) {
    return new AssignmentModel(
        model.now(),
        model.mostKilometers(),
        model.travel(),
        model.prices(),
        model.people(),
        orders,
        pins);
  }

  private static int numberOf(AssignmentModel model, long person) {
    return model.people().stream().map(Person::id).toList().indexOf(person);
  }
}
