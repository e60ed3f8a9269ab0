package org.yanzhen.commitment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Promises as they are shown, at the desk and to everybody. */
public final class CommitmentViews {

  private CommitmentViews() {}

  /**
   * A milestone.
   *
   * @param firstDue the day that was promised first, and by which it is judged
   * @param reachedOn when it was reached, as whoever put it down says
   * @param putDownOn when that was put down
   * @param late not reached though the day first promised is over
   */
  public record CommitmentMilestone(
      int n,
      String title,
      LocalDate due,
      LocalDate firstDue,
      @Nullable LocalDate reachedOn,
      @Nullable LocalDate putDownOn,
      boolean late) {}

  /**
   * How much was promised and how much there is.
   *
   * @param reached absent while nobody has counted
   */
  public record CommitmentFigure(
      int n, String name, String unit, BigDecimal promised, @Nullable BigDecimal reached) {}

  /**
   * A promise in a list.
   *
   * @param owner who answers for it, as it is published
   * @param reason why it was given up
   */
  public record CommitmentCard(
      UUID id,
      int version,
      Standing standing,
      String title,
      String brings,
      String bodyName,
      String owner,
      List<CommitmentMilestone> milestones,
      List<CommitmentFigure> figures,
      @Nullable LocalDate publishedOn,
      @Nullable String reason) {}

  /** Whose list of which year there is. */
  public record ListRef(int year, int divisionId, String divisionName) {}

  /**
   * A division's list of a year.
   *
   * @param kept milestones kept by the day first promised
   * @param of milestones whose day, promised in public, is over
   * @param lists other public lists
   * @param mayDraft whether the reader may write one for it
   */
  public record CommitmentList(
      int year,
      int divisionId,
      String divisionName,
      int kept,
      int of,
      List<CommitmentCard> items,
      List<ListRef> lists,
      boolean mayDraft) {}

  /**
   * What a correction says differently.
   *
   * @param what TITLE, BRINGS, BODY, OWNER, MILESTONE, DUE, NEW_MILESTONE, FIGURE or NEW_FIGURE
   * @param of the milestone or figure it is about
   */
  public record CommitmentChange(
      String what, @Nullable String of, @Nullable String before, String after) {}

  /**
   * A step of its history.
   *
   * @param by who took it; only at the desk
   * @param reachedOn the day it says a milestone was reached; absent where nobody was asked for it
   * @param text evidence, or the reason
   */
  public record CommitmentStep(
      int version,
      String action,
      Instant at,
      @Nullable String by,
      @Nullable Integer milestone,
      @Nullable String milestoneTitle,
      @Nullable LocalDate reachedOn,
      @Nullable String text,
      List<CommitmentChange> changes,
      List<UUID> pictures) {}

  /**
   * All of a promise.
   *
   * @param thread the newest step first
   */
  public record CommitmentDetail(
      CommitmentCard card,
      int year,
      int divisionId,
      String divisionName,
      List<CommitmentStep> thread) {}

  /**
   * The same at the desk.
   *
   * @param promise its words as they were written, to be edited
   * @param allowed commands the reader may send now
   */
  record CommitmentSheet(CommitmentDetail detail, Promise promise, List<String> allowed) {}
}
