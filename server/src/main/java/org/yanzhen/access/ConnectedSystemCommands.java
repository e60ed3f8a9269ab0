package org.yanzhen.access;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.shared.Areas;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** Letting other systems send, and ending it. */
@Component
class ConnectedSystemCommands implements CommandRoom {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /**
   * A new connected system.
   *
   * @param name under which its messages and steps stand; of one system in a realm, for good
   * @param divisionId it sends for this division and what lies below
   * @param tokenHash SHA-256 in hexadecimal, made on the sender's side of the gate: no command
   *     holds a token
   * @param anHour so many it may send in an hour
   * @param mayRing whether it is a telephone exchange that lets calls ring; not when absent
   */
  record Connect(
      UUID accountId,
      String name,
      int divisionId,
      String tokenHash,
      int anHour,
      @Nullable Boolean mayRing) {
    Connect {
      Checks.present("accountId", accountId);
      name = Checks.text("name", name, 40);
      tokenHash = hash(tokenHash);
      if (anHour < 1 || anHour > 3600) {
        throw Checks.malformed("anHour", "1 to 3600");
      }
    }
  }

  /** Another token in place of one that was lost or seen. */
  record RenewToken(UUID accountId, String tokenHash) {
    RenewToken {
      Checks.present("accountId", accountId);
      tokenHash = hash(tokenHash);
    }
  }

  /** A call that rings and is not taken is one to be called back: only an exchange lets ring. */
  record LetRing(UUID accountId, boolean mayRing) {
    LetRing {
      Checks.present("accountId", accountId);
    }
  }

  /** Ends it for good; what it sent stays, under its name. */
  record Disconnect(UUID accountId) {
    Disconnect {
      Checks.present("accountId", accountId);
    }
  }

  private final ConnectedSystemStore store;
  private final ConnectedSystems systems;
  private final Areas areas;

  ConnectedSystemCommands(ConnectedSystemStore store, ConnectedSystems systems, Areas areas) {
    this.store = store;
    this.systems = systems;
    this.areas = areas;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("access.connect-system", Connect.class, this::connect, Role.ADMINISTRATOR)
        .add("access.renew-system-token", RenewToken.class, this::renew, Role.ADMINISTRATOR)
        .add("access.let-system-ring", LetRing.class, this::letRing, Role.ADMINISTRATOR)
        .add("access.disconnect-system", Disconnect.class, this::disconnect, Role.ADMINISTRATOR);
  }

  private CommandResult connect(Connect command, CommandContext context) {
    Optional<Areas.Area> area = areas.findArea(command.divisionId());
    if (area.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    if (!mayKeep(context, area.get().path())) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId");
    }
    return store
        .insert(
            context.realm(),
            command.accountId(),
            command.name(),
            area.get(),
            HexFormat.of().parseHex(command.tokenHash()),
            command.anHour(),
            Boolean.TRUE.equals(command.mayRing()),
            context.at())
        .map(
            taken ->
                CommandResult.refused(
                    taken,
                    taken == ProblemCode.ACCESS_SYSTEM_NAME_TAKEN ? "body.name" : "body.accountId"))
        .orElseGet(CommandResult::done);
  }

  private CommandResult renew(RenewToken command, CommandContext context) {
    Optional<ProblemCode> refused = refused(command.accountId(), context);
    if (refused.isPresent()) {
      return CommandResult.refused(refused.get(), "body.accountId");
    }
    store.setToken(
        context.realm(), command.accountId(), HexFormat.of().parseHex(command.tokenHash()));
    RealmTransactions.afterCommit(() -> systems.forget(context.realm(), command.accountId()));
    return CommandResult.done();
  }

  private CommandResult letRing(LetRing command, CommandContext context) {
    Optional<ProblemCode> refused = refused(command.accountId(), context);
    if (refused.isPresent()) {
      return CommandResult.refused(refused.get(), "body.accountId");
    }
    store.setMayRing(context.realm(), command.accountId(), command.mayRing());
    return CommandResult.done();
  }

  private CommandResult disconnect(Disconnect command, CommandContext context) {
    Optional<ProblemCode> refused = refused(command.accountId(), context);
    if (refused.isPresent()) {
      return CommandResult.refused(refused.get(), "body.accountId");
    }
    store.end(context.realm(), command.accountId(), context.at());
    RealmTransactions.afterCommit(() -> systems.forget(context.realm(), command.accountId()));
    return CommandResult.done();
  }

  private Optional<ProblemCode> refused(UUID id, CommandContext context) {
    Optional<ConnectedSystem> system =
        store.find(context.realm(), id).filter(one -> one.endedAt() == null);
    if (system.isEmpty()) {
      return Optional.of(ProblemCode.ACCESS_SYSTEM_UNKNOWN);
    }
    return mayKeep(context, system.get().area())
        ? Optional.empty()
        : Optional.of(ProblemCode.ACCESS_FORBIDDEN);
  }

  private static boolean mayKeep(CommandContext context, String area) {
    return context.actor().isSystem() || context.actor().has(Role.ADMINISTRATOR, area);
  }

  private static String hash(String value) {
    String hash = Checks.text("tokenHash", value, 64);
    if (!HASH.matcher(hash).matches()) {
      throw Checks.malformed("tokenHash", "not SHA-256 in hexadecimal");
    }
    return hash;
  }
}
