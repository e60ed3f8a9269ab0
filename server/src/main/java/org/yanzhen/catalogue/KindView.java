package org.yanzhen.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind on the wire, in the reader's language.
 *
 * @param responsibleBody the same as the code of an organisation
 * @param clocks the limits of an order that does not press
 * @param results what is asked of whoever reports it done
 * @param conditions who may ask, as questions
 * @param placesAWeek how many orders a week its body can take; absent where nobody has said
 */
public record KindView(
    String code,
    int version,
    String icon,
    String name,
    String summary,
    String responsible,
    String responsibleBody,
    List<DispatchMode> dispatchModes,
    List<SkillView> skills,
    ClocksView clocks,
    List<FieldView> fields,
    List<FieldView> results,
    List<PaperView> papers,
    List<ConditionView> conditions,
    SeasonView season,
    List<StageView> stages,
    List<PartView> parts,
    List<RatingView> ratings,
    @Nullable Integer placesAWeek,
    PrivacyClass privacy) {

  /**
   * A paper to bring.
   *
   * @param situations answers that ask for it, each {@code field=choice}; none means always
   * @param when the same in words, or null for always
   * @param original whether the original must be seen
   */
  public record PaperView(
      String code, String name, List<String> situations, @Nullable String when, boolean original) {}

  /**
   * Who may ask.
   *
   * @param choices also of yes and no
   * @param situations answers for which it counts, each {@code field=choice}; none means always
   * @param when the same in words, or null for always
   * @param words who may ask, as a sentence
   * @param clause what that rests on, in words
   * @param qualifying of a choice, and of yes and no, the answers that qualify
   * @param min the smallest number, or the fewest full years of age
   * @param max the largest number, or the most full years of age
   * @param instead code of a kind that may help instead
   */
  public record ConditionView(
      String code,
      ConditionType type,
      String question,
      List<ChoiceView> choices,
      List<String> situations,
      @Nullable String when,
      String words,
      String clause,
      List<String> qualifying,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable String instead) {}

  /**
   * The months it belongs to.
   *
   * @param months none for all the year
   * @param words the same in words, or null for all the year
   */
  public record SeasonView(List<MonthSpan> months, @Nullable String words) {}

  /**
   * A later step.
   *
   * @param follows code of the stage before it, or null for the order itself
   * @param after how long after that, in words
   */
  public record StageView(
      String code, String name, String task, @Nullable String follows, String after) {}

  /**
   * A share of a joint order.
   *
   * @param together done at the same moment as the whole, by a second person
   */
  public record PartView(String code, String name, String kind, String task, boolean together) {}

  /** What is rated beside the whole. */
  public record RatingView(String code, String label) {}

  /** A needed skill. */
  public record SkillView(String code, String name, int level) {}

  /** The four limits in words. */
  public record ClocksView(String sign, String contact, String resolve, String verify) {}

  /**
   * A question of the form, or of what came of it.
   *
   * @param stage of a result: the stage that asks it, or null for the order itself
   */
  public record FieldView(
      String code,
      FieldType type,
      String label,
      boolean required,
      List<ChoiceView> choices,
      @Nullable String hint,
      @Nullable String stage) {}

  /** An answer to choose. */
  public record ChoiceView(String code, String label) {}
}
