package org.yanzhen.order;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
   * @param inPublic what of it is shown in public; absent for the desk's own eyes
   */
  static String csv(Figures figures, @Nullable PublicSheet inPublic, Language language) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(head(figures, language));
    for (FigureRow row : figures.rows()) {
      lines.add(line(figures, row.key(), row, inPublic, language));
    }
    FigureRow total = figures.total();
    lines.add(
        line(
            figures,
            PublicSheet.TOTAL,
            new FigureRow("", language.pick("合计", "Total"), total.now(), total.before()),
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
      String key,
      FigureRow row,
      @Nullable PublicSheet inPublic,
      Language language) {
    String few =
        language.pick("少于" + figures.showFrom() + "件，不公开", "fewer than " + figures.showFrom());
    List<String> line = new ArrayList<>();
    line.add(row.name());
    Tally now = row.now();
    boolean hide = inPublic != null && !inPublic.now().shows(key);
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
    boolean hideComposite = hide;
    for (MeasureView measure : figures.measures()) {
      Share share = Objects.requireNonNull(now.shares().get(measure.code()));
      Share before = Objects.requireNonNull(row.before().shares().get(measure.code()));
      boolean hideShare = inPublic != null && !inPublic.now().shows(key, measure.code());
      hideComposite |= hideShare && measure.weight() != null;
      line.add(hideShare ? few : percent(share.percent()));
      line.add(hideShare ? few : Long.toString(share.n()));
      line.add(hideShare ? few : Long.toString(share.of()));
      boolean fewBefore =
          inPublic != null && before.of() > 0 && !inPublic.before().shows(key, measure.code());
      line.add(hide || fewBefore ? few : percent(before.percent()));
    }
    line.add(hideComposite ? few : percent(now.composite()));
    return line;
  }

  private static String percent(@Nullable Double percent) {
    return percent == null ? "" : percent.toString();
  }
}
