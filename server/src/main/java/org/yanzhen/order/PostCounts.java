package org.yanzhen.order;

import java.time.Instant;
import java.util.Map;
import org.yanzhen.shared.RealmId;

/**
 * Counts messages that came from outside and are, or are not yet, orders. An interface because they
 * are kept by {@code hall}, above this room.
 */
public interface PostCounts {

  /** What the lines are. */
  enum Line {
    DIVISION,
    KIND,
    BODY
  }

  /**
   * Those received from {@code start} to before {@code end} in the subtree.
   *
   * @param root path of the subtree; what nobody has read lies in the whole realm
   * @param now promises that fell due by then are counted
   */
  record Asked(RealmId realm, String root, Instant start, Instant end, Instant now, Line by) {}

  /**
   * One line.
   *
   * @param n read in time and made an order
   * @param of whose promise has fallen due
   */
  record Counted(long n, long of) {}

  /** By the line's key, as the figures of orders have them. */
  Map<String, Counted> count(Asked asked);
}
