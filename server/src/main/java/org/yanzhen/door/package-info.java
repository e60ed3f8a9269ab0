/**
 * The door: pages for villagers, rendered on the server, whole without script and without signing
 * in.
 *
 * <p>The receipt is the right: whoever holds its token sees the order and says whether it is
 * solved. What must never happen, and what guards it: a page that costs a poor line more than 30 kB
 * (a test weighs each), words lost to a refusal (the form comes back as it was typed), one press
 * that makes two orders (ids are made with the form), a token given to somebody who does not hold
 * it (only the answer to the own command, or number and phone together, open it).
 */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "command",
      "access",
      "place",
      "catalogue",
      "commitment",
      "order",
      "hall",
      "notice"
    })
@NullMarked
package org.yanzhen.door;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
