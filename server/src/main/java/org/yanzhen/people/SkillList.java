package org.yanzhen.people;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The skills there are: those that are shipped and, in the county's own folder, those of every
 * {@code pack: skills}. A code that is not here is a slip of the keyboard, and nobody would ever
 * match it.
 */
@Component
public final class SkillList {

  /** What a skill is called. */
  public record Name(String zh, String en) {}

  private final Map<String, Name> names;

  SkillList(@Value("${yanzhen.packs:}") String folder) {
    Map<String, Name> read = new LinkedHashMap<>();
    NamedCodes.read("skills", "skill", folder)
        .forEach((code, words) -> read.put(code, new Name(words.zh(), words.en())));
    this.names = Collections.unmodifiableMap(read);
  }

  public Map<String, Name> all() {
    return names;
  }

  boolean contains(String code) {
    return names.containsKey(code);
  }
}
