package org.yanzhen.order;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.order.Dossier.Cause;
import org.yanzhen.order.Dossier.Need;
import org.yanzhen.order.Dossier.PilotOutcome;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Putting orders together that have one root, and solving it there. */
@Component
class DossierCommands implements CommandRoom {

  private static final int ORDERS = 500;
  private static final int AT_ONCE = 50;
  private static final int DIVISIONS = 400;

  record Open(
      UUID dossierId,
      int divisionId,
      @Nullable String kind,
      @Personal String title,
      @Personal @Nullable String text,
      List<UUID> orderIds) {
    Open(
        UUID dossierId,
        int divisionId,
        @Nullable String kind,
        String title,
        @Nullable String text,
        @Nullable List<UUID> orderIds) {
      this.dossierId = Checks.present("dossierId", dossierId);
      this.divisionId = divisionId;
      this.kind = Checks.optionalText("kind", kind, 60);
      this.title = Checks.text("title", title, 80);
      this.text = Checks.optionalText("text", text, 4_000);
      this.orderIds = orderIds == null ? List.of() : List.copyOf(orderIds);
      if (this.orderIds.size() > AT_ONCE) {
        throw Checks.malformed("orderIds", "too many");
      }
    }
  }

  record Note(UUID dossierId, @Personal String text) {
    Note {
      Checks.present("dossierId", dossierId);
      text = Checks.text("text", text, 4_000);
    }
  }

  /**
   * To the next stage.
   *
   * @param divisions where it is rolled out, when it goes there
   */
  record Advance(
      UUID dossierId,
      DossierStage to,
      @Nullable Cause cause,
      @Nullable Integer pilotDivisionId,
      @Nullable PilotOutcome pilotOutcome,
      List<Integer> divisions,
      @Personal @Nullable String text) {
    Advance(
        UUID dossierId,
        DossierStage to,
        @Nullable Cause cause,
        @Nullable Integer pilotDivisionId,
        @Nullable PilotOutcome pilotOutcome,
        @Nullable List<Integer> divisions,
        @Nullable String text) {
      this.dossierId = Checks.present("dossierId", dossierId);
      this.to = Checks.present("to", to);
      this.cause = cause;
      this.pilotDivisionId = pilotDivisionId;
      this.pilotOutcome = pilotOutcome;
      this.divisions = divisions == null ? List.of() : List.copyOf(divisions);
      this.text = Checks.optionalText("text", text, 4_000);
      if (this.divisions.size() > DIVISIONS) {
        throw Checks.malformed("divisions", "too many");
      }
    }
  }

  record Rollout(UUID dossierId, int divisionId, boolean done) {
    Rollout {
      Checks.present("dossierId", dossierId);
    }
  }

  record Link(UUID dossierId, UUID orderId) {
    Link {
      Checks.present("dossierId", dossierId);
      Checks.present("orderId", orderId);
    }
  }

  record Unlink(UUID dossierId, UUID orderId, @Personal String reason) {
    Unlink {
      Checks.present("dossierId", dossierId);
      Checks.present("orderId", orderId);
      reason = Checks.text("reason", reason, 500);
    }
  }

  record Result(UUID dossierId, int version, DossierStage stage) {}

  private final DossierStore store;
  private final OrderStore orders;
  private final Catalogue catalogue;
  private final Divisions divisions;

  DossierCommands(DossierStore store, OrderStore orders, Catalogue catalogue, Divisions divisions) {
    this.store = store;
    this.orders = orders;
    this.catalogue = catalogue;
    this.divisions = divisions;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] leaders = {Role.DISPATCHER, Role.ADMINISTRATOR};
    types
        .add("dossier.open", Open.class, this::open, leaders)
        .add("dossier.note", Note.class, this::note, leaders)
        .add("dossier.advance", Advance.class, this::advance, leaders)
        .add("dossier.rollout", Rollout.class, this::rollout, leaders)
        .add("dossier.link", Link.class, this::link, leaders)
        .add("dossier.unlink", Unlink.class, this::unlink, leaders);
  }

  /** Who may lead a dossier of this area. */
  static boolean mayLead(Actor actor, String area) {
    return actor.isSystem()
        || actor.has(Role.DISPATCHER, area)
        || actor.has(Role.ADMINISTRATOR, area);
  }

  private CommandResult open(Open command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Division> division = divisions.find(command.divisionId());
    if (division.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    if (!mayLead(context.actor(), division.get().path())) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId");
    }
    if (command.kind() != null && catalogue.find(realm, command.kind()).isEmpty()) {
      return CommandResult.refused(
          Problem.at(ProblemCode.CATALOGUE_KIND_UNKNOWN, "body.kind").with("kind", command.kind()));
    }
    Dossier dossier =
        new Dossier(
            command.dossierId(),
            DossierStage.OPEN,
            1,
            division.get().id(),
            division.get().path(),
            command.kind(),
            null,
            null,
            null,
            context.at(),
            context.at());
    if (!store.insert(realm, dossier)) {
      return CommandResult.refused(ProblemCode.DOSSIER_EXISTS, "body.dossierId");
    }
    store.insertHistory(
        realm,
        dossier,
        "OPEN",
        null,
        DossierStore.Facts.NONE,
        command.title(),
        command.text(),
        context);
    Dossier now = dossier;
    for (UUID order : command.orderIds()) {
      Problem problem = linkable(now, order, context);
      if (problem != null) {
        return CommandResult.refused(problem);
      }
      now = moved(now, now.stage(), context);
      write(now, "LINK", DossierStore.Facts.order(order), null, context);
    }
    return done(now);
  }

  private CommandResult note(Note command, CommandContext context) {
    return onDossier(
        command.dossierId(),
        context,
        dossier -> {
          Dossier now = moved(dossier, dossier.stage(), context);
          write(now, "NOTE", DossierStore.Facts.NONE, command.text(), context);
          return done(now);
        });
  }

  private CommandResult advance(Advance command, CommandContext context) {
    return onDossier(
        command.dossierId(),
        context,
        dossier -> {
          Optional<Dossier.Transition> row =
              Dossier.TABLE.stream()
                  .filter(t -> t.from() == dossier.stage() && t.to() == command.to())
                  .findFirst();
          if (row.isEmpty()) {
            return CommandResult.refused(
                Problem.at(ProblemCode.DOSSIER_WRONG_STAGE, "body.to")
                    .with("stage", dossier.stage())
                    .with("to", command.to()));
          }
          Dossier next =
              new Dossier(
                  dossier.id(),
                  command.to(),
                  dossier.version() + 1,
                  dossier.divisionId(),
                  dossier.area(),
                  dossier.kind(),
                  command.cause() == null ? dossier.cause() : command.cause(),
                  command.pilotDivisionId() == null
                      ? dossier.pilotDivision()
                      : command.pilotDivisionId(),
                  // A new trial starts without a result.
                  command.to() == DossierStage.PILOT ? null : outcome(command, dossier),
                  dossier.openedAt(),
                  context.at());
          Problem problem = lacking(row.get(), command, next, context.realm());
          if (problem != null) {
            return CommandResult.refused(problem);
          }
          command
              .divisions()
              .forEach(division -> store.addDivision(context.realm(), dossier.id(), division));
          store.update(context.realm(), next);
          store.insertHistory(
              context.realm(),
              next,
              "ADVANCE",
              dossier.stage(),
              new DossierStore.Facts(
                  null, command.pilotDivisionId(), command.cause(), command.pilotOutcome(), null),
              null,
              command.text(),
              context);
          return done(next);
        });
  }

  private static @Nullable PilotOutcome outcome(Advance command, Dossier dossier) {
    return command.pilotOutcome() == null ? dossier.pilotOutcome() : command.pilotOutcome();
  }

  private @Nullable Problem lacking(
      Dossier.Transition row, Advance command, Dossier next, RealmId realm) {
    for (Need need : row.needs()) {
      boolean there =
          switch (need) {
            case TEXT -> command.text() != null;
            case CAUSE -> next.cause() != null;
            case PILOT_DIVISION -> next.pilotDivision() != null;
            case PILOT_OUTCOME -> command.pilotOutcome() != null;
            case PILOT_WORKED ->
                command.pilotOutcome() == PilotOutcome.WORKED
                    || command.pilotOutcome() == PilotOutcome.PARTLY;
            case ROLLOUT -> !command.divisions().isEmpty();
            case ALL_DONE ->
                store.divisions(realm, next.id()).stream().allMatch(line -> line.doneAt() != null);
          };
      if (!there) {
        return Problem.at(ProblemCode.DOSSIER_INCOMPLETE, "body." + field(need))
            .with("lacks", need);
      }
    }
    boolean outside =
        !isWithin(next.area(), command.pilotDivisionId())
            || command.divisions().stream().anyMatch(id -> !isWithin(next.area(), id));
    return outside ? Problem.at(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisions") : null;
  }

  private boolean isWithin(String area, @Nullable Integer division) {
    return division == null
        || divisions.find(division).filter(d -> d.path().startsWith(area)).isPresent();
  }

  private static String field(Need need) {
    return switch (need) {
      case TEXT -> "text";
      case CAUSE -> "cause";
      case PILOT_DIVISION -> "pilotDivisionId";
      case PILOT_OUTCOME, PILOT_WORKED -> "pilotOutcome";
      case ROLLOUT, ALL_DONE -> "divisions";
    };
  }

  private CommandResult rollout(Rollout command, CommandContext context) {
    return onDossier(
        command.dossierId(),
        context,
        dossier -> {
          if (dossier.stage() != DossierStage.ROLLOUT) {
            return CommandResult.refused(
                Problem.of(ProblemCode.DOSSIER_WRONG_STAGE)
                    .with("stage", dossier.stage())
                    .with("to", "dossier.rollout"));
          }
          if (!store.setDone(
              context.realm(),
              dossier.id(),
              command.divisionId(),
              command.done() ? context.at() : null)) {
            return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
          }
          Dossier now = moved(dossier, dossier.stage(), context);
          write(
              now,
              "ROLLOUT",
              new DossierStore.Facts(null, command.divisionId(), null, null, command.done()),
              null,
              context);
          return done(now);
        });
  }

  private CommandResult link(Link command, CommandContext context) {
    return onDossier(
        command.dossierId(),
        context,
        dossier -> {
          Problem problem = linkable(dossier, command.orderId(), context);
          if (problem != null) {
            return CommandResult.refused(problem);
          }
          Dossier now = moved(dossier, dossier.stage(), context);
          write(now, "LINK", DossierStore.Facts.order(command.orderId()), null, context);
          return done(now);
        });
  }

  private CommandResult unlink(Unlink command, CommandContext context) {
    return onDossier(
        command.dossierId(),
        context,
        dossier -> {
          if (!store.unlink(context.realm(), dossier.id(), command.orderId())) {
            return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
          }
          Dossier now = moved(dossier, dossier.stage(), context);
          write(
              now,
              "UNLINK",
              DossierStore.Facts.order(command.orderId()),
              command.reason(),
              context);
          return done(now);
        });
  }

  /** Links the order, or says why not; an order the actor may not see does not exist for them. */
  private @Nullable Problem linkable(Dossier dossier, UUID orderId, CommandContext context) {
    RealmId realm = context.realm();
    Optional<OrderRow> row =
        orders.find(realm, orderId).filter(order -> Visibility.isDesk(context.actor(), order));
    if (row.isEmpty()) {
      return Problem.at(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (!row.get().order().area().startsWith(dossier.area())) {
      return Problem.at(ProblemCode.DOSSIER_ORDER_OUTSIDE, "body.orderId");
    }
    if (dossier.stage() == DossierStage.CLOSED) {
      return Problem.of(ProblemCode.DOSSIER_WRONG_STAGE)
          .with("stage", dossier.stage())
          .with("to", "dossier.link");
    }
    if (store.orders(realm, dossier.id(), ORDERS).size() >= ORDERS) {
      return Problem.of(ProblemCode.DOSSIER_FULL).with("most", ORDERS);
    }
    return store.link(realm, dossier.id(), orderId, context.at())
        ? null
        : Problem.at(ProblemCode.DOSSIER_ORDER_LINKED, "body.orderId");
  }

  private CommandResult onDossier(
      UUID id, CommandContext context, java.util.function.Function<Dossier, CommandResult> step) {
    Optional<Dossier> dossier = store.lock(context.realm(), id);
    if (dossier.isEmpty() || !mayLead(context.actor(), dossier.get().area())) {
      return CommandResult.refused(ProblemCode.DOSSIER_NOT_FOUND, "body.dossierId");
    }
    if (context.base() != null && !Objects.equals(context.base(), dossier.get().version())) {
      return CommandResult.refused(
          Problem.at(ProblemCode.COMMAND_BASE_STALE, "base")
              .with("base", context.base())
              .with("current", dossier.get().version()));
    }
    return step.apply(dossier.get());
  }

  private void write(
      Dossier now,
      String action,
      DossierStore.Facts facts,
      @Nullable String text,
      CommandContext context) {
    store.update(context.realm(), now);
    store.insertHistory(context.realm(), now, action, now.stage(), facts, null, text, context);
  }

  private static Dossier moved(Dossier dossier, DossierStage to, CommandContext context) {
    return new Dossier(
        dossier.id(),
        to,
        dossier.version() + 1,
        dossier.divisionId(),
        dossier.area(),
        dossier.kind(),
        dossier.cause(),
        dossier.pilotDivision(),
        dossier.pilotOutcome(),
        dossier.openedAt(),
        context.at());
  }

  private static CommandResult done(Dossier dossier) {
    return CommandResult.done(new Result(dossier.id(), dossier.version(), dossier.stage()));
  }
}
