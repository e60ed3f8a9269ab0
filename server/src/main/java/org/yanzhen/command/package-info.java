/**
 * The gate: every change is a command, written with its outcome in the transaction of its effect.
 *
 * <p>Read {@link org.yanzhen.command.Gate} first; it is the whole mechanism. A room declares its
 * commands in a {@link org.yanzhen.command.CommandRoom}. What must never happen, and what guards
 * it: the same id twice with two effects (the primary key), one place in an account's log on a
 * device for two commands (a unique key), a command row changed or deleted later (no right to, and
 * the seal), personal words in an append-only row ({@link org.yanzhen.shared.Personal}), an upload
 * given out as something a browser runs ({@link org.yanzhen.command.StoredFile}).
 */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package org.yanzhen.command;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
