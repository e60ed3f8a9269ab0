package org.yanzhen.catalogue;

import java.time.Month;
import org.yanzhen.shared.Checks;

/**
 * Months of the year, both included; November to February is 11 to 2.
 *
 * @param from 1 to 12
 * @param to 1 to 12
 */
public record MonthSpan(int from, int to) {
  public MonthSpan {
    if (from < 1 || from > 12) {
      throw Checks.malformed("from", "a month is 1 to 12");
    }
    if (to < 1 || to > 12) {
      throw Checks.malformed("to", "a month is 1 to 12");
    }
  }

  public boolean contains(Month month) {
    int m = month.getValue();
    return from <= to ? from <= m && m <= to : m >= from || m <= to;
  }
}
