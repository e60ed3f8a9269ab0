package org.yanzhen.order;

import java.time.Instant;
import java.util.UUID;
import org.yanzhen.shared.RealmId;

/**
 * A bad grade was looked into and answered: whoever gave it is called. Told inside the transaction.
 *
 * @param area of the desk that answered; not of those who were graded
 * @param n the first or the second answer
 */
public record BadGradeAnswered(
    RealmId realm, UUID badGradeId, UUID orderId, int n, String area, Instant at) {}
