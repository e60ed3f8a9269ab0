package org.yanzhen.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * What people's next days hold already; asked here, answered by whoever plans days. Who sends
 * people need not know how days are planned.
 */
public interface TimeTaken {

  /** So far ahead it is looked; what is due later leaves time enough. */
  Duration AHEAD = Duration.ofDays(7);

  /** Part of a day. */
  record Stretch(Instant from, Instant until) {}

  /**
   * The days from a moment on.
   *
   * @param working when people serve, in sequence
   * @param taken by person: visits that stand in their days, and leave; each person's in sequence,
   *     and whoever has nothing is missing
   */
  record Days(List<Stretch> working, Map<UUID, List<Stretch>> taken) {
    public Days {
      working = List.copyOf(working);
      taken = Map.copyOf(taken);
    }
  }

  Days read(RealmId realm, Collection<UUID> persons, Instant from);

  /** How long a visit takes. */
  Duration length(RealmId realm, String kind, Instant at);
}
