package org.yanzhen.plan;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is proposed for a day, in ids, times and codes. */
record Proposal(List<ForPerson> people, List<Left> leftOut) {

  /** What would happen to a visit. */
  enum Change {
    SAME,
    MOVED,
    /** Its person has it already; now it has a time. */
    NEW,
    /** Still waits: it would be offered to the person. */
    SUGGESTED,
    /** Begun, done, or another area's: as it is. */
    FIXED
  }

  /**
   * One person's day.
   *
   * @param version of the day it was made from
   * @param travelBefore minutes on the road as the day stands
   */
  record ForPerson(
      UUID personId,
      int version,
      int travelBefore,
      int travelAfter,
      @Nullable Instant returnsBefore,
      @Nullable Instant returnsAfter,
      @Nullable Instant pauseFrom,
      @Nullable Instant pauseUntil,
      List<Line> lines) {
    ForPerson {
      lines = List.copyOf(lines);
    }

    boolean changes() {
      return lines.stream()
          .anyMatch(line -> line.change() != Change.SAME && line.change() != Change.FIXED);
    }
  }

  /**
   * @param before when it begins as the day stands
   */
  record Line(
      UUID orderId,
      Instant startsAt,
      Instant endsAt,
      int travelMinutes,
      Change change,
      @Nullable Instant before) {}

  /**
   * An order that comes into nobody's day.
   *
   * @param reason a code
   */
  record Left(UUID orderId, String reason) {}

  Proposal {
    people = List.copyOf(people);
    leftOut = List.copyOf(leftOut);
  }
}
