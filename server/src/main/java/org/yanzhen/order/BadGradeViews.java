package org.yanzhen.order;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.TierView;

/** What is shown of bad grades to the desks that look into them. */
final class BadGradeViews {

  private BadGradeViews() {}

  /**
   * One answer.
   *
   * @param by the name of whoever answered
   * @param content whether the rater is content with it, once they have been asked
   * @param said what the rater said when called
   */
  record BadGradeAnswerView(
      int n,
      BadGrades.Finding finding,
      String by,
      Instant at,
      @Nullable String reason,
      @Nullable String putRight,
      @Nullable Boolean content,
      @Nullable Instant heardAt,
      @Nullable String said) {}

  /**
   * A bad grade that is looked into; neither the grade nor who gave it is repeated here.
   *
   * @param held the level, and the division, whose desk looks into it
   * @param n 2 when it is looked into once more
   * @param late whether it is overdue
   * @param mayAnswer whether whoever looks may answer it
   */
  record BadGradeView(
      UUID id,
      @Nullable OrderCard order,
      BadGrade.State state,
      TierView held,
      int n,
      Instant beganAt,
      Instant dueAt,
      boolean late,
      boolean mayAnswer,
      List<BadGradeAnswerView> answers,
      @Nullable Boolean content,
      @Nullable Instant endedAt) {}

  record BadGradePage(List<BadGradeView> items, @Nullable String next) {}
}
