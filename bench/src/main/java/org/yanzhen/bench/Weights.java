package org.yanzhen.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** How heavy the pages are. */
final class Weights {

  /** In bytes. */
  record Weight(long compressed, long plain) {
    Weight plus(Weight other) {
      return new Weight(compressed + other.compressed, plain + other.plain);
    }
  }

  private static final Pattern ASSET = Pattern.compile("(?:src|href)=\"([^\"]+[.](?:js|css))\"");

  private Weights() {}

  static Weight page(Server server, String path) {
    return new Weight(
        server.load(path, true).body().length, server.load(path, false).body().length);
  }

  /**
   * The page with every script and style sheet its HTML names: what is loaded before anything is
   * drawn.
   */
  static Map<String, Weight> app(Server server, String path, Path dist) {
    Weight page = page(server, path);
    Weight assets = new Weight(0, 0);
    Set<String> named = new LinkedHashSet<>();
    Matcher matcher =
        ASSET.matcher(new String(server.load(path, false).body(), StandardCharsets.UTF_8));
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    for (String asset : named) {
      assets = assets.plus(page(server, asset));
    }
    Map<String, Weight> weights = new LinkedHashMap<>();
    weights.put("`%s`, HTML".formatted(path), page);
    weights.put(
        "`%s`, the %d scripts and styles it names (first load)".formatted(path, named.size()),
        assets);
    weights.put("`%s`, all scripts and styles of the app, each gzipped".formatted(path), all(dist));
    return weights;
  }

  private static Weight all(Path dist) {
    try (Stream<Path> files = Files.walk(dist)) {
      return files
          .filter(file -> file.toString().endsWith(".js") || file.toString().endsWith(".css"))
          .map(Weights::gzipped)
          .reduce(new Weight(0, 0), Weight::plus);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Weight gzipped(Path file) {
    try {
      byte[] plain = Files.readAllBytes(file);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
        gzip.write(plain);
      }
      return new Weight(bytes.size(), plain.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
