/**
 * What every room may use: identity of realms and actors, problems, checks, transactions under a
 * realm.
 *
 * <p>Nothing here knows a village, an order or a person. A type belongs here only when at least two
 * rooms that do not know each other need it.
 */
@ApplicationModule(
    type = ApplicationModule.Type.OPEN,
    allowedDependencies = {})
@NullMarked
package org.yanzhen.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
