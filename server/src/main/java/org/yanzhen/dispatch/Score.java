package org.yanzhen.dispatch;

import java.util.ArrayList;
import java.util.List;
import org.yanzhen.shared.Language;

/**
 * How well somebody suits an order, in whole points, higher is better; every point belongs to one
 * term.
 *
 * <p>The prices are in minutes of travel: one point is one minute somebody is on the road. They are
 * data ({@link Policy.Prices}), reasoned, not measured: a spare level of skill is worth a quarter
 * of an hour (keep the expert for what only the expert can do), each further order in hand costs
 * more than the one before, knowing the village saves asking around.
 */
record Score(int total, List<Term> terms) {

  /**
   * @param code stable
   * @param value the figure behind the points, in words
   */
  record Term(String code, String label, int points, String value) {}

  Score {
    terms = List.copyOf(terms);
    int sum = terms.stream().mapToInt(Term::points).sum();
    if (sum != total) {
      throw new IllegalArgumentException("terms make " + sum + ", not " + total);
    }
  }

  static Score of(Matter matter, Language language) {
    Policy.Prices prices = matter.policy().prices();
    List<Term> terms = new ArrayList<>();
    int minutes = matter.travel() == null ? prices.unknownMinutes() : matter.travel().minutes();
    terms.add(
        new Term(
            "travel",
            language.pick("路程", "Travel"),
            -minutes,
            matter.travel() == null
                ? language.pick("路程不详", "Distance unknown")
                : language
                    .pick("约 %d 分钟（%d–%d）", "About %d minutes (%d–%d)")
                    .formatted(
                        minutes, matter.travel().lowMinutes(), matter.travel().highMinutes())));
    int spare =
        matter.kind().skills().stream()
            .mapToInt(needed -> Eligibility.level(matter, needed.code()) - needed.level())
            .sum();
    terms.add(
        new Term(
            "skill",
            language.pick("技能余量", "Spare skill"),
            -prices.spareLevel() * spare,
            spare == 0
                ? language.pick("正好合适", "Exactly what is needed")
                : language
                    .pick("高出 %d 级，留给更难的事", "Levels above what is needed: %d")
                    .formatted(spare)));
    terms.add(
        new Term(
            "load",
            language.pick("手上的单", "In hand"),
            -prices.loadStep() * matter.load() * (matter.load() + 1) / 2,
            language.pick("手上 %d 单", "Orders in hand: %d").formatted(matter.load())));
    terms.add(
        new Term(
            "continuity",
            language.pick("熟悉程度", "Knows the place"),
            prices.knowsThePlace() * Math.min(prices.knowsAtMost(), matter.served()),
            matter.served() == 0
                ? language.pick("没在这里办过", "Has not served here yet")
                : language
                    .pick("在这里办好过 %d 单", "Orders solved here before: %d")
                    .formatted(matter.served())));
    boolean tight =
        matter.order().resolveDue() != null
            && matter
                .now()
                .plus(prices.each().multipliedBy(matter.load() + 1L))
                .isAfter(matter.order().resolveDue());
    terms.add(
        new Term(
            "deadline",
            language.pick("时限", "Deadline"),
            tight ? -prices.tight() : 0,
            tight
                ? language.pick("按手上的单，恐怕赶不上时限", "With what is in hand, the deadline is at risk")
                : language.pick("赶得上时限", "In time")));
    boolean hadIt = matter.person().id().equals(matter.order().returnedBy());
    if (hadIt) {
      terms.add(
          new Term(
              "returned",
              language.pick("退回过", "Had it before"),
              -prices.hadIt(),
              language.pick("这单从他手上退回过", "The order came back from this person")));
    }
    return new Score(terms.stream().mapToInt(Term::points).sum(), terms);
  }

  /** One sentence with its figures. */
  String why(Language language) {
    return String.join(language.pick("；", ". "), terms.stream().map(Term::value).toList())
        + language.pick("。", ".");
  }
}
