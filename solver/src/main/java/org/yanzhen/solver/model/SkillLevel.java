package org.yanzhen.solver.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody can do.
 *
 * @param level 1 is the lowest
 * @param expiresAt from when on it does not count any more; empty if it stays
 */
public record SkillLevel(String skill, int level, Optional<Instant> expiresAt) {
  public static final int HIGHEST = 100;

  public SkillLevel {
    Checks.notBlank("skill", skill);
    Checks.inRange("level of " + skill, level, 1, HIGHEST);
  }

  public static SkillLevel lasting(String skill, int level) {
    return new SkillLevel(skill, level, Optional.empty());
  }

  public boolean countsAt(Instant moment) {
    return expiresAt.isEmpty() || moment.isBefore(expiresAt.get());
  }
}
