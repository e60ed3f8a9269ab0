package org.yanzhen.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.order.OrderState;

/** What a desk is shown beside a message. */
final class TriageViews {

  private TriageViews() {}

  /** How sure a suggestion is; said in words, because the figure behind it is no promise. */
  enum Sureness {
    LIKELY,
    UNSURE
  }

  /**
   * What it may be.
   *
   * @param words of the message that led to it, the strongest first
   * @param learntFrom how many messages people confirmed as this
   */
  record Suggested(
      String code, String name, Sureness sureness, List<String> words, int learntFrom) {}

  /**
   * @param kinds the likeliest first, at most three; empty when nothing is likely enough
   * @param body who may have to answer for it
   * @param telling words that stand out, when there is no suggestion
   * @param learntFrom how many confirmed messages the suggestions come from
   * @param learntAt null while they come from the word lists alone
   */
  record Suggestion(
      List<Suggested> kinds,
      @Nullable Suggested body,
      List<String> telling,
      int learntFrom,
      @Nullable Instant learntAt) {}

  /**
   * A message or an open order that may be the same matter.
   *
   * @param orderId the order it became or is
   * @param number as people call it: the order's number, or where the message came from
   * @param state of the message or of the order
   * @param here passages of the message in hand that stand in the other too
   * @param there the same in the other
   * @param same what a person said last; null when nobody has
   */
  record Alike(
      UUID id,
      boolean order,
      @Nullable UUID orderId,
      String number,
      String subject,
      String text,
      @Nullable String requester,
      Instant at,
      String state,
      @Nullable String kind,
      @Nullable String place,
      double likeness,
      List<TriagePassages.Passage> here,
      List<TriagePassages.Passage> there,
      @Nullable Boolean same) {}

  /**
   * An open order that may be the matter somebody takes down at a door.
   *
   * @param joined how many others ask for the same
   * @param what what was chosen where everybody must choose; anybody may know it
   * @param village where it stands
   * @param metres the way there; absent in the same village, and where it is not known
   * @param number absent, like its words and its likeness, where the viewer may know how it stands
   *     and no more
   */
  record AlikeNearby(
      UUID id,
      OrderState state,
      Instant at,
      int joined,
      List<String> what,
      String village,
      @Nullable Integer metres,
      @Nullable String number,
      @Nullable String title,
      @Nullable String text,
      @Nullable String place,
      @Nullable Double likeness) {}

  /** A similar message and the answer it was given elsewhere. */
  record Precedent(
      UUID id,
      String subject,
      Instant placedAt,
      String reply,
      @Nullable Integer replyWorkMinutes,
      @Nullable Integer replyMinutes) {}

  /** All of it for one message. */
  record Beside(Suggestion suggestion, List<Alike> alike, List<Precedent> precedents) {}

  /** For words being typed at the desk. */
  record BesideTyped(Suggestion suggestion, List<Alike> alike) {}

  /** How long answers took: in working time and in real time, the middle and nine out of ten. */
  record AnswerTimes(
      int year,
      @Nullable String category,
      int count,
      double medianWorkHours,
      double p90WorkHours,
      double medianDays,
      double p90Days,
      boolean calendarKnown) {}

  /**
   * @param workingDayHours of one working day, so that hours can be said as days
   */
  record Answers(double workingDayHours, List<AnswerTimes> rows) {}

  /** How often it was said in a week; the last is the one looked at. */
  record Week(LocalDate from, int messages) {}

  /** Where it was said: a township, or null where no message says so. */
  record Where(@Nullable Integer divisionId, @Nullable String name, int messages) {}

  record Mention(UUID itemId, String subject, Instant at, String state) {}

  /**
   * What is said more often than usual.
   *
   * @param words the strongest first
   * @param messages this week
   * @param usual expected from the eight weeks before
   * @param times how many times as often as usual
   */
  record Topic(
      List<String> words,
      int messages,
      double usual,
      double times,
      int people,
      List<Week> weeks,
      List<Where> where,
      List<Mention> mentions) {}

  /**
   * @param to the day after the week looked at
   * @param read how many messages were looked at
   * @param whole false when there were more than can be looked at
   */
  record Topics(
      LocalDate from,
      LocalDate to,
      int thisWeek,
      double usualWeek,
      int read,
      boolean whole,
      List<Topic> topics) {}
}
