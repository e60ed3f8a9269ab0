/**
 * What a county or a township promises its people for a year (年度民生实事), and what came of it, in
 * public.
 *
 * <p>A promise says what it will bring, who answers for it, and by which days which part of it is
 * there. How it stands is reckoned from those days ({@link org.yanzhen.commitment.Commitment}),
 * never typed in. What must never happen, and what guards it: a published promise rewritten or
 * taken off the list (the trigger and the handlers refuse; a correction needs a reason and stands
 * beside the old words), a day moved so that a late promise looks kept (what counts is the day
 * first promised; a day of reaching lies between publishing and today, and the day it was put down
 * stands beside it), "done" without evidence, a promise given up without a reason that everybody
 * can read.
 */
@ApplicationModule(allowedDependencies = {"shared", "command", "access", "place", "people"})
@NullMarked
package org.yanzhen.commitment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
