package org.yanzhen.order;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an order comes from, if another was first.
 *
 * @param partOf the joint order it is a part of
 * @param follows the order whose stage came before
 * @param stage the kind's stage it is; none for an order that follows no other: that is the order
 *     itself, which comes before all stages
 * @param together of a part: served at the same moment as the whole, by a second person
 */
record Lineage(
    @Nullable UUID partOf, @Nullable UUID follows, @Nullable String stage, boolean together) {

  static final Lineage NONE = new Lineage(null, null, null, false);

  static Lineage partOf(UUID lead, boolean together) {
    return new Lineage(lead, null, null, together);
  }
}
