package org.yanzhen.order;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Urgency;

/**
 * A step asked for on an order.
 *
 * @param person whom to offer it to; absent where the actor means themself
 * @param until for an offer: when silence returns it; for a suspension: when it ends by itself
 * @param text the actor's words
 * @param ratings 1 to 5 by the kind's dimensions
 * @param body organisation code it goes to
 * @param other another order: the part, or the one it is merged into
 */
public record Step(
    Action action,
    @Nullable UUID person,
    @Nullable Instant until,
    @Nullable String reason,
    @Nullable String text,
    @Nullable Integer rating,
    Map<String, Integer> ratings,
    @Nullable Channel channel,
    @Nullable String body,
    @Nullable Urgency urgency,
    @Nullable UUID other) {

  public Step {
    ratings = Map.copyOf(ratings);
  }

  public static Step of(Action action) {
    return with(action, null, null);
  }

  public static Step offer(UUID person, Instant leaseUntil, @Nullable String text) {
    return new Step(
        Action.OFFER, person, leaseUntil, null, text, null, Map.of(), null, null, null, null);
  }

  /** Yes, by the one who was asked, for somebody else who goes. */
  public static Step acceptFor(UUID person, @Nullable String text) {
    return new Step(
        Action.ACCEPT, person, null, null, text, null, Map.of(), null, null, null, null);
  }

  public static Step with(Action action, @Nullable String reason, @Nullable String text) {
    return new Step(action, null, null, reason, text, null, Map.of(), null, null, null, null);
  }

  public static Step words(Action action, @Nullable String text) {
    return with(action, null, text);
  }

  /** To another body. */
  public static Step transfer(String body, String reason, @Nullable String text) {
    return new Step(
        Action.TRANSFER, null, null, reason, text, null, Map.of(), null, body, null, null);
  }

  static Step suspend(Instant until, String reason, @Nullable String text) {
    return new Step(
        Action.SUSPEND, null, until, reason, text, null, Map.of(), null, null, null, null);
  }

  static Step press(Urgency urgency, @Nullable String text) {
    return new Step(
        Action.SET_URGENCY, null, null, null, text, null, Map.of(), null, null, urgency, null);
  }

  /** Because one that presses more goes on with it. */
  static Step pressJoined(Urgency urgency) {
    return new Step(
        Action.SET_URGENCY,
        null,
        null,
        Orders.JOINED,
        null,
        null,
        Map.of(),
        null,
        null,
        urgency,
        null);
  }

  /** A step that names another order. */
  static Step about(Action action, UUID other, @Nullable String text) {
    return new Step(
        action,
        null,
        null,
        text == null ? null : "GIVEN",
        text,
        null,
        Map.of(),
        null,
        null,
        null,
        other);
  }

  public static Step verdict(
      Action action,
      @Nullable Integer rating,
      Map<String, Integer> ratings,
      @Nullable String text,
      Channel channel) {
    return new Step(action, null, null, null, text, rating, ratings, channel, null, null, null);
  }
}
