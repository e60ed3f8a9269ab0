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
      long left = free;
      long carried = 0;
      int rests = 0;
      for (int at = 0; at < person.frozen().size(); at++) {
        DayPlan.Stop stop = person.frozen().get(at);
        int way = 0;
        switch (stop) {
          case DayPlan.Rest rest -> {
            checkBegun(index, "the pause", rest.startAt(), free);
            if (person.pause().isEmpty() || ++rests > 1) {
              throw new IllegalArgumentException(
                  "person " + index + " has taken a pause more than there is");
            }
            free = (long) rest.startAt() + person.pause().get().duration();
          }
          case DayPlan.Visit visit -> {
            checkIndex("order", visit.order(), orders.size());
            PlanOrder order = orders.get(visit.order());
            way = travel.time(place, order.place());
            checkBegun(index, "order " + visit.order(), visit.startAt(), free + way);
            if (begun.merge(visit.order(), 1, Integer::sum) > order.people()
                || starts.getOrDefault(visit.order(), visit.startAt()) != visit.startAt()) {
              throw new IllegalArgumentException("order " + visit.order() + " was begun twice");
            }
            starts.put(visit.order(), visit.startAt());
            free = (long) visit.startAt() + order.duration();
            place = order.place();
            carried += order.demand();
          }
        }
        left = at == 0 ? stop.startAt() - way : left;
      }
      long home = free + travel.time(place, person.endPlace());
      if (!person.frozen().isEmpty()
          && (home > person.shiftEnd()
              || carried > person.capacity()
              || home - left > person.longestDay())) {
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

  private static void checkBegun(int person, String what, int startAt, long earliest) {
    if (startAt < earliest) {
      throw new IllegalArgumentException(
          "person "
              + person
              + " cannot have begun "
              + what
              + " at "
              + startAt
              + ", before "
              + earliest);
    }
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
