package org.yanzhen.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Shipped kinds for tests. */
final class Kinds {

  private Kinds() {}

  static Kind pestAdvice() {
    return shipped("pest-advice");
  }

  static Kind shipped(String code) {
    return shipped().stream().filter(kind -> kind.code().equals(code)).findAny().orElseThrow();
  }

  /** All that come with the product, as they stand in their packs. */
  static List<Kind> shipped() {
    try {
      PackReader reader = new PackReader(Duration.ofHours(7));
      for (Resource pack :
          new PathMatchingResourcePatternResolver().getResources("classpath*:packs/*.yaml")) {
        reader.read("packs/" + pack.getFilename(), pack.getContentAsString(StandardCharsets.UTF_8));
      }
      return reader.kinds();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
