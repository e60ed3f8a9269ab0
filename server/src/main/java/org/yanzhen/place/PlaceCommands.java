package org.yanzhen.place;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.place.PositionStore.Source;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** Setting positions. */
@Component
class PlaceCommands implements CommandRoom {

  /**
   * Sets positions, all or none. A made-up position leaves a measured one as it is.
   *
   * @param source where all of them come from
   */
  record SetPositions(Source source, List<Placed> positions) {
    SetPositions {
      Checks.present("source", source);
      positions = List.copyOf(Checks.present("positions", positions));
      if (positions.isEmpty() || positions.size() > 1_000) {
        throw Checks.malformed("positions", "1 to 1000 at a time");
      }
    }
  }

  /** A division's point: degrees, WGS 84. */
  record Placed(int divisionId, double latitude, double longitude) {
    Placed {
      if (!(latitude >= -90 && latitude <= 90)) {
        throw Checks.malformed("latitude", "-90 to 90");
      }
      if (!(longitude >= -180 && longitude <= 180)) {
        throw Checks.malformed("longitude", "-180 to 180");
      }
    }

    Point point() {
      return new Point(latitude, longitude);
    }
  }

  /**
   * @param set how many were written
   * @param kept how many measured ones were left as they are
   */
  record PositionsSet(int set, int kept) {}

  private final Divisions divisions;
  private final PositionStore positions;

  PlaceCommands(Divisions divisions, PositionStore positions) {
    this.divisions = divisions;
    this.positions = positions;
  }

  @Override
  public void declare(CommandTypes types) {
    types.add("place.set-positions", SetPositions.class, this::setPositions, Role.ADMINISTRATOR);
  }

  private CommandResult setPositions(SetPositions command, CommandContext context) {
    int set = 0;
    for (int i = 0; i < command.positions().size(); i++) {
      Placed placed = command.positions().get(i);
      String field = "body.positions[" + i + "].divisionId";
      Optional<Division> division = divisions.find(placed.divisionId());
      if (division.isEmpty()) {
        return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, field);
      }
      if (!context.actor().isSystem()
          && !context.actor().has(Role.ADMINISTRATOR, division.get().path())) {
        return CommandResult.refused(
            Problem.at(ProblemCode.ACCESS_FORBIDDEN, field).with("type", "place.set-positions"));
      }
      if (positions.set(
          context.realm(), placed.divisionId(), placed.point(), command.source(), context.at())) {
        set++;
      }
    }
    return CommandResult.done(new PositionsSet(set, command.positions().size() - set));
  }
}
