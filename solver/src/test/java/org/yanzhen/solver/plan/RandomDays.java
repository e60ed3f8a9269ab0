package org.yanzhen.solver.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Small made-up days with every rule in them, the same for the same seed. */
final class RandomDays {
  private static final int RESTS = 20;

  private RandomDays() {}

  static PlanProblem of(long seed) {
    Random random = new Random(seed);
    int places = 3 + random.nextInt(20);
    boolean metric = random.nextInt(4) > 0;
    Travel travel = metric ? onPlane(random, places) : wild(random, places);
    int count = random.nextInt(7);
    List<PlanOrder> orders = new ArrayList<>();
    for (int index = 0; index < random.nextInt(30); index++) {
      orders.add(order(random, places, count));
    }
    List<PlanPerson> people = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      people.add(person(random, places));
    }
    begin(random, travel, people, orders);
    return new PlanProblem(travel, people, orders);
  }

  private static Travel onPlane(Random random, int places) {
    double[][] at = new double[places][];
    for (int place = 0; place < places; place++) {
      at[place] = new double[] {random.nextInt(100), random.nextInt(100)};
    }
    return Travel.of(places, (from, to) -> (int) RoutingFile.distance(at, from, to));
  }

  private static Travel wild(Random random, int places) {
    return Travel.of(places, (from, to) -> from == to ? 0 : random.nextInt(120));
  }

  private static PlanOrder order(Random random, int places, int people) {
    int from = random.nextInt(400);
    PlanOrder order =
        PlanOrder.at(random.nextInt(places), random.nextInt(30))
            .within(from, from + random.nextInt(300))
            .withDemand(random.nextInt(4));
    order =
        random.nextInt(3) == 0
            ? order.needing(Map.of(random.nextInt(3), random.nextInt(4)))
            : order;
    order = random.nextInt(5) == 0 ? order.forTwo() : order;
    boolean differ = order.people() == 2 && random.nextInt(2) == 0;
    order = differ ? order.forTwo(Map.of(random.nextInt(3), random.nextInt(3))) : order;
    order = random.nextInt(4) == 0 ? order.inGroup(random.nextInt(3)) : order;
    order = random.nextInt(4) == 0 ? order.withinOneOf(windows(random)) : order;
    order = random.nextInt(3) == 0 ? order.withPenalty(random.nextInt(500)) : order;
    order = random.nextInt(4) == 0 ? order.dueBy(random.nextInt(600), random.nextInt(5)) : order;
    return !differ && random.nextInt(4) == 0 && people > 0
        ? order.promisedTo(random.nextInt(people), random.nextInt(200))
        : order;
  }

  private static List<PlanOrder.Window> windows(Random random) {
    List<PlanOrder.Window> windows = new ArrayList<>();
    int from = random.nextInt(100);
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      int until = from + random.nextInt(80);
      windows.add(new PlanOrder.Window(from, until));
      from = until + 1 + random.nextInt(150);
    }
    return windows;
  }

  private static PlanPerson person(Random random, int places) {
    int start = random.nextInt(100);
    PlanPerson person =
        PlanPerson.at(random.nextInt(places), start, start + 200 + random.nextInt(500))
            .withCapacity(5 + random.nextInt(20))
            .withSkills(Map.of(random.nextInt(3), random.nextInt(4), 3, 1));
    person = random.nextBoolean() ? person.withEnd(random.nextInt(places)) : person;
    person = random.nextInt(3) == 0 ? person.withLongestDay(200 + random.nextInt(300)) : person;
    return random.nextInt(3) == 0 ? person.withPause(RESTS, start + 50, start + 150) : person;
  }

  private enum Rested {
    NOT_YET,
    BEFORE,
    AFTER
  }

  /** Now and then somebody has begun an order, alone or with the next one, or taken the pause. */
  private static void begin(
      Random random, Travel travel, List<PlanPerson> people, List<PlanOrder> orders) {
    for (int index = 0; index < Math.min(people.size(), orders.size()); index++) {
      PlanOrder order = orders.get(index);
      int last = index + order.people() - 1;
      if (random.nextInt(2) > 0
          || last >= people.size()
          || !people.get(index).frozen().isEmpty()
          || !people.get(last).frozen().isEmpty()) {
        continue;
      }
      List<Rested> rested = new ArrayList<>();
      int start = 0;
      for (int who = index; who <= last; who++) {
        PlanPerson person = people.get(who);
        rested.add(person.pause().isEmpty() ? Rested.NOT_YET : Rested.values()[random.nextInt(3)]);
        int way = travel.time(person.startPlace(), order.place());
        int rest = rested.getLast() == Rested.BEFORE ? RESTS : 0;
        start = Math.max(start, person.shiftStart() + rest + way + random.nextInt(10));
      }
      boolean fits = true;
      for (int who = index; who <= last; who++) {
        fits &= fits(travel, people.get(who), order, start, rested.get(who - index));
      }
      for (int who = index; fits && who <= last; who++) {
        people.set(who, begun(people.get(who), index, order, start, rested.get(who - index)));
      }
    }
  }

  /** With the way home, and with a pause that is still to come. */
  private static boolean fits(
      Travel travel, PlanPerson person, PlanOrder order, int start, Rested rested) {
    int shift = person.shiftStart();
    int free = start + order.duration() + (rested == Rested.AFTER ? RESTS : 0);
    if (person.pause().isPresent() && rested == Rested.NOT_YET) {
      if (free > person.pause().get().latest()) {
        return false;
      }
      free = Math.max(free, person.pause().get().earliest()) + RESTS;
    }
    return free + travel.time(order.place(), person.endPlace()) <= shift + 200;
  }

  private static PlanPerson begun(
      PlanPerson person, int number, PlanOrder order, int start, Rested rested) {
    List<DayPlan.Stop> past = new ArrayList<>();
    if (rested == Rested.BEFORE) {
      past.add(new DayPlan.Rest(person.shiftStart()));
    }
    past.add(new DayPlan.Visit(number, start));
    if (rested == Rested.AFTER) {
      past.add(new DayPlan.Rest(start + order.duration()));
    }
    return person.withFrozen(past);
  }
}
