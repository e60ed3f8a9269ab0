package org.yanzhen.solver.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A day to be planned. Orders, people and places are named by their index. Checked on construction.
 */
public record PlanProblem(Travel travel, List<PlanPerson> people, List<PlanOrder> orders) {

  /** No time lies beyond it, so that sums of a few times stay in an int. */
  public static final int HORIZON = 200_000_000;

  public PlanProblem {
    people = List.copyOf(people);
    orders = List.copyOf(orders);
    for (PlanOrder order : orders) {
      checkPlace(travel, order.place());
      int count = people.size();
      order.promise().ifPresent(promise -> checkIndex("person", promise.person(), count));
    }
    for (PlanPerson person : people) {
      checkPlace(travel, person.startPlace());
      checkPlace(travel, person.endPlace());
    }
    checkFrozen(travel, people, orders);
  }

  private static void checkFrozen(Travel travel, List<PlanPerson> people, List<PlanOrder> orders) {
    Map<Integer, Integer> begun = new HashMap<>();
    Map<Integer, Integer> starts = new HashMap<>();
    for (int index = 0; index < people.size(); index++) {
      PlanPerson person = people.get(index);
      int place = person.startPlace();
      long free = person.shiftStart();
      long carried = 0;
      for (PlanPerson.Frozen visit : person.frozen()) {
        checkIndex("order", visit.order(), orders.size());
        PlanOrder order = orders.get(visit.order());
        free += travel.time(place, order.place());
        if (visit.startAt() < free) {
          throw new IllegalArgumentException(
              "person "
                  + index
                  + " cannot have begun order "
                  + visit.order()
                  + " at "
                  + visit.startAt()
                  + ", before "
                  + free);
        }
        if (begun.merge(visit.order(), 1, Integer::sum) > order.people()
            || starts.getOrDefault(visit.order(), visit.startAt()) != visit.startAt()) {
          throw new IllegalArgumentException("order " + visit.order() + " was begun twice");
        }
        starts.put(visit.order(), visit.startAt());
        free = (long) visit.startAt() + order.duration();
        place = order.place();
        carried += order.demand();
      }
      int first = person.frozen().isEmpty() ? 0 : person.frozen().getFirst().startAt();
      if (!person.frozen().isEmpty()
          && (free + travel.time(place, person.endPlace()) > person.shiftEnd()
              || carried > person.capacity()
              || free
                      + travel.time(place, person.endPlace())
                      - first
                      + travel.time(
                          person.startPlace(),
                          orders.get(person.frozen().getFirst().order()).place())
                  > person.longestDay())) {
        throw new IllegalArgumentException(
            "what person " + index + " has begun does not fit into the day");
      }
    }
    begun.forEach(
        (order, count) -> {
          if (count != orders.get(order).people()) {
            throw new IllegalArgumentException(
                "order " + order + " needs two people and was begun by one");
          }
        });
  }

  private static void checkPlace(Travel travel, int place) {
    checkIndex("place", place, travel.places());
  }

  private static void checkIndex(String what, int index, int count) {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "there is no " + what + " " + index + "; there are " + count);
    }
  }

  static void checkTime(String what, long time) {
    if (time < 0 || time > HORIZON) {
      throw new IllegalArgumentException("the " + what + " lies outside the horizon: " + time);
    }
  }

  static void checkWindow(String what, int from, int until) {
    checkTime("window of a " + what, from);
    checkTime("window of a " + what, until);
    if (until < from) {
      throw new IllegalArgumentException(
          "the window of a " + what + " ends before it begins: " + from + " to " + until);
    }
  }
}
