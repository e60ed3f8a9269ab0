package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yanzhen.catalogue.Demand.Waited;
import org.yanzhen.shared.Language;

/** What may be expected, reckoned and said. */
class OutlookTest {

  private final KindWords words = new KindWords(Duration.ofHours(7));

  @Test
  void whatAWeekCouldNotTakeIsLeftToTheNext() {
    assertThat(Outlook.taken(List.of(0L, 3L), 5)).isEqualTo(3);
    assertThat(Outlook.taken(List.of(7L, 3L), 5)).isEqualTo(5);
    assertThat(Outlook.taken(List.of(20L, 0L, 0L), 5)).isEqualTo(10);
    assertThat(Outlook.taken(List.of(20L, 0L, 0L, 0L, 0L, 1L), 5)).isEqualTo(1);
    assertThat(Outlook.taken(List.of(), 5)).isZero();
  }

  @Test
  void howLongOthersWaitedIsSaidWithHowManyThatIsAbout() {
    Waited waited = new Waited(32, Duration.ofMinutes(130), Duration.ofHours(23));
    assertThat(words.waited(waited, Language.ZH))
        .isEqualTo("最近 90 天点的 32 单里，一半在 工作时间 150 分钟内有人联系，一半在 4 个工作日内办完。");
    assertThat(words.waited(waited, Language.EN))
        .isEqualTo(
            "Of 32 asked for in the last 90 days, half were spoken to within 150 minutes of"
                + " working time and half were done within 4 working days.");
  }

  @Test
  void whatHalfStillWaitForHasNoTime() {
    assertThat(words.waited(new Waited(10_000, null, null), Language.EN))
        .isEqualTo(
            "Of 10000 asked for in the last 90 days, fewer than half have been spoken to and"
                + " fewer than half are done.");
  }
}
