/**
 * A county to look at: 溆浦县 with its real divisions and otherwise made-up people, posts and
 * positions.
 *
 * <p>What must never happen: any of it in a real county (refused), or shown without the word "demo"
 * (the realm's purpose says it, and every person and position is marked synthetic).
 */
@ApplicationModule(
    allowedDependencies = {"shared", "command", "access", "place", "people", "catalogue"})
@NullMarked
package org.yanzhen.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
