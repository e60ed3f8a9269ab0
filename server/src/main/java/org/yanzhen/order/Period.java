package org.yanzhen.order;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * A span of days, both included: a month {@code 2026-11}, a quarter {@code 2026-Q4}, a year {@code
 * 2026}, or {@code 2026-11-01..2026-11-10}.
 */
record Period(LocalDate from, LocalDate to) {

  private static final Pattern QUARTER = Pattern.compile("([0-9]{4})-Q([1-4])");
  private static final int QUARTERS = 4;
  private static final int LONGEST_DAYS = 1_100;

  Period {
    if (!Checks.isOfOurTime(from) || !Checks.isOfOurTime(to)) {
      throw invalid();
    }
    if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) > LONGEST_DAYS) {
      throw invalid();
    }
  }

  static Period parse(String text) {
    try {
      int dots = text.indexOf("..");
      if (dots > 0) {
        return new Period(
            LocalDate.parse(text.substring(0, dots)), LocalDate.parse(text.substring(dots + 2)));
      }
      Matcher quarter = QUARTER.matcher(text);
      if (quarter.matches()) {
        return quarter(Integer.parseInt(quarter.group(1)), Integer.parseInt(quarter.group(2)));
      }
      if (text.length() == 4) {
        Year year = Year.parse(text);
        return new Period(year.atDay(1), year.atMonth(12).atEndOfMonth());
      }
      YearMonth month = YearMonth.parse(text);
      return new Period(month.atDay(1), month.atEndOfMonth());
    } catch (DateTimeException e) {
      throw invalid();
    }
  }

  static List<Period> quartersOf(int year) {
    return IntStream.rangeClosed(1, QUARTERS).mapToObj(n -> quarter(year, n)).toList();
  }

  private static Period quarter(int year, int n) {
    YearMonth start = YearMonth.of(year, (n - 1) * 3 + 1);
    return new Period(start.atDay(1), start.plusMonths(2).atEndOfMonth());
  }

  /**
   * Where it stands in a table of a year's quarters with the year at the end, counted from nought;
   * empty for any other span.
   */
  OptionalInt columnOfYear() {
    int year = from.getYear();
    int quarter = quartersOf(year).indexOf(this);
    if (quarter >= 0) {
      return OptionalInt.of(quarter);
    }
    boolean whole = equals(new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)));
    return whole ? OptionalInt.of(QUARTERS) : OptionalInt.empty();
  }

  static Period monthOf(LocalDate day) {
    YearMonth month = YearMonth.from(day);
    return new Period(month.atDay(1), month.atEndOfMonth());
  }

  /** The one it is compared with: whole months before whole months, otherwise as many days. */
  Period before() {
    boolean wholeMonths = from.getDayOfMonth() == 1 && to.plusDays(1).getDayOfMonth() == 1;
    if (wholeMonths) {
      long months = ChronoUnit.MONTHS.between(from, to.plusDays(1));
      return new Period(from.minusMonths(months), from.minusDays(1));
    }
    return new Period(from.minusDays(ChronoUnit.DAYS.between(from, to) + 1), from.minusDays(1));
  }

  Instant start(ZoneId zone) {
    return from.atStartOfDay(zone).toInstant();
  }

  /** The first moment after it. */
  Instant end(ZoneId zone) {
    return to.plusDays(1).atStartOfDay(zone).toInstant();
  }

  private static ProblemException invalid() {
    return new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "period"));
  }
}
