package org.yanzhen.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
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
import org.yanzhen.support.YanzhenTest;

@YanzhenTest
class ImportingMessagesTest {

  private static final String HEADER = "id,requester,subject,placed_at,text,reply,replied_at\n";
  private static final String TWO_MESSAGES =
      HEADER
          + "1,龙小花,村口的路灯,2024-03-01 08:30:00,\"三盏都不亮，\n晚上看不见路。\",已经换好,2024-03-04 10:00:00\n"
          + "2,,垃圾没人清,2024/3/2 9:05:00,桥头堆了一周,,\n";

  @Autowired County county;
  @TempDir Path folder;

  private final String source = "test-" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void messagesComeInWithTheirReplyAndTheirTimeInTheCountysZone() throws IOException {
    assertThat(bringIn("clerk", write(TWO_MESSAGES, StandardCharsets.UTF_8)))
        .isEqualTo(new Summary(2, 0, 0));

    var item = county.clerk().get("/api/intake/" + Ids.named("intake/" + source + "/1/item"));
    assertThat(item.text("text")).isEqualTo("三盏都不亮，\n晚上看不见路。");
    assertThat(item.text("reply")).isEqualTo("已经换好");
    assertThat(item.text("placedAt")).isEqualTo("2024-03-01T00:30:00Z");
  }

  @Test
  void theSameFileAgainDoublesNothingWhoeverBringsIt() throws IOException {
    Path file = write(TWO_MESSAGES, StandardCharsets.UTF_8);
    bringIn("clerk", file);

    assertThat(bringIn("clerk", file)).isEqualTo(new Summary(0, 2, 0));
    assertThat(bringIn("dispatcher", file)).isEqualTo(new Summary(0, 2, 0));
  }

  @Test
  void aRunCutShortIsCompletedByTheNext() throws IOException {
    String cut = TWO_MESSAGES.substring(0, TWO_MESSAGES.indexOf("2,,"));
    assertThat(bringIn("clerk", write(cut, StandardCharsets.UTF_8)))
        .isEqualTo(new Summary(1, 0, 0));
    assertThat(bringIn("clerk", write(TWO_MESSAGES, StandardCharsets.UTF_8)))
        .isEqualTo(new Summary(1, 1, 0));
  }

  @Test
  void gbkAndAByteOrderMarkAreTheSameFileToUs() throws IOException {
    assertThat(bringIn("clerk", write(TWO_MESSAGES, Charset.forName("GBK"))))
        .isEqualTo(new Summary(2, 0, 0));
    assertThat(bringIn("clerk", write("\uFEFF" + TWO_MESSAGES, StandardCharsets.UTF_8)))
        .isEqualTo(new Summary(0, 2, 0));
  }

  @Test
  void wrongRowsStopNothingAndAreListedWithLineAndReason() throws IOException {
    Path file =
        write(
            HEADER
                + "1,甲,路,2024-03-01 08:30:00,坏了,,\n"
                + "2,甲,路,2024-02-30 08:30:00,坏了,,\n"
                + "3,甲,路,2024-03-01 08:30:00,,,\n"
                + "=4,甲,路\n"
                + "5,甲,路,2024-03-01 08:30:00,坏了,修好了,2024-02-28 08:30:00\n"
                + "1,甲,路,2024-03-01 08:30:00,别的话,,\n"
                + "6,甲,路,2024-03-01 08:30:00,坏\u0007了,,\n",
            StandardCharsets.UTF_8);

    assertThat(bringIn("clerk", file)).isEqualTo(new Summary(1, 0, 6));

    assertThat(Files.readString(folder.resolve("messages.csv.errors.csv")).lines())
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).isEqualTo("\uFEFFline,id,reason"),
            line -> assertThat(line).isEqualTo("3,2,placed_at is no time: 2024-02-30 08:30:00"),
            line -> assertThat(line).isEqualTo("4,3,no text"),
            line -> assertThat(line).isEqualTo("5,'=4,\"has 3 columns, the header has 7\""),
            line -> assertThat(line).isEqualTo("6,5,the reply is older than the message"),
            line -> assertThat(line).startsWith("7,1,\"command.id-reused"),
            line -> assertThat(line).startsWith("8,6,command.malformed at body.text"));
  }

  @Test
  void aFileThatIsNoListOfMessagesIsRefusedInOneLine() throws IOException {
    for (String content : new String[] {"", "id,requester,subject\n1,2,3\n", "\0\0\0\u0001"}) {
      Path file = write(content, StandardCharsets.UTF_8);
      assertThatThrownBy(() -> IntakeFile.open(file))
          .isInstanceOf(IntakeFile.UnusableException.class)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void whoMayNotReceiveMessagesIsToldSoBeforeAnythingIsSent() {
    try (ApiClient client = new ApiClient(county.address(), Origin.IMPORT)) {
      assertThatThrownBy(() -> ImportIntake.signIn(client, "worker1", County.PASSWORD))
          .isInstanceOf(StartFailure.class);
    }
  }

  private Path write(String content, Charset charset) throws IOException {
    return Files.write(folder.resolve("messages.csv"), content.getBytes(charset));
  }

  private Summary bringIn(String login, Path file) {
    ImportIntake command = new ImportIntake(new SpringApplication());
    command.file = file;
    command.source = source;
    try (ApiClient client = new ApiClient(county.address(), Origin.IMPORT)) {
      return command.bringIn(
          IntakeFile.open(file), client, ImportIntake.signIn(client, login, County.PASSWORD));
    }
  }
}
