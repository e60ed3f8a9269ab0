package org.yanzhen.door;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yanzhen.door.DoorViews.PictureEntry;

/**
 * What the templates of public promises and figures show. Public because the templates' classes
 * live in a package of their own.
 */
public final class PublicViews {

  private PublicViews() {}

  /** A way to another page. */
  public record WayEntry(String path, String words, boolean here) {}

  /**
   * A milestone.
   *
   * @param look class of its colour
   * @param words by when, or when it was reached
   * @param moved that the day was moved, or null
   */
  public record MilestoneEntry(String title, String look, String words, @Nullable String moved) {}

  /**
   * A promise.
   *
   * @param state how it stands, in words
   * @param who who answers for it
   * @param figures what was promised and what there is, in words
   * @param rest that there are more milestones, or null
   * @param reason why it was given up, or null
   */
  public record CommitmentEntry(
      String path,
      String standing,
      String icon,
      String look,
      String state,
      String title,
      String brings,
      String who,
      List<String> figures,
      List<MilestoneEntry> milestones,
      @Nullable String rest,
      @Nullable String reason) {}

  /**
   * A list of a year.
   *
   * @param kept how the milestones were kept, in words
   * @param others other years and places
   * @param more the address it goes on at, or null
   * @param data address of the same as a table
   */
  public record CommitmentsPage(
      String title,
      String kept,
      List<CommitmentEntry> items,
      List<WayEntry> others,
      @Nullable String more,
      String data,
      String printed) {}

  /** A step: what was done, what it says, and what reads differently since. */
  public record StepEntry(
      String when,
      String what,
      @Nullable String words,
      List<String> changes,
      List<PictureEntry> pictures) {}

  /**
   * A promise with its history, the newest step first.
   *
   * @param orders how many orders serve it, in words, or null
   * @param older the address it goes on at, or null
   */
  public record CommitmentPage(
      CommitmentEntry entry,
      @Nullable String orders,
      String list,
      String where,
      List<StepEntry> steps,
      @Nullable String older,
      String printed) {}

  /**
   * A rate in plain words.
   *
   * @param weight how much it weighs in the whole, in words; absent where it stands for itself
   */
  public record RateEntry(
      String name, String numerator, String denominator, @Nullable String weight) {}

  /**
   * A line of a table.
   *
   * @param cells in words; what may not be shown is said to be about few
   */
  public record FigureLine(String name, List<String> cells) {}

  /** A table with its head. */
  public record FigureSheet(String title, List<String> head, List<FigureLine> lines) {}

  /**
   * @param ways other years and quarters
   * @param composite how the rates that weigh are put together
   * @param few what is left out, and why
   */
  public record FiguresPage(
      String title,
      String asOf,
      List<WayEntry> years,
      List<WayEntry> quarters,
      List<FigureSheet> sheets,
      List<RateEntry> rates,
      String composite,
      String few) {}
}
