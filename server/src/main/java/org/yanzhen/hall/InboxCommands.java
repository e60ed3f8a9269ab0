package org.yanzhen.hall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.ConnectedSystem;
import org.yanzhen.access.ConnectedSystems;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.order.Asking;
import org.yanzhen.order.Placement;
import org.yanzhen.order.Source;
import org.yanzhen.order.Standings;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/**
 * What connected systems send: an order at once where the system is trusted with the kind, else a
 * message that waits for a person.
 */
@Component
class InboxCommands implements CommandRoom {

  /**
   * Sent by a connected system. Order and item stand here already, whichever it becomes: what is
   * kept of somebody is found by them.
   *
   * @param sourceId the system's own id of it
   * @param as a request passed on or an alert
   * @param kind what the system takes it for
   * @param division statistical code; absent for the system's own division
   * @param at when it was said or seen there
   */
  record SendIn(
      UUID orderId,
      UUID itemId,
      String sourceId,
      Source as,
      @Nullable String kind,
      @Nullable String division,
      @Personal @Nullable String place,
      @Personal String subject,
      @Personal String text,
      @Nullable Urgency urgency,
      @Nullable Instant at,
      @Personal @Nullable String requester,
      @Personal @Nullable String phone,
      @Personal Map<String, String> fields) {
    SendIn(
        UUID orderId,
        UUID itemId,
        String sourceId,
        Source as,
        @Nullable String kind,
        @Nullable String division,
        @Nullable String place,
        String subject,
        String text,
        @Nullable Urgency urgency,
        @Nullable Instant at,
        @Nullable String requester,
        @Nullable String phone,
        @Nullable Map<String, String> fields) {
      this.orderId = Checks.present("orderId", orderId);
      this.itemId = Checks.present("itemId", itemId);
      this.sourceId = Checks.text("id", sourceId, 80);
      this.as = Checks.present("as", as);
      if (as != Source.API && as != Source.ALERT) {
        throw Checks.malformed("as", "API or ALERT");
      }
      this.kind = Checks.optionalText("kind", kind, 60);
      this.division = Checks.optionalText("division", division, 20);
      this.place = Checks.optionalText("place", place, 200);
      this.subject = Checks.text("subject", subject, 80);
      this.text = Checks.text("text", text, 9_000);
      this.urgency = urgency;
      if (at != null && !Checks.isOfOurTime(at)) {
        throw Checks.malformed("at", "not of the years 2000 to 2100");
      }
      this.at = at;
      this.requester = Checks.optionalText("requester", requester, 60);
      this.phone = Checks.optionalText("phone", phone, 20);
      this.fields = Placement.answers("fields", fields);
    }
  }

  /** These kinds, and no others, the system may place by itself. */
  record Trust(UUID accountId, List<String> kinds) {
    Trust(UUID accountId, List<String> kinds) {
      this.accountId = Checks.present("accountId", accountId);
      this.kinds = List.copyOf(new TreeSet<>(Checks.present("kinds", kinds)));
    }
  }

  /** What became of it; {@code orderId} or {@code itemId}. */
  record SentIn(@Nullable UUID orderId, @Nullable UUID itemId) {}

  private final IntakeStore intake;
  private final TrustedKinds trusted;
  private final ConnectedSystems systems;
  private final Asking asking;
  private final Standings standings;
  private final Catalogue catalogue;
  private final Divisions divisions;
  private final ReadingPromise promise;
  private final Triage triage;

  InboxCommands(
      IntakeStore intake,
      TrustedKinds trusted,
      ConnectedSystems systems,
      Asking asking,
      Standings standings,
      Catalogue catalogue,
      Divisions divisions,
      ReadingPromise promise,
      Triage triage) {
    this.intake = intake;
    this.trusted = trusted;
    this.systems = systems;
    this.asking = asking;
    this.standings = standings;
    this.catalogue = catalogue;
    this.divisions = divisions;
    this.promise = promise;
    this.triage = triage;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("hall.send-in", SendIn.class, this::sendIn, Role.CONNECTED)
        // Nothing came of it that ends, and whoever sent it was told why.
        .keepNoRefusedWords("hall.send-in")
        .add("hall.trust", Trust.class, this::trust, Role.ADMINISTRATOR);
  }

  private CommandResult trust(Trust command, CommandContext context) {
    Optional<ConnectedSystem> system =
        systems.find(context.realm(), command.accountId()).filter(one -> one.endedAt() == null);
    if (system.isEmpty()) {
      return CommandResult.refused(ProblemCode.ACCESS_SYSTEM_UNKNOWN, "body.accountId");
    }
    if (!context.actor().isSystem()
        && !context.actor().has(Role.ADMINISTRATOR, system.get().area())) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.accountId");
    }
    for (String kind : command.kinds()) {
      if (catalogue.find(context.realm(), kind).isEmpty()) {
        return CommandResult.refused(unknown(kind, "body.kinds"));
      }
    }
    trusted.set(context.realm(), command.accountId(), command.kinds());
    return CommandResult.done();
  }

  private CommandResult sendIn(SendIn command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<ConnectedSystem> found =
        Optional.ofNullable(context.actor().accountId()).flatMap(id -> systems.find(realm, id));
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN);
    }
    ConnectedSystem system = found.get();
    Optional<Division> where =
        (command.division() == null
                ? divisions.find(system.divisionId())
                : divisions.findByCode(command.division()))
            .filter(division -> context.actor().has(Role.CONNECTED, division.path()));
    if (where.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.division");
    }
    String kind = command.kind();
    if (kind != null && catalogue.find(realm, kind).isEmpty()) {
      return CommandResult.refused(unknown(kind, "body.kind"));
    }
    // What it has sent under this id is one thing, whatever it was trusted with then, and though it
    // is sent twice at once.
    intake.alone(realm, command.itemId());
    if (standings.find(realm, command.orderId()).isPresent()
        || intake.find(realm, command.itemId()).isPresent()) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_EXISTS, "body.id");
    }
    return kind != null && trusted.contains(realm, system.id(), kind)
        ? place(command, kind, where.get(), context)
        : keep(command, system, where.get(), context);
  }

  private CommandResult place(SendIn command, String kind, Division where, CommandContext context) {
    CommandResult placed =
        asking.place(
            new Placement(
                command.orderId(),
                kind,
                command.subject(),
                command.text(),
                where.id(),
                command.place(),
                command.fields(),
                command.requester(),
                command.phone(),
                command.urgency(),
                command.as(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null),
            context);
    return placed instanceof CommandResult.Done
        ? CommandResult.done(new SentIn(command.orderId(), null))
        : placed;
  }

  private CommandResult keep(
      SendIn command, ConnectedSystem system, Division where, CommandContext context) {
    RealmId realm = context.realm();
    boolean alert = command.as() == Source.ALERT;
    Instant due = promise.due(realm, context.at(), alert);
    boolean isNew =
        intake.insert(
            realm,
            new IntakeItem(
                command.itemId(),
                system.name(),
                command.sourceId(),
                command.subject(),
                words(command),
                command.phone() == null ? command.requester() : command.phone(),
                command.phone() == null ? null : command.requester(),
                Objects.requireNonNullElse(command.at(), context.at()),
                context.at(),
                due,
                null,
                false,
                IntakeState.NEW,
                null,
                null,
                false,
                null,
                null,
                null,
                null,
                new IntakeItem.SaidBySystem(
                    command.as(), command.kind(), where.id(), null, command.urgency())),
            apart(command),
            promise.tellAt(realm, context.at(), due, 0, alert));
    if (!isNew) {
      return CommandResult.refused(ProblemCode.HALL_ITEM_EXISTS, "body.id");
    }
    triage.mark(realm, command.itemId());
    return CommandResult.done(new SentIn(null, command.itemId()));
  }

  private static String words(SendIn command) {
    return command.place() == null ? command.text() : command.text() + "\n地点：" + command.place();
  }

  /**
   * What has a field of its own in an order stands below the words for whoever reads them, and only
   * for them: the answers may be about somebody, and nobody has looked yet at what kind it is.
   */
  private static String apart(SendIn command) {
    StringBuilder lines = new StringBuilder();
    if (command.phone() != null && command.requester() != null) {
      lines.append("\n联系人：").append(command.requester());
    }
    command
        .fields()
        .forEach((code, value) -> lines.append('\n').append(code).append('：').append(value));
    return lines.toString();
  }

  private static Problem unknown(String kind, String field) {
    return Problem.at(ProblemCode.CATALOGUE_KIND_UNKNOWN, field).with("kind", kind);
  }
}
