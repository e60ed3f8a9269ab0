package org.yanzhen.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.RealmId;

/**
 * How far each chain had come, noted outside the database, beside the keys: a line a batch. Whoever
 * cuts the chain short in the database does not reach this file.
 */
@Component
class SealHeads {

  /** One line: the chain of the realm had this hash at link {@code n}. */
  record Head(RealmId realm, long n, String hash, String at) {}

  private static final Pattern LINE =
      Pattern.compile("([0-9]{1,9}) ([0-9]{1,18}) ([0-9a-f]{64}) (\\S+)");
  private static final int AT_ONCE = 1_000;

  private static final String FILE = "seal-heads.log";

  private final Path folder;
  private final Path file;

  SealHeads(@Value("${yanzhen.keys}") Path folder) {
    this.folder = folder;
    this.file = folder.resolve(FILE);
  }

  synchronized void note(RealmId realm, long n, byte[] hash, Instant at) {
    // The line break in front ends a line that a power cut tore.
    String line = "\n%s %d %s %s\n".formatted(realm, n, HexFormat.of().formatHex(hash), at);
    try {
      DurableFiles.makeFolder(folder);
      long end = Files.exists(file) ? Files.size(file) : 0;
      DurableFiles.write(folder, FILE, end, line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hands over the realm's heads, oldest first, some at a time. */
  void read(RealmId realm, Consumer<List<Head>> some) {
    if (!Files.exists(file)) {
      return;
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      List<Head> heads = new ArrayList<>();
      var each = lines.iterator();
      while (each.hasNext()) {
        Matcher line = LINE.matcher(each.next());
        if (line.matches() && Integer.parseInt(line.group(1)) == realm.value()) {
          heads.add(new Head(realm, Long.parseLong(line.group(2)), line.group(3), line.group(4)));
        }
        if (heads.size() == AT_ONCE) {
          some.accept(List.copyOf(heads));
          heads.clear();
        }
      }
      if (!heads.isEmpty()) {
        some.accept(List.copyOf(heads));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
