package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackWriterTest {

  private static final Duration WORKING_DAY = Duration.ofHours(7);

  @Test
  void everyShippedKindIsReadBackAsItWasWritten() {
    for (Kind kind : Kinds.shipped()) {
      assertThat(read(PackWriter.write(kind, WORKING_DAY))).as(kind.code()).isEqualTo(kind);
    }
  }

  @Test
  void wordsThatLookLikeYamlStayWords() {
    for (String words :
        new String[] {
          "yes",
          "null",
          "a: b",
          "# not a comment",
          "\"quoted\"",
          "- dash",
          "a\nb",
          "C:\\temp",
          "{x}"
        }) {
      Kind kind = Kinds.withName(Kinds.pestAdvice(), new Text(words, words));
      assertThat(read(PackWriter.write(kind, WORKING_DAY)).name().zh()).isEqualTo(words);
    }
  }

  private static Kind read(String pack) {
    PackReader reader = PackReader.ofOne(WORKING_DAY, Set.of(), Kinds.shipped());
    reader.read("pack", pack);
    return reader.kinds().getFirst();
  }
}
