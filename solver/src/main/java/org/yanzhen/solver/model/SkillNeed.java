package org.yanzhen.solver.model;

/** What an order asks for: a skill at a level or above. */
public record SkillNeed(String skill, int leastLevel) {
  public SkillNeed {
    Checks.notBlank("skill", skill);
    Checks.inRange("least level of " + skill, leastLevel, 1, SkillLevel.HIGHEST);
  }
}
