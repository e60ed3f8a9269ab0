/**
 * Day plans: who serves which order when, from leaving home to coming back. {@link DayPlanner}
 * searches by ruin and recreate, {@link PlanChecker} recomputes every answer from the problem
 * alone, {@link RoutingFile} reads the public benchmark files.
 *
 * <p>All times and travel times are whole numbers of one unit that the caller chooses (seconds in
 * the product); prices are in units of travel time, so that a cost is one sum.
 */
@NullMarked
package org.yanzhen.solver.plan;

import org.jspecify.annotations.NullMarked;
