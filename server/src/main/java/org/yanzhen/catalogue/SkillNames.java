package org.yanzhen.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The skills a kind may ask for, with their names. */
@Component
class SkillNames {

  private final Map<String, Text> names;

  SkillNames() {
    try (InputStream file = SkillNames.class.getResourceAsStream("/packs/skills.yaml")) {
      if (file == null) {
        throw new IllegalStateException("not on the class path: packs/skills.yaml");
      }
      Map<String, Map<String, Map<String, String>>> pack =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      Map<String, Text> read = new LinkedHashMap<>();
      pack.getOrDefault("skills", Map.of())
          .forEach(
              (code, name) ->
                  read.put(
                      code, new Text(name.getOrDefault("zh", ""), name.getOrDefault("en", ""))));
      this.names = Collections.unmodifiableMap(read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, Text> all() {
    return names;
  }
}
