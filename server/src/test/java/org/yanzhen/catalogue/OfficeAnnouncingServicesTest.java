package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.place.Division;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Words for a village's loudspeaker and its LED screen. */
@YanzhenTest
class OfficeAnnouncingServicesTest {

  private static final String PAGE = "/api/catalogue/announcement";

  private final List<String> made = new ArrayList<>();

  @Autowired County county;
  @Autowired InstantSource clock;
  @Autowired JsonMapper mapper;

  /** The list stays as short as it was. */
  @AfterEach
  void gone() {
    made.forEach(
        code -> county.as("admin").command("catalogue.withdraw-kind", Map.of("code", code)));
  }

  @Test
  void theLoudspeakerSaysItInPlainSentencesAndTheNumberTwice() {
    JsonNode sheet = sheet("&kinds=home-meal", "zh-CN");
    List<String> spoken = strings(sheet.get("spoken"));
    assertThat(spoken.getFirst()).isEqualTo(village().name() + "的乡亲们，请听一听。");
    assertThat(spoken).contains("送餐上门。", "可以只要几天，也可以天天送。", "要办的，一个工作日内有人联系您。");
    assertThat(String.join("", spoken)).doesNotContainPattern("[0-9（）/]");
    assertThat(spoken.stream().filter(line -> line.contains("零七四五，零零零零零零零"))).hasSize(2);
    assertThat(spoken).allSatisfy(line -> assertThat(line).matches(".*[。！？]"));
  }

  @Test
  void theSameIsSaidInEnglish() {
    List<String> spoken = strings(sheet("&kinds=home-meal", "en").get("spoken"));
    assertThat(spoken)
        .contains("Meal to the home.", "If you ask, we speak to you within one working day.");
    assertThat(
            spoken.stream()
                .filter(line -> line.contains("zero seven four five, zero zero zero zero")))
        .hasSize(2);
  }

  @Test
  void theScreenGetsLinesOfItsOwnWidth() {
    for (int width : List.of(6, 12, 32)) {
      List<String> led =
          strings(sheet("&kinds=home-meal,proxy-filing&width=" + width, "zh-CN").get("led"));
      assertThat(led).allSatisfy(line -> assertThat(LedLines.cells(line)).isBetween(1, 2 * width));
      assertThat(String.join("", led)).contains("【送餐上门】", "【代办服务】", "0745-0000000");
    }
    Answer narrow = county.dispatcher().get(address("&kinds=home-meal&width=2"));
    assertThat(narrow.text("field")).isEqualTo("width");
  }

  @Test
  void withoutAChoiceItIsWhatHasItsSeasonNow() {
    Month now = clock.instant().atZone(ZoneId.of("Asia/Shanghai")).getMonth();
    String season = adopted("此时", "In season", now);
    String other = adopted("彼时", "Another time", now.plus(5));
    JsonNode sheet = sheet("", "zh-CN");
    assertThat(strings(sheet.get("spoken"))).contains("此时。", "现在正是时候。");
    assertThat(strings(sheet.get("spoken"))).doesNotContain("彼时。", "送餐上门。");
    assertThat(isInSeason(sheet, season)).isTrue();
    assertThat(isInSeason(sheet, other)).isFalse();
    assertThat(isInSeason(sheet, "home-meal")).as("it has no season").isFalse();
  }

  @Test
  void theFileIsReadByAnOfficesComputerAndByAScreensController() {
    HttpResponse<byte[]> utf =
        county.dispatcher().download(file("&kinds=home-meal&part=SPOKEN&lang=zh"));
    assertThat(utf.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("loudspeaker.txt");
    String text = new String(utf.body(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("\uFEFF").contains("送餐上门。\r\n").endsWith("\r\n");
    HttpResponse<byte[]> gbk =
        county.dispatcher().download(file("&kinds=home-meal&part=LED&width=8&encoding=GBK"));
    assertThat(gbk.headers().firstValue("Content-Type").orElseThrow()).contains("GBK");
    String lines = new String(gbk.body(), Charset.forName("GBK"));
    assertThat(lines).startsWith("【送餐上门】").doesNotContain("?", "\uFEFF");
    assertThat(lines.lines())
        .allSatisfy(
            line -> assertThat(line.getBytes(Charset.forName("GBK"))).hasSizeLessThanOrEqualTo(16));
  }

  @Test
  void aKindThatIsNotThereAndAStrangerAreRefused() {
    Answer unknown = county.dispatcher().get(address("&kinds=moon-walk"));
    assertThat(unknown.code()).isEqualTo("catalogue.kind-unknown");
    assertThat(county.as("worker1").get(address("&kinds=home-meal")).code())
        .isEqualTo("access.forbidden");
    assertThat(county.nobody().get(address("&kinds=home-meal")).status()).isEqualTo(401);
  }

  private static boolean isInSeason(JsonNode sheet, String code) {
    JsonNode kind =
        sheet
            .get("kinds")
            .valueStream()
            .filter(one -> one.get("code").asString().equals(code))
            .findAny()
            .orElseThrow();
    assertThat(kind.get("chosen")).isEqualTo(kind.get("inSeason"));
    return kind.get("inSeason").asBoolean();
  }

  private String adopted(String zh, String en, Month month) {
    String code = "season-" + Ids.next().toString().substring(24);
    ObjectNode kind =
        mapper.valueToTree(
            Kinds.copy(Kinds.pestAdvice(), code, new Text(zh, en), "agri-centre", true));
    kind.putArray("season").addObject().put("from", month.getValue()).put("to", month.getValue());
    Answer answer = county.as("admin").command("catalogue.adopt-kind", Map.of("kind", kind));
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    made.add(code);
    return code;
  }

  private JsonNode sheet(String more, String language) {
    Answer answer =
        county.dispatcher().send("GET", address(more), null, Map.of("Accept-Language", language));
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    return answer.body();
  }

  private static List<String> strings(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private String address(String more) {
    return PAGE + "?division=" + village().id() + more;
  }

  private String file(String more) {
    return PAGE + ".txt?division=" + village().id() + more;
  }

  private Division village() {
    return county.village();
  }
}
