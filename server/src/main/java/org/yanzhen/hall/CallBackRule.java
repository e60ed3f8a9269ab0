package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yanzhen.notice.QuietHours;

/** When somebody is called (again), and when calling ends; pure, over the county's policy. */
final class CallBackRule {

  /** How a try ended. */
  enum Attempt {
    REACHED,
    NO_ANSWER,
    BUSY,
    WRONG_NUMBER,
    /** Reached, and asks to be called at another time. */
    LATER
  }

  /** What follows a try that did not settle it. */
  sealed interface Next {
    record CallAt(Instant at) implements Next {}

    /** Somebody goes there. */
    record Visit(VisitReason why) implements Next {}
  }

  /**
   * When the person said they can be reached.
   *
   * @param from minute of the day
   */
  record Best(int from, int to) {}

  /**
   * When somebody wants peace.
   *
   * @param own hours they named themselves
   * @param night the realm's
   */
  record Quiet(QuietHours own, QuietHours night) {}

  private static final List<HallPolicy.Hours> WHOLE_DAY =
      List.of(new HallPolicy.Hours(LocalTime.MIN, LocalTime.MAX));

  private CallBackRule() {}

  /** Whether people may be called now, whoever they are. */
  static boolean mayCall(HallPolicy.CallBacks policy, Instant at, ZoneId zone) {
    return mayCall(policy, at, null, zone);
  }

  /** Whether this person may be called now. */
  static boolean mayCall(
      HallPolicy.CallBacks policy, Instant at, @Nullable Quiet quiet, ZoneId zone) {
    LocalTime time = LocalTime.ofInstant(at, zone);
    return open(policy, quiet).stream().anyMatch(hours -> hours.contains(time));
  }

  /**
   * The first moment from {@code at} on when the person may be called, at their best time if said.
   */
  static Instant allowed(
      HallPolicy.CallBacks policy,
      Instant at,
      @Nullable Best best,
      @Nullable Quiet quiet,
      ZoneId zone) {
    List<HallPolicy.Hours> mayCall = open(policy, quiet);
    List<HallPolicy.Hours> hours = best == null ? mayCall : within(mayCall, best);
    // What was said lies outside of every allowed hour: then the allowed hours decide.
    List<HallPolicy.Hours> open = hours.isEmpty() ? mayCall : hours;
    LocalDate day = LocalDate.ofInstant(at, zone);
    for (LocalDate on = day; ; on = on.plusDays(1)) {
      for (HallPolicy.Hours part : open) {
        Instant from = on.atTime(part.from()).atZone(zone).toInstant();
        Instant to = on.atTime(part.to()).atZone(zone).toInstant();
        if (at.isBefore(to)) {
          return at.isAfter(from) ? at : from;
        }
      }
    }
  }

  /**
   * The hours of calling without those in which the person wants peace. Whoever wants it in all of
   * them is called outside of them, by day; only where nothing of the day is left do the hours of
   * calling decide, or the question would never be asked.
   */
  private static List<HallPolicy.Hours> open(HallPolicy.CallBacks policy, @Nullable Quiet quiet) {
    if (quiet == null) {
      return policy.hours();
    }
    List<HallPolicy.Hours> left = without(policy.hours(), quiet.own());
    if (left.isEmpty()) {
      left = without(without(WHOLE_DAY, quiet.night()), quiet.own());
    }
    return left.isEmpty() ? policy.hours() : left;
  }

  private static List<HallPolicy.Hours> without(List<HallPolicy.Hours> hours, QuietHours quiet) {
    return quiet.from().isBefore(quiet.to())
        ? cut(hours, quiet.from(), quiet.to())
        : cut(cut(hours, LocalTime.MIN, quiet.to()), quiet.from(), LocalTime.MAX);
  }

  private static List<HallPolicy.Hours> cut(
      List<HallPolicy.Hours> hours, LocalTime from, LocalTime to) {
    return hours.stream()
        .flatMap(
            part ->
                Stream.of(
                    new HallPolicy.Hours(part.from(), earlier(part.to(), from)),
                    new HallPolicy.Hours(later(part.from(), to), part.to())))
        .filter(part -> part.from().isBefore(part.to()))
        .toList();
  }

  private static LocalTime earlier(LocalTime one, LocalTime other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalTime later(LocalTime one, LocalTime other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether a call may be put off until then. */
  static boolean mayPutOff(HallPolicy.CallBacks policy, Instant laterAt, Instant now) {
    return laterAt.isAfter(now) && !laterAt.isAfter(now.plus(policy.later()));
  }

  private static List<HallPolicy.Hours> within(List<HallPolicy.Hours> hours, Best best) {
    LocalTime from = LocalTime.ofSecondOfDay(best.from() * 60L);
    LocalTime to = best.to() >= 1_440 ? LocalTime.MAX : LocalTime.ofSecondOfDay(best.to() * 60L);
    return hours.stream()
        .map(part -> new HallPolicy.Hours(later(part.from(), from), earlier(part.to(), to)))
        .filter(part -> part.from().isBefore(part.to()))
        .toList();
  }

  /**
   * What follows.
   *
   * @param tried how many tries there were, this one included
   * @param putOff how often the person asked for another time, this one included
   */
  static Next after(
      HallPolicy.CallBacks policy,
      Attempt attempt,
      int tried,
      int putOff,
      @Nullable Instant laterAt,
      @Nullable Best best,
      @Nullable Quiet quiet,
      Instant now,
      ZoneId zone) {
    if (attempt == Attempt.WRONG_NUMBER) {
      return new Next.Visit(VisitReason.WRONG_NUMBER);
    }
    if (attempt == Attempt.LATER && laterAt != null) {
      // It is the person's own wish, so it uses up no try and keeps no best time; but a question
      // that is put off again and again is asked at home.
      return putOff > policy.laterTimes()
          ? new Next.Visit(VisitReason.PUT_OFF)
          : new Next.CallAt(allowed(policy, laterAt, null, quiet, zone));
    }
    if (tried >= policy.maxAttempts()) {
      return new Next.Visit(VisitReason.NOT_REACHED);
    }
    Duration wait =
        attempt == Attempt.BUSY
            ? policy.busy()
            : policy.spacing().get(Math.min(tried, policy.spacing().size()) - 1);
    return new Next.CallAt(allowed(policy, now.plus(wait), best, quiet, zone));
  }
}
