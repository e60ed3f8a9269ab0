package org.yanzhen.place;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * Working time on China's work calendar: office hours, public holidays, weekends worked for them.
 *
 * <p>Beyond the years of the pack only weekends are known: then a clock that crosses a holiday runs
 * out too early. It is said once a year in the log, and {@link #isAnnounced} lets a caller say it
 * where it matters.
 */
@Service
public class WorkCalendar {

  private static final Logger LOG = LoggerFactory.getLogger(WorkCalendar.class);

  private record Span(Instant from, Instant to) {}

  private final CalendarData data;
  private final Duration workingDay;
  private final Set<Integer> missingYears = ConcurrentHashMap.newKeySet();

  @Autowired
  WorkCalendar(@Value("${yanzhen.packs:}") String folder) {
    this(CalendarData.read(folder));
  }

  WorkCalendar(CalendarData data) {
    this.data = data;
    this.workingDay =
        data.hours().stream()
            .map(part -> Duration.between(part.from(), part.to()))
            .reduce(Duration.ZERO, Duration::plus);
  }

  /** The working time of one working day. */
  public Duration workingDay() {
    return workingDay;
  }

  /** Whether the year's holidays are known, so that its working days are more than a guess. */
  public boolean isAnnounced(int year) {
    return data.years().contains(year);
  }

  /**
   * The moment at which that much working time has passed since the start. What is full at closing
   * time is due at closing time, not at the next opening.
   */
  public Instant plus(Instant start, Duration workingTime, ZoneId zone) {
    if (workingTime.isNegative()) {
      throw new IllegalArgumentException("working time does not run backwards: " + workingTime);
    }
    if (workingTime.isZero()) {
      return start;
    }
    Duration left = workingTime;
    for (LocalDate day = dayOf(start, zone); ; day = day.plusDays(1)) {
      for (Span span : spans(day, zone)) {
        Instant from = later(span.from(), start);
        if (!from.isBefore(span.to())) {
          continue;
        }
        Duration length = Duration.between(from, span.to());
        if (left.compareTo(length) <= 0) {
          return from.plus(left);
        }
        left = left.minus(length);
      }
    }
  }

  /** The working time from start to end; negative when the end comes first. */
  public Duration between(Instant start, Instant end, ZoneId zone) {
    if (end.isBefore(start)) {
      return between(end, start, zone).negated();
    }
    Duration total = Duration.ZERO;
    LocalDate last = dayOf(end, zone);
    for (LocalDate day = dayOf(start, zone); !day.isAfter(last); day = day.plusDays(1)) {
      for (Span span : spans(day, zone)) {
        Instant from = later(span.from(), start);
        Instant to = span.to().isBefore(end) ? span.to() : end;
        if (from.isBefore(to)) {
          total = total.plus(Duration.between(from, to));
        }
      }
    }
    return total;
  }

  /** Opening belongs to working time, closing no more. */
  public boolean isWorking(Instant at, ZoneId zone) {
    return spans(dayOf(at, zone), zone).stream()
        .anyMatch(span -> !at.isBefore(span.from()) && at.isBefore(span.to()));
  }

  private List<Span> spans(LocalDate day, ZoneId zone) {
    if (!isWorkingDay(day)) {
      return List.of();
    }
    return data.hours().stream()
        .map(
            part ->
                new Span(
                    day.atTime(part.from()).atZone(zone).toInstant(),
                    day.atTime(part.to()).atZone(zone).toInstant()))
        .toList();
  }

  /** Whether offices are open that day at all. */
  public boolean isWorkingDay(LocalDate day) {
    if (!isAnnounced(day.getYear()) && missingYears.add(day.getYear())) {
      LOG.warn(
          "The work calendar ends before {}: its holidays are unknown, only weekends count as free.",
          day.getYear());
    }
    DayOfWeek weekday = day.getDayOfWeek();
    boolean inTheWeek = weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY;
    return data.exceptions().getOrDefault(day, inTheWeek);
  }

  private static LocalDate dayOf(Instant instant, ZoneId zone) {
    return instant.atZone(zone).toLocalDate();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
