package org.yanzhen.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.yanzhen.access.ApiClient;
import org.yanzhen.boot.ImportIntake.Summary;
import org.yanzhen.hall.IntakeFile;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.support.County;
import org.yanzhen.support.Traces;
import org.yanzhen.support.YanzhenTest;

/** Files that are no list of messages, or hold what no message is. */
@YanzhenTest
class ImportingWrongFilesTest {

  private static final String HEADER = "id,requester,subject,placed_at,text,reply,replied_at\n";

  @Autowired County county;
  @TempDir Path folder;

  private final String source = "wrong-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void aFileThatIsNotThereAndAFolder() {
    assertThat(refusal(folder.resolve("none.csv"))).startsWith("There is no file ");
    assertThat(refusal(folder)).startsWith("There is no file ");
  }

  @Test
  void anEmptyFile() throws IOException {
    assertThat(refusal(write(new byte[0]))).endsWith("is empty.");
  }

  @Test
  void aMissingColumn() throws IOException {
    assertThat(refusal(write("id,requester,subject,placed_at\n1,a,b,c\n")))
        .contains("lacks the column text");
    assertThat(refusal(write("id,requester,subject,placed_at,text,reply\n")))
        .contains("only one of the columns reply and replied_at");
  }

  @Test
  void aZipThatIsCalledCsv() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("messages.csv"));
      zip.write(HEADER.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(refusal(write(bytes.toByteArray()))).contains("is not a text in UTF-8 or GBK");
  }

  @Test
  void anEncodingWeDoNotRead() throws IOException {
    assertThat(refusal(write((HEADER + "1,甲,路,坏了").getBytes(StandardCharsets.UTF_16LE))))
        .contains("is not a text in UTF-8 or GBK");
  }

  @Test
  void aCellOfTenMegabytesStopsNoOtherRowWhicheverColumnItStandsIn() throws IOException {
    String cell = "长".repeat(10 << 20);
    Path file =
        write(
            HEADER
                + "1,甲,路,2024-03-01 08:30:00,%s,,\n".formatted(cell)
                + "2,甲,%s,2024-03-01 08:30:00,坏了,,\n".formatted(cell)
                + "3,甲,路,2024-03-01 08:30:00,坏了,,\n");

    assertThat(bringIn(file)).isEqualTo(new Summary(1, 0, 2));
    assertThat(Traces.of(item("1"))).isEmpty();
    assertThat(Traces.of(item("2"))).isEmpty();
    assertThat(errors()).contains("2,1,command.too-large", "3,2,command.too-large");
  }

  @Test
  void aFormulaIsAWordToUsAndNoFormulaInTheListOfErrors() throws IOException {
    Path file =
        write(
            HEADER
                + "1,甲,=1+1,2024-03-01 08:30:00,\"=HYPERLINK(\"\"http://x\"\")\",,\n"
                + "=2,甲,路,=NOW(),坏了,,\n");

    assertThat(bringIn(file)).isEqualTo(new Summary(1, 0, 1));
    assertThat(county.clerk().get("/api/intake/" + item("1")).text("text"))
        .isEqualTo("=HYPERLINK(\"http://x\")");
    assertThat(errors()).contains("3,'=2,placed_at is no time: =NOW()");
  }

  private UUID item(String id) {
    return Ids.named("intake/" + source + "/" + id + "/item");
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("messages.csv.errors.csv"));
  }

  private String refusal(Path file) {
    IntakeFile.UnusableException refused =
        catchThrowableOfType(IntakeFile.UnusableException.class, () -> IntakeFile.open(file));
    assertThat(refused).as("refused").isNotNull();
    assertThat(refused.getMessage()).doesNotContain("\n");
    assertThat(folder.resolve("messages.csv.errors.csv")).doesNotExist();
    return refused.getMessage();
  }

  private Path write(String content) throws IOException {
    return write(content.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(byte[] content) throws IOException {
    return Files.write(folder.resolve("messages.csv"), content);
  }

  private Summary bringIn(Path file) {
    ImportIntake command = new ImportIntake(new SpringApplication());
    command.file = file;
    command.source = source;
    try (ApiClient client = new ApiClient(county.address(), Origin.IMPORT)) {
      return command.bringIn(
          IntakeFile.open(file), client, ImportIntake.signIn(client, "clerk", County.PASSWORD));
    }
  }
}
