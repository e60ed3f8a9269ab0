package org.yanzhen.catalogue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A kind with when it was adopted, and by whom.
 *
 * @param accountId absent when it came from a pack
 */
record KindVersion(Kind kind, Instant at, @Nullable UUID accountId) {}
