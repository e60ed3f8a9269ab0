/**
 * Assignment beside OR-Tools' min-cost flow as a plain user would run it: the same instance, one
 * thread, processor time, building of the model included on both sides, every answer checked.
 */
@NullMarked
package org.yanzhen.bench.assign;

import org.jspecify.annotations.NullMarked;
