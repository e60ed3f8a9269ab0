/**
 * Who there is: organisations, persons with their posts, skills and leave; groups with a written
 * remit, the duty roster, and who stands in for whom.
 *
 * <p>A remit is data: kinds, places, and the body that gets what is out of it. A weekly pattern of
 * duty is written out as rows when it is kept, so that one constraint refuses two people at once. A
 * stand-in acts only while the person is on leave ({@link org.yanzhen.people.Teams#acting}); leave
 * itself switches it. That somebody will be away, or has left, is told as {@link
 * org.yanzhen.people.PersonAway}.
 *
 * <p>What must never happen: a telephone number readable in the database or found by a scan
 * (encrypted, and looked up by a keyed hash), a made-up person in a real county (refused), a skill
 * that counts after it has expired, two people on duty at one body at once or two stand-ins for one
 * person (constraints).
 */
@ApplicationModule(allowedDependencies = {"shared", "command", "access", "place"})
@NullMarked
package org.yanzhen.people;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
