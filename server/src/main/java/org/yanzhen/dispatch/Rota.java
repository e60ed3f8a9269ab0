package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is, as a pure rule: whoever has had the fewest turns, then whoever waits longest.
 *
 * <p>Turns are counted in thousandths. Whoever is away when a turn is given gets the share of
 * somebody who was there, so that coming back from a month of leave is no month of making up for
 * it; and two rotas of the same people in the same absences stay equally far apart.
 */
final class Rota {

  /** One turn. */
  static final long TURN = 1_000;

  /**
   * @param had in thousandths
   * @param lastAt never, when absent
   */
  record Turns(long had, @Nullable Instant lastAt) {}

  private Rota() {}

  /** Among those who may; empty when nobody may. */
  static Optional<UUID> next(Map<UUID, Turns> turns, Collection<UUID> mayGo) {
    return mayGo.stream()
        .min(
            Comparator.comparingLong((UUID id) -> of(turns, id).had())
                .thenComparing(
                    id -> of(turns, id).lastAt(), Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The counts after a turn: the chosen has one more, the absent their share of it. */
  static Map<UUID, Turns> after(
      Map<UUID, Turns> turns, UUID chosen, Set<UUID> away, int present, Instant at) {
    Map<UUID, Turns> after = new HashMap<>(turns);
    Turns had = of(turns, chosen);
    after.put(chosen, new Turns(had.had() + TURN, at));
    for (UUID absent : away) {
      Turns before = of(turns, absent);
      after.put(absent, new Turns(before.had() + TURN / Math.max(1, present), before.lastAt()));
    }
    return after;
  }

  private static Turns of(Map<UUID, Turns> turns, UUID id) {
    return turns.getOrDefault(id, new Turns(0, null));
  }
}
