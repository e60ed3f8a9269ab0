/**
 * Who goes: eligibility as a named list of rules, ranked candidates whose terms add up, offers, the
 * board.
 *
 * <p>A rule of eligibility is one {@link org.yanzhen.dispatch.Eligibility.Rule}; the first that
 * refuses is the reason a person is shown. The life of the order itself stays with {@code order}.
 * What must never happen: an offer to somebody a rule refuses, a choice past the first-ranked
 * without a reason, a score whose terms do not add up.
 */
@ApplicationModule(
    allowedDependencies = {"shared", "command", "place", "people", "catalogue", "order"})
@NullMarked
package org.yanzhen.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
