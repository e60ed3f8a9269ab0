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
 * @param tier the level the time at its own is over for
 * @param campaign the campaign it is put into; absent: the everyday track
 * @param team the group it is addressed to
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
    @Nullable UUID other,
    @Nullable Tier tier,
    @Nullable UUID campaign,
    @Nullable UUID team) {

  /** Why the fallback body got it. */
  static final String HOP_LIMIT = "HOP_LIMIT";

  /** Why an order goes on by itself again: the one it went on with was withdrawn. */
  static final String OTHER_WITHDRAWN = "OTHER_WITHDRAWN";

  /** Why an order presses more: one that presses more goes on with it. */
  static final String JOINED = "JOINED";

  public Step {
    ratings = Map.copyOf(ratings);
  }

  /** A step that says nothing of level, track and group. */
  Step(
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
    this(
        action, person, until, reason, text, rating, ratings, channel, body, urgency, other, null,
        null, null);
  }

  public static Step of(Action action) {
    return with(action, null, null);
  }

  public static Step offer(UUID person, Instant leaseUntil, @Nullable String text) {
    return new Step(
        Action.OFFER, person, leaseUntil, null, text, null, Map.of(), null, null, null, null);
  }

  /** To a group, by whoever acts for its lead. */
  public static Step offerToTeam(
      UUID team, UUID person, Instant leaseUntil, @Nullable String text) {
    return offer(person, leaseUntil, text).also(null, null, team);
  }

  /** Somebody else would take it over, until an answer comes or that time is over. */
  public static Step contest(
      UUID person, @Nullable UUID team, Instant until, String reason, @Nullable String text) {
    return new Step(
            Action.CONTEST, person, until, reason, text, null, Map.of(), null, null, null, null)
        .also(null, null, team);
  }

  /** The time at its level is over: it is the next one's. */
  static Step raisedByTime(Tier tier) {
    return of(Action.ESCALATE).also(tier, null, null);
  }

  /** Into the campaign, or to the everyday track. */
  static Step track(@Nullable UUID campaign, @Nullable String text) {
    return words(Action.SET_TRACK, text).also(null, campaign, null);
  }

  /** Yes, by whoever acts for the group that was asked, for the member who goes. */
  public static Step acceptFor(UUID team, UUID person, @Nullable String text) {
    return new Step(Action.ACCEPT, person, null, null, text, null, Map.of(), null, null, null, null)
        .also(null, null, team);
  }

  private Step also(@Nullable Tier level, @Nullable UUID into, @Nullable UUID group) {
    return new Step(
        action, person, until, reason, text, rating, ratings, channel, body, urgency, other, level,
        into, group);
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
        Action.SET_URGENCY, null, null, JOINED, null, null, Map.of(), null, null, urgency, null);
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
