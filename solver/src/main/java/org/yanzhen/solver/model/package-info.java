/**
 * People, orders, places, times and prices as immutable records that are checked when they are
 * made. Units stand in the names; one point of a price is a hundredth of a minute of somebody's
 * travel.
 */
@NullMarked
package org.yanzhen.solver.model;

import org.jspecify.annotations.NullMarked;
