package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.yanzhen.shared.Language;

/** A time is said as the people of the realm would say it there and then. */
class TimesTest {

  /** 15:30 in the county. */
  private static final Instant NOW = Instant.parse("2026-11-21T07:30:00Z");

  private final Times chinese = times(Language.ZH);
  private final Times english = times(Language.EN);

  @Test
  void aNearDayHasItsName() {
    assertThat(chinese.when(Instant.parse("2026-11-21T09:00:00Z"))).isEqualTo("今天 17:00");
    assertThat(chinese.when(Instant.parse("2026-11-22T01:00:00Z"))).isEqualTo("明天 09:00");
    assertThat(english.when(Instant.parse("2026-11-22T01:00:00Z"))).isEqualTo("tomorrow 09:00");
    assertThat(chinese.when(Instant.parse("2026-11-20T09:00:00Z"))).isEqualTo("昨天 17:00");
  }

  @Test
  void theDayIsTheOneOfTheRealmNotOfGreenwich() {
    assertThat(chinese.when(Instant.parse("2026-11-21T16:30:00Z"))).isEqualTo("明天 00:30");
  }

  @Test
  void aFarDayHasItsDateAndAnotherYearItsYear() {
    assertThat(chinese.when(Instant.parse("2026-11-27T10:00:00Z"))).isEqualTo("11月27日 18:00");
    assertThat(chinese.when(Instant.parse("2027-01-04T10:00:00Z"))).isEqualTo("2027年1月4日 18:00");
    assertThat(english.when(Instant.parse("2026-11-27T10:00:00Z"))).isEqualTo("27 Nov 18:00");
  }

  @Test
  void aDelayIsSaidInItsLargestUnit() {
    assertThat(chinese.since(NOW.minusSeconds(3 * 3600 + 600))).isEqualTo("3 小时");
    assertThat(chinese.since(NOW.minusSeconds(20))).isEqualTo("1 分钟");
    assertThat(english.since(NOW.minusSeconds(86_400))).isEqualTo("1 day");
  }

  private static Times times(Language language) {
    Face face = new Face(new Words(), new Icons(), new Assets(), null, language, false, "/");
    return new Times(face, ZoneId.of("Asia/Shanghai"), NOW);
  }
}
