package org.yanzhen.place;

import java.time.LocalDate;
import java.util.Map;

/** The shipped calendar, for tests of other rooms without a server. */
public final class CalendarForTests {

  private static final CalendarData DATA = CalendarData.read("");

  private CalendarForTests() {}

  public static WorkCalendar china() {
    return new WorkCalendar(DATA);
  }

  /** Holidays (false) and weekends worked (true). */
  public static Map<LocalDate, Boolean> exceptions() {
    return DATA.exceptions();
  }
}
