package org.yanzhen.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkCalendarTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private final WorkCalendar calendar = new WorkCalendar("");

  @Test
  void fourWorkingHoursCrossTheNoonBreak() {
    assertThat(plus("2026-03-04T10:00", Duration.ofHours(4))).isEqualTo("2026-03-04T16:30");
  }

  @Test
  void whatIsFullAtClosingTimeIsDueAtClosingTime() {
    assertThat(plus("2026-03-04T08:30", Duration.ofMinutes(210))).isEqualTo("2026-03-04T12:00");
    assertThat(plus("2026-03-04T08:30", calendar.workingDay())).isEqualTo("2026-03-04T18:00");
  }

  @Test
  void anOrderOfTheEveningStartsInTheMorning() {
    assertThat(plus("2026-03-04T21:15", Duration.ofHours(1))).isEqualTo("2026-03-05T09:30");
  }

  @Test
  void springFestivalIsNotWorkingTimeAndTheWeekendWorkedForItIs() {
    // 15 to 23 February 2026 are free; Saturday the 14th and Saturday the 28th are worked.
    assertThat(plus("2026-02-14T17:00", Duration.ofHours(2))).isEqualTo("2026-02-24T09:30");
    assertThat(calendar.isWorking(at("2026-02-28T09:00"), SHANGHAI)).isTrue();
    assertThat(calendar.isWorking(at("2026-02-17T09:00"), SHANGHAI)).isFalse();
  }

  @Test
  void openingBelongsToWorkingTimeAndClosingDoesNot() {
    assertThat(calendar.isWorking(at("2026-03-04T08:30"), SHANGHAI)).isTrue();
    assertThat(calendar.isWorking(at("2026-03-04T12:00"), SHANGHAI)).isFalse();
    assertThat(calendar.isWorking(at("2026-03-04T13:00"), SHANGHAI)).isFalse();
    assertThat(calendar.isWorking(at("2026-03-04T18:00"), SHANGHAI)).isFalse();
  }

  @Test
  void noTimeIsDueAtOnceAndNegativeTimeIsRefused() {
    assertThat(plus("2026-03-04T23:00", Duration.ZERO)).isEqualTo("2026-03-04T23:00");
    assertThatThrownBy(() -> plus("2026-03-04T23:00", Duration.ofMinutes(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theTimeBetweenIsNegativeBackwards() {
    Instant morning = at("2026-03-04T09:00");
    Instant afternoon = at("2026-03-04T15:00");
    assertThat(calendar.between(morning, afternoon, SHANGHAI)).isEqualTo(Duration.ofMinutes(210));
    assertThat(calendar.between(afternoon, morning, SHANGHAI)).isEqualTo(Duration.ofMinutes(-210));
  }

  @Test
  void beyondTheAnnouncedYearsOnlyWeekendsAreFree() {
    assertThat(calendar.isAnnounced(2026)).isTrue();
    assertThat(calendar.isAnnounced(2031)).isFalse();
    assertThat(calendar.isWorking(at("2031-10-01T09:00"), SHANGHAI)).isTrue();
    assertThat(calendar.isWorking(at("2031-10-04T09:00"), SHANGHAI)).isFalse();
  }

  @Test
  void secondsAreKept() {
    Instant start = at("2026-03-04T11:59").plusSeconds(17);
    assertThat(calendar.plus(start, Duration.ofMinutes(1), SHANGHAI))
        .isEqualTo(at("2026-03-04T14:30").plusSeconds(17));
  }

  /** The law: counting minute by minute gives the same, in both directions. */
  @Test
  void agreesWithCountingMinuteByMinute() throws IOException {
    MinuteByMinute oracle = new MinuteByMinute();
    SplittableRandom random = new SplittableRandom(20261121);
    for (int i = 0; i < 400; i++) {
      // Autumn holidays and Spring Festival come up often enough in five years of starts.
      Instant start =
          at("2022-01-01T00:00")
              .plus(Duration.ofMinutes(random.nextInt(5 * 365 * 24 * 60 - 60 * 24 * 60)));
      Duration time = Duration.ofMinutes(random.nextInt(1, 60 * 60));
      Instant due = calendar.plus(start, time, SHANGHAI);
      assertThat(due).as("start %s plus %s", start, time).isEqualTo(oracle.plus(start, time));
      assertThat(calendar.between(start, due, SHANGHAI))
          .as("from %s to %s", start, due)
          .isEqualTo(time);
      Instant end = start.plus(Duration.ofMinutes(random.nextInt(20 * 24 * 60)));
      assertThat(calendar.between(start, end, SHANGHAI))
          .as("from %s to %s", start, end)
          .isEqualTo(oracle.between(start, end));
      assertThat(calendar.isWorking(start, SHANGHAI))
          .as("%s", start)
          .isEqualTo(oracle.isWorking(start));
    }
  }

  @Test
  void holdsEveryDayOfTheAnnouncements() throws IOException {
    Path folder = Path.of("../../shared/data/calendar").toAbsolutePath().normalize();
    assumeThat(Files.isDirectory(folder))
        .as("the announcements lie beside the repository")
        .isTrue();
    Map<LocalDate, Boolean> announced = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        Matcher day =
            Pattern.compile("\"date\": \"([0-9-]+)\",\\s*\"isOffDay\": (true|false)")
                .matcher(Files.readString(file));
        while (day.find()) {
          announced.put(LocalDate.parse(day.group(1)), day.group(2).equals("false"));
        }
      }
    }
    Map<LocalDate, Boolean> held = new HashMap<>(CalendarData.read("").exceptions());
    announced.keySet().removeIf(day -> day.getYear() < 2010);
    assertThat(held).isEqualTo(announced);
  }

  private String plus(String start, Duration workingTime) {
    return LocalDateTime.ofInstant(calendar.plus(at(start), workingTime, SHANGHAI), SHANGHAI)
        .toString();
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
  }

  /** Knows the pack by its text alone and nothing of intervals. */
  private static final class MinuteByMinute {

    private final Map<LocalDate, Boolean> exceptions = new HashMap<>();

    MinuteByMinute() throws IOException {
      String year = "";
      for (String line : pack()) {
        if (line.matches(" {2}[0-9]{4}:")) {
          year = line.strip().substring(0, 4);
        }
        Matcher days =
            Pattern.compile("([0-9]{2}-[0-9]{2})(?:[.]{2}([0-9]{2}-[0-9]{2}))?").matcher(line);
        while (line.startsWith("    ") && days.find()) {
          LocalDate last =
              LocalDate.parse(year + "-" + (days.group(2) == null ? days.group(1) : days.group(2)));
          for (LocalDate day = LocalDate.parse(year + "-" + days.group(1));
              !day.isAfter(last);
              day = day.plusDays(1)) {
            exceptions.put(day, line.contains("worked:"));
          }
        }
      }
    }

    private static List<String> pack() throws IOException {
      try (var file = WorkCalendarTest.class.getResourceAsStream("/packs/calendar-cn.yaml")) {
        return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      }
    }

    boolean isWorking(Instant at) {
      ZonedDateTime time = at.atZone(SHANGHAI);
      Boolean exception = exceptions.get(time.toLocalDate());
      boolean week =
          time.getDayOfWeek() != DayOfWeek.SATURDAY && time.getDayOfWeek() != DayOfWeek.SUNDAY;
      int minute = time.getHour() * 60 + time.getMinute();
      boolean open =
          (minute >= 8 * 60 + 30 && minute < 12 * 60)
              || (minute >= 14 * 60 + 30 && minute < 18 * 60);
      return open && (exception == null ? week : exception);
    }

    Instant plus(Instant start, Duration time) {
      Instant at = start;
      for (long left = time.toMinutes(); left > 0; at = at.plusSeconds(60)) {
        if (isWorking(at)) {
          left--;
        }
      }
      return at;
    }

    Duration between(Instant start, Instant end) {
      long minutes = 0;
      for (Instant at = start; at.isBefore(end); at = at.plusSeconds(60)) {
        if (isWorking(at)) {
          minutes++;
        }
      }
      return Duration.ofMinutes(minutes);
    }
  }
}
