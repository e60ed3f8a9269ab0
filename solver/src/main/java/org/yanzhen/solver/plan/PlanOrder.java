package org.yanzhen.solver.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something to be done at a place.
 *
 * @param windows when it may begin: at least one, sorted, none touching another
 * @param needs least level by skill
 * @param people 1 or 2; two begin at the same moment
 * @param secondNeeds the same for whoever comes along; of an order for one as {@code needs}
 * @param unservedPenalty what leaving it out costs: the more urgent, the more
 * @param group nobody does two orders of one group, except what was begun already
 */
public record PlanOrder(
    int place,
    int duration,
    List<Window> windows,
    long demand,
    Map<Integer, Integer> needs,
    Map<Integer, Integer> secondNeeds,
    int people,
    long unservedPenalty,
    Optional<Deadline> deadline,
    Optional<Promise> promise,
    Optional<Integer> group) {

  /** The penalty of what must be done if it can be done at all. */
  public static final long MUST = 1_000_000_000_000L;

  /** It may begin at {@code from}, at {@code until} and at any time between. */
  public record Window(int from, int until) {
    public Window {
      PlanProblem.checkWindow("order", from, until);
    }
  }

  /**
   * To begin later than {@code at} is allowed but costs {@code pricePerUnit} for each unit of time.
   */
  public record Deadline(int at, int pricePerUnit) {
    public Deadline {
      PlanProblem.checkTime("deadline", at);
      if (pricePerUnit < 0) {
        throw new IllegalArgumentException("a price cannot be negative: " + pricePerUnit);
      }
    }
  }

  /**
   * Somebody was told that {@code person} comes; sending another one disturbs people, at this
   * price.
   */
  public record Promise(int person, int price) {
    public Promise {
      if (price < 0) {
        throw new IllegalArgumentException("a price cannot be negative: " + price);
      }
    }
  }

  public PlanOrder {
    PlanProblem.checkTime("duration", duration);
    windows = sorted(windows);
    if (demand < 0) {
      throw new IllegalArgumentException("a demand cannot be negative: " + demand);
    }
    if (people < 1 || people > 2) {
      throw new IllegalArgumentException("an order needs one or two people, not " + people);
    }
    if (unservedPenalty < 0 || unservedPenalty > MUST) {
      throw new IllegalArgumentException(
          "a penalty lies between 0 and " + MUST + ", not " + unservedPenalty);
    }
    needs = Map.copyOf(needs);
    secondNeeds = Map.copyOf(secondNeeds);
    if (promise.isPresent() && !needs.equals(secondNeeds)) {
      throw new IllegalArgumentException(
          "who was promised cannot be said of an order whose two need different skills");
    }
  }

  private static List<Window> sorted(List<Window> windows) {
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("an order without a window can never begin");
    }
    List<Window> sorted = new ArrayList<>(windows);
    sorted.sort(Comparator.comparingInt(Window::from));
    for (int index = 1; index < sorted.size(); index++) {
      if (sorted.get(index).from() <= sorted.get(index - 1).until()) {
        throw new IllegalArgumentException(
            "two windows of an order overlap: "
                + sorted.get(index - 1)
                + " and "
                + sorted.get(index));
      }
    }
    return List.copyOf(sorted);
  }

  /** Must be done, at any time of the horizon, by anybody. */
  public static PlanOrder at(int place, int duration) {
    return new PlanOrder(
        place,
        duration,
        List.of(new Window(0, PlanProblem.HORIZON)),
        0,
        Map.of(),
        Map.of(),
        1,
        MUST,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The first moment at which it may begin. */
  public int earliest() {
    return windows.getFirst().from();
  }

  /** The last moment at which it may begin. */
  public int latest() {
    return windows.getLast().until();
  }

  public PlanOrder within(int from, int until) {
    return withinOneOf(List.of(new Window(from, until)));
  }

  public PlanOrder withinOneOf(List<Window> choice) {
    return new PlanOrder(
        place,
        duration,
        choice,
        demand,
        needs,
        secondNeeds,
        people,
        unservedPenalty,
        deadline,
        promise,
        group);
  }

  public PlanOrder withDemand(long amount) {
    return new PlanOrder(
        place,
        duration,
        windows,
        amount,
        needs,
        secondNeeds,
        people,
        unservedPenalty,
        deadline,
        promise,
        group);
  }

  public PlanOrder needing(Map<Integer, Integer> levels) {
    return new PlanOrder(
        place,
        duration,
        windows,
        demand,
        levels,
        levels,
        people,
        unservedPenalty,
        deadline,
        promise,
        group);
  }

  /** Two people who need the same. */
  public PlanOrder forTwo() {
    return forTwo(needs);
  }

  /** Two people, of whom whoever comes along needs these. */
  public PlanOrder forTwo(Map<Integer, Integer> levelsOfSecond) {
    return new PlanOrder(
        place,
        duration,
        windows,
        demand,
        needs,
        levelsOfSecond,
        2,
        unservedPenalty,
        deadline,
        promise,
        group);
  }

  public PlanOrder withPenalty(long penalty) {
    return new PlanOrder(
        place,
        duration,
        windows,
        demand,
        needs,
        secondNeeds,
        people,
        penalty,
        deadline,
        promise,
        group);
  }

  public PlanOrder dueBy(int at, int pricePerUnit) {
    return new PlanOrder(
        place,
        duration,
        windows,
        demand,
        needs,
        secondNeeds,
        people,
        unservedPenalty,
        Optional.of(new Deadline(at, pricePerUnit)),
        promise,
        group);
  }

  public PlanOrder promisedTo(int person, int price) {
    return new PlanOrder(
        place,
        duration,
        windows,
        demand,
        needs,
        secondNeeds,
        people,
        unservedPenalty,
        deadline,
        Optional.of(new Promise(person, price)),
        group);
  }

  public PlanOrder inGroup(int number) {
    return new PlanOrder(
        place,
        duration,
        windows,
        demand,
        needs,
        secondNeeds,
        people,
        unservedPenalty,
        deadline,
        promise,
        Optional.of(number));
  }
}
