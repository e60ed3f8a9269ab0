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
 * <p>Beside the own terms of a candidate stands what other waiting orders lose by their going
 * ({@link org.yanzhen.dispatch.Opportunity}): the person's price in the best assignment of all that
 * waits, which {@link org.yanzhen.dispatch.Formation} keeps in memory over the library {@code
 * solver}. {@link org.yanzhen.dispatch.Formations} keeps it in step: an event names an order to
 * look at again after its commit, all of it is read anew when people change or time has passed, and
 * a checker that shares no code with the solver looks at it. Nobody waits for it; whoever it does
 * not answer stands by their own terms. Rules are always asked of the database.
 *
 * <p>On demand, or at an hour of the policy, all that waits is weighed at once, exactly: a {@link
 * org.yanzhen.dispatch.Proposal} of rows, made by {@link org.yanzhen.dispatch.Proposals} outside of
 * any request, accepted line by line as ordinary offers ({@link
 * org.yanzhen.dispatch.ProposalCommands}).
 *
 * <p>How much somebody has in hand is read under a lock of that person ({@link
 * org.yanzhen.dispatch.Hands}), which comes before any order's. Who has time before a deadline is
 * asked of whoever plans days ({@link org.yanzhen.dispatch.TimeTaken}), without knowing them.
 *
 * <p>Somebody else may ask for what another has taken and not begun ({@link
 * org.yanzhen.dispatch.Contests}); silence hands it over, to whoever may be sent at that moment.
 *
 * <p>What must never happen: an offer to somebody a hard rule refuses, past a soft rule or the
 * first-ranked without a reason; more in somebody's hands than a policy allows because many asked
 * at once; a score whose terms do not add up; an order given out twice by two batches (the order is
 * locked, the table refuses); an absent person's order that nobody is told of; an order somebody
 * was told of that moves without a price named by a person, or moves and is left with nobody.
 */
@ApplicationModule(
    allowedDependencies = {"shared", "command", "access", "place", "people", "catalogue", "order"})
@NullMarked
package org.yanzhen.dispatch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
