/**
 * Who goes, and when: {@link org.yanzhen.solver.model} says what people, orders and prices are,
 * {@link org.yanzhen.solver.assign} gives orders to people at the least total price, at once or one
 * by one, with the reasons.
 *
 * <p>Pure Java, no framework, no native code, nothing that runs by itself: every call computes in
 * the caller's thread and answers with values.
 */
@NullMarked
package org.yanzhen.solver;

import org.jspecify.annotations.NullMarked;
