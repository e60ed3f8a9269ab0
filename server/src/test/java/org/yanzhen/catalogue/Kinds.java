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

  static Kind withName(Kind kind, Text name) {
    return copy(kind, kind.code(), name, kind.responsibleBody(), kind.publicAtDoor());
  }

  static Kind copy(Kind kind, String code, Text name, String body, boolean publicAtDoor) {
    return new Kind(
        code,
        0,
        kind.icon(),
        name,
        kind.summary(),
        kind.responsible(),
        body,
        kind.modes(),
        kind.skills(),
        kind.limits(),
        kind.lease(),
        kind.reopenWithin(),
        kind.fields(),
        kind.results(),
        kind.papers(),
        kind.conditions(),
        kind.season(),
        kind.stages(),
        kind.parts(),
        kind.ratings(),
        kind.placesAWeek(),
        kind.privacy(),
        publicAtDoor,
        kind.withdrawn());
  }
}
