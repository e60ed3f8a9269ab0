package org.yanzhen.order;

import java.util.List;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Erasing what somebody said and who they are, where they ask for it. */
@Component
class PersonalCommands implements CommandRoom {

  /**
   * @param number of one of their orders
   * @param orders how many there are, as the administrator counted them: a second look
   * @param reason who asked for it, and how they showed who they are
   */
  record Erase(String number, int orders, @Personal String reason) {
    Erase {
      number = Checks.text("number", number, 40);
      reason = Checks.text("reason", reason, 500);
    }
  }

  /**
   * @param number of one of their orders
   * @param reason why an administrator looks at what is kept of somebody
   */
  record Look(String number, @Personal String reason) {
    Look {
      number = Checks.text("number", number, 40);
      reason = Checks.text("reason", reason, 500);
    }
  }

  record Result(int orders) {}

  private final PersonalWords words;

  PersonalCommands(PersonalWords words) {
    this.words = words;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("personal.look", Look.class, this::look, Role.ADMINISTRATOR)
        .add("personal.erase", Erase.class, this::erase, Role.ADMINISTRATOR);
  }

  private CommandResult look(Look command, CommandContext context) {
    try {
      words.noteLook(command.number(), context);
    } catch (ProblemException e) {
      return CommandResult.refused(Problem.at(e.problem().code(), "body.number"));
    }
    return CommandResult.done();
  }

  private CommandResult erase(Erase command, CommandContext context) {
    RealmId realm = context.realm();
    List<OrderRow> rows;
    try {
      rows = words.lock(context.actor(), command.number());
    } catch (ProblemException e) {
      return CommandResult.refused(Problem.at(e.problem().code(), "body.number"));
    }
    if (rows.size() != command.orders()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.PERSONAL_COUNT, "body.orders").with("orders", rows.size()));
    }
    if (rows.stream().anyMatch(row -> words.isOpen(realm, row))) {
      return CommandResult.refused(ProblemCode.PERSONAL_OPEN, "body.number");
    }
    if (rows.stream().anyMatch(row -> words.isBadGradeOpen(realm, row))) {
      return CommandResult.refused(ProblemCode.PERSONAL_BAD_GRADE, "body.number");
    }
    List<OrderRow> left = rows.stream().filter(row -> !words.isErased(realm, row)).toList();
    if (left.isEmpty()) {
      return CommandResult.refused(ProblemCode.PERSONAL_ERASED, "body.number");
    }
    words.erase(realm, rows, left, context);
    return CommandResult.done(new Result(left.size()));
  }
}
