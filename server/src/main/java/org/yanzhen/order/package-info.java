/**
 * The life of an order, from asking to "it is solved": one transition table, an append-only
 * history, four clocks.
 *
 * <p>A rule of the life lies in {@link org.yanzhen.order.Lifecycle} (what may follow what, and for
 * whom) and nowhere else; {@code docs/order-lifecycle.md} is printed from it. What must never
 * happen, and what guards it: two people with the same order (the row is locked, the table
 * refuses), an order sent without content, body and time limit (a check constraint), a history that
 * tells another story than the row (both written from one event in one transaction), a name or
 * number in the history (it holds ids; people's words stand apart and can be erased).
 *
 * <p>A step: {@link org.yanzhen.order.Orders} asks who may and what follows, {@link
 * org.yanzhen.order.StepWriter} writes it, {@link org.yanzhen.order.Consequences} takes what comes
 * of it by itself. A new order: {@link org.yanzhen.order.Asking}, over {@link
 * org.yanzhen.order.NewOrders} and, for what is more than one, {@link
 * org.yanzhen.order.JointOrders}; later stages: {@link org.yanzhen.order.FollowUps}. Reading:
 * {@link org.yanzhen.order.OrderReads}, always as somebody, within {@link
 * org.yanzhen.order.OrderRights}; what other rooms ask besides: {@link
 * org.yanzhen.order.OrdersInHand} and {@link org.yanzhen.order.OrderBoard} (who goes), {@link
 * org.yanzhen.order.OpenOrders} (is it asked for already), {@link org.yanzhen.order.Requesters}
 * (whose number is it), {@link org.yanzhen.order.HistoryProof} (is the record true). Each table has
 * its store; what reads whole rows of the one of orders shares {@link
 * org.yanzhen.order.OrderRowMapper}.
 *
 * <p>Beside it: the figures counted from what happened ({@link org.yanzhen.order.Measure}),
 * dossiers of many orders with one root ({@link org.yanzhen.order.Dossier}), campaigns whose orders
 * are served and counted together ({@link org.yanzhen.order.Campaign}), the levels that hold orders
 * ({@link org.yanzhen.order.Tier}), the promises of the year that orders serve ({@link
 * org.yanzhen.order.PromiseOrders}), call-backs drawn by a promised seed ({@link
 * org.yanzhen.order.Lot}) and bad grades that are looked into ({@link
 * org.yanzhen.order.BadGrades}). What must never happen there: a rate that closing early,
 * withdrawing or pausing raises (tested by construction), a draw with another seed than the
 * promised one (the database refuses it), a bad grade that those who were graded find out about, or
 * that ends without its rater's word (a constraint).
 */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "command",
      "access",
      "place",
      "people",
      "catalogue",
      "commitment"
    })
@NullMarked
package org.yanzhen.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
