package org.yanzhen.hall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.ConnectedSystem;
import org.yanzhen.access.ConnectedSystems;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Areas;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import tools.jackson.databind.json.JsonMapper;

/**
 * The systems an administrator lets send. Tokens are made here, before the gate, so that no command
 * ever holds one; each is answered once.
 */
@RestController
@RequestMapping("/api/connected-systems")
class ConnectedSystemController {

  /**
   * A system to be connected; the command has this id.
   *
   * @param mayRing whether it is a telephone exchange that lets calls ring; not when absent
   */
  record Connecting(
      UUID commandId,
      UUID accountId,
      String name,
      int divisionId,
      int anHour,
      @Nullable Boolean mayRing) {
    Connecting {
      Checks.present("commandId", commandId);
      Checks.present("accountId", accountId);
    }
  }

  record Renewing(UUID commandId) {
    Renewing {
      Checks.present("commandId", commandId);
    }
  }

  /** Shown once. */
  record SystemToken(UUID accountId, String token) {}

  record SystemView(
      UUID id,
      String name,
      int divisionId,
      String divisionName,
      int anHour,
      boolean mayRing,
      Set<String> trustedKinds,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant endedAt) {}

  record SystemPage(List<SystemView> systems, @Nullable String next) {}

  private final ConnectedSystems systems;
  private final TrustedKinds trusted;
  private final Divisions divisions;
  private final RealmTransactions transactions;
  private final Gate gate;
  private final JsonMapper mapper;

  ConnectedSystemController(
      ConnectedSystems systems,
      TrustedKinds trusted,
      Divisions divisions,
      RealmTransactions transactions,
      Gate gate,
      JsonMapper mapper) {
    this.systems = systems;
    this.trusted = trusted;
    this.divisions = divisions;
    this.transactions = transactions;
    this.gate = gate;
    this.mapper = mapper;
  }

  /** Newest first, the ended ones among them. */
  @GetMapping
  SystemPage page(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit,
      @AuthenticationPrincipal Actor actor) {
    requireAdministrator(actor);
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    PageKey key = after == null ? null : PageKey.parse(after);
    List<ConnectedSystem> rows = systems.page(actor, key, limit + 1);
    boolean more = rows.size() > limit;
    List<ConnectedSystem> shown = more ? rows.subList(0, limit) : rows;
    return new SystemPage(
        transactions.read(
            actor.realm(), () -> shown.stream().map(one -> view(actor, one)).toList()),
        more ? new PageKey(shown.getLast().createdAt(), shown.getLast().id()).token() : null);
  }

  /** Lets a system in, and answers its token, which is kept nowhere. */
  @PostMapping
  SystemToken connect(@RequestBody Connecting connecting, @AuthenticationPrincipal Actor actor) {
    ConnectedSystems.NewToken token = systems.newToken(actor.realm());
    submit(
        connecting.commandId(),
        "access.connect-system",
        Map.of(
            "accountId",
            connecting.accountId(),
            "name",
            Checks.text("name", connecting.name(), 40),
            "divisionId",
            connecting.divisionId(),
            "tokenHash",
            token.hash(),
            "anHour",
            connecting.anHour(),
            "mayRing",
            Boolean.TRUE.equals(connecting.mayRing())),
        actor);
    return new SystemToken(connecting.accountId(), token.token());
  }

  /** Another token; the one before opens nothing any more. */
  @PostMapping("/{id}/token")
  SystemToken renew(
      @PathVariable UUID id, @RequestBody Renewing renewing, @AuthenticationPrincipal Actor actor) {
    ConnectedSystems.NewToken token = systems.newToken(actor.realm());
    submit(
        renewing.commandId(),
        "access.renew-system-token",
        Map.of("accountId", id, "tokenHash", token.hash()),
        actor);
    return new SystemToken(id, token.token());
  }

  private void submit(UUID commandId, String type, Map<String, ?> body, Actor actor) {
    Problem problem =
        gate.submit(Envelope.of(commandId, type, mapper.valueToTree(body)), actor).problem();
    if (problem != null) {
      throw new ProblemException(problem);
    }
  }

  private SystemView view(Actor actor, ConnectedSystem system) {
    return new SystemView(
        system.id(),
        system.name(),
        system.divisionId(),
        divisions.findArea(system.divisionId()).map(Areas.Area::name).orElse(""),
        system.anHour(),
        system.mayRing(),
        trusted.of(actor.realm(), system.id()),
        system.createdAt(),
        system.lastUsedAt(),
        system.endedAt());
  }

  private static void requireAdministrator(Actor actor) {
    if (!actor.has(Role.ADMINISTRATOR)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
  }
}
