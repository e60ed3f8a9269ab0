package org.yanzhen.catalogue;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.RealmId;

/**
 * How much is asked of each kind, and how long it took. An interface because orders are kept by
 * {@code order}, above this room.
 */
public interface Demand {

  /**
   * Orders that were asked for, week by week; what was withdrawn or merged takes nobody's place.
   *
   * @param monday of the present week
   * @param byKind the oldest week first, the present one last; a kind nobody asked for is missing
   */
  record Weeks(LocalDate monday, Map<String, List<Long>> byKind) {}

  /**
   * How long half of the orders waited, in working time.
   *
   * @param of how many orders that is about
   * @param contact until somebody spoke to whoever asked; absent while fewer than half were
   *     contacted
   * @param report until it was reported done; absent while fewer than half were
   */
  record Waited(long of, @Nullable Duration contact, @Nullable Duration report) {}

  /**
   * Of the last 90 days. What is about few orders is not there, nor what would give such away.
   *
   * @param byKind in the whole county
   * @param byTownship by kind and the township's id
   */
  record Waiting(Map<String, Waited> byKind, Map<String, Map<Integer, Waited>> byTownship) {}

  Weeks weeks(RealmId realm);

  /** As it was last measured; empty before that. Nobody waits for it. */
  Waiting waiting(RealmId realm);
}
