package org.yanzhen.order;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.yanzhen.catalogue.Text;

/**
 * The rates and how they are counted: the one table. Printed into {@code docs/rates.md}.
 *
 * <p>Each is counted over the orders <em>asked for</em> in the period, so nothing done later moves
 * an order to another period. An order enters a denominator on the day its promise, as first made,
 * falls due: not earlier by being closed early, not later by being paused, and never not at all by
 * being withdrawn or merged. It enters a numerator only by contact really made or by the
 * requester's word, for a merged one by that of the order it went into. So closing early,
 * cancelling, pausing and merging can lower a rate and never raise it (tested).
 */
enum Measure {
  RESPONSE(
      text("响应率", "Response rate"),
      text(
          "在签收时限内有人接单，并在联系时限内联系到点单人的",
          "accepted within the sign clock, and the requester contacted within the contact clock"),
      text(
          "本期点的单里，这项时限已经到期的；撤单的、并入别的单的也在内",
          "orders asked for in the period whose promise of contact has fallen due; withdrawn and merged ones too"),
      due("respond_by"),
      "contacted_at <= respond_by"),
  RESOLUTION(
      text("解决率", "Resolution rate"),
      text(
          "点单人自己说“解决了”的；没有回音的不算，重办的要再说一次才算",
          "the requester says it is solved; no answer does not count, and after reopening it must be said again"),
      text(
          "本期点的单里，办结时限已经到期的；撤单的、并入别的单的也在内，暂停不推迟",
          "orders asked for in the period whose time to resolve has run out; withdrawn and merged ones too, a pause moves"
              + " nothing"),
      due("resolve_by"),
      "fate = 'SOLVED' and not silent"),
  LEVEL(
      text("就地解决率", "Solved at its level"),
      text(
          "点单人自己说“解决了”，而且从来没有报到比该办的那一级更高的级；交回来也不算没报过",
          "the requester says it is solved, and it never went above the level at which it was to be solved; coming"
              + " back down does not undo that"),
      text(
          "本期点的单里，办结时限已经到期的；撤单的、并入别的单的也在内，暂停不推迟",
          "orders asked for in the period whose time to resolve has run out; withdrawn and merged ones too, a pause moves"
              + " nothing"),
      due("resolve_by"),
      "fate = 'SOLVED' and not silent and top_tier >= first_tier"),
  SATISFACTION(
      text("满意率", "Satisfaction rate"),
      text("评四分、五分，评后没有要求重办的", "graded 4 or 5 and not reopened since"),
      text(
          "本期点的单里，点单人评了分的，并入别的单的跟着那张单的分；没评的占多少，另列在旁边",
          "orders asked for in the period that were graded, merged ones with the grade of the order they went into; the share without a grade stands beside it"),
      "outside is null and grade is not null",
      "grade >= :satisfied and grade_stands"),
  SIGN_CLOCK(
      text("签收时限", "Sign clock"),
      text("在时限内有人接单，没有再退回的", "accepted in time, and not given back since"),
      text("本期点的单里，签收时限已经到期的", "orders asked for in the period whose sign clock has run out"),
      clock("sign_by"),
      "signed_at <= sign_by"),
  CONTACT_CLOCK(
      text("首次联系时限", "Contact clock"),
      text("在第一次答应的时限内联系到点单人的", "contacted within the time first promised"),
      text("本期点的单里，首次联系时限已经到期的", "orders asked for in the period whose contact clock has run out"),
      clock("contact_by"),
      "contacted_at <= contact_by"),
  RESOLVE_CLOCK(
      text("办结时限", "Resolve clock"),
      text(
          "在时限内办完，点单人也说解决了的；只报办完、没有回音的不算",
          "reported in time and confirmed by the requester; a report nobody confirmed does not count"),
      text(
          "本期点的单里，办结时限已经到期的；暂停不推迟",
          "orders asked for in the period whose resolve clock, without pauses, has run out"),
      clock("resolve_by"),
      "reported_at <= resolve_by and fate = 'SOLVED' and not silent"),
  VERIFY_CLOCK(
      text("回访时限", "Verify clock"),
      text("在时限内得到点单人一句话的，解决了或没解决都算", "the requester's word, yes or no, was had in time"),
      text(
          "本期点的单里，报了办完、回访时限已经到期的",
          "orders asked for in the period that were reported and whose verify clock has run out"),
      clock("verify_by"),
      "verified_at <= verify_by"),
  BAD_GRADE(
      text("差评整改率", "Bad grades put right in time"),
      text(
          "在核查时限内答复，回访时评价人说满意的；认定不属实、不合理也一样，要评价人自己说",
          "answered in time, and the rater, called back, is content with the answer; a grade found unfounded counts no"
              + " otherwise: the rater says it"),
      text(
          "本期点的单里，点单人给了差评、核查时限已经到期的；不算进上面各项率",
          "orders asked for in the period that were graded badly and whose time to look into that has run out; counted in"
              + " no other rate"),
      due("rectify_by"),
      "rectified_at <= rectify_by");

  private final Text label;
  private final Text numerator;
  private final Text denominator;
  private final String counted;
  private final String kept;

  Measure(Text label, Text numerator, Text denominator, String counted, String kept) {
    this.label = label;
    this.numerator = numerator;
    this.denominator = denominator;
    this.counted = counted;
    this.kept = kept;
  }

  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it says how a promised time was kept. */
  boolean isClock() {
    return name().endsWith("_CLOCK");
  }

  Text label() {
    return label;
  }

  Text numerator() {
    return numerator;
  }

  Text denominator() {
    return denominator;
  }

  /** Condition on {@link OutcomeStore#JUDGED}: in the denominator, as of {@code :now}. */
  String counted() {
    return counted;
  }

  /** Condition on {@link OutcomeStore#JUDGED}: in the numerator, if counted. */
  String kept() {
    return kept;
  }

  static Optional<Measure> of(String code) {
    return Arrays.stream(values()).filter(measure -> measure.code().equals(code)).findAny();
  }

  private static String due(String promise) {
    return "outside is null and " + clock(promise);
  }

  private static String clock(String promise) {
    return promise + " <= :now";
  }

  private static Text text(String zh, String en) {
    return new Text(zh, en);
  }
}
