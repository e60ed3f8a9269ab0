package org.yanzhen.catalogue;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind on the wire, in the reader's language.
 *
 * @param clocks the limits of an order that does not press
 */
public record KindView(
    String code,
    int version,
    String icon,
    String name,
    String summary,
    String responsible,
    Set<DispatchMode> dispatchModes,
    List<SkillView> skills,
    ClocksView clocks,
    List<FieldView> fields,
    List<String> papers) {

  /** A needed skill. */
  public record SkillView(String code, String name, int level) {}

  /** The four limits in words. */
  public record ClocksView(String sign, String contact, String resolve, String verify) {}

  /** A question of the form. */
  public record FieldView(
      String code,
      FieldType type,
      String label,
      boolean required,
      List<ChoiceView> choices,
      @Nullable String hint) {}

  /** An answer to choose. */
  public record ChoiceView(String code, String label) {}
}
