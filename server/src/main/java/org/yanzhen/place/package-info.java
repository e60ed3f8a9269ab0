/**
 * Where things are and when work is done: divisions with dated codes, positions, travel estimates,
 * the work calendar.
 *
 * <p>What must never happen: a division's id given to another division (codes and names are dated,
 * ids are not), a made-up position that passes for a measured one ({@code source}, and an imported
 * one is never overwritten by it), a clock that counts a public holiday as work without the
 * calendar saying so.
 */
@ApplicationModule(allowedDependencies = {"shared", "command", "access"})
@NullMarked
package org.yanzhen.place;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
