package org.yanzhen.catalogue;

import org.yanzhen.shared.Checks;

/**
 * What somebody must know to take an order of the kind.
 *
 * @param code of {@code packs/skills.yaml}
 * @param level the least, 1 to 3
 */
public record NeededSkill(String code, int level, Text name) {
  public NeededSkill {
    code = Kind.checkedCode("code", code);
    if (level < 1 || level > 3) {
      throw Checks.malformed("level", "1, 2 or 3");
    }
    Checks.present("name", name);
  }
}
