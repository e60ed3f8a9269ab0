package org.yanzhen.solver.model;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Somebody who can be sent.
 *
 * @param capacityOrders how many orders at a time, those in hand included
 * @param loadOrders how many are in hand already and not up for assignment
 * @param shifts when there is time for orders; empty means nobody knows of any limit
 * @param leaves when there is none, whatever the shifts say
 * @param territories where this person serves; empty means everywhere
 * @param languages besides the common one
 */
public record Person(
    long id,
    Place home,
    int capacityOrders,
    int loadOrders,
    List<SkillLevel> skills,
    List<Span> shifts,
    List<Span> leaves,
    Set<String> territories,
    Set<String> languages) {
  public static final int MOST_ORDERS = 10_000;

  public Person {
    Checks.inRange("capacity in orders", capacityOrders, 0, MOST_ORDERS);
    Checks.inRange("load in orders", loadOrders, 0, MOST_ORDERS);
    skills = List.copyOf(skills);
    shifts = List.copyOf(shifts);
    leaves = List.copyOf(leaves);
    territories = Set.copyOf(territories);
    languages = Set.copyOf(languages);
  }

  /** The highest level that counts at the moment; 0 without the skill. */
  public int levelOf(String skill, Instant moment) {
    int highest = 0;
    for (SkillLevel own : skills) {
      if (own.skill().equals(skill) && own.countsAt(moment)) {
        highest = Math.max(highest, own.level());
      }
    }
    return highest;
  }

  /** How many more orders there is room for. */
  public int freeOrders() {
    return Math.max(0, capacityOrders - loadOrders);
  }
}
