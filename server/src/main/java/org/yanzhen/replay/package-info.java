/**
 * Real messages through the real gate with the people of a throw-away county, and the proof that
 * nothing was lost, doubled or left in an illegal state. Time is simulated: each course of events
 * sleeps until its next moment, and the county's own timers run on the same clock.
 *
 * <p>What the people do is a seeded model, described in {@code docs/replay-model.md}; whatever is
 * printed says "simulated". What must never happen: a replay in any realm but a throw-away one, or
 * one of its figures shown as if people had made it.
 */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "command",
      "access",
      "place",
      "catalogue",
      "order",
      "hall",
      "demo"
    })
@NullMarked
package org.yanzhen.replay;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
