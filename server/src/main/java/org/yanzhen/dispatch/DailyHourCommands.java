package org.yanzhen.dispatch;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Setting the hour at which the proposal for all that waits is made by itself. */
@Component
class DailyHourCommands implements CommandRoom {

  /**
   * From now on, for the whole county.
   *
   * @param hour absent for never
   */
  record SetDailyHour(@Nullable LocalTime hour) {
    SetDailyHour {
      hour = hour == null ? null : hour.truncatedTo(ChronoUnit.MINUTES);
    }
  }

  private final DailyHours hours;
  private final Divisions divisions;
  private final Realms realms;

  DailyHourCommands(DailyHours hours, Divisions divisions, Realms realms) {
    this.hours = hours;
    this.divisions = divisions;
    this.realms = realms;
  }

  @Override
  public void declare(CommandTypes types) {
    types.add("dispatch.set-daily-hour", SetDailyHour.class, this::set, Role.DISPATCHER);
  }

  /** The proposal is of the whole county, so its hour is the county's dispatcher's to set. */
  boolean maySet(Actor actor) {
    RealmId realm = actor.realm();
    return actor.has(Role.DISPATCHER, divisions.get(realms.get(realm).divisionId()).path());
  }

  private CommandResult set(SetDailyHour command, CommandContext context) {
    if (!maySet(context.actor())) {
      return CommandResult.refused(
          Problem.of(ProblemCode.ACCESS_FORBIDDEN).with("type", "dispatch.set-daily-hour"));
    }
    hours.set(
        context.realm(),
        context.commandId(),
        command.hour(),
        context.actor().accountId(),
        context.at());
    return CommandResult.done();
  }
}
