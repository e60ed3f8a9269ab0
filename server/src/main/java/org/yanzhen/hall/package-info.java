/**
 * Where words from outside wait: an intake item is a message, not an order, until a person confirms
 * kind and place.
 *
 * <p>What must never happen: the same message twice (source and source id are unique, and the
 * item's id is made from them), an item confirmed into two orders (one state, locked), a message
 * that vanishes (it is dismissed with a reason).
 */
@ApplicationModule(
    allowedDependencies = {"shared", "command", "access", "place", "catalogue", "order"})
@NullMarked
package org.yanzhen.hall;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
