package org.yanzhen.order;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.order.BadGrades.Finding;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.Role;

/** Answering a bad grade that was looked into. */
@Component
class BadGradeCommands implements CommandRoom {

  /**
   * What looking into it found.
   *
   * @param reason why it was found so
   * @param putRight what was put right; always said where the grade was found true
   */
  record AnswerBadGrade(
      UUID badGradeId,
      Finding finding,
      @Personal String reason,
      @Personal @Nullable String putRight) {
    AnswerBadGrade {
      Checks.present("badGradeId", badGradeId);
      Checks.present("finding", finding);
      reason = Checks.text("reason", reason, 1_000);
      putRight = Checks.optionalText("putRight", putRight, 1_000);
      if (finding == Finding.VERIFIED && putRight == null) {
        throw Checks.malformed("putRight", "missing");
      }
    }
  }

  private final BadGrades grades;

  BadGradeCommands(BadGrades grades) {
    this.grades = grades;
  }

  @Override
  public void declare(CommandTypes types) {
    types.add(
        "order.answer-bad-grade",
        AnswerBadGrade.class,
        this::answer,
        Role.DISPATCHER,
        Role.ADMINISTRATOR);
  }

  private CommandResult answer(AnswerBadGrade command, CommandContext context) {
    Problem problem =
        grades.answer(
            command.badGradeId(), command.finding(), command.reason(), command.putRight(), context);
    return problem == null ? CommandResult.done() : CommandResult.refused(problem);
  }
}
