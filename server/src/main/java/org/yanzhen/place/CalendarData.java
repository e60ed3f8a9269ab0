package org.yanzhen.place;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yanzhen.shared.PolicyPack;

/**
 * What a work calendar is made of.
 *
 * @param hours working hours of a working day, in order, without overlap
 * @param exceptions days that differ from the week's rule: true is a weekend worked, false a day
 *     off
 * @param years the years whose exceptions are known
 */
record CalendarData(List<Hours> hours, Map<LocalDate, Boolean> exceptions, Set<Integer> years) {

  record Hours(LocalTime from, LocalTime to) {}

  CalendarData {
    hours = List.copyOf(hours);
    exceptions = Map.copyOf(exceptions);
    years = Set.copyOf(years);
    LocalTime end = LocalTime.MIN;
    for (Hours part : hours) {
      if (part.from().isBefore(end) || !part.from().isBefore(part.to())) {
        throw new IllegalArgumentException("working hours overlap or run backwards at " + part);
      }
      end = part.to();
    }
    if (hours.isEmpty()) {
      throw new IllegalArgumentException("a working day without working hours");
    }
  }

  /**
   * The county's own calendar, else {@code packs/calendar-cn.yaml}.
   *
   * @param folder of the county's packs; blank where it has none
   */
  static CalendarData read(String folder) {
    PolicyPack pack = PolicyPack.find(folder, "calendar", "packs/calendar-cn.yaml");
    try {
      return of(pack.load());
    } catch (RuntimeException e) {
      throw new IllegalStateException(pack.file() + " is no work calendar: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("unchecked") // the form is the file's; what does not fit throws and is named
  private static CalendarData of(Map<String, Object> pack) {
    List<Hours> hours =
        ((List<String>) get(pack, "hours")).stream().map(CalendarData::hours).toList();
    Map<LocalDate, Boolean> exceptions = new HashMap<>();
    Map<Integer, Map<String, List<String>>> years =
        (Map<Integer, Map<String, List<String>>>) get(pack, "years");
    years.forEach(
        (year, days) -> {
          // "off" and "no" are false in YAML, so a slip there would be a silent year without
          // holidays.
          if (!days.keySet().equals(Set.of("free", "worked"))) {
            throw new IllegalArgumentException(year + " has the keys " + days.keySet());
          }
          days.getOrDefault("free", List.of()).forEach(run -> add(exceptions, year, run, false));
          days.getOrDefault("worked", List.of()).forEach(run -> add(exceptions, year, run, true));
        });
    return new CalendarData(hours, exceptions, new HashSet<>(years.keySet()));
  }

  private static Hours hours(String text) {
    int dash = text.indexOf('-');
    return new Hours(
        LocalTime.parse(text.substring(0, dash)), LocalTime.parse(text.substring(dash + 1)));
  }

  private static Object get(Map<String, Object> pack, String key) {
    Object value = pack.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }

  private static void add(
      Map<LocalDate, Boolean> exceptions, int year, String run, boolean working) {
    int dots = run.indexOf("..");
    LocalDate first = LocalDate.parse(year + "-" + (dots < 0 ? run : run.substring(0, dots)));
    LocalDate last = dots < 0 ? first : LocalDate.parse(year + "-" + run.substring(dots + 2));
    first
        .datesUntil(last.plusDays(1))
        .forEach(
            day -> {
              if (exceptions.put(day, working) != null) {
                throw new IllegalArgumentException(day + " stands twice");
              }
            });
  }
}
