package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanzhen.shared.Language;

class KindWordsTest {

  private final KindWords words = new KindWords(Duration.ofHours(7));

  @ParameterizedTest
  @CsvSource({
    "240, true, 4 个工作小时内, within 4 working hours",
    "60, true, 1 个工作小时内, within 1 working hour",
    "420, true, 1 个工作日内, within 1 working day",
    "2100, true, 5 个工作日内, within 5 working days",
    "90, true, 工作时间 90 分钟内, within 90 minutes of working time",
    "15, false, 15 分钟内, within 15 minutes",
    "60, false, 1 小时内, within 1 hour",
    "1440, false, 24 小时内, within 24 hours",
    "10080, false, 7 天内, within 7 days",
    "72000, false, 50 天内, within 50 days",
    "72060, false, '1201 小时内', within 1201 hours"
  })
  void aLimitIsSaidInItsLargestWholeUnit(int minutes, boolean working, String zh, String en) {
    Limit limit = new Limit(Duration.ofMinutes(minutes), working);
    assertThat(words.say(limit, Language.ZH)).isEqualTo(zh);
    assertThat(words.say(limit, Language.EN)).isEqualTo(en);
  }

  @Test
  void aKindIsSaidInOneLanguage() {
    Kind kind = Kinds.pestAdvice();
    KindView english = words.view(kind, Language.EN);
    assertThat(english.name()).isEqualTo("Pest and disease advice");
    assertThat(english.clocks().sign()).isEqualTo("within 4 working hours");
    assertThat(words.view(kind, Language.ZH).fields().getFirst().label()).isEqualTo("什么作物");
  }
}
