package org.yanzhen.order;

import java.util.UUID;

/** What a command on an order answers. */
public record OrderResult(UUID orderId, String number, int version, OrderState state) {}
