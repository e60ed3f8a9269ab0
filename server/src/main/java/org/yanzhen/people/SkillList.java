package org.yanzhen.people;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The skills there are. A code that is not here is a slip of the keyboard, and nobody would ever
 * match it.
 */
@Component
class SkillList {

  private final Set<String> codes;

  SkillList() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (InputStream file = SkillList.class.getResourceAsStream("/packs/skills.yaml")) {
      if (file == null) {
        throw new IllegalStateException("not on the class path: packs/skills.yaml");
      }
      Map<String, Map<String, Object>> pack = new Yaml(new SafeConstructor(options)).load(file);
      Map<String, Object> skills = pack.getOrDefault("skills", Map.of());
      this.codes = Set.copyOf(skills.keySet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean contains(String code) {
    return codes.contains(code);
  }
}
