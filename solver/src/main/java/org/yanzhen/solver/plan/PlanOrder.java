package org.yanzhen.solver.plan;

import java.util.Map;
import java.util.Optional;

/**
 * Something to be done at a place.
 *
 * @param earliest the first and {@code latest} the last moment at which it may begin
 * @param needs least level by skill
 * @param people 1 or 2; two begin at the same moment
 * @param unservedPenalty what leaving it out costs: the more urgent, the more
 */
public record PlanOrder(
    int place,
    int duration,
    int earliest,
    int latest,
    long demand,
    Map<Integer, Integer> needs,
    int people,
    long unservedPenalty,
    Optional<Deadline> deadline,
    Optional<Promise> promise) {

  /** The penalty of what must be done if it can be done at all. */
  public static final long MUST = 1_000_000_000_000L;

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
    PlanProblem.checkWindow("order", earliest, latest);
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
  }

  /** Must be done, at any time of the horizon, by anybody. */
  public static PlanOrder at(int place, int duration) {
    return new PlanOrder(
        place,
        duration,
        0,
        PlanProblem.HORIZON,
        0,
        Map.of(),
        1,
        MUST,
        Optional.empty(),
        Optional.empty());
  }

  public PlanOrder within(int from, int until) {
    return new PlanOrder(
        place, duration, from, until, demand, needs, people, unservedPenalty, deadline, promise);
  }

  public PlanOrder withDemand(long amount) {
    return new PlanOrder(
        place,
        duration,
        earliest,
        latest,
        amount,
        needs,
        people,
        unservedPenalty,
        deadline,
        promise);
  }

  public PlanOrder needing(Map<Integer, Integer> levels) {
    return new PlanOrder(
        place,
        duration,
        earliest,
        latest,
        demand,
        levels,
        people,
        unservedPenalty,
        deadline,
        promise);
  }

  public PlanOrder forTwo() {
    return new PlanOrder(
        place, duration, earliest, latest, demand, needs, 2, unservedPenalty, deadline, promise);
  }

  public PlanOrder withPenalty(long penalty) {
    return new PlanOrder(
        place, duration, earliest, latest, demand, needs, people, penalty, deadline, promise);
  }

  public PlanOrder dueBy(int at, int pricePerUnit) {
    return new PlanOrder(
        place,
        duration,
        earliest,
        latest,
        demand,
        needs,
        people,
        unservedPenalty,
        Optional.of(new Deadline(at, pricePerUnit)),
        promise);
  }

  public PlanOrder promisedTo(int person, int price) {
    return new PlanOrder(
        place,
        duration,
        earliest,
        latest,
        demand,
        needs,
        people,
        unservedPenalty,
        deadline,
        Optional.of(new Promise(person, price)));
  }
}
