package org.yanzhen.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A step asked for on an order.
 *
 * @param person whom to offer it to; absent where the actor means themself
 * @param leaseUntil for an offer: when silence returns it
 * @param text the actor's words
 */
public record Step(
    Action action,
    @Nullable UUID person,
    @Nullable Instant leaseUntil,
    @Nullable String reason,
    @Nullable String text,
    @Nullable Integer rating,
    @Nullable Channel channel) {

  public static Step of(Action action) {
    return new Step(action, null, null, null, null, null, null);
  }

  public static Step offer(UUID person, Instant leaseUntil, @Nullable String text) {
    return new Step(Action.OFFER, person, leaseUntil, null, text, null, null);
  }

  public static Step with(Action action, @Nullable String reason, @Nullable String text) {
    return new Step(action, null, null, reason, text, null, null);
  }

  public static Step words(Action action, @Nullable String text) {
    return new Step(action, null, null, null, text, null, null);
  }

  public static Step verdict(
      Action action, @Nullable Integer rating, @Nullable String text, Channel channel) {
    return new Step(action, null, null, null, text, rating, channel);
  }
}
