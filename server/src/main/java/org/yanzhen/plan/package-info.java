/**
 * Who goes where when: the day of everybody who serves, as a list with times; proposals for a day;
 * what changed in it and why.
 *
 * <p>A visit stands in a day only while its order lies with that person: asked, accepted or being
 * worked on. The life of the order stays with {@code order}, who may go with {@code dispatch}: a
 * change of the person is an offer like any other ({@link org.yanzhen.dispatch.Going}), and the
 * person says yes. What this room adds is when, and in which sequence.
 *
 * <p>One person's day is laid out by {@link org.yanzhen.plan.Layout}, which also says what a change
 * breaks; whole days are proposed by {@link org.yanzhen.plan.Proposing} over the library {@code
 * solver}, outside the request ({@link org.yanzhen.plan.Computing}), and looked at by its checker
 * before anybody sees them. Limits and prices are dated data ({@code packs/day-plan.yaml}).
 *
 * <p>What must never happen: one person at two places at once (the table refuses); a day changed by
 * somebody who had not seen how it stood; a proposal adopted over a day that has moved on; an order
 * of another area shown or moved; a visit of an order that its person no longer has; two who go
 * together at two moments (the table refuses).
 */
@ApplicationModule(
    allowedDependencies = {
      "shared",
      "command",
      "access",
      "place",
      "people",
      "catalogue",
      "order",
      "dispatch"
    })
@NullMarked
package org.yanzhen.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
