package org.yanzhen.plan;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Urgency;

/**
 * How days are planned from a day on: data of {@code packs/day-plan.yaml}. Minutes of a day count
 * from midnight.
 *
 * @param dutyHours whoever is on duty is planned for within these, also on days off
 * @param overtime so many minutes later somebody may come home, if a person says so
 * @param unknownMinutes the way between places whose position is missing
 * @param usualMinutes how long a visit takes, where its kind is not named in {@code minutes}
 * @param appointments the answers in which a kind says when somebody is to come
 * @param gapMinutes a shorter free stretch is none
 * @param daysAhead how far "who could still take this" looks
 * @param aroundMinutes how far others may move for one order, step by step
 */
record PlanPolicy(
    LocalDate from,
    Part hours,
    Part dutyHours,
    int overtime,
    Pause pause,
    int unknownMinutes,
    int usualMinutes,
    Map<String, Integer> minutes,
    Map<String, Appointment> appointments,
    Duration budget,
    int mostPeople,
    int mostOrders,
    int gapMinutes,
    int daysAhead,
    List<Integer> aroundMinutes,
    Prices prices) {

  /** Part of a day, in minutes. */
  record Part(int from, int until) {
    static Part of(LocalTime from, LocalTime until) {
      return new Part(from.toSecondOfDay() / 60, until.toSecondOfDay() / 60);
    }
  }

  /** A rest of so many minutes, begun within. */
  record Pause(int minutes, Part begins) {}

  /**
   * @param day code of the question that names the day
   * @param time code of the question that names a part of it
   * @param times what its choices mean
   */
  record Appointment(String day, @Nullable String time, Map<String, Part> times) {
    Appointment {
      times = Map.copyOf(times);
    }
  }

  /**
   * In minutes on the road.
   *
   * @param movedVisit to tell somebody another time
   * @param lateMinute a minute after the promise
   * @param acceptedOut leaving out what somebody has accepted
   */
  record Prices(
      int movedVisit,
      Map<Urgency, Integer> lateMinute,
      int acceptedOut,
      Map<Urgency, Integer> waitingOut) {
    Prices {
      lateMinute = Map.copyOf(lateMinute);
      waitingOut = Map.copyOf(waitingOut);
    }
  }

  PlanPolicy {
    minutes = Map.copyOf(minutes);
    appointments = Map.copyOf(appointments);
    aroundMinutes = List.copyOf(aroundMinutes);
  }

  int minutes(String kind) {
    return minutes.getOrDefault(kind, usualMinutes);
  }

  int lateMinute(Urgency urgency) {
    return Objects.requireNonNull(prices.lateMinute().get(urgency));
  }

  int waitingOut(Urgency urgency) {
    return Objects.requireNonNull(prices.waitingOut().get(urgency));
  }
}
