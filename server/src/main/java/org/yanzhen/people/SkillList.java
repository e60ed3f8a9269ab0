package org.yanzhen.people;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

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
    read("packs/skills.yaml", shipped(), read);
    if (!folder.isBlank()) {
      own(Path.of(folder), read);
    }
    this.names = Collections.unmodifiableMap(read);
  }

  public Map<String, Name> all() {
    return names;
  }

  boolean contains(String code) {
    return names.containsKey(code);
  }

  private static String shipped() {
    try (InputStream file = SkillList.class.getResourceAsStream("/packs/skills.yaml")) {
      if (file == null) {
        throw new IllegalStateException("not on the class path: packs/skills.yaml");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void own(Path folder, Map<String, Name> into) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> packs = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      for (Path pack : packs) {
        read(pack.toString(), Files.readString(pack), into);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Other packs are passed over; whoever they belong to reads them. */
  private static void read(String file, String yaml, Map<String, Name> into) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object root;
    try {
      root = new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (YAMLException e) {
      throw new IllegalStateException(file + ": not YAML: " + e.getMessage(), e);
    }
    if (!(root instanceof Map<?, ?> pack) || !"skills".equals(pack.get("pack"))) {
      return;
    }
    if (!(pack.get("skills") instanceof Map<?, ?> skills)) {
      throw new IllegalStateException(file + ": \"skills\" is missing");
    }
    skills.forEach((code, name) -> into.put(code(file, code), name(file, code, name)));
  }

  private static String code(String file, Object code) {
    if (code instanceof String text && text.matches("[a-z][a-z0-9-]{1,39}")) {
      return text;
    }
    throw new IllegalStateException("%s: \"%s\" is no code of a skill".formatted(file, code));
  }

  private static Name name(String file, Object code, Object name) {
    if (name instanceof Map<?, ?> words
        && words.get("zh") instanceof String zh
        && words.get("en") instanceof String en
        && !zh.isBlank()
        && !en.isBlank()) {
      return new Name(zh, en);
    }
    throw new IllegalStateException(
        "%s: the skill \"%s\" needs its name as {zh: …, en: …}".formatted(file, code));
  }
}
