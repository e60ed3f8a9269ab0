/**
 * The house itself: the database it stands on, the proofs made before the door opens, and the
 * launcher's commands.
 *
 * <p>What must never happen: serving on a database that may lose what it acknowledged, or one that
 * cannot search Chinese; two processes on one data folder; a start that hangs instead of saying in
 * one line what is wrong.
 */
@ApplicationModule(allowedDependencies = {"shared", "command", "access", "hall", "demo", "replay"})
@NullMarked
package org.yanzhen.boot;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
