/**
 * Who goes: eligibility as a named list of rules, ranked candidates whose terms add up, offers, the
 * board, duty, groups, rota, batches; what happens to orders of people who are away; who got what.
 *
 * <p>A rule of eligibility is one {@link org.yanzhen.dispatch.Eligibility.Rule}, hard or soft; the
 * first that refuses is the reason a person is shown. Limits and prices are dated data ({@link
 * org.yanzhen.dispatch.Policy}). What a kind names as its first mode happens to its new orders by
 * itself: noted in the transaction of the placing, sent through the gate right after the commit
 * ({@link org.yanzhen.dispatch.Automatic}), one place for each mode in {@link
 * org.yanzhen.dispatch.Sending}. The life of the order itself stays with {@code order}.
 *
 * <p>The seam for an exact solver is {@link org.yanzhen.dispatch.Ranking#rank(java.util.List,
 * org.yanzhen.shared.Language)}: it gets the matters (order, person, travel, load, remit) and
 * answers candidates with the terms of their score. An assignment over many orders replaces the
 * inside of that method, adding its dual price as one more term; a batch is {@code
 * DispatchCommands.offerMany} with the solver's pairs. Nothing else looks at a score.
 *
 * <p>What must never happen: an offer to somebody a hard rule refuses; past a soft rule or the
 * first-ranked without a reason; a score whose terms do not add up; an order given out twice by two
 * batches (the order is locked, the table refuses); an absent person's order that nobody is told
 * of.
 */
@ApplicationModule(
    allowedDependencies = {"shared", "command", "access", "place", "people", "catalogue", "order"})
@NullMarked
package org.yanzhen.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
