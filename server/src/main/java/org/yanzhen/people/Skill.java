package org.yanzhen.people;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a person can do.
 *
 * @param code from {@code packs/skills.yaml}, e.g. {@code plant-protection}
 * @param level 1 has learnt it, 2 does it alone, 3 teaches it
 * @param expiresOn the first day on which it counts no more
 */
public record Skill(String code, int level, @Nullable LocalDate expiresOn) {
  public Skill {
    if (level < 1 || level > 3) {
      throw new IllegalArgumentException("a level is 1, 2 or 3, not " + level);
    }
  }

  /** One that does not expire. */
  public Skill(String code, int level) {
    this(code, level, null);
  }

  public boolean countsOn(LocalDate day) {
    return expiresOn == null || day.isBefore(expiresOn);
  }
}
