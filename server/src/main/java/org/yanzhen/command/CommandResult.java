package org.yanzhen.command;

import org.jspecify.annotations.Nullable;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;

/** What a handler answers: it is done, or it is refused and nothing of it stays. */
public sealed interface CommandResult {

  /**
   * @param value a record of ids, versions and states for the sender; kept with the command, so
   *     never personal data
   */
  record Done(@Nullable Object value) implements CommandResult {}

  record Refused(Problem problem) implements CommandResult {}

  static CommandResult done(@Nullable Object value) {
    return new Done(value);
  }

  static CommandResult done() {
    return new Done(null);
  }

  static CommandResult refused(Problem problem) {
    return new Refused(problem);
  }

  static CommandResult refused(ProblemCode code) {
    return new Refused(Problem.of(code));
  }

  static CommandResult refused(ProblemCode code, String field) {
    return new Refused(Problem.at(code, field));
  }
}
