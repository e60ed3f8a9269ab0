package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.shared.Language;

/** The county's words and ways, read from the pack. */
class MessagePackTest {

  private static final Map<String, String> TYPICAL =
      Map.ofEntries(
          Map.entry("matter", "您的“病虫害指导”"),
          Map.entry("task", "病虫害指导，李塘村"),
          Map.entry("number", "261124-482135"),
          Map.entry("code", "482135"),
          Map.entry("who", "向小禾（农技员）"),
          Map.entry("body", "乡农业站"),
          Map.entry("next", "11月26日17:30前办好。"),
          Map.entry("reason", "这事归那边管"),
          Map.entry("until", "11月26日17:30"),
          Map.entry("lease", "请在11月26日17:30前回话。"),
          Map.entry("answer", "解决了回“1 482135”（可再打1到5分），没解决回“2 482135”。"),
          Map.entry("level", "2"),
          Map.entry("hops", "3"));

  private final MessagePack shipped = new MessagePack("");

  @ParameterizedTest
  @EnumSource(Template.class)
  void everyTemplateIsSaidInBothLanguagesWithNothingLeftOpen(Template template) {
    for (Language language : Language.values()) {
      assertThat(shipped.text(template, language, TYPICAL))
          .isNotBlank()
          .doesNotContain("{", "}", "!", "！");
    }
  }

  @ParameterizedTest
  @EnumSource(Template.class)
  void everyTemplateIsToldByALineOfTheTableOrByOneNamedPlace(Template template) {
    boolean inTheTable =
        Tellings.TABLE.stream().anyMatch(telling -> telling.template() == template);
    assertThat(inTheTable).isNotEqualTo(Tellings.ELSEWHERE.containsKey(template));
  }

  @ParameterizedTest
  @EnumSource(Template.class)
  void aTypicalMessageFitsIntoOneSms(Template template) {
    assertThat(shipped.text(template, Language.ZH, TYPICAL)).hasSizeLessThanOrEqualTo(70);
  }

  @Test
  void theOneThatAsksForTheWordSaysThatAGradeMayStandBehind() {
    String asks = shipped.part("answer-sms", Language.ZH, Map.of("code", "482135"));
    assertThat(asks).isEqualTo(TYPICAL.get("answer")).contains("1到5分");
    assertThat(shipped.part("answer-sms", Language.EN, Map.of("code", "482135")))
        .contains("1 482135", "2 482135", "1 to 5");
  }

  @ParameterizedTest
  @EnumSource(Template.class)
  void whoIsToldNamesNobodyElse(Template template) {
    // Only who comes may be named, and only to the one who asked or is asked for.
    if (template.audience().isStaff()) {
      assertThat(shipped.text(template, Language.ZH, TYPICAL)).doesNotContain("向小禾");
    }
  }

  @Test
  void everyRouteOfARequesterEndsWithAPerson() {
    for (Urgency urgency : Urgency.values()) {
      assertThat(shipped.route(false, urgency).steps())
          .extracting(Route.Step::channel)
          .containsSubsequence(Channel.SMS, Channel.CALL, Channel.PAPER);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20:59, false",
    "21:00, true",
    "23:59, true",
    "00:00, true",
    "06:59, true",
    "07:00, false",
    "12:00, false"
  })
  void theNightRunsAcrossMidnight(LocalTime time, boolean quiet) {
    assertThat(shipped.night().covers(time)).isEqualTo(quiet);
  }

  @Test
  void aNightWithinOneDayEndsThatDay() {
    QuietHours nap = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));

    assertThat(Stream.of("11:59", "12:00", "13:59", "14:00").map(LocalTime::parse).map(nap::covers))
        .containsExactly(false, true, true, false);
  }

  @Test
  void aHigherLevelThanTheHighestTellsThoseOfTheHighest() {
    assertThat(shipped.receivers(9)).isEqualTo(shipped.receivers(3)).isNotEmpty();
    assertThat(shipped.receivers(0)).isEmpty();
  }

  @Test
  void theCountysOwnFileReplacesWhatItNamesAndNothingElse(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve(MessagePack.FILE),
        """
        quiet-hours: {from: "20:00", to: "08:00"}
        texts:
          CANCELLED: {zh: "{number}撤单了。", en: "{number} withdrawn."}
        """);

    MessagePack own = new MessagePack(folder.toString());

    assertThat(own.text(Template.CANCELLED, Language.ZH, TYPICAL)).isEqualTo("261124-482135撤单了。");
    assertThat(own.text(Template.RECEIVED, Language.ZH, TYPICAL))
        .isEqualTo(shipped.text(Template.RECEIVED, Language.ZH, TYPICAL));
    assertThat(own.night().from()).isEqualTo(LocalTime.of(20, 0));
  }

  @Test
  void everyFaultOfAFileIsNamedAtOnce(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve(MessagePack.FILE),
        """
        remind-after: soon
        routes: {staff: {NORMAL: [PIGEON 2 hours]}}
        texts:
          CANCELLED: {zh: "{nummer}撤单了。"}
          SHOUTED: {zh: "喂", en: "Hey"}
        """);

    assertThatThrownBy(() -> new MessagePack(folder.toString()))
        .hasMessageContaining("remind-after is no time")
        .hasMessageContaining("knows no PIGEON")
        .hasMessageContaining("unknown {nummer}")
        .hasMessageContaining("texts.SHOUTED is told by nobody");
  }

  @Test
  void aTemplateWithoutWordsStopsTheStart() throws IOException {
    Map<String, Object> pack;
    try (InputStream file = MessagePack.class.getResourceAsStream("/packs/" + MessagePack.FILE)) {
      pack = MessagePack.load(file);
    }
    Map<String, Object> texts = new HashMap<>((Map<String, Object>) pack.get("texts"));
    texts.remove("RECEIVED");
    pack.put("texts", texts);

    assertThatThrownBy(() -> new MessagePack(pack))
        .hasMessageContaining("texts.RECEIVED is missing");
  }
}
