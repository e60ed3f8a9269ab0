package org.yanzhen.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Shipped kinds for tests. */
final class Kinds {

  private Kinds() {}

  static Kind pestAdvice() {
    return shipped("pest-advice");
  }

  static Kind shipped(String code) {
    String file = "/packs/" + code + ".yaml";
    try (var resource = Kinds.class.getResourceAsStream(file)) {
      PackReader reader = new PackReader(Duration.ofHours(7));
      reader.read(file, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
      return reader.kinds().getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
