package org.yanzhen.dispatch;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Role;

/**
 * What would change if all that waits were given out at once; nothing moves before a dispatcher
 * accepts.
 *
 * @param areas paths of the subtrees it covers
 * @param price in minutes, of giving somebody else what somebody was told of; absent: told orders
 *     stay
 * @param askedBy absent when it was made by itself
 * @param done so much of {@code total} is read
 */
record Proposal(
    UUID id,
    State state,
    List<String> areas,
    @Nullable Integer price,
    @Nullable UUID askedBy,
    Instant askedAt,
    int done,
    int total,
    @Nullable Failed failed,
    @Nullable Instant endedAt,
    Sum sum) {

  enum State {
    READING,
    SOLVING,
    CHECKING,
    /** Lies there to be accepted, all of it, some or none. */
    READY,
    /** Every line has its answer. */
    TAKEN,
    DROPPED,
    CANCELLED,
    FAILED;

    static final Set<State> RUNNING = EnumSet.of(READING, SOLVING, CHECKING);
  }

  /** Why there is none. */
  enum Failed {
    /** More in play than may be read at once. */
    TOO_MANY,
    /** The product was stopped meanwhile. */
    BROKEN_OFF,
    /** The checker found that it is not the best. */
    NOT_PROVEN,
    ERROR
  }

  /**
   * @param served waiting orders that would find somebody
   * @param moved told orders that would go to somebody else
   * @param left waiting orders that would not find anybody
   * @param told orders somebody was asked for, which stay
   * @param accepted orders somebody has taken on, which always stay
   * @param persons who would get or lose an order
   * @param minutesBefore what served, moved and left orders cost as they lie
   * @param minutesAfter what they would cost; the difference is the gain
   * @param wayMinutes of the minutes after, those on the road
   */
  record Sum(
      int served,
      int moved,
      int left,
      int told,
      int accepted,
      int persons,
      long minutesBefore,
      long minutesAfter,
      long wayMinutes) {
    static final Sum NOTHING = new Sum(0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  enum What {
    /** A waiting order goes to somebody. */
    GIVE,
    /** An order somebody was told of goes to somebody else. */
    MOVE,
    /** Nobody goes. */
    LEAVE
  }

  enum LineState {
    OPEN,
    SENT,
    REFUSED,
    NONE,
    /** A dispatcher of its area has said no to it. */
    LEFT
  }

  /**
   * Somebody who suits the order better and is needed elsewhere.
   *
   * @param order where
   */
  record Passed(UUID personId, @Nullable Integer way, UUID order) {}

  /**
   * What came of a line that was accepted.
   *
   * @param code of the problem, where it was not sent
   * @param rule that refuses, where one does
   */
  record Answer(@Nullable String code, @Nullable String rule, @Nullable Integer version) {}

  /**
   * One order.
   *
   * @param area of the order; absent in older ones
   * @param version as it was weighed
   * @param inHand orders in the person's hands when this one comes
   * @param had orders in the person's hands before any of them
   * @param able how many could go
   */
  record Line(
      int line,
      UUID orderId,
      @Nullable String area,
      int version,
      What what,
      @Nullable UUID from,
      @Nullable UUID to,
      int inHand,
      int had,
      int minutesBefore,
      int minutesAfter,
      @Nullable Integer wayBefore,
      @Nullable Integer wayAfter,
      Map<Language, List<Score.Term>> terms,
      int able,
      @Nullable Passed passed,
      @Nullable Unserved why,
      LineState state,
      @Nullable Answer answer) {}

  Proposal {
    areas = List.copyOf(areas);
  }

  boolean isRunning() {
    return State.RUNNING.contains(state);
  }

  /** Whoever dispatches in all of its areas. */
  boolean isFor(Actor actor) {
    return actor.isSystem() || areas.stream().allMatch(area -> actor.has(Role.DISPATCHER, area));
  }

  /** Whoever dispatches somewhere in what it covers; they see the lines of their own area. */
  boolean touches(Actor actor, List<String> own) {
    return isFor(actor) || meets(own);
  }

  boolean covers(String area) {
    return areas.stream().anyMatch(area::startsWith);
  }

  /** Whether an order could be in both. */
  boolean meets(List<String> others) {
    return others.stream()
        .anyMatch(
            other -> areas.stream().anyMatch(a -> a.startsWith(other) || other.startsWith(a)));
  }
}
