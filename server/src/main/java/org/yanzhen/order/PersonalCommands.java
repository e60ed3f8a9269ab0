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

  record Result(int orders) {}

  private final PersonalWords words;

  PersonalCommands(PersonalWords words) {
    this.words = words;
  }

  @Override
  public void declare(CommandTypes types) {
    types.add("personal.erase", Erase.class, this::erase, Role.ADMINISTRATOR);
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
    List<OrderRow> left = rows.stream().filter(row -> !words.isErased(realm, row)).toList();
    if (left.isEmpty()) {
      return CommandResult.refused(ProblemCode.PERSONAL_ERASED, "body.number");
    }
    left.forEach(row -> words.erase(realm, row, context));
    return CommandResult.done(new Result(left.size()));
  }
}
