package org.yanzhen.access;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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
      grants = distinct(grants);
    }
  }

  /** All that an account may do from now on, in place of what it could. */
  record SetGrants(UUID accountId, List<Granted> grants) {
    SetGrants {
      Checks.present("accountId", accountId);
      grants = distinct(grants);
    }
  }

  /**
   * Locks an account until it is unlocked: its sessions end and nobody signs in. It keeps its
   * person, its rights and the orders in hand.
   */
  record LockAccount(UUID accountId) {
    LockAccount {
      Checks.present("accountId", accountId);
    }
  }

  /** Lets somebody sign in again; with the password there was, or another one. */
  record UnlockAccount(UUID accountId) {
    UnlockAccount {
      Checks.present("accountId", accountId);
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
  private final AccountRights rights;
  private final ApplicationEventPublisher events;

  AccessCommands(
      Realms realms,
      RealmKeys keys,
      AccountStore accounts,
      Sessions sessions,
      Areas areas,
      Persons persons,
      AccountRights rights,
      ApplicationEventPublisher events) {
    this.realms = realms;
    this.keys = keys;
    this.accounts = accounts;
    this.sessions = sessions;
    this.areas = areas;
    this.persons = persons;
    this.rights = rights;
    this.events = events;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("access.open-realm", OpenRealm.class, this::openRealm)
        .add("access.add-account", AddAccount.class, this::addAccount, Role.ADMINISTRATOR)
        .add("access.set-grants", SetGrants.class, this::setGrants, Role.ADMINISTRATOR)
        .add("access.lock-account", LockAccount.class, this::lockAccount, Role.ADMINISTRATOR)
        .add("access.unlock-account", UnlockAccount.class, this::unlockAccount, Role.ADMINISTRATOR)
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
    Optional<ProblemCode> beyond = given(command.grants(), context, grants);
    if (beyond.isPresent()) {
      return CommandResult.refused(beyond.get(), "body.grants");
    }
    if (command.personId() != null) {
      // Whoever signs in as a person has that person's work and leave.
      Optional<String> home = persons.findArea(context.realm(), command.personId());
      if (home.isEmpty()) {
        return CommandResult.refused(ProblemCode.PEOPLE_PERSON_UNKNOWN, "body.personId");
      }
      if (!rights.mayKeep(context.actor(), home.get())) {
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

  /** Puts the rights into the list, or says why they cannot be given. */
  private Optional<ProblemCode> given(
      List<Granted> granted, CommandContext context, List<Grant> grants) {
    for (Granted one : granted) {
      Optional<Areas.Area> area = areas.findArea(one.divisionId());
      if (area.isEmpty()) {
        return Optional.of(ProblemCode.PLACE_DIVISION_UNKNOWN);
      }
      if (!rights.mayKeep(context.actor(), area.get().path())) {
        return Optional.of(ProblemCode.ACCESS_FORBIDDEN);
      }
      grants.add(new Grant(one.role(), one.divisionId(), area.get().path()));
    }
    return Optional.empty();
  }

  private static String fieldOf(ProblemCode taken) {
    return switch (taken) {
      case ACCESS_LOGIN_TAKEN -> "login";
      case ACCESS_PERSON_HAS_ACCOUNT -> "personId";
      default -> "accountId";
    };
  }

  private CommandResult setGrants(SetGrants command, CommandContext context) {
    List<Grant> grants = new ArrayList<>();
    Optional<ProblemCode> beyond = given(command.grants(), context, grants);
    if (beyond.isPresent()) {
      return CommandResult.refused(beyond.get(), "body.grants");
    }
    return kept(
        command.accountId(),
        context,
        account -> {
          boolean stays =
              grants.stream().anyMatch(grant -> rights.keepsAll(context.realm(), grant));
          if (!stays && rights.isLastAdministrator(context.realm(), account.id())) {
            return CommandResult.refused(ProblemCode.ACCESS_LAST_ADMINISTRATOR, "body.grants");
          }
          boolean wider = reachesFurther(account.id(), grants, context);
          accounts.setGrants(context.realm(), account.id(), grants);
          if (wider) {
            // Whoever drew the password there is would reach beyond their own area with it.
            accounts.setPassword(context.realm(), account.id(), Sessions.HASH_OF_NOBODY);
          }
          // Else who is signed in stays so, and has the new rights.
          changed(context, account.id());
          return CommandResult.done();
        });
  }

  /** Whether the rights reach where the account's did not. */
  private boolean reachesFurther(UUID accountId, List<Grant> grants, CommandContext context) {
    Set<Grant> had = accounts.grants(context.realm(), accountId);
    return !context.actor().isSystem()
        && grants.stream()
            .anyMatch(grant -> had.stream().noneMatch(old -> grant.area().startsWith(old.area())));
  }

  private CommandResult lockAccount(LockAccount command, CommandContext context) {
    return kept(
        command.accountId(),
        context,
        account -> {
          if (rights.isLastAdministrator(context.realm(), account.id())) {
            return CommandResult.refused(ProblemCode.ACCESS_LAST_ADMINISTRATOR, "body.accountId");
          }
          accounts.lock(context.realm(), account.id(), context.at());
          changed(context, account.id());
          return CommandResult.done();
        });
  }

  private CommandResult unlockAccount(UnlockAccount command, CommandContext context) {
    return kept(
        command.accountId(),
        context,
        account -> {
          accounts.unlock(context.realm(), account.id());
          return CommandResult.done();
        });
  }

  private CommandResult closeAccount(CloseAccount command, CommandContext context) {
    return kept(
        command.accountId(),
        context,
        account -> {
          if (rights.isLastAdministrator(context.realm(), account.id())) {
            return CommandResult.refused(ProblemCode.ACCESS_LAST_ADMINISTRATOR, "body.accountId");
          }
          accounts.close(context.realm(), account.id());
          changed(context, account.id());
          UUID person = account.personId();
          if (person != null) {
            events.publishEvent(
                new AccountClosed(context.realm(), account.id(), person, context.at()));
          }
          return CommandResult.done();
        });
  }

  private CommandResult setPassword(SetPassword command, CommandContext context) {
    if (!command.accountId().equals(context.actor().accountId())) {
      return kept(command.accountId(), context, account -> setPassword(account, command, context));
    }
    if (!sessions.hasJustSignedIn(context.realm(), command.accountId(), context.at())) {
      return CommandResult.refused(ProblemCode.ACCESS_SIGN_IN_AGAIN);
    }
    return accounts
        .find(context.realm(), command.accountId())
        .map(account -> setPassword(account, command, context))
        .orElseGet(AccessCommands::unknown);
  }

  private CommandResult setPassword(
      AccountStore.Account account, SetPassword command, CommandContext context) {
    accounts.setPassword(context.realm(), account.id(), command.passwordHash());
    changed(context, account.id());
    return CommandResult.done();
  }

  /**
   * A change of an account that the sender may keep. One after the other: two who change one
   * account's rights would leave it with the sum of both.
   */
  private CommandResult kept(
      UUID accountId,
      CommandContext context,
      Function<AccountStore.Account, CommandResult> change) {
    // In one order for all, so that nobody waits for somebody who waits for them.
    rights.administrators(context.realm());
    Optional<AccountStore.Account> account = accounts.lockKept(context.realm(), accountId);
    if (account.isEmpty()) {
      return unknown();
    }
    Set<Grant> grants = accounts.grants(context.realm(), accountId);
    return rights.mayKeep(context.actor(), grants, account.get().personId())
        ? change.apply(account.get())
        : CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.accountId");
  }

  private static CommandResult unknown() {
    return CommandResult.refused(ProblemCode.ACCESS_ACCOUNT_UNKNOWN, "body.accountId");
  }

  private void changed(CommandContext context, UUID accountId) {
    sessions.changed(context.realm(), accountId, context.at());
  }

  private static List<Granted> distinct(List<Granted> grants) {
    List<Granted> given = List.copyOf(Checks.present("grants", grants));
    if (Set.copyOf(given).size() != given.size()) {
      throw Checks.malformed("grants", "the same grant twice");
    }
    return given;
  }
}
