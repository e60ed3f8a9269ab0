package org.yanzhen.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.yanzhen.order.FigureViews.FigureRow;
import org.yanzhen.order.FigureViews.Figures;
import org.yanzhen.order.FigureViews.MeasureView;
import org.yanzhen.order.FigureViews.ResultRow;
import org.yanzhen.order.FigureViews.Results;
import org.yanzhen.order.FigureViews.Share;
import org.yanzhen.order.FigureViews.Tally;
import org.yanzhen.shared.Csv;
import org.yanzhen.shared.Language;

/**
 * Figures as a table for a spreadsheet: UTF-8 with a mark that Chinese offices' programs look for,
 * and no cell that such a program would run.
 */
final class FigureTable {

  private FigureTable() {}

  /**
   * @param inPublic hides lines and shares about few orders, and more where what is hidden could be
   *     reckoned from the total
   */
  static String csv(Figures figures, boolean inPublic, Language language) {
    Set<String> hidden = inPublic ? hidden(figures.rows(), figures.showFrom()) : Set.of();
    Map<String, Set<String>> hiddenShares = new HashMap<>();
    for (MeasureView measure : figures.measures()) {
      hiddenShares.put(
          measure.code(),
          inPublic
              ? hidden(figures.rows(), figures.showFrom(), row -> of(row.now(), measure), hidden)
              : Set.of());
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(head(figures, language));
    for (FigureRow row : figures.rows()) {
      lines.add(
          line(
              figures,
              row,
              hidden.contains(row.key()),
              measure ->
                  Objects.requireNonNull(hiddenShares.get(measure.code())).contains(row.key()),
              inPublic,
              language));
    }
    boolean totalIsSmall = inPublic && figures.total().now().placed() < figures.showFrom();
    FigureRow total = figures.total();
    lines.add(
        line(
            figures,
            new FigureRow("", language.pick("合计", "Total"), total.now(), total.before()),
            totalIsSmall,
            measure -> inPublic && of(total.now(), measure) < figures.showFrom(),
            inPublic,
            language));
    lines.add(List.of());
    lines.add(List.of(language.pick("点单日期", "Asked for"), figures.from() + " – " + figures.to()));
    lines.add(
        List.of(
            language.pick("对比", "Compared with"),
            figures.beforeFrom() + " – " + figures.beforeTo()));
    lines.add(List.of(language.pick("截至", "As of"), figures.asOf().toString()));
    for (MeasureView measure : figures.measures()) {
      lines.add(
          List.of(
              measure.name(),
              language.pick("分子：", "Counted: ") + measure.numerator(),
              language.pick("分母：", "Of: ") + measure.denominator()));
    }
    return Csv.of(lines.stream());
  }

  /** What came of orders, in numbers. */
  static String csv(Results results, Language language) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            language.pick("服务事项", "Kind"),
            language.pick("结果", "Result"),
            language.pick("单数", "Orders"),
            language.pick("合计", "Sum"),
            language.pick("平均", "Mean")));
    for (ResultRow row : results.rows()) {
      lines.add(
          List.of(
              row.kindName(),
              row.label(),
              Long.toString(row.orders()),
              number(row.sum()),
              number(row.mean())));
    }
    lines.add(List.of());
    lines.add(List.of(language.pick("点单日期", "Asked for"), results.from() + " – " + results.to()));
    return Csv.of(lines.stream());
  }

  private static String number(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Keys of the lines not to be shown in public. */
  static Set<String> hidden(List<FigureRow> rows, int showFrom) {
    return hidden(rows, showFrom, row -> row.now().placed(), Set.of());
  }

  /**
   * Those about few orders, and as many more as it takes until what is hidden, which anybody can
   * reckon from the total, is itself about no few.
   */
  private static Set<String> hidden(
      List<FigureRow> rows, int showFrom, ToLongFunction<FigureRow> about, Set<String> already) {
    Set<String> hidden = new HashSet<>(already);
    rows.stream()
        .filter(row -> about.applyAsLong(row) < showFrom)
        .map(FigureRow::key)
        .forEach(hidden::add);
    List<FigureRow> shown =
        rows.stream()
            .filter(row -> !hidden.contains(row.key()))
            .sorted(Comparator.comparingLong(about))
            .toList();
    long sum = rows.stream().filter(row -> hidden.contains(row.key())).mapToLong(about).sum();
    for (FigureRow next : shown) {
      boolean enough = sum == 0 || (hidden.size() > 1 && sum >= showFrom);
      if (enough) {
        break;
      }
      hidden.add(next.key());
      sum += about.applyAsLong(next);
    }
    return hidden;
  }

  private static long of(Tally tally, MeasureView measure) {
    return Objects.requireNonNull(tally.shares().get(measure.code())).of();
  }

  private static List<String> head(Figures figures, Language language) {
    List<String> head = new ArrayList<>();
    head.add(
        switch (figures.by()) {
          case "kind" -> language.pick("服务事项", "Kind");
          case "body" -> language.pick("责任单位", "Responsible body");
          case "team" -> language.pick("小组", "Group");
          case "track" -> language.pick("轨道", "Track");
          case "tier" -> language.pick("轨道与层级", "Track and level");
          default -> language.pick("区划", "Division");
        });
    head.add(language.pick("点单", "Asked for"));
    head.add(language.pick("已解决", "Solved"));
    head.add(language.pick("没有回音", "No answer"));
    head.add(language.pick("撤单", "Withdrawn"));
    head.add(language.pick("未解决", "Unsolved"));
    head.add(language.pick("没评分", "Not graded"));
    head.add(language.pick("上报", "Raised"));
    head.add(language.pick("交回", "Handed down"));
    for (MeasureView measure : figures.measures()) {
      head.add(measure.name() + " %");
      head.add(measure.name() + language.pick(" 分子", " n"));
      head.add(measure.name() + language.pick(" 分母", " of"));
      head.add(measure.name() + language.pick(" 上期 %", " before %"));
    }
    head.add(language.pick("综合 %", "Composite %"));
    return head;
  }

  private static List<String> line(
      Figures figures,
      FigureRow row,
      boolean hide,
      Predicate<MeasureView> hidesShare,
      boolean inPublic,
      Language language) {
    String few =
        language.pick("少于" + figures.showFrom() + "件，不公开", "fewer than " + figures.showFrom());
    List<String> line = new ArrayList<>();
    line.add(row.name());
    Tally now = row.now();
    for (long count :
        new long[] {
          now.placed(),
          now.solved(),
          now.silent(),
          now.withdrawn(),
          now.unsolved(),
          now.ungraded(),
          now.raised(),
          now.handedDown()
        }) {
      line.add(hide ? few : Long.toString(count));
    }
    for (MeasureView measure : figures.measures()) {
      Share share = Objects.requireNonNull(now.shares().get(measure.code()));
      Share before = Objects.requireNonNull(row.before().shares().get(measure.code()));
      boolean hideShare = hide || hidesShare.test(measure);
      line.add(hideShare ? few : percent(share.percent()));
      line.add(hideShare ? few : Long.toString(share.n()));
      line.add(hideShare ? few : Long.toString(share.of()));
      boolean fewBefore = inPublic && before.of() > 0 && before.of() < figures.showFrom();
      line.add(hide || fewBefore ? few : percent(before.percent()));
    }
    boolean ofAHiddenOne =
        figures.measures().stream().filter(one -> one.weight() != null).anyMatch(hidesShare);
    line.add(hide || ofAHiddenOne ? few : percent(now.composite()));
    return line;
  }

  private static String percent(@Nullable Double percent) {
    return percent == null ? "" : percent.toString();
  }
}
