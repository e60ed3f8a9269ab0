package org.yanzhen.hall;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Text;
import org.yanzhen.shared.PolicyPack;

/** The rules of hall and telephone, as {@code packs/hall.yaml} says them. */
@Component
class HallPolicy {

  /**
   * Calling people back.
   *
   * @param hours when people may be called
   * @param spacing wait after the first, second … attempt without an answer; the last holds on
   * @param later how far away the person may put it off, so many {@code laterTimes}
   */
  record CallBacks(
      List<Hours> hours,
      List<Duration> spacing,
      Duration busy,
      int maxAttempts,
      Duration later,
      int laterTimes,
      Duration lease) {}

  /** Part of a day. */
  record Hours(LocalTime from, LocalTime to) {
    boolean contains(LocalTime time) {
      return !time.isBefore(from) && time.isBefore(to);
    }
  }

  /**
   * What a window serves.
   *
   * @param letter before the number on the ticket
   */
  record Service(String code, String letter, Text name) {}

  /**
   * The queue.
   *
   * @param priorityRun so many with priority in a row, then one without
   * @param neverBeyond who has waited so long goes first, whoever else waits
   * @param windowOpen a window that has called within it counts as one where somebody sits
   * @param mostCalls so often a number is said aloud before it is passed over
   * @param tellAhead whoever left a number is told so long before their turn
   * @param tellAgain and once more when the time has moved by more than that
   * @param doorHours when numbers are given at the door
   * @param doorMost so many who wait may have taken theirs at the door
   */
  record Tickets(
      List<Service> services,
      int priorityRun,
      Duration neverBeyond,
      Duration bookingGrace,
      Duration usual,
      int paperFrom,
      Duration windowOpen,
      int mostCalls,
      Duration tellAhead,
      Duration tellAgain,
      List<Hours> doorHours,
      int doorMost) {

    Optional<Service> find(String code) {
      return services.stream().filter(service -> service.code().equals(code)).findAny();
    }
  }

  /**
   * Reading what comes from outside.
   *
   * @param from the day from which it holds
   * @param read working time from receipt until it is an order or set aside
   * @param ladder working time after a broken promise until each next one up is told
   * @param alert the same for alerts, in real time: an alert does not wait for the morning
   * @param forget so long after it was set aside its words are forgotten
   */
  record Reading(
      LocalDate from, Duration read, List<Duration> ladder, Alerts alert, Duration forget) {

    /** Where a county's own policy is older than the forgetting. */
    private static final int FORGET_DAYS = 90;

    Reading {
      ladder = List.copyOf(ladder);
    }
  }

  /** Reading what a connected system sends as an alert. */
  record Alerts(Duration read, List<Duration> ladder) {

    /** Where a county's own policy is older than alerts. */
    private static final Alerts USUAL =
        new Alerts(
            Duration.ofMinutes(15),
            List.of(Duration.ZERO, Duration.ofMinutes(15), Duration.ofMinutes(60)));

    Alerts {
      ladder = List.copyOf(ladder);
    }
  }

  /**
   * What is shown beside a message.
   *
   * @param ordersSince how old an open order may be that is compared with it
   * @param mostOrders how many of them at most
   * @param mostCompared how many messages that share words with it
   * @param precedentFrom how much alike an answered message is at least
   */
  record Beside(Duration ordersSince, int mostOrders, int mostCompared, double precedentFrom) {}

  private final List<Reading> readings;
  private final Duration answerWithin;
  private final Duration ring;
  private final CallBacks callBacks;
  private final Tickets tickets;
  private final Beside beside;

  HallPolicy(@Value("${yanzhen.packs:}") String folder) {
    Map<String, Object> pack = PolicyPack.find(folder, "hall", "packs/hall.yaml").load();
    this.readings =
        list(section(pack, "post"), "versions").stream()
            .map(HallPolicy::reading)
            .sorted(Comparator.comparing(Reading::from).reversed())
            .toList();
    Map<String, Object> calls = section(pack, "calls");
    this.answerWithin = Duration.ofSeconds(number(calls, "answer-within-seconds"));
    this.ring = Duration.ofMinutes(number(calls, "ring-minutes"));
    Map<String, Object> back = section(pack, "call-backs");
    this.callBacks =
        new CallBacks(
            list(back, "hours").stream().map(HallPolicy::hours).toList(),
            list(back, "spacing-minutes").stream()
                .map(minutes -> Duration.ofMinutes(((Number) minutes).longValue()))
                .toList(),
            Duration.ofMinutes(number(back, "busy-minutes")),
            number(back, "max-attempts"),
            Duration.ofDays(number(back, "later-days")),
            number(back, "later-times"),
            Duration.ofMinutes(number(back, "lease-minutes")));
    Map<String, Object> queue = section(pack, "tickets");
    this.tickets =
        new Tickets(
            list(queue, "services").stream().map(HallPolicy::service).toList(),
            number(queue, "priority-run"),
            Duration.ofMinutes(number(queue, "never-beyond-minutes")),
            Duration.ofMinutes(number(queue, "booking-grace-minutes")),
            Duration.ofMinutes(number(queue, "usual-minutes")),
            number(queue, "paper-from"),
            Duration.ofMinutes(number(queue, "window-open-minutes")),
            number(queue, "most-calls"),
            Duration.ofMinutes(number(queue, "tell-ahead-minutes")),
            Duration.ofMinutes(number(queue, "tell-again-minutes")),
            list(queue, "door-hours").stream().map(HallPolicy::hours).toList(),
            number(queue, "door-most"));
    Map<String, Object> triage = section(pack, "triage");
    this.beside =
        new Beside(
            Duration.ofDays(number(triage, "orders-since-days")),
            number(triage, "most-orders"),
            number(triage, "most-compared"),
            ((Number) needed(triage.get("precedent-from"), "precedent-from")).doubleValue());
    if (callBacks.spacing().isEmpty() || callBacks.hours().isEmpty() || tickets.priorityRun() < 1) {
      throw new IllegalStateException(
          "packs/hall.yaml: hours, spacing and priority-run are needed");
    }
  }

  /** The policy in force on that day. */
  Reading reading(LocalDate day) {
    return readings.stream()
        .filter(version -> !version.from().isAfter(day))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("packs/hall.yaml: no post policy on " + day));
  }

  Duration answerWithin() {
    return answerWithin;
  }

  Duration ring() {
    return ring;
  }

  CallBacks callBacks() {
    return callBacks;
  }

  Tickets tickets() {
    return tickets;
  }

  Beside beside() {
    return beside;
  }

  @SuppressWarnings("unchecked") // the form is the file's; what does not fit throws and is named
  private static Map<String, Object> section(Map<String, Object> pack, String name) {
    return (Map<String, Object>) needed(pack.get(name), name);
  }

  private static int number(Map<String, Object> section, String key) {
    return ((Number) needed(section.get(key), key)).intValue();
  }

  private static List<?> list(Map<String, Object> section, String key) {
    return (List<?>) needed(section.get(key), key);
  }

  private static Reading reading(Object entry) {
    Map<?, ?> map = (Map<?, ?>) entry;
    // SnakeYAML reads a bare date as a moment in UTC.
    LocalDate from =
        needed(map.get("from"), "post.from") instanceof Date date
            ? LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC)
            : LocalDate.parse(needed(map.get("from"), "post.from").toString());
    Duration read = hoursOf(needed(map.get("read-within-hours"), "post.read-within-hours"));
    List<Duration> ladder =
        ((List<?>) needed(map.get("tell-after-hours"), "post.tell-after-hours"))
            .stream().map(HallPolicy::hoursOf).toList();
    Alerts alerts = alerts(map);
    if (!isPromise(read, ladder) || !isPromise(alerts.read(), alerts.ladder())) {
      throw new IllegalStateException(
          "packs/hall.yaml: read-within is more than 0, tell-after rises");
    }
    int forget =
        map.get("forget-after-days") instanceof Number days ? days.intValue() : Reading.FORGET_DAYS;
    if (forget < 1) {
      throw new IllegalStateException("packs/hall.yaml: forget-after-days is more than 0");
    }
    return new Reading(from, read, ladder, alerts, Duration.ofDays(forget));
  }

  private static boolean isPromise(Duration read, List<Duration> ladder) {
    return read.isPositive()
        && !ladder.isEmpty()
        && ladder.stream().sorted().toList().equals(ladder)
        && !ladder.getFirst().isNegative();
  }

  private static Alerts alerts(Map<?, ?> map) {
    Object within = map.get("alert-read-within-minutes");
    Object after = map.get("alert-tell-after-minutes");
    if (within == null && after == null) {
      return Alerts.USUAL;
    }
    return new Alerts(
        minutesOf(needed(within, "post.alert-read-within-minutes")),
        ((List<?>) needed(after, "post.alert-tell-after-minutes"))
            .stream().map(HallPolicy::minutesOf).toList());
  }

  private static Duration minutesOf(Object minutes) {
    return Duration.ofMinutes(((Number) minutes).longValue());
  }

  private static Duration hoursOf(Object hours) {
    return Duration.ofMinutes(Math.round(((Number) hours).doubleValue() * 60));
  }

  private static Hours hours(Object text) {
    String[] parts = text.toString().split("-");
    Hours hours = new Hours(LocalTime.parse(parts[0]), LocalTime.parse(parts[1]));
    if (!hours.from().isBefore(hours.to())) {
      throw new IllegalStateException("packs/hall.yaml: " + text + " ends before it begins");
    }
    return hours;
  }

  private static Service service(Object entry) {
    Map<?, ?> map = (Map<?, ?>) entry;
    Map<?, ?> name = (Map<?, ?>) needed(map.get("name"), "name");
    return new Service(
        needed(map.get("code"), "code").toString(),
        needed(map.get("letter"), "letter").toString(),
        new Text(
            needed(name.get("zh"), "name.zh").toString(),
            needed(name.get("en"), "name.en").toString()));
  }

  private static <T> T needed(@Nullable T value, String name) {
    if (value == null) {
      throw new IllegalStateException("packs/hall.yaml: " + name + " is missing");
    }
    return value;
  }
}
