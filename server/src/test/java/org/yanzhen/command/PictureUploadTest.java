package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.yanzhen.command.Attachments.UploadState;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;
import org.yanzhen.support.Api;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.TestClock;
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
  @Autowired TestClock clock;

  @Value("${yanzhen.files}")
  Path files;

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
            Files.readAllBytes(attachments.find(new RealmId(1), id).orElseThrow().path()),
            StandardCharsets.ISO_8859_1);
    assertThat(kept).doesNotContain("script");
  }

  @Test
  void aHugePictureInASmallFileIsRefused() throws Exception {
    byte[] png = hugePng(7_000);
    assertThat(png.length).isLessThan(Attachments.MAX_BYTES);

    assertThat(Pictures.clean(png)).isEmpty();
  }

  @Test
  void aPhotographOfManyPixelsIsDrawnSmaller() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(5_000, 3_001, BufferedImage.TYPE_INT_RGB), "jpeg", out);

    Pictures.Picture clean = Pictures.clean(out.toByteArray()).orElseThrow();

    assertThat(clean.width()).isEqualTo(1_600);
    assertThat(clean.height()).isBetween(958, 962);
  }

  @Test
  void whatIsNoPictureLeavesNothingAndTheIdMayBeTriedAgain() throws Exception {
    UUID id = Ids.next();
    byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    assertThat(refusal(() -> attachments.put(CLERK, id, 0, script.length, false, script)))
        .isEqualTo(ProblemCode.ATTACHMENT_TYPE);

    assertThat(partial(id)).doesNotExist();
    byte[] png = picture("png");
    assertThat(attachments.put(CLERK, id, 0, png.length, false, png).complete()).isTrue();
    assertThat(partial(id)).doesNotExist();
  }

  @Test
  void aFileThatACrashMadeShorterGoesOnFromItsEnd() throws Exception {
    byte[] png = picture("png");
    UUID id = Ids.next();
    attachments.put(CLERK, id, 0, png.length, false, Arrays.copyOf(png, 40));
    Files.write(partial(id), Arrays.copyOf(png, 10));

    assertThat(attachments.state(CLERK, id).received()).isEqualTo(10);
    assertThat(refusal(() -> attachments.put(CLERK, id, 40, png.length, false, new byte[5])))
        .isEqualTo(ProblemCode.ATTACHMENT_OFFSET);
    assertThat(
            attachments
                .put(CLERK, id, 10, png.length, false, Arrays.copyOfRange(png, 10, png.length))
                .complete())
        .isTrue();
  }

  @Test
  void aHalfUploadThatNobodyGoesOnWithIsSweptUp() throws Exception {
    byte[] png = picture("png");
    UUID old = Ids.next();
    UUID young = Ids.next();
    for (UUID id : List.of(old, young)) {
      attachments.put(CLERK, id, 0, png.length, false, Arrays.copyOf(png, 10));
    }
    Files.setLastModifiedTime(
        partial(old), FileTime.from(clock.instant().minus(Attachments.KEPT_HALF).minusSeconds(1)));

    attachments.sweep(new RealmId(1));

    assertThat(partial(old)).doesNotExist();
    assertThat(partial(young)).exists();
    assertThat(attachments.state(CLERK, old).received()).isZero();
    assertThat(attachments.put(CLERK, old, 0, png.length, false, png).complete()).isTrue();
  }

  @Test
  void nobodyTakesAnIdThatAnOrderNames() throws Exception {
    UUID order = county.placed();
    UUID id = Ids.next();
    note(county.clerk(), order, id);
    byte[] png = picture("png");

    assertThat(refusal(() -> attachments.put(CLERK, id, 0, png.length, false, png)))
        .isEqualTo(ProblemCode.ATTACHMENT_NOT_FOUND);
    assertThat(attachments.put(account("clerk"), id, 0, png.length, false, png).complete())
        .isTrue();
  }

  @Test
  void nobodyNamesSomebodyElsesPicture() throws Exception {
    UUID order = county.placed();
    UUID id = Ids.next();
    byte[] png = picture("png");
    attachments.put(CLERK, id, 0, png.length, false, png);

    Answer answer = note(county.clerk(), order, id);

    assertThat(answer.code()).isEqualTo("attachment.not-found");
    assertThat(county.clerk().get("/api/orders/" + order + "/attachments/" + id).code())
        .isEqualTo("attachment.not-found");
  }

  @Test
  void aPictureMayBeNamedAgainByWhoeverSentIt() throws Exception {
    UUID id = Ids.next();
    assertThat(note(county.clerk(), county.placed(), id).isDone()).isTrue();
    assertThat(note(county.clerk(), county.placed(), id).isDone()).isTrue();
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
    attachments.put(account("clerk"), id, 0, png.length, false, png);

    assertThat(county.clerk().get("/api/orders/" + order + "/attachments/" + id).status())
        .isEqualTo(200);
    assertThat(county.clerk().get("/api/orders/" + county.placed() + "/attachments/" + id).code())
        .isEqualTo("attachment.not-found");
    assertThat(county.as("worker1").get("/api/orders/" + order + "/attachments/" + id).code())
        .isEqualTo("order.not-found");
  }

  private static Answer note(Api who, UUID order, UUID picture) {
    return who.command(
        "order.note", Map.of("orderId", order, "text", "看照片", "attachments", List.of(picture)));
  }

  private Actor account(String login) {
    return new Actor(
        new RealmId(1),
        Origin.DESK,
        UUID.fromString(county.as(login).get("/api/session").text("accountId")),
        null,
        Set.of(),
        null,
        null);
  }

  private Path partial(UUID id) {
    return files.resolve("1").resolve("partial").resolve(id.toString());
  }

  /** RGBA of 16 bits, all zero: small when packed, hundreds of megabytes when not. */
  private static byte[] hugePng(int edge) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream rows = new DeflaterOutputStream(packed)) {
      byte[] row = new byte[1 + edge * 8];
      for (int y = 0; y < edge; y++) {
        rows.write(row);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    byte[] head =
        ByteBuffer.allocate(13).putInt(edge).putInt(edge).put(new byte[] {16, 6, 0, 0, 0}).array();
    chunk(png, "IHDR", head);
    chunk(png, "IDAT", packed.toByteArray());
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String name, byte[] bytes) throws Exception {
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(bytes);
    png.write(ByteBuffer.allocate(4).putInt(bytes.length).array());
    png.write(type);
    png.write(bytes);
    png.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
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
