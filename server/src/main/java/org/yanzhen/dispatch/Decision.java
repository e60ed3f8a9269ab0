package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    @Nullable Integer minutes) {

  Decision {
    overruled = List.copyOf(overruled);
  }
}
