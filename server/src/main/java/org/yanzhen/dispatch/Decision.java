package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Language;

/**
 * Why somebody was asked, as it was that day.
 *
 * @param of how many could have been asked
 * @param standInFor who is away
 * @param body whose duty or rota it was
 * @param overruled rules that somebody chose past
 * @param passed who was nearer and is needed elsewhere
 * @param turns of a rota: turns before this one, in thousandths
 */
record Decision(
    int version,
    UUID personId,
    int rank,
    int of,
    int total,
    Map<Language, List<Score.Term>> terms,
    Mode mode,
    @Nullable UUID teamId,
    @Nullable String body,
    @Nullable UUID standInFor,
    List<String> overruled,
    @Nullable Long turns,
    @Nullable Instant lastTurnAt,
    @Nullable Integer minutes,
    @Nullable Passed passed) {

  /**
   * Somebody nearer, whom other orders need more.
   *
   * @param minutes of the way
   * @param points what the others would have lost
   */
  record Passed(UUID personId, int minutes, int points, Map<Language, String> why) {
    static Passed of(Ranking.Ranked ranked) {
      Opportunity lost = Objects.requireNonNull(ranked.matter().opportunity());
      Map<Language, String> why = new EnumMap<>(Language.class);
      for (Language language : Language.values()) {
        why.put(language, lost.words(language));
      }
      return new Passed(
          ranked.person().id(),
          Objects.requireNonNull(ranked.matter().minutes()),
          lost.minutes(),
          why);
    }
  }

  Decision {
    overruled = List.copyOf(overruled);
  }
}
