package org.yanzhen.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.yanzhen.order.FigureViews.Tally;

/**
 * What a sheet of figures for everybody shows. Its year is looked at as one table of lines and
 * quarters ({@link Withheld}), whichever column of it the sheet is.
 *
 * @param before of the span it is compared with, in the table of that one's year
 */
record PublicSheet(Shown now, Shown before) {

  /** The key of the total; no line has it. */
  static final String TOTAL = "*";

  /** What is counted in the total only stands in a line of its own, so that the table adds up. */
  private static final String IN_NO_LINE = "*rest";

  /**
   * @param lines keys of the lines whose counts are shown
   * @param shares the same of a rate, by its code
   */
  record Shown(Set<String> lines, Map<String, Set<String>> shares) {
    boolean shows(String key) {
      return lines.contains(key);
    }

    boolean shows(String key, String measure) {
      return shares.getOrDefault(measure, Set.of()).contains(key);
    }
  }

  /**
   * @param quarters the lines of each quarter by their keys
   * @param totals of each quarter
   * @param column which quarter the sheet shows, or the year behind the last one
   */
  static Shown shown(
      List<Map<String, Tally>> quarters, List<Tally> totals, int column, int showFrom) {
    Set<String> named = new TreeSet<>();
    quarters.forEach(quarter -> named.addAll(quarter.keySet()));
    List<String> keys = new ArrayList<>(named);
    keys.add(IN_NO_LINE);
    keys.add(TOTAL);
    boolean[][] few =
        Withheld.of(
            table(keys, quarters, totals, Tally::placed),
            new boolean[keys.size()][quarters.size() + 1],
            showFrom);
    Map<String, Set<String>> shares = new HashMap<>();
    for (String measure : totals.getFirst().shares().keySet()) {
      boolean[][] hidden =
          Withheld.of(
              table(
                  keys,
                  quarters,
                  totals,
                  tally -> Objects.requireNonNull(tally.shares().get(measure)).of()),
              few,
              showFrom);
      shares.put(measure, left(keys, hidden, column));
    }
    return new Shown(left(keys, few, column), Map.copyOf(shares));
  }

  private static Set<String> left(List<String> keys, boolean[][] hidden, int column) {
    Set<String> shown = new HashSet<>();
    for (int i = 0; i < keys.size(); i++) {
      if (!hidden[i][column]) {
        shown.add(keys.get(i));
      }
    }
    return Set.copyOf(shown);
  }

  /** With the year at the end of each line and the total below each column. */
  private static long[][] table(
      List<String> keys,
      List<Map<String, Tally>> quarters,
      List<Tally> totals,
      ToLongFunction<Tally> number) {
    int last = quarters.size();
    int total = keys.size() - 1;
    long[][] table = new long[keys.size()][last + 1];
    for (int q = 0; q < last; q++) {
      table[total][q] = number.applyAsLong(totals.get(q));
      long rest = table[total][q];
      for (int i = 0; i < total - 1; i++) {
        Tally tally = quarters.get(q).get(keys.get(i));
        table[i][q] = tally == null ? 0 : number.applyAsLong(tally);
        rest -= table[i][q];
      }
      table[total - 1][q] = rest;
      for (int i = 0; i <= total; i++) {
        table[i][last] += table[i][q];
      }
    }
    return table;
  }
}
