/**
 * Day plans against OR-Tools, Timefold Community and jsprit on public files: the same instance, the
 * same processor seconds of one thread, every answer through {@code PlanChecker}. The peers run as
 * a plain user would run them.
 */
@NullMarked
package org.yanzhen.bench.routes;

import org.jspecify.annotations.NullMarked;
