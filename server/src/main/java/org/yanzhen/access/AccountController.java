package org.yanzhen.access;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.AccessCommands.Granted;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Areas;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import tools.jackson.databind.json.JsonMapper;

/**
 * The accounts an administrator keeps. A password for somebody else is drawn here, before the gate,
 * so that no command ever holds one; it is answered once.
 */
@RestController
@RequestMapping("/api/accounts")
class AccountController {

  /** Without those that are taken for one another when read aloud or from paper. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int GROUPS = 3;
  private static final int GROUP = 4;
  private static final int LONGEST_TEXT = 40;

  /** An account to be added; the command has this id. */
  record NewAccount(
      UUID commandId,
      UUID accountId,
      String login,
      String name,
      @Nullable UUID personId,
      List<Granted> grants) {
    NewAccount {
      Checks.present("commandId", commandId);
      Checks.present("accountId", accountId);
      login = Checks.text("login", login, 40);
      name = Checks.text("name", name, 40);
      grants = List.copyOf(Checks.present("grants", grants));
    }
  }

  record AnotherPassword(UUID commandId) {
    AnotherPassword {
      Checks.present("commandId", commandId);
    }
  }

  /** Shown once. */
  record FirstPassword(UUID accountId, String password) {}

  record GrantView(Role role, int divisionId, String divisionName) {}

  /**
   * An account that is not closed.
   *
   * @param passwordNeeded whether nobody signs in before another password is drawn
   * @param own the reader's
   * @param mayKeep whether the reader may lock it or give it another password
   */
  record AccountView(
      UUID id,
      String login,
      String name,
      @Nullable UUID personId,
      List<GrantView> grants,
      Instant createdAt,
      @Nullable Instant lockedAt,
      boolean passwordNeeded,
      boolean own,
      boolean mayKeep) {}

  /**
   * @param next give it as {@code after} for what follows; absent on the last page
   */
  record AccountPage(List<AccountView> accounts, @Nullable UUID next) {}

  private final AccountStore store;
  private final AccountRights rights;
  private final Sessions sessions;
  private final Areas areas;
  private final RealmTransactions transactions;
  private final Gate gate;
  private final JsonMapper mapper;
  private final SecureRandom random = new SecureRandom();

  AccountController(
      AccountStore store,
      AccountRights rights,
      Sessions sessions,
      Areas areas,
      RealmTransactions transactions,
      Gate gate,
      JsonMapper mapper) {
    this.store = store;
    this.rights = rights;
    this.sessions = sessions;
    this.areas = areas;
    this.transactions = transactions;
    this.gate = gate;
    this.mapper = mapper;
  }

  /** Accounts whose rights all lie in the administrator's area, by log-in, the locked ones too. */
  @GetMapping
  AccountPage page(
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable UUID after,
      @RequestParam(defaultValue = "50") int limit,
      @AuthenticationPrincipal Actor actor) {
    requireAdministrator(actor);
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    String words = text == null || text.isBlank() ? null : text.strip();
    if (words != null && words.length() > LONGEST_TEXT) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "text"));
    }
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          List<AccountStore.Kept> rows =
              store.page(
                  realm,
                  areasOf(actor),
                  rights.mayKeepAll(actor),
                  words,
                  after == null ? null : loginOf(realm, after),
                  limit + 1);
          boolean more = rows.size() > limit;
          List<AccountStore.Kept> shown = more ? rows.subList(0, limit) : rows;
          Map<UUID, Set<Grant>> grants =
              store.grants(realm, shown.stream().map(AccountStore.Kept::id).toList());
          return new AccountPage(
              shown.stream()
                  .map(row -> view(actor, row, grants.getOrDefault(row.id(), Set.of())))
                  .toList(),
              more ? shown.getLast().id() : null);
        });
  }

  /** Adds an account, and answers its first password, which is kept nowhere. */
  @PostMapping
  ResponseEntity<FirstPassword> add(
      @RequestBody NewAccount account, @AuthenticationPrincipal Actor actor) {
    requireAdministrator(actor);
    String password = draw();
    Map<String, Object> body = new HashMap<>();
    body.put("accountId", account.accountId());
    body.put("login", account.login());
    body.put("name", account.name());
    body.put("passwordHash", sessions.hashOf(password));
    body.put("grants", account.grants());
    if (account.personId() != null) {
      body.put("personId", account.personId());
    }
    submit(account.commandId(), "access.add-account", body, actor);
    return once(account.accountId(), password);
  }

  /** Another password in place of one that was lost or seen; who is signed in signs in again. */
  @PostMapping("/{id}/password")
  ResponseEntity<FirstPassword> renew(
      @PathVariable UUID id,
      @RequestBody AnotherPassword another,
      @AuthenticationPrincipal Actor actor) {
    requireAdministrator(actor);
    if (id.equals(actor.accountId())) {
      // It would end the session that is to show it.
      throw new ProblemException(Problem.at(ProblemCode.ACCESS_FORBIDDEN, "id"));
    }
    String password = draw();
    submit(
        another.commandId(),
        "access.set-password",
        Map.of("accountId", id, "passwordHash", sessions.hashOf(password)),
        actor);
    return once(id, password);
  }

  /** 59 drawn bits: tries are counted, so that is more than anybody tries on. */
  private String draw() {
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      if (i > 0 && i % GROUP == 0) {
        drawn.append('-');
      }
      drawn.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return drawn.toString();
  }

  private static ResponseEntity<FirstPassword> once(UUID accountId, String password) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(new FirstPassword(accountId, password));
  }

  private void submit(UUID commandId, String type, Map<String, ?> body, Actor actor) {
    Problem problem =
        gate.submit(Envelope.of(commandId, type, mapper.valueToTree(body)), actor).problem();
    if (problem != null) {
      throw new ProblemException(problem);
    }
  }

  private String loginOf(RealmId realm, UUID id) {
    return store
        .findKept(realm, id)
        .map(AccountStore.Account::login)
        .orElseThrow(() -> new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "after")));
  }

  private AccountView view(Actor actor, AccountStore.Kept account, Set<Grant> grants) {
    return new AccountView(
        account.id(),
        account.login(),
        account.name(),
        account.personId(),
        grants.stream()
            .sorted(Comparator.comparing(Grant::role).thenComparing(Grant::area))
            .map(
                grant ->
                    new GrantView(
                        grant.role(),
                        grant.divisionId(),
                        areas.findArea(grant.divisionId()).map(Areas.Area::name).orElse("")))
            .toList(),
        account.createdAt(),
        account.lockedAt(),
        account.passwordNeeded(),
        account.id().equals(actor.accountId()),
        rights.mayKeep(actor, grants, account.personId()));
  }

  private static Set<String> areasOf(Actor actor) {
    return actor.grants().stream()
        .filter(grant -> grant.role() == Role.ADMINISTRATOR)
        .map(Grant::area)
        .collect(Collectors.toSet());
  }

  private static void requireAdministrator(Actor actor) {
    if (!actor.has(Role.ADMINISTRATOR)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
  }
}
