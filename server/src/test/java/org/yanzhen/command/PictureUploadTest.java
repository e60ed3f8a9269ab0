package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.command.Attachments.UploadState;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class PictureUploadTest {

  private static final Actor CLERK =
      new Actor(
          new RealmId(1),
          Origin.DESK,
          Ids.named("a clerk"),
          null,
          Set.of(new Grant(Role.CLERK, 1, ".")),
          null,
          null);

  @Autowired Attachments attachments;
  @Autowired County county;

  @Test
  void anUploadThatBreaksOffGoesOnWhereItStopped() throws Exception {
    byte[] png = picture("png");
    UUID id = Ids.next();
    int half = png.length / 2;
    attachments.put(CLERK, id, 0, png.length, false, Arrays.copyOf(png, half));

    assertThat(attachments.state(CLERK, id).received()).isEqualTo(half);
    UploadState done =
        attachments.put(
            CLERK, id, half, png.length, false, Arrays.copyOfRange(png, half, png.length));

    assertThat(done.complete()).isTrue();
    assertThat(attachments.list(new RealmId(1), List.of(id)).getFirst().mediaType())
        .isEqualTo("image/jpeg");
  }

  @Test
  void piecesThatDoNotJoinAreRefusedWithWhatIsThere() throws Exception {
    byte[] png = picture("png");
    UUID id = Ids.next();
    attachments.put(CLERK, id, 0, png.length, false, Arrays.copyOf(png, 10));

    assertThat(refusal(() -> attachments.put(CLERK, id, 20, png.length, false, new byte[5])))
        .isEqualTo(ProblemCode.ATTACHMENT_OFFSET);
  }

  @Test
  void aScriptThatSaysItIsAPictureIsRefused() {
    byte[] script =
        "\u0089PNG\r\n\u001a\n<script>alert(1)</script>".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(refusal(() -> attachments.put(CLERK, Ids.next(), 0, script.length, false, script)))
        .isEqualTo(ProblemCode.ATTACHMENT_TYPE);
  }

  @Test
  void whatHidesBehindAPictureIsGone() throws Exception {
    ByteArrayOutputStream polyglot = new ByteArrayOutputStream();
    polyglot.write(picture("jpeg"));
    polyglot.write("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    byte[] bytes = polyglot.toByteArray();
    UUID id = Ids.next();
    attachments.put(CLERK, id, 0, bytes.length, false, bytes);

    String kept =
        new String(
            java.nio.file.Files.readAllBytes(attachments.file(new RealmId(1), id).orElseThrow()),
            StandardCharsets.ISO_8859_1);
    assertThat(kept).doesNotContain("script");
  }

  @Test
  void aPictureIsSeenThroughItsOrderOnly() throws Exception {
    UUID order = county.placed();
    UUID id = Ids.next();
    county
        .clerk()
        .command(
            "order.note", Map.of("orderId", order, "text", "照片随后到", "attachments", List.of(id)));

    assertThat(county.clerk().get("/api/orders/" + order).text("attachments.0.ready"))
        .isEqualTo("false");
    byte[] png = picture("png");
    attachments.put(CLERK, id, 0, png.length, false, png);

    assertThat(county.clerk().get("/api/orders/" + order + "/attachments/" + id).status())
        .isEqualTo(200);
    assertThat(county.clerk().get("/api/orders/" + county.placed() + "/attachments/" + id).code())
        .isEqualTo("attachment.not-found");
    assertThat(county.as("worker1").get("/api/orders/" + order + "/attachments/" + id).code())
        .isEqualTo("order.not-found");
  }

  private static byte[] picture(String format) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, out);
    return out.toByteArray();
  }

  private static ProblemCode refusal(Runnable action) {
    try {
      action.run();
    } catch (ProblemException e) {
      return e.problem().code();
    }
    throw new AssertionError("not refused");
  }
}
