/**
 * Where words from outside wait: an intake item is a message, not an order, until a person confirms
 * kind and place.
 *
 * <p>What must never happen: the same message twice (source and source id are unique, and the
 * item's id is made from them), an item confirmed into two orders (one state, locked), a message
 * that vanishes (it is dismissed with a reason), a message answered elsewhere that becomes an order
 * or counts in a rate (it has a state of its own).
 *
 * <p>{@link org.yanzhen.hall.Triage} says what a message may be about, which others say the same and
 * how similar ones were answered. It only suggests: what a person confirms is what it learns from,
 * and its models live in memory and are made anew from the messages at any time.
 */
@ApplicationModule(
    allowedDependencies = {"shared", "command", "access", "place", "catalogue", "order"})
@NullMarked
package org.yanzhen.hall;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
