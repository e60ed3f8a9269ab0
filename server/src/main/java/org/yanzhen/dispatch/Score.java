package org.yanzhen.dispatch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    return of(matter, matter.load(), null, language);
  }

  /**
   * As it is when many orders are weighed together: priced by itself, in the slot it would take.
   *
   * @param inHand orders the person has by then
   * @param broken what it costs that somebody else was told; absent when nobody was
   */
  static Score together(Matter matter, int inHand, @Nullable Integer broken, Language language) {
    return of(matter.unloaded(), inHand, broken, language);
  }

  private static Score of(Matter matter, int inHand, @Nullable Integer broken, Language language) {
    List<Term> terms = new ArrayList<>();
    terms.add(
        new Term(
            "travel",
            language.pick("路程", "Travel"),
            -travel(matter),
            matter.travel() == null
                ? language.pick("路程不详", "Distance unknown")
                : language
                    .pick("约 %d 分钟（%d–%d）", "About %d minutes (%d–%d)")
                    .formatted(
                        travel(matter),
                        matter.travel().lowMinutes(),
                        matter.travel().highMinutes())));
    terms.add(
        new Term(
            "skill",
            language.pick("技能余量", "Spare skill"),
            -spareSkill(matter),
            spareLevels(matter) == 0
                ? language.pick("正好合适", "Exactly what is needed")
                : language
                    .pick("高出 %d 级，留给更难的事", "Levels above what is needed: %d")
                    .formatted(spareLevels(matter))));
    if (!matter.kind().season().isEmpty()) {
      terms.add(
          new Term(
              "season",
              language.pick("农时", "Season"),
              season(matter),
              isInSeason(matter)
                  ? language.pick("正当农时，技能高的不用留", "In season: the most skilled are not kept back")
                  : language.pick("不在农时", "Out of season")));
    }
    terms.add(
        new Term(
            "load",
            language.pick("手上的单", "In hand"),
            -slot(matter.policy(), inHand),
            language.pick("手上 %d 单", "Orders in hand: %d").formatted(inHand)));
    terms.add(
        new Term(
            "continuity",
            language.pick("熟悉程度", "Knows the place"),
            continuity(matter),
            knows(matter, language)));
    terms.add(
        new Term(
            "deadline",
            language.pick("时限", "Deadline"),
            -tight(matter),
            isTight(matter)
                ? language.pick("按手上的单，恐怕赶不上时限", "With what is in hand, the deadline is at risk")
                : language.pick("赶得上时限", "In time")));
    if (matter.tongue() != null) {
      terms.add(
          new Term(
              "language",
              language.pick("语言", "Language"),
              -interpreter(matter),
              languageWords(matter, language)));
    }
    if (hadIt(matter)) {
      terms.add(
          new Term(
              "returned",
              language.pick("退回过", "Had it before"),
              -returned(matter),
              language.pick("这单从他手上退回过", "The order came back from this person")));
    }
    if (broken != null) {
      terms.add(
          new Term(
              "told",
              language.pick("告诉过别人", "Somebody was told"),
              -broken,
              language
                  .pick("已经告诉过别人，改派算 %d 分钟", "Somebody else was told: %d minutes")
                  .formatted(broken)));
    }
    Opportunity opportunity = matter.opportunity();
    if (opportunity != null) {
      terms.add(
          new Term(
              "opportunity",
              language.pick("别处更需要", "Needed elsewhere"),
              -opportunity.minutes(),
              opportunity.words(language)));
    }
    return new Score(terms.stream().mapToInt(Term::points).sum(), terms);
  }

  /** What the person costs in minutes, without what is in hand and what others lose. */
  static int cost(Matter matter) {
    return travel(matter)
        + spareSkill(matter)
        - season(matter)
        - continuity(matter)
        + tight(matter)
        + interpreter(matter)
        + returned(matter);
  }

  /** What one more order costs somebody who has so many: each more than the one before. */
  static int slot(Policy policy, int load) {
    return policy.prices().loadStep() * load * (load + 1) / 2;
  }

  private static int travel(Matter matter) {
    return matter.travel() == null
        ? matter.policy().prices().unknownMinutes()
        : matter.travel().minutes();
  }

  private static int spareLevels(Matter matter) {
    return matter.kind().skills().stream()
        .mapToInt(needed -> Eligibility.level(matter, needed.code()) - needed.level())
        .sum();
  }

  private static int spareSkill(Matter matter) {
    return matter.policy().prices().spareLevel() * spareLevels(matter);
  }

  private static boolean isInSeason(Matter matter) {
    return !matter.kind().season().isEmpty() && matter.kind().isInSeason(matter.goes().getMonth());
  }

  /** In its season a matter is what the skill is kept for: then a spare level costs nothing. */
  private static int season(Matter matter) {
    return isInSeason(matter) ? spareSkill(matter) : 0;
  }

  private static int continuity(Matter matter) {
    Policy.Prices prices = matter.policy().prices();
    return prices.knowsThePlace() * Math.min(prices.knowsAtMost(), matter.served().orders());
  }

  /** How often, and when last: the day is a reason to read, and no points. */
  private static String knows(Matter matter, Language language) {
    int orders = matter.served().orders();
    if (orders == 0) {
      return language.pick("没在这里办过", "Has not served here yet");
    }
    String often = language.pick("在这里办好过 %d 单", "Orders solved here before: %d").formatted(orders);
    LocalDate last = matter.served().last();
    return last == null
        ? often
        : often
            + language
                .pick("，最近一次是%s", ", last on %s")
                .formatted(HowWords.day(last, matter.goes(), language));
  }

  private static boolean isTight(Matter matter) {
    return matter.order().resolveDue() != null
        && matter
            .now()
            .plus(matter.policy().prices().each().multipliedBy(matter.load() + 1L))
            .isAfter(matter.order().resolveDue());
  }

  private static int tight(Matter matter) {
    return isTight(matter) ? matter.policy().prices().tight() : 0;
  }

  /** Who does not speak it brings somebody who does, or takes twice as long. */
  private static int interpreter(Matter matter) {
    return matter.speaks() ? 0 : matter.policy().prices().interpreter();
  }

  private static String languageWords(Matter matter, Language language) {
    String name = matter.tongue() == null ? "" : matter.tongue().name(language);
    if (matter.speaks()) {
      return language.pick("会说%s", "Speaks %s").formatted(name);
    }
    return matter.person().languages().isEmpty()
        ? language
            .pick("会不会说%s没有登记，按要人翻译算", "Not known to speak %s: counted as needing an interpreter")
            .formatted(name)
        : language.pick("不会说%s，要有人翻译", "Does not speak %s: needs an interpreter").formatted(name);
  }

  private static boolean hadIt(Matter matter) {
    return matter.person().id().equals(matter.order().returnedBy());
  }

  private static int returned(Matter matter) {
    return hadIt(matter) ? matter.policy().prices().hadIt() : 0;
  }

  /** One sentence with its figures. */
  String why(Language language) {
    return String.join(language.pick("；", ". "), terms.stream().map(Term::value).toList())
        + language.pick("。", ".");
  }
}
