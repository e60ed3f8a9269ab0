package org.yanzhen.order;

import java.time.Instant;

/** What happened to an order, in ids and facts: one row of its history. */
record OrderEvent(
    int version, Action action, OrderState from, OrderState to, Instant at, Facts facts) {}
