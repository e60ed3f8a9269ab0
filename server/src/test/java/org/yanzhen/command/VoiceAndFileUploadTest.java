package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import org.yanzhen.shared.Vault;
import org.yanzhen.support.County;
import org.yanzhen.support.Recordings;
import org.yanzhen.support.TestClock;
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class VoiceAndFileUploadTest {

  private static final RealmId REALM = new RealmId(1);
  private static final Actor CLERK =
      new Actor(
          REALM,
          Origin.DESK,
          Ids.named("a clerk with a recorder"),
          null,
          Set.of(new Grant(Role.CLERK, 1, ".")),
          null,
          null);

  @Autowired Attachments attachments;
  @Autowired County county;
  @Autowired TestClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired RealmTransactions transactions;
  @Autowired Vault vault;

  @Value("${yanzhen.files}")
  Path files;

  static Stream<Arguments> whole() {
    return Stream.of(
        Arguments.of("audio/wav", 1, Recordings.wav()),
        Arguments.of("audio/amr", 2, Recordings.amr()),
        Arguments.of("audio/mpeg", 0, Recordings.mp3()),
        Arguments.of("audio/ogg", 3, Recordings.ogg()),
        Arguments.of("audio/mp4", 4, Recordings.m4a()),
        Arguments.of("audio/webm", 4, Recordings.webm()));
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of(Document.PDF, Recordings.pdf()),
        Arguments.of(Document.XLSX, Recordings.xlsx()),
        Arguments.of(Document.DOCX, Recordings.docx()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void aVoiceIsKeptWithoutWhatIsNotSound(String type, int seconds, byte[] bytes) throws Exception {
    UUID id = put(bytes);

    AttachmentRef kept = attachments.list(REALM, List.of(id)).getFirst();
    assertThat(kept.kind()).isEqualTo(MediaKind.AUDIO);
    assertThat(kept.mediaType()).isEqualTo(type);
    assertThat(kept.seconds()).isEqualTo(seconds);
    byte[] stored = Files.readAllBytes(attachments.find(REALM, id).orElseThrow().path());
    assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    assertThat(Content.of(stored).orElseThrow().mediaType()).isEqualTo(type);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void aVoiceThatWasCutShortIsRefused(String type, int seconds, byte[] bytes) {
    int end = type.equals("audio/mpeg") ? bytes.length - 130 : bytes.length - 3;

    assertThat(refusal(Arrays.copyOf(bytes, end))).isEqualTo(ProblemCode.ATTACHMENT_TYPE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("whole")
  void whatHangsBehindAVoiceIsRefusedWithIt(String type, int seconds, byte[] bytes) {
    byte[] page = Recordings.ascii("<html><script>alert(1)</script></html>");

    assertThat(refusal(Recordings.join(bytes, page))).isEqualTo(ProblemCode.ATTACHMENT_TYPE);
    assertThat(refusal(Recordings.join(bytes, Recordings.docx())))
        .isEqualTo(ProblemCode.ATTACHMENT_TYPE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void aDocumentIsKeptAsItCame(String type, byte[] bytes) throws Exception {
    UUID id = put(bytes);

    StoredFile kept = attachments.find(REALM, id).orElseThrow();
    assertThat(kept.kind()).isEqualTo(MediaKind.FILE);
    assertThat(kept.mediaType()).isEqualTo(type);
    assertThat(Files.readAllBytes(kept.path())).isEqualTo(bytes);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void aDocumentThatIsCutOrCarriesMoreIsRefused(String type, byte[] bytes) {
    assertThat(refusal(Arrays.copyOf(bytes, bytes.length - 9)))
        .isEqualTo(ProblemCode.ATTACHMENT_TYPE);
    assertThat(refusal(Recordings.join(bytes, Recordings.ascii("<script>"))))
        .isEqualTo(ProblemCode.ATTACHMENT_TYPE);
  }

  @Test
  void whatSaysItIsSomethingAndIsNotIsRefused() {
    List<byte[]> liars =
        List.of(
            Recordings.ascii("<!doctype html><script>alert(1)</script>"),
            Recordings.ascii("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
            Recordings.ascii("\u0089PNG\r\n\u001a\n<?php system($_GET['c']);"),
            Recordings.ascii("OggS\u0000\u0002<html>"),
            Recordings.ascii("\u001aE\u00df\u00a3\u0081webm"),
            Recordings.ascii("RIFF\u0024\u0000\u0000\u0000WAVE<script>"),
            Recordings.ascii("\u0000\u0000\u0000\u0010ftypM4A <script>"),
            Recordings.ascii("ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0004oh no<script>"),
            Recordings.ascii("#!AMR\n<script>alert(1)</script>"),
            Recordings.ascii("%PDF-1.7\n<script>alert(1)</script>\n%%EOF"),
            Recordings.ascii("MZ\u0090\u0000\u0003"),
            Recordings.zip("a.txt", "x", "b.txt"),
            Recordings.zip("[Content_Types].xml", "<Types/>", "xl/workbook.xml"));

    for (byte[] liar : liars) {
      UUID id = Ids.next();
      assertThat(refusal(id, liar)).isEqualTo(ProblemCode.ATTACHMENT_TYPE);
      assertThat(attachments.find(REALM, id)).isEmpty();
      assertThat(files.resolve("1/partial/" + id)).doesNotExist();
    }
  }

  @Test
  void aDocumentThatActsByItselfIsRefused() {
    assertThat(refusal(Recordings.pdf("2 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj")))
        .isEqualTo(ProblemCode.ATTACHMENT_TYPE);
    assertThat(refusal(Recordings.pdf("2 0 obj\n<< /S /J#61vaScript >>\nendobj")))
        .isEqualTo(ProblemCode.ATTACHMENT_TYPE);
    assertThat(refusal(Recordings.xlsx("xl/vbaProject.bin")))
        .isEqualTo(ProblemCode.ATTACHMENT_TYPE);
    assertThat(refusal(Recordings.xlsx("../../etc/cron.d/x")))
        .isEqualTo(ProblemCode.ATTACHMENT_TYPE);
  }

  @Test
  void tenMegabytesAndOneByteAreRefusedBeforeAnythingIsKept() {
    UUID id = Ids.next();

    assertThat(
            code(
                () -> attachments.put(CLERK, id, 0, Attachments.MAX_BYTES + 1, false, new byte[9])))
        .isEqualTo(ProblemCode.ATTACHMENT_TOO_LARGE);
    assertThat(files.resolve("1/partial/" + id)).doesNotExist();
  }

  @Test
  void aFileThatGrowsWhileItIsSentIsRefusedAndMayBeSentAsItWas() {
    byte[] pdf = Recordings.pdf();
    UUID id = Ids.next();
    attachments.put(CLERK, id, 0, pdf.length, false, Arrays.copyOf(pdf, 20));

    assertThat(code(() -> attachments.put(CLERK, id, 20, pdf.length + 500, false, new byte[500])))
        .isEqualTo(ProblemCode.ATTACHMENT_OFFSET);
    assertThat(code(() -> attachments.put(CLERK, id, 20, pdf.length, false, new byte[pdf.length])))
        .isEqualTo(ProblemCode.REQUEST_INVALID);
    assertThat(
            attachments
                .put(CLERK, id, 20, pdf.length, false, Arrays.copyOfRange(pdf, 20, pdf.length))
                .complete())
        .isTrue();
  }

  @Test
  void aNameIsForDisplayAndLeadsNowhere() {
    Map<String, String> names =
        Map.of(
            "../../x",
            "x.pdf",
            "C:\\Windows\\低保申请.pdf",
            "低保申请.pdf",
            "a\u0000b.pdf",
            "ab.pdf",
            "\u202efdp.exe",
            "fdp.exe.pdf",
            "..",
            "yanzhen.pdf",
            "长".repeat(500),
            "长".repeat(80) + ".pdf",
            "申请.html",
            "申请.html.pdf");

    names.forEach(
        (sent, shown) -> {
          UUID id = Ids.next();
          byte[] pdf = Recordings.pdf("% " + id);
          attachments.put(CLERK, id, 0, pdf.length, false, sent, pdf);
          StoredFile kept = attachments.find(REALM, id).orElseThrow();
          assertThat(FileName.forSaving(kept.name(), kept.mediaType())).isEqualTo(shown);
          assertThat(kept.path()).startsWith(files);
          assertThat(kept.path().getFileName().toString()).matches("[0-9a-f]{64}");
        });
  }

  @Test
  void aVoiceIsPlayedAndAFileOnlySaved() {
    UUID order = county.placed();
    UUID voice = Ids.next();
    UUID file = Ids.next();
    assertThat(
            county
                .clerk()
                .command(
                    "order.note",
                    Map.of("orderId", order, "text", "录音和表", "attachments", List.of(voice, file)))
                .isDone())
        .isTrue();
    Actor clerk = account("clerk");
    byte[] webm = Recordings.webm();
    byte[] pdf = Recordings.pdf();
    attachments.put(clerk, voice, 0, webm.length, false, webm);
    attachments.put(clerk, file, 0, pdf.length, false, "低保申请.pdf", pdf);

    var played =
        county.clerk().download("/api/orders/" + order + "/attachments/" + voice).headers();
    assertThat(played.firstValue("Content-Type").orElseThrow()).isEqualTo("audio/webm");
    assertThat(played.firstValue("Content-Disposition").orElseThrow()).startsWith("inline");
    assertThat(played.firstValue("Cache-Control").orElseThrow()).isEqualTo("no-store");
    assertThat(played.firstValue("X-Content-Type-Options").orElseThrow()).isEqualTo("nosniff");
    var saved = county.clerk().download("/api/orders/" + order + "/attachments/" + file).headers();
    assertThat(saved.firstValue("Content-Type").orElseThrow()).isEqualTo("application/pdf");
    assertThat(saved.firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
    assertThat(saved.firstValue("Content-Security-Policy").orElseThrow()).contains("sandbox");
  }

  @Test
  void whatNoCommandEverNamedGoesAgain() throws IOException {
    UUID orphan = put(Recordings.pdf("% nobody's"));
    UUID kept = Ids.next();
    UUID order = county.placed();
    county
        .clerk()
        .command("order.note", Map.of("orderId", order, "text", "表", "attachments", List.of(kept)));
    byte[] pdf = Recordings.pdf("% somebody's");
    attachments.put(account("clerk"), kept, 0, pdf.length, false, pdf);
    Path file = attachments.find(REALM, orphan).orElseThrow().path();

    clock.advance(Attachments.KEPT_HALF.plus(Duration.ofDays(1)));
    attachments.sweep(REALM);

    assertThat(attachments.find(REALM, orphan)).isEmpty();
    assertThat(file).doesNotExist();
    assertThat(attachments.find(REALM, kept)).isPresent();
  }

  @Test
  void whatCameWithAFormThatWasNeverTakenGoesTheSameDay() {
    byte[] pdf = Recordings.pdf("% from the door");
    UUID stray = Ids.next();
    attachments.put(
        Actor.holdingReceipt(REALM, Ids.next(), "192.0.2.0/24"), stray, 0, pdf.length, false, pdf);
    UUID ours = put(Recordings.pdf("% a clerk's"));

    clock.advance(Attachments.KEPT_FROM_THE_DOOR.plus(Duration.ofMinutes(1)));
    attachments.sweep(REALM);

    assertThat(attachments.find(REALM, stray)).isEmpty();
    assertThat(attachments.find(REALM, ours)).isPresent();
  }

  @Test
  void whereTheDiskIsNearlyFullNothingMoreIsTakenFromTheDoorFirst() throws Exception {
    long free = Files.getFileStore(files).getUsableSpace();
    Actor villager = Actor.holdingReceipt(REALM, Ids.next(), "192.0.2.0/24");
    byte[] pdf = Recordings.pdf("% the last one");

    assertThat(code(() -> keeping(free * 2).put(CLERK, Ids.next(), 0, pdf.length, false, pdf)))
        .isEqualTo(ProblemCode.ATTACHMENT_NO_ROOM);
    Attachments nearly = keeping(free * 3 / 4);
    assertThat(code(() -> nearly.put(villager, Ids.next(), 0, pdf.length, false, pdf)))
        .isEqualTo(ProblemCode.ATTACHMENT_NO_ROOM);
    assertThat(nearly.put(CLERK, Ids.next(), 0, pdf.length, false, pdf).complete()).isTrue();
  }

  private Attachments keeping(long bytes) {
    return new Attachments(jdbc, transactions, vault, clock, files, DataSize.ofBytes(bytes));
  }

  @AfterEach
  void setTheClockBack() {
    clock.reset();
  }

  private UUID put(byte[] bytes) {
    UUID id = Ids.next();
    assertThat(attachments.put(CLERK, id, 0, bytes.length, false, bytes).complete()).isTrue();
    return id;
  }

  private ProblemCode refusal(byte[] bytes) {
    return refusal(Ids.next(), bytes);
  }

  private ProblemCode refusal(UUID id, byte[] bytes) {
    return code(() -> attachments.put(CLERK, id, 0, bytes.length, false, bytes));
  }

  private static ProblemCode code(Runnable action) {
    try {
      action.run();
    } catch (ProblemException e) {
      return e.problem().code();
    }
    throw new AssertionError("not refused");
  }

  private Actor account(String login) {
    return new Actor(
        REALM,
        Origin.DESK,
        UUID.fromString(county.as(login).get("/api/session").text("accountId")),
        null,
        Set.of(),
        null,
        null);
  }
}
