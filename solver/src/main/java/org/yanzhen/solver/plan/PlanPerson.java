package org.yanzhen.solver.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who can be sent out: from where, to where, when and with which skills.
 *
 * @param longestDay the most time between leaving and coming back
 * @param capacity how much demand can be carried in a day
 * @param skills level by skill
 * @param frozen what has been done or begun already, the pause too, in order and with its true
 *     start: it stays as it is
 */
public record PlanPerson(
    int startPlace,
    int endPlace,
    int shiftStart,
    int shiftEnd,
    int longestDay,
    long capacity,
    Map<Integer, Integer> skills,
    Optional<Pause> pause,
    List<DayPlan.Stop> frozen) {

  /**
   * A rest of {@code duration}, begun between {@code earliest} and {@code latest}, at the place
   * where one is then.
   */
  public record Pause(int duration, int earliest, int latest) {
    public Pause {
      PlanProblem.checkTime("duration of a pause", duration);
      PlanProblem.checkWindow("pause", earliest, latest);
    }
  }

  public PlanPerson {
    PlanProblem.checkWindow("shift", shiftStart, shiftEnd);
    PlanProblem.checkTime("longest day", longestDay);
    if (capacity < 0) {
      throw new IllegalArgumentException("a capacity cannot be negative: " + capacity);
    }
    skills = Map.copyOf(skills);
    frozen = List.copyOf(frozen);
  }

  /** From home and back within a shift, without skills, limits, pause or past. */
  public static PlanPerson at(int home, int shiftStart, int shiftEnd) {
    return new PlanPerson(
        home,
        home,
        shiftStart,
        shiftEnd,
        PlanProblem.HORIZON,
        Long.MAX_VALUE,
        Map.of(),
        Optional.empty(),
        List.of());
  }

  public PlanPerson withEnd(int place) {
    return new PlanPerson(
        startPlace, place, shiftStart, shiftEnd, longestDay, capacity, skills, pause, frozen);
  }

  public PlanPerson withLongestDay(int limit) {
    return new PlanPerson(
        startPlace, endPlace, shiftStart, shiftEnd, limit, capacity, skills, pause, frozen);
  }

  public PlanPerson withCapacity(long limit) {
    return new PlanPerson(
        startPlace, endPlace, shiftStart, shiftEnd, longestDay, limit, skills, pause, frozen);
  }

  public PlanPerson withSkills(Map<Integer, Integer> levels) {
    return new PlanPerson(
        startPlace, endPlace, shiftStart, shiftEnd, longestDay, capacity, levels, pause, frozen);
  }

  public PlanPerson withPause(int duration, int earliest, int latest) {
    return new PlanPerson(
        startPlace,
        endPlace,
        shiftStart,
        shiftEnd,
        longestDay,
        capacity,
        skills,
        Optional.of(new Pause(duration, earliest, latest)),
        frozen);
  }

  public PlanPerson withFrozen(List<DayPlan.Stop> past) {
    return new PlanPerson(
        startPlace, endPlace, shiftStart, shiftEnd, longestDay, capacity, skills, pause, past);
  }

  /** Whether every skill that the order needs is there at its level or above. */
  public boolean canDo(PlanOrder order) {
    return has(order.needs());
  }

  /** Whether everything is there that is needed of whoever comes along. */
  public boolean canComeAlong(PlanOrder order) {
    return has(order.secondNeeds());
  }

  private boolean has(Map<Integer, Integer> needs) {
    return needs.entrySet().stream()
        .allMatch(need -> skills.getOrDefault(need.getKey(), Integer.MIN_VALUE) >= need.getValue());
  }
}
