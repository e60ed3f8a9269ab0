/**
 * Orders to people at the least total price, exactly: {@link BatchAssignment} for all at once,
 * {@link LiveAssignment} for one change at a time, {@link AssignmentChecker} for those who do not
 * believe it.
 *
 * <p>The problem is a minimum-cost flow on two sides: each order goes to one of its pairs or is
 * left at its price; each person has slots of rising price (convex load, so fairness), as many as
 * the capacity. The answer carries a price for each person, and those prices prove that it is the
 * best: no order would be cheaper elsewhere when the others' prices are paid, and nobody with room
 * has a price above that of the next slot.
 *
 * <p>The same prices explain: "the nearest was not chosen because others need her more" is her
 * price.
 */
@NullMarked
package org.yanzhen.solver.assign;

import org.jspecify.annotations.NullMarked;
