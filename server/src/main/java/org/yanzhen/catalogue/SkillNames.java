package org.yanzhen.catalogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yanzhen.people.SkillList;

/** The skills a kind may ask for, with their names. */
@Component
class SkillNames {

  private final Map<String, Text> names;

  SkillNames(SkillList skills) {
    Map<String, Text> read = new LinkedHashMap<>();
    skills.all().forEach((code, name) -> read.put(code, new Text(name.zh(), name.en())));
    this.names = Collections.unmodifiableMap(read);
  }

  Map<String, Text> all() {
    return names;
  }
}
