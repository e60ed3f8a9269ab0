package org.yanzhen.people;

/**
 * What a person can do.
 *
 * @param code from {@code packs/skills.yaml}, e.g. {@code plant-protection}
 * @param level 1 has learnt it, 2 does it alone, 3 teaches it
 */
public record Skill(String code, int level) {
  public Skill {
    if (level < 1 || level > 3) {
      throw new IllegalArgumentException("a level is 1, 2 or 3, not " + level);
    }
  }
}
