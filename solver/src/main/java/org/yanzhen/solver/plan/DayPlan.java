package org.yanzhen.solver.plan;

import java.util.List;

/**
 * An answer: one day for each person, in the order of the problem, and what is left out with its
 * reason.
 *
 * @param cost travel, lateness, broken promises and penalties of what is left out
 * @param iterations how many times the plan was torn up and mended
 */
public record DayPlan(List<Day> days, List<LeftOut> leftOut, long cost, long iterations) {

  /** From leaving to coming back. An empty day has no stops and takes no time. */
  public record Day(int leavesAt, int returnsAt, List<Stop> stops) {
    public Day {
      stops = List.copyOf(stops);
    }
  }

  /** What somebody does on the way. */
  public sealed interface Stop {
    int startAt();
  }

  public record Visit(int order, int startAt) implements Stop {}

  public record Rest(int startAt) implements Stop {}

  /** An order that nobody does. */
  public record LeftOut(int order, Reason reason) {}

  /**
   * Why an order is left out; the first that holds. Too few have the skills for an order for two,
   * or for all the orders of a group, which are for different people.
   */
  public enum Reason {
    NOBODY_WORKS,
    NOBODY_HAS_THE_SKILLS,
    TOO_FEW_HAVE_THE_SKILLS,
    NOBODY_CAN_CARRY_IT,
    NOBODY_GETS_THERE_IN_TIME,
    DAYS_ARE_FULL
  }

  public DayPlan {
    days = List.copyOf(days);
    leftOut = List.copyOf(leftOut);
  }
}
