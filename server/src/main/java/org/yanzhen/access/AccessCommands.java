package org.yanzhen.access;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms.Purpose;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.shared.Areas;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** Opening a realm and keeping its accounts. */
@Component
class AccessCommands implements CommandRoom {

  /** Opens the realm the command is sent in; only set-up may. */
  record OpenRealm(
      String name, int divisionId, Purpose purpose, String zone, @Nullable String servicePhone) {
    OpenRealm {
      name = Checks.text("name", name, 60);
      Checks.present("purpose", purpose);
      zone = ZoneId.of(Checks.text("zone", zone, 40)).getId();
      servicePhone = Checks.optionalText("servicePhone", servicePhone, 20);
    }
  }

  /** A role in a division's subtree. */
  record Granted(Role role, int divisionId) {
    static final Set<Role> HELD_BY_ACCOUNTS =
        Set.of(Role.CLERK, Role.DISPATCHER, Role.WORKER, Role.ADMINISTRATOR);

    Granted {
      if (!HELD_BY_ACCOUNTS.contains(Checks.present("role", role))) {
        throw Checks.malformed("role", "not held by accounts");
      }
    }
  }

  /**
   * A new account.
   *
   * @param login unique over all realms
   * @param passwordHash Argon2id, made by the sender's side of the gate; a password itself is never
   *     kept
   */
  record AddAccount(
      UUID accountId,
      @Personal String login,
      @Personal String name,
      @Personal String passwordHash,
      @Nullable UUID personId,
      List<Granted> grants) {
    AddAccount {
      Checks.present("accountId", accountId);
      login = Checks.text("login", login, 40);
      name = Checks.text("name", name, 40);
      passwordHash = Checks.text("passwordHash", passwordHash, 300);
      if (!passwordHash.startsWith("$argon2id$")) {
        throw Checks.malformed("passwordHash", "not Argon2id");
      }
      grants = List.copyOf(Checks.present("grants", grants));
    }
  }

  private final Realms realms;
  private final RealmKeys keys;
  private final AccountStore accounts;
  private final Areas areas;

  AccessCommands(Realms realms, RealmKeys keys, AccountStore accounts, Areas areas) {
    this.realms = realms;
    this.keys = keys;
    this.accounts = accounts;
    this.areas = areas;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("access.open-realm", OpenRealm.class, this::openRealm)
        .add("access.add-account", AddAccount.class, this::addAccount, Role.ADMINISTRATOR);
  }

  private CommandResult openRealm(OpenRealm command, CommandContext context) {
    if (areas.findArea(command.divisionId()).isEmpty()) {
      return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    realms.insert(
        new Realms.Realm(
            context.realm(),
            command.name(),
            command.divisionId(),
            command.purpose(),
            ZoneId.of(command.zone()),
            command.servicePhone()));
    keys.create(context.realm());
    return CommandResult.done();
  }

  private CommandResult addAccount(AddAccount command, CommandContext context) {
    List<Grant> grants = new java.util.ArrayList<>();
    for (Granted granted : command.grants()) {
      var area = areas.findArea(granted.divisionId());
      if (area.isEmpty()) {
        return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.grants");
      }
      boolean mayGrant =
          context.actor().isSystem() || context.actor().has(Role.ADMINISTRATOR, area.get().path());
      if (!mayGrant) {
        return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.grants");
      }
      grants.add(new Grant(granted.role(), granted.divisionId(), area.get().path()));
    }
    boolean added =
        accounts.insert(
            context.realm(),
            command.accountId(),
            command.login(),
            command.name(),
            command.passwordHash(),
            command.personId(),
            grants,
            context.at());
    return added
        ? CommandResult.done()
        : CommandResult.refused(ProblemCode.ACCESS_LOGIN_TAKEN, "body.login");
  }
}
