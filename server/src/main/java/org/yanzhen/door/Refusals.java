package org.yanzhen.door;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.door.DoorViews.Refusal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Problems;

/** Says at the door why something was not taken: at which input, in words for this page. */
@Component
class Refusals {

  private static final String FIELDS = "body.fields.";

  private final Problems problems;

  Refusals(Problems problems) {
    this.problems = problems;
  }

  Refusal of(Problem problem, @Nullable Kind kind, Face face) {
    return new Refusal(input(problem.field()), message(problem, kind, face));
  }

  private String message(Problem problem, @Nullable Kind kind, Face face) {
    String field = problem.field();
    if (problem.code() == ProblemCode.ORDER_FIELD_INVALID && field != null && kind != null) {
      String code = field.replace(FIELDS, "");
      String label =
          kind.fields().stream()
              .filter(question -> question.code().equals(code))
              .map(question -> question.label().in(face.language()))
              .findAny()
              .orElse(code);
      return face.say("refused.field", label);
    }
    String own = "refused." + problem.code().code();
    return face.hasWords(own) ? face.say(own) : problems.view(problem, face.language()).detail();
  }

  /** The name of the input on the page. */
  private static @Nullable String input(@Nullable String field) {
    if (field == null) {
      return null;
    }
    if (field.startsWith(FIELDS)) {
      return "f." + field.substring(FIELDS.length());
    }
    return switch (field) {
      case "body.joins" -> "joins";
      case "body.text" -> "text";
      case "body.voice" -> "voice";
      case "body.divisionId" -> "division";
      case "body.place" -> "place";
      case "body.requesterName" -> "name";
      case "body.requesterPhone" -> "phone";
      case "body.principalName" -> "forName";
      case "body.principalPhone" -> "forPhone";
      default -> null;
    };
  }
}
