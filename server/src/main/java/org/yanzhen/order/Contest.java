package org.yanzhen.order;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else would take an order over from whoever has it; one at a time.
 *
 * @param by who would; absent while nobody asks
 * @param until when silence hands it over
 * @param answered who was told no, or took it back, of whoever has it now: not asked again
 */
record Contest(@Nullable UUID by, @Nullable Instant until, Set<UUID> answered) {

  static final Contest NONE = new Contest(null, null, Set.of());

  Contest {
    answered = Set.copyOf(answered);
  }

  boolean isOpen() {
    return by != null;
  }

  Contest opened(@Nullable UUID person, @Nullable Instant silence) {
    return new Contest(person, silence, answered);
  }

  /** Without an answer: it may be asked again. */
  Contest ended() {
    return isOpen() ? new Contest(null, null, answered) : this;
  }

  Contest answeredNo() {
    if (by == null) {
      return this;
    }
    Set<UUID> more = new LinkedHashSet<>(answered);
    more.add(by);
    return new Contest(null, null, more);
  }
}
