package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.shared.Csv;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;

@YanzhenTest
class AnybodyReadingTheOpenListTest {

  @Autowired County county;

  @Test
  void theListIsReadWithoutASessionInBothLanguages() {
    JsonNode list = county.nobody().get("/api/open/kinds").body();
    assertThat(list.get("county").asString()).isEqualTo("溆浦县");
    assertThat(list.get("hotline").asString()).isEqualTo("0745-0000000");
    JsonNode kind =
        list.get("kinds")
            .valueStream()
            .filter(one -> one.get("code").asString().equals("dispute-mediation"))
            .findAny()
            .orElseThrow();
    assertThat(kind.at("/name/zh").asString()).isEqualTo("矛盾纠纷调解");
    assertThat(kind.at("/name/en").asString()).isEqualTo("Dispute to mediation");
    assertThat(kind.at("/limits/DANGER/SIGN/duration").asString()).isEqualTo("PT15M");
    assertThat(kind.get("since").asString()).isNotBlank();
  }

  @Test
  void theListIsCachedAndNotSentTwice() throws Exception {
    HttpResponse<byte[]> first = get("/api/open/kinds", null);
    assertThat(first.headers().firstValue("Cache-Control")).hasValue("max-age=300, public");
    String tag = first.headers().firstValue("ETag").orElseThrow();
    assertThat(get("/api/open/kinds", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void theCsvOpensInAnOfficesSpreadsheet() throws Exception {
    HttpResponse<byte[]> csv = get("/api/open/kinds.csv", null);
    assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
    String text = new String(csv.body(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("\uFEFFcode,version,");
    assertThat(text).contains("\r\npest-advice,", "病虫害防治指导", "1 个工作日内");
  }

  @Test
  void aCellThatWouldBeAFormulaIsDisarmed() {
    assertThat(Csv.cell("=1+1")).isEqualTo("'=1+1");
    assertThat(Csv.cell("@cmd")).isEqualTo("'@cmd");
    assertThat(Csv.cell("-2,\"x\"")).isEqualTo("\"'-2,\"\"x\"\"\"");
    assertThat(Csv.cell("路灯")).isEqualTo("路灯");
  }

  @Test
  void thePrintedListNamesWhoAnswersByWhenAndWhatToBring() throws Exception {
    String list = new String(get("/list?whole=1", null).body(), StandardCharsets.UTF_8);
    assertThat(list).contains("data-print", "打印于", "/qr/ask.svg", "0745-0000000");
    assertThat(list).contains("病虫害防治指导", "溆浦县农业农村服务中心", "1 个工作日内", "要带的材料");
  }

  @Test
  void theWayToTheDoorIsDrawn() throws Exception {
    HttpResponse<byte[]> qr = get("/qr/ask.svg?kind=pest-advice", null);
    assertThat(qr.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/svg+xml");
    assertThat(new String(qr.body(), StandardCharsets.UTF_8)).startsWith("<svg xmlns=");
    // It says the name under which it was asked for, so it is nobody else's.
    assertThat(qr.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
    assertThat(get("/qr/ask.svg?kind=nothing", null).statusCode()).isEqualTo(404);
  }

  private HttpResponse<byte[]> get(String path, String tag)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(county.address() + path));
    if (tag != null) {
      request.header("If-None-Match", tag);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }
}
