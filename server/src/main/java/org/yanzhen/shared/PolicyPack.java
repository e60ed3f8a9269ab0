package org.yanzhen.shared;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The text of a policy: the county's own file where its folder ({@code yanzhen.packs}) has one of
 * that pack, else the one that is shipped. A county's file counts instead of the shipped one.
 *
 * @param file to be named when something in it is wrong
 */
public record PolicyPack(String file, String yaml) {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyPack.class);

  /**
   * @param folder of the county; blank where it has none
   * @param pack as its line {@code pack:} says; the first file by name, if there are several
   * @param shipped on the class path
   */
  public static PolicyPack find(String folder, String pack, String shipped) {
    try {
      if (!folder.isBlank() && Files.isDirectory(Path.of(folder))) {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(folder))) {
          files = all.filter(path -> path.toString().endsWith(".yaml")).sorted().toList();
        }
        for (Path file : files) {
          String yaml = Files.readString(file);
          if (packOf(yaml).equals(pack)) {
            LOG.info("The policy '{}' is the county's own: {}", pack, file);
            return new PolicyPack(file.toString(), yaml);
          }
        }
      }
      try (InputStream in = PolicyPack.class.getResourceAsStream("/" + shipped)) {
        if (in == null) {
          throw new IllegalStateException("not on the class path: " + shipped);
        }
        return new PolicyPack(shipped, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the line {@code pack:} says; empty where there is none. */
  public static String packOf(String yaml) {
    return yaml.lines()
        .filter(line -> line.startsWith("pack:"))
        .map(line -> line.substring("pack:".length()).replaceAll("#.*", "").strip())
        .findFirst()
        .orElse("");
  }

  /**
   * What it says, as YAML has it; a key that stands there twice is refused.
   *
   * @throws IllegalStateException when it is no YAML, naming the file
   */
  public Map<String, Object> load() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      if (new Yaml(new SafeConstructor(options)).<Object>load(yaml) instanceof Map<?, ?> map) {
        return cast(map);
      }
      throw new IllegalStateException(file + ": it has no keys");
    } catch (YAMLException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("unchecked") // the form is the file's; whoever reads it names what does not fit
  private static Map<String, Object> cast(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
