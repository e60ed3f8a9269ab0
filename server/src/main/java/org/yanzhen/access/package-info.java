/**
 * Who may come in and with which rights: realms, accounts, sessions, roles within divisions, and
 * the custody of keys.
 *
 * <p>What must never happen: a log-in that opens two realms (the directory's key), a password or
 * session token that can be read from the database (only hashes), a request that writes a row just
 * by being signed in, a token of another system that opens anything but the inbox, a realm that
 * nobody may keep any more.
 */
@ApplicationModule(allowedDependencies = {"shared", "command"})
@NullMarked
package org.yanzhen.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
