package org.yanzhen.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.yanzhen.shared.Language;
import org.yanzhen.support.Printed;

class RatesInWordsTest {

  private final FiguresPolicy policy = new FiguresPolicy("");

  @Test
  void everyRateIsPublishedWithWhatIsCountedAndOfWhat() {
    StringBuilder page =
        new StringBuilder(
            """
            # How the rates are counted

            Printed by `RatesInWordsTest` from `org.yanzhen.order.Measure` and `packs/figures.yaml`; why it is so stands in
            decisions 0020 and 0053. All are counted over the orders *asked for* in the period, as of the moment of looking. Promises
            count as first made. Orders of a joint order count once, by their lead. An order merged into another stays in every
            denominator, with its own promises; response, end and grade are those of the order it went into. What was broken before it
            was merged stays broken, and contact made before the merge is none for it, unless whoever asked chose to go on with an
            order under way. Messages imported as historical are no orders and stand outside.

            | rate | 指标 | weight | counted | of | 分子 | 分母 |
            |---|---|---|---|---|---|---|
            """);
    for (Measure measure : Measure.values()) {
      Integer weight = policy.weights().get(measure);
      page.append(
          "| %s | %s | %s | %s | %s | %s | %s |\n"
              .formatted(
                  measure.label().in(Language.EN),
                  measure.label().in(Language.ZH),
                  weight == null ? "" : weight + " %",
                  measure.numerator().in(Language.EN),
                  measure.denominator().in(Language.EN),
                  measure.numerator().in(Language.ZH),
                  measure.denominator().in(Language.ZH)));
    }
    page.append(
        "| %s | %s |  | %s | %s | %s | %s |\n"
            .formatted(
                PostRate.LABEL.en(),
                PostRate.LABEL.zh(),
                PostRate.NUMERATOR.en(),
                PostRate.DENOMINATOR.en(),
                PostRate.NUMERATOR.zh(),
                PostRate.DENOMINATOR.zh()));
    page.append(
        """

        The composite is the weighted sum of the three rates that have a weight; where one of them has no denominator there is no
        composite. A grade counts as satisfied from %d. Beside the rates stand: withdrawn, ended without an answer, not graded. In
        anything public a line or a share of fewer than %d orders is not shown, and so many more are hidden that what can be
        reckoned from the total is itself about no few. A draft counts from the day it was taken down, sent or not, and a message
        from outside from its receipt: their promises run since then (decision 0054). Messages read in time are counted before there
        is an order, over those received in the period; what nobody has read belongs to no township and no body, so it shows in the
        line of the whole county.
        """
            .formatted(policy.satisfiedFrom(), policy.showFrom()));
    Printed.assertUpToDate("docs/rates.md", page.toString());
  }

  @Test
  void theWordsOfTheSatisfactionRateNameThePolicysGrade() {
    assertThat(policy.satisfiedFrom()).isEqualTo(4);
    assertThat(Measure.SATISFACTION.numerator().en()).contains("4 or 5");
  }
}
