package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.support.Recordings;

/** Whoever sends a document chooses neither what looking through it costs nor what is not seen. */
class DocumentFromAStrangerTest {

  private static final String HARMLESS = "5 0 << /Type /Page >>";
  private static final String ACTING = "5 0 << /S /JavaScript /JS (app.alert(1)) >>";

  @Test
  void packedObjectsThatDoNothingAreTaken() {
    assertThat(Content.of(packing("/Type /ObjStm", HARMLESS))).isPresent();
    assertThat(Content.of(packing("/Type /ObjStm /X (stream\n) ", "% first\n" + HARMLESS)))
        .isPresent();
    assertThat(Content.of(Recordings.pdf("2 0 obj\n<< /First 3 0 R /Last 4 0 R >>\nendobj")))
        .isPresent();
  }

  @Test
  void whatActsIsFoundHoweverItIsPacked() {
    assertThat(Content.of(packing("/Type /ObjStm", ACTING))).isEmpty();
    assertThat(Content.of(packing("/Type /Obj#53tm", ACTING))).isEmpty();
    assertThat(Content.of(packing("/Type /#4fbj#53tm", ACTING))).isEmpty();
    assertThat(Content.of(packing("", ACTING))).isEmpty();
    String decoy = "/Type /ObjStm /X (stream\n" + deflated(HARMLESS).replace(")", "\\)") + ")";
    assertThat(Content.of(packing(decoy, ACTING))).isEmpty();
  }

  @Test
  void packedObjectsAreReadToTheirEndAndRefusedWhenTheyHaveNone() {
    String far = HARMLESS + " ".repeat(5 << 20) + ACTING;
    assertThat(Content.of(packing("/Type /ObjStm", far))).isEmpty();
    String endless = HARMLESS + " ".repeat(20 << 20);
    assertThat(Content.of(packing("/Type /ObjStm", endless))).isEmpty();
  }

  @Test
  void aMillionNamesBeforeOneStreamCostNoMoreThanOne() {
    byte[] flood = packing("/ObjStm".repeat(1_300_000), HARMLESS + " ".repeat(4 << 20));

    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertThat(Content.of(flood)).isEmpty());
  }

  @Test
  void whereSomebodyElsesIsLookedThroughForTooLongItIsSaid() throws Exception {
    Content.ONE.acquire();
    try {
      assertThatThrownBy(() -> Content.of(() -> Recordings.pdf(), Duration.ZERO))
          .isInstanceOf(ProblemException.class);
    } finally {
      Content.ONE.release();
    }
  }

  private static byte[] packing(String dictionary, String objects) {
    return Recordings.pdf(
        "2 0 obj\n<< %s /N 1 /First 4 /Filter /FlateDecode >>\nstream\n".formatted(dictionary)
            + deflated(objects)
            + "\nendstream\nendobj");
  }

  private static String deflated(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(Recordings.ascii(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
