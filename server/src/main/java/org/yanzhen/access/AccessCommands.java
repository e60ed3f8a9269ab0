package org.yanzhen.access;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
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
import org.yanzhen.shared.Persons;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmTransactions;
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
      passwordHash = PasswordHash.checked("passwordHash", passwordHash);
      grants = List.copyOf(Checks.present("grants", grants));
      if (Set.copyOf(grants).size() != grants.size()) {
        throw Checks.malformed("grants", "the same grant twice");
      }
    }
  }

  /** Closes an account for good and ends its sessions; its name stays with what it did. */
  record CloseAccount(UUID accountId) {
    CloseAccount {
      Checks.present("accountId", accountId);
    }
  }

  /**
   * A new password, one's own or of somebody one keeps; whoever is signed in signs in again. The
   * own one is changed by whoever has just signed in with the old one: a desk left open is not
   * enough, and no command ever holds a password.
   */
  record SetPassword(UUID accountId, @Personal String passwordHash) {
    SetPassword {
      Checks.present("accountId", accountId);
      passwordHash = PasswordHash.checked("passwordHash", passwordHash);
    }
  }

  private final Realms realms;
  private final RealmKeys keys;
  private final AccountStore accounts;
  private final Sessions sessions;
  private final Areas areas;
  private final Persons persons;
  private final ApplicationEventPublisher events;

  AccessCommands(
      Realms realms,
      RealmKeys keys,
      AccountStore accounts,
      Sessions sessions,
      Areas areas,
      Persons persons,
      ApplicationEventPublisher events) {
    this.realms = realms;
    this.keys = keys;
    this.accounts = accounts;
    this.sessions = sessions;
    this.areas = areas;
    this.persons = persons;
    this.events = events;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("access.open-realm", OpenRealm.class, this::openRealm)
        .add("access.add-account", AddAccount.class, this::addAccount, Role.ADMINISTRATOR)
        .add("access.close-account", CloseAccount.class, this::closeAccount, Role.ADMINISTRATOR)
        .add(
            "access.set-password",
            SetPassword.class,
            this::setPassword,
            Granted.HELD_BY_ACCOUNTS.toArray(Role[]::new));
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
    List<Grant> grants = new ArrayList<>();
    for (Granted granted : command.grants()) {
      var area = areas.findArea(granted.divisionId());
      if (area.isEmpty()) {
        return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.grants");
      }
      if (!mayKeep(context, area.get().path())) {
        return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.grants");
      }
      grants.add(new Grant(granted.role(), granted.divisionId(), area.get().path()));
    }
    if (command.personId() != null) {
      // Whoever signs in as a person has that person's work and leave.
      Optional<String> home = persons.findArea(context.realm(), command.personId());
      if (home.isEmpty()) {
        return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
      }
      if (!mayKeep(context, home.get())) {
        return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.personId");
      }
    }
    return accounts
        .insert(
            context.realm(),
            command.accountId(),
            command.login(),
            command.name(),
            command.passwordHash(),
            command.personId(),
            grants,
            context.at())
        .map(taken -> CommandResult.refused(taken, "body." + fieldOf(taken)))
        .orElseGet(CommandResult::done);
  }

  private static String fieldOf(ProblemCode taken) {
    return switch (taken) {
      case ACCESS_LOGIN_TAKEN -> "login";
      case ACCESS_PERSON_HAS_ACCOUNT -> "personId";
      default -> "accountId";
    };
  }

  private CommandResult closeAccount(CloseAccount command, CommandContext context) {
    Optional<AccountStore.Account> account = accounts.find(context.realm(), command.accountId());
    if (account.isEmpty()) {
      return CommandResult.refused(ProblemCode.ACCESS_ACCOUNT_UNKNOWN, "body.accountId");
    }
    if (!mayKeep(context, account.get())) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.accountId");
    }
    accounts.close(context.realm(), command.accountId());
    endSessions(context, command.accountId());
    UUID person = account.get().personId();
    if (person != null) {
      events.publishEvent(
          new AccountClosed(context.realm(), command.accountId(), person, context.at()));
    }
    return CommandResult.done();
  }

  private CommandResult setPassword(SetPassword command, CommandContext context) {
    Optional<AccountStore.Account> account = accounts.find(context.realm(), command.accountId());
    if (account.isEmpty()) {
      return CommandResult.refused(ProblemCode.ACCESS_ACCOUNT_UNKNOWN, "body.accountId");
    }
    boolean own = command.accountId().equals(context.actor().accountId());
    if (!own && !mayKeep(context, account.get())) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.accountId");
    }
    if (own && !sessions.hasJustSignedIn(context.realm(), command.accountId(), context.at())) {
      return CommandResult.refused(ProblemCode.ACCESS_SIGN_IN_AGAIN);
    }
    accounts.setPassword(context.realm(), command.accountId(), command.passwordHash());
    endSessions(context, command.accountId());
    return CommandResult.done();
  }

  private void endSessions(CommandContext context, UUID accountId) {
    events.publishEvent(new SessionsEnded(context.realm(), accountId, context.at()));
    RealmTransactions.afterCommit(() -> sessions.forget(context.realm(), accountId));
  }

  /** All that the account may do must lie within the rights, and so must the person behind it. */
  private boolean mayKeep(CommandContext context, AccountStore.Account account) {
    Set<String> within =
        accounts.grants(context.realm(), account.id()).stream()
            .map(Grant::area)
            .collect(Collectors.toSet());
    if (account.personId() != null) {
      persons.findArea(context.realm(), account.personId()).ifPresent(within::add);
    }
    if (within.isEmpty()) {
      areas
          .findArea(realms.get(context.realm()).divisionId())
          .ifPresent(area -> within.add(area.path()));
    }
    return within.stream().allMatch(area -> mayKeep(context, area));
  }

  private static boolean mayKeep(CommandContext context, String area) {
    return context.actor().isSystem() || context.actor().has(Role.ADMINISTRATOR, area);
  }
}
