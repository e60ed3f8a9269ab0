package org.yanzhen.dispatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.people.Person;
import org.yanzhen.place.TravelEstimate;

/**
 * One order and one person: all that a rule or a term may look at.
 *
 * @param load unfinished orders the person already has
 * @param served orders the person has solved in the order's division
 * @param travel from the person's home, unknown when a position is missing
 */
record Matter(
    OrderFacts order,
    Kind kind,
    Person person,
    boolean away,
    int load,
    int served,
    @Nullable TravelEstimate travel,
    Instant now) {}
