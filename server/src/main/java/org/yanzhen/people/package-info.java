/**
 * Who there is: organisations, persons with their posts, skills and leave.
 *
 * <p>What must never happen: a telephone number readable in the database or found by a scan
 * (encrypted, and looked up by a keyed hash), a made-up person in a real county (refused), a skill
 * that counts after it has expired.
 */
@ApplicationModule(allowedDependencies = {"shared", "command", "access", "place"})
@NullMarked
package org.yanzhen.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
