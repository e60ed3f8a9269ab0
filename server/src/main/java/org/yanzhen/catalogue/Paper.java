package org.yanzhen.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Checks;

/**
 * A paper to bring.
 *
 * @param situations answers that ask for it, each {@code field=choice}; none means always
 * @param original whether the original must be seen; else a copy will do
 */
public record Paper(String code, Text name, List<String> situations, boolean original) {
  public Paper {
    code = Kind.checkedCode("code", code);
    Checks.present("name", name);
    situations = checkedSituations(situations);
  }

  /** Whether these answers ask for it. */
  public boolean isNeeded(Map<String, String> answers) {
    return isOneOf(situations, answers);
  }

  static List<String> checkedSituations(@Nullable List<String> given) {
    List<String> situations = List.copyOf(Checks.present("situations", given));
    for (String situation : situations) {
      if (situation.indexOf('=') < 1 || situation.endsWith("=")) {
        throw Checks.malformed("situations", "write field=choice");
      }
    }
    Kind.checkDistinct("situations", situations);
    return situations;
  }

  /** Whether these answers are one of the situations; none means always. */
  static boolean isOneOf(List<String> situations, Map<String, String> answers) {
    return situations.isEmpty()
        || situations.stream()
            .anyMatch(situation -> choiceOf(situation).equals(answers.get(fieldOf(situation))));
  }

  static String fieldOf(String situation) {
    return situation.substring(0, situation.indexOf('='));
  }

  static String choiceOf(String situation) {
    return situation.substring(situation.indexOf('=') + 1);
  }
}
