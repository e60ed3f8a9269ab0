package org.yanzhen.solver.assign;

import java.time.Instant;

/** The first rule that speaks against somebody, with its figures; words are in {@link Words}. */
public sealed interface Refusal {
  /**
   * Has the skill at {@code level} at the deadline, or now if that has passed; 0 for not at all.
   */
  record Skill(String skill, int leastLevel, int level) implements Refusal {}

  record Territory(String territory) implements Refusal {}

  record Language(String language) implements Refusal {}

  record TooFar(double kilometers, double mostKilometers) implements Refusal {}

  /** Neither shift nor gap between leaves is long enough before the deadline. */
  record NoTime(int neededMinutes, Instant deadline) implements Refusal {}

  record NoRoom(int capacityOrders) implements Refusal {}
}
