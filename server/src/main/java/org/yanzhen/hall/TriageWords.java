package org.yanzhen.hall;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What is known of messages before anybody has confirmed one: words by kind, and where a message
 * board's categories go. Two packs; a county's own file of the same name replaces the shipped one.
 */
@Component
final class TriageWords {

  /**
   * A category of the first level.
   *
   * @param parts kinds by second level, where they differ from the first
   */
  record Category(String kind, List<String> words, Map<String, String> parts) {}

  private final Map<String, List<String>> kinds;
  private final Map<String, Category> categories;

  @Autowired
  TriageWords(@Value("${yanzhen.packs:}") String folder) {
    this(
        read(folder, "intake-words.yaml", "kinds"),
        read(folder, "board-categories.yaml", "categories"));
  }

  private TriageWords(Map<String, Object> kinds, Map<String, Object> categories) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    kinds.forEach((kind, list) -> words.put(kind, strings(kind, list)));
    this.kinds = words;
    Map<String, Category> read = new LinkedHashMap<>();
    categories.forEach((name, value) -> read.put(name, category(name, value)));
    this.categories = read;
  }

  static TriageWords shipped() {
    return new TriageWords("");
  }

  /** Words by kind; a category's words count for the kind it goes to. */
  Map<String, List<String>> wordsByKind() {
    Map<String, List<String>> all = new HashMap<>();
    kinds.forEach((kind, words) -> all.computeIfAbsent(kind, k -> new ArrayList<>()).addAll(words));
    return all;
  }

  Map<String, Category> categories() {
    return categories;
  }

  /** The kind a category goes to: names of levels divided by a slash. */
  Optional<String> kindOf(@Nullable String category) {
    if (category == null) {
      return Optional.empty();
    }
    String[] levels = category.split("/", 3);
    Category first = categories.get(levels[0].strip());
    if (first == null) {
      return Optional.empty();
    }
    return Optional.of(
        levels.length > 1
            ? first.parts().getOrDefault(levels[1].strip(), first.kind())
            : first.kind());
  }

  private static Category category(String name, Object value) {
    if (!(value instanceof Map<?, ?> map) || !(map.get("kind") instanceof String kind)) {
      throw new IllegalStateException("board-categories: " + name + " has no kind");
    }
    Map<String, String> parts = new HashMap<>();
    if (map.get("parts") instanceof Map<?, ?> given) {
      given.forEach((part, to) -> parts.put(String.valueOf(part), String.valueOf(to)));
    }
    Object words = map.get("words");
    return new Category(kind, words == null ? List.of() : strings(name, words), Map.copyOf(parts));
  }

  private static List<String> strings(String name, Object list) {
    if (!(list instanceof List<?> words)) {
      throw new IllegalStateException(name + " has no list of words");
    }
    return words.stream().map(String::valueOf).toList();
  }

  private static Map<String, Object> read(String folder, String name, String key) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Path own = Path.of(folder, name);
    try (InputStream file =
        !folder.isBlank() && Files.isRegularFile(own)
            ? Files.newInputStream(own)
            : TriageWords.class.getResourceAsStream("/packs/" + name)) {
      if (file == null) {
        throw new IllegalStateException("not on the class path: packs/" + name);
      }
      Map<String, Object> pack = new Yaml(new SafeConstructor(options)).load(file);
      if (!(pack.get(key) instanceof Map<?, ?> map)) {
        throw new IllegalStateException(name + " has no " + key);
      }
      Map<String, Object> read = new LinkedHashMap<>();
      map.forEach((code, value) -> read.put(String.valueOf(code), value));
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
