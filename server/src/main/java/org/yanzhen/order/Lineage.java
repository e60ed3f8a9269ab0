package org.yanzhen.order;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where an order comes from, if another was first.
 *
 * @param partOf the joint order it is a part of
 * @param follows the order whose stage came before
 * @param stage the kind's stage it is; none for the order that was asked for
 */
record Lineage(@Nullable UUID partOf, @Nullable UUID follows, @Nullable String stage) {

  static final Lineage NONE = new Lineage(null, null, null);

  static Lineage partOf(UUID lead) {
    return new Lineage(lead, null, null);
  }
}
