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
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Codes with their names: those that are shipped and, in the county's own folder, those of every
 * pack of the same name, which may rename what is shipped.
 */
final class NamedCodes {

  /** What one is called. */
  record Words(String zh, String en) {}

  private final String pack;
  private final String what;
  private final Map<String, Words> names = new LinkedHashMap<>();

  private NamedCodes(String pack, String what) {
    this.pack = pack;
    this.what = what;
  }

  /**
   * @param pack its name, its file and its one key
   * @param what one of it is, for whoever reads a refusal
   */
  static Map<String, Words> read(String pack, String what, String folder) {
    NamedCodes codes = new NamedCodes(pack, what);
    codes.read("packs/" + pack + ".yaml", codes.shipped());
    if (!folder.isBlank()) {
      codes.own(Path.of(folder));
    }
    return Collections.unmodifiableMap(codes.names);
  }

  private String shipped() {
    try (InputStream file = NamedCodes.class.getResourceAsStream("/packs/" + pack + ".yaml")) {
      if (file == null) {
        throw new IllegalStateException("not on the class path: packs/" + pack + ".yaml");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void own(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> packs = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      for (Path file : packs) {
        read(file.toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Other packs are passed over; whoever they belong to reads them. */
  private void read(String file, String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Object root;
    try {
      root = new Yaml(new SafeConstructor(options)).load(yaml);
    } catch (YAMLException e) {
      throw new IllegalStateException(file + ": not YAML: " + e.getMessage(), e);
    }
    if (!(root instanceof Map<?, ?> map) || !pack.equals(map.get("pack"))) {
      return;
    }
    if (!(map.get(pack) instanceof Map<?, ?> entries)) {
      throw new IllegalStateException("%s: \"%s\" is missing".formatted(file, pack));
    }
    entries.forEach((code, name) -> names.put(code(file, code), name(file, code, name)));
  }

  private String code(String file, Object code) {
    if (code instanceof String text && text.matches("[a-z][a-z0-9-]{1,39}")) {
      return text;
    }
    throw new IllegalStateException("%s: \"%s\" is no code of a %s".formatted(file, code, what));
  }

  private Words name(String file, Object code, Object name) {
    if (name instanceof Map<?, ?> words
        && words.get("zh") instanceof String zh
        && words.get("en") instanceof String en
        && !zh.isBlank()
        && !en.isBlank()) {
      return new Words(zh, en);
    }
    throw new IllegalStateException(
        "%s: the %s \"%s\" needs its name as {zh: …, en: …}".formatted(file, what, code));
  }
}
