package org.yanzhen.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures as they are shown: never a number without its period, its denominator and the one before.
 */
final class FigureViews {

  private FigureViews() {}

  /** What a rate counts, in words. */
  record MeasureView(
      String code, String name, String numerator, String denominator, @Nullable Integer weight) {}

  /**
   * A rate.
   *
   * @param n how many were kept
   * @param of of how many
   * @param percent with one decimal; absent where nothing was due
   */
  record Share(long n, long of, @Nullable Double percent) {}

  /**
   * What came of the orders asked for in one period.
   *
   * @param solved the requester said so
   * @param silent ended without an answer; never counted as solved
   * @param unsolved neither solved nor ended in another way
   * @param ungraded finished or left unanswered past the verify clock, without a grade
   * @param gradable those and the graded
   * @param raised left their level for the one above
   * @param handedDown came back to the level below
   * @param composite weighted, in percent; absent where one of its rates is
   * @param small fewer orders than may be shown in public
   */
  record Tally(
      long placed,
      long solved,
      long silent,
      long withdrawn,
      long merged,
      long unsolved,
      long ungraded,
      long gradable,
      long raised,
      long handedDown,
      Map<String, Share> shares,
      @Nullable Double composite,
      boolean small) {}

  /**
   * One line: a division, a kind, a body, a group, a track or a level.
   *
   * @param key give it back to see the orders behind
   * @param before the same in the period before
   */
  record FigureRow(String key, String name, Tally now, Tally before) {}

  /**
   * @param divisionName whose subtree is counted
   * @param asOf promises that fell due by then are counted
   */
  record Figures(
      int divisionId,
      String divisionName,
      LocalDate from,
      LocalDate to,
      LocalDate beforeFrom,
      LocalDate beforeTo,
      Instant asOf,
      String by,
      int showFrom,
      List<MeasureView> measures,
      List<FigureRow> rows,
      FigureRow total) {}

  /**
   * How often orders of one kind left one body, and why.
   *
   * @param action as in the thread, e.g. {@code order.decline}
   * @param toBody code of the body they went to, if handed to another; with the rest of the line it
   *     opens to its orders
   * @param toName its name
   */
  record ReturnRow(
      String kind,
      String kindName,
      @Nullable String body,
      String bodyName,
      String action,
      String reason,
      @Nullable String toBody,
      @Nullable String toName,
      long count) {}

  /**
   * A suggestion for the list of who answers for what, never decided: orders of that kind in that
   * place which one body said are not its own, and the body that took them in the end.
   *
   * @param division key of the place, to open the line; empty for the area itself
   */
  record RoutedRow(
      String kind,
      String kindName,
      String division,
      String divisionName,
      @Nullable String body,
      String bodyName,
      String acceptedBy,
      String acceptedByName,
      long count) {}

  record Routed(int divisionId, LocalDate from, LocalDate to, List<RoutedRow> rows) {}

  record Returns(int divisionId, LocalDate from, LocalDate to, List<ReturnRow> rows) {}

  /**
   * What one number in the reports of a kind comes to.
   *
   * @param label of the result, with its unit
   * @param orders how many reports say it
   * @param mean of them; of prices and wages it says more than the sum
   */
  record ResultRow(
      String kind,
      String kindName,
      String code,
      String label,
      long orders,
      double sum,
      double mean) {}

  record Results(int divisionId, LocalDate from, LocalDate to, List<ResultRow> rows) {}

  /**
   * Needs of one month, from the records.
   *
   * @param month its first day
   */
  record NeedRow(
      LocalDate month,
      String key,
      String name,
      String kind,
      String kindName,
      long placed,
      long solved,
      long silent,
      long withdrawn,
      long unsolved) {}

  record Needs(int divisionId, LocalDate from, LocalDate to, String by, List<NeedRow> rows) {}
}
