package org.yanzhen.catalogue;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/**
 * A question of the kind's form, or of what came of its orders.
 *
 * @param choices at least two for a choice, none otherwise
 * @param stage of a result: asked when this stage is reported; none means the order itself. A
 *     question of the form has none
 */
public record KindField(
    String code,
    FieldType type,
    Text label,
    boolean required,
    List<Choice> choices,
    @Nullable Text hint,
    @Nullable String stage) {

  public KindField {
    code = Kind.checkedCode("code", code);
    Checks.present("type", type);
    Checks.present("label", label);
    choices = List.copyOf(Checks.present("choices", choices));
    if (type == FieldType.CHOICE && choices.size() < 2) {
      throw Checks.malformed("choices", "a choice needs at least two");
    }
    if (type != FieldType.CHOICE && !choices.isEmpty()) {
      throw Checks.malformed("choices", "only a choice has choices");
    }
    Kind.checkDistinct("choices", choices.stream().map(Choice::code).toList());
    stage = stage == null ? null : Kind.checkedCode("stage", stage);
  }

  /** The choice of this field that {@code field=choice} means. */
  Optional<Choice> choice(String situation) {
    return choices.stream()
        .filter(choice -> (code + "=" + choice.code()).equals(situation))
        .findAny();
  }
}
