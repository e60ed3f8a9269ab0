package org.yanzhen.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which numbers of a public table are not shown, so that none about few orders can be read or
 * reckoned.
 *
 * <p>The table has places down and quarters across, with the year at the end of each line and the
 * whole county below each column. Whatever is in a line adds up to its end, so one missing number
 * is no secret: beside a small one so many more are left out that what can be reckoned is itself
 * about no few.
 */
final class Withheld {

  private Withheld() {}

  /**
   * @param about how many orders each number is about; the last column is the sum of the others,
   *     and so is the last line
   * @param already what is left out for another reason
   */
  static boolean[][] of(long[][] about, boolean[][] already, int showFrom) {
    int lines = about.length;
    int columns = about[0].length;
    boolean[][] hidden = new boolean[lines][];
    for (int i = 0; i < lines; i++) {
      hidden[i] = already[i].clone();
      for (int j = 0; j < columns; j++) {
        hidden[i][j] |= about[i][j] < showFrom;
      }
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int i = 0; i < lines; i++) {
        changed |= guard(across(i, columns), about, hidden, showFrom);
      }
      for (int j = 0; j < columns; j++) {
        changed |= guard(down(j, lines), about, hidden, showFrom);
      }
    }
    return hidden;
  }

  /** What two tables of the same whole leave out. */
  record Both(boolean[][] one, boolean[][] other) {}

  /**
   * The same of two tables whose last lines are one: what of the whole is left out in one of them
   * is not shown by the other.
   */
  static Both of(
      long[][] one, boolean[][] already, long[][] other, boolean[][] alreadyOther, int showFrom) {
    boolean[][] left = of(one, already, showFrom);
    boolean[][] right = of(other, alreadyOther, showFrom);
    while (evened(left[left.length - 1], right[right.length - 1])) {
      left = of(one, left, showFrom);
      right = of(other, right, showFrom);
    }
    return new Both(left, right);
  }

  /** Leaves out of each line what the other leaves out; false where they are alike. */
  private static boolean evened(boolean[] line, boolean[] other) {
    boolean changed = false;
    for (int j = 0; j < line.length; j++) {
      changed |= line[j] != other[j];
      line[j] |= other[j];
      other[j] = line[j];
    }
    return changed;
  }

  private record Cell(int line, int column) {}

  private static List<Cell> across(int line, int columns) {
    List<Cell> cells = new ArrayList<>();
    for (int j = 0; j < columns; j++) {
      cells.add(new Cell(line, j));
    }
    return cells;
  }

  private static List<Cell> down(int column, int lines) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      cells.add(new Cell(i, column));
    }
    return cells;
  }

  /** Leaves out as many more of one sum as it takes; the last cell is the sum of those before. */
  private static boolean guard(List<Cell> cells, long[][] about, boolean[][] hidden, int showFrom) {
    boolean changed = false;
    while (isReckoned(cells, about, hidden, showFrom)) {
      Cell next =
          cells.subList(0, cells.size() - 1).stream()
              .filter(cell -> !hidden[cell.line()][cell.column()])
              .min(
                  Comparator.comparing((Cell cell) -> about[cell.line()][cell.column()] == 0)
                      .thenComparing(cell -> about[cell.line()][cell.column()]))
              .orElse(cells.getLast());
      hidden[next.line()][next.column()] = true;
      changed = true;
    }
    return changed;
  }

  /** Whether what is left out of this sum is about few and can be told from what is shown. */
  private static boolean isReckoned(
      List<Cell> cells, long[][] about, boolean[][] hidden, int showFrom) {
    Cell sum = cells.getLast();
    long left = 0;
    int count = 0;
    for (Cell cell : cells.subList(0, cells.size() - 1)) {
      long one = about[cell.line()][cell.column()];
      // A nought hides nothing: everybody knows that a coming quarter has none.
      if (hidden[cell.line()][cell.column()] && one > 0) {
        count++;
        left += one;
      }
    }
    if (hidden[sum.line()][sum.column()]) {
      // Everything that adds up to it is shown, so it is no secret.
      return count == 0 && about[sum.line()][sum.column()] > 0;
    }
    return left > 0 && (count < 2 || left < showFrom);
  }
}
