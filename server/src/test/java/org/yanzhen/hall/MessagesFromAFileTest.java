package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

/** A clerk brings in what another system wrote: looked at first, then sent through the gate. */
@YanzhenTest
class MessagesFromAFileTest {

  private static final String HEADER = "id,requester,subject,placed_at,text,reply,replied_at\n";

  @Autowired County county;

  private final String source = "file-" + Ids.next().toString().substring(24);

  @Test
  void whatIsReadGoesThroughTheGateOnceHoweverOftenItIsSent() {
    String file =
        HEADER
            + "1,测甲,路灯坏了,2026-11-02 08:30:00,村口的路灯不亮,,\n"
            + "2,,水渠,2026/11/3 9:05,渠首堵了,已清淤,2026-11-05 10:00:00\n";
    JsonNode read = read(county.clerk(), file.getBytes(StandardCharsets.UTF_8), 200);
    assertThat(read.path("commands").size()).isEqualTo(2);
    assertThat(read.path("answered").asInt()).isEqualTo(1);
    assertThat(read.path("wrongRows").asInt()).isZero();
    String item = read.path("commands").get(0).path("body").path("itemId").asString();
    assertThat(county.clerk().get("/api/intake/" + item).status()).isEqualTo(404);

    for (int time = 0; time < 2; time++) {
      for (JsonNode command : read.path("commands")) {
        assertThat(
                county.clerk().send("POST", "/api/commands", command.toString(), Map.of()).isDone())
            .isTrue();
      }
    }
    assertThat(county.clerk().get("/api/intake/" + item).text("subject")).isEqualTo("路灯坏了");
    String answered = read.path("commands").get(1).path("body").path("itemId").asString();
    assertThat(county.clerk().get("/api/intake/" + answered).text("state")).isEqualTo("HISTORICAL");
  }

  @Test
  void aFileFromAnOldSpreadsheetIsRead() {
    byte[] file =
        (HEADER + "7,测乙,办低保,2026-11-02 08:30:00,缺什么材料,,\n").getBytes(Charset.forName("GBK"));
    JsonNode read = read(county.clerk(), file, 200);
    assertThat(read.path("commands").get(0).path("body").path("text").asString())
        .isEqualTo("缺什么材料");
  }

  @Test
  void rowsThatAreNoMessagesAreNamedAndStayOut() {
    String file =
        HEADER
            + "1,测甲,路灯坏了,gestern,村口,,\n"
            + "2,测甲,,2026-11-02 08:30:00,村口,,\n"
            + "3,测甲,路灯,2026-11-02 08:30:00,村口,好了,\n"
            + "4,测甲,路灯,2026-11-02 08:30:00,村口,,\n";
    JsonNode read = read(county.clerk(), file.getBytes(StandardCharsets.UTF_8), 200);
    assertThat(read.path("commands").size()).isEqualTo(1);
    assertThat(
            read.path("wrong")
                .valueStream()
                .map(row -> row.path("line").asInt() + " " + row.path("fault").asString())
                .toList())
        .containsExactly("2 PLACED_AT", "3 NO_SUBJECT", "4 REPLY_ALONE");
  }

  @Test
  void whatIsNoListOfMessagesIsRefusedAndSaysWhy() {
    assertThat(why(read(county.clerk(), "id,text\n1,路灯\n".getBytes(StandardCharsets.UTF_8), 422)))
        .contains("requester")
        .contains("placed_at");
    assertThat(why(read(county.clerk(), new byte[] {0, 1, 2, 0}, 422))).contains("UTF-8");
    assertThat(
            why(
                read(
                    county.clerk(),
                    (HEADER + "1,测甲,路灯,2026-11-02 08:30:00,\"没关上\n")
                        .getBytes(StandardCharsets.UTF_8),
                    422)))
        .isNotEmpty();
  }

  @Test
  void whoDoesNotReadMessagesDoesNotReadFilesOfThem() {
    read(county.as("worker1"), HEADER.getBytes(StandardCharsets.UTF_8), 403);
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() {
    assertThat(read(county.clerk(), new byte[3 << 20], 413).path("code").asString())
        .isEqualTo("command.too-large");
  }

  private JsonNode read(Api somebody, byte[] file, int status) {
    Api.Answer answer = somebody.postBytes("/api/intake/file?source=" + source, file);
    assertThat(answer.status()).isEqualTo(status);
    return answer.body();
  }

  private static String why(JsonNode problem) {
    assertThat(problem.path("code").asString()).isEqualTo("hall.file-unusable");
    assertThat(problem.path("field").asString()).isEqualTo("file");
    return problem.path("detail").asString();
  }
}
