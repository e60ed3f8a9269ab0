package org.yanzhen.hall;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.ConnectedSystem;
import org.yanzhen.access.ConnectedSystems;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a telephone exchange tells that it rings, beside the inbox and under its rules: a connected
 * system with its token and its pace, if an administrator said that it is an exchange. It lets ring
 * and hears nothing of who calls.
 */
@RestController
@RequestMapping("/api/send-in/ring")
class RingController {

  /**
   * A call that rings.
   *
   * @param id the exchange's own, at most 80 characters; of one call for ever
   * @param from the number as it is shown; absent where it is hidden
   * @param at since when; absent for now
   */
  record Ringing(String id, @Nullable String from, @Nullable Instant at) {
    Ringing {
      id = Checks.text("id", id, 80);
    }
  }

  /** It rings at the desk. */
  record RingingCall(String id, UUID callId) {}

  private final Gate gate;
  private final ConnectedSystems systems;
  private final InboxPace pace;
  private final Vault vault;
  private final JsonMapper mapper;

  RingController(
      Gate gate, ConnectedSystems systems, InboxPace pace, Vault vault, JsonMapper mapper) {
    this.gate = gate;
    this.systems = systems;
    this.pace = pace;
    this.vault = vault;
    this.mapper = mapper;
  }

  /** The same call under the same id is the same command, however often it is sent. */
  @PostMapping
  RingingCall ring(@RequestBody Ringing ringing, @AuthenticationPrincipal Actor actor) {
    ConnectedSystem system =
        systems
            .find(actor.realm(), Objects.requireNonNull(actor.accountId()))
            .orElseThrow(() -> new ProblemException(ProblemCode.ACCESS_FORBIDDEN));
    pace.count(system);
    // Before the gate, which would keep the answer: once it is allowed, the same call rings.
    if (!system.mayRing()) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    String name = "ring/%s/%s".formatted(actor.accountId(), ringing.id());
    UUID callId = vault.id(actor.realm(), name);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("callId", callId);
    body.put("from", ringing.from());
    body.put("rangAt", ringing.at());
    String written =
        name + "/" + new String(mapper.writeValueAsBytes(body), StandardCharsets.UTF_8);
    UUID command = vault.id(actor.realm(), written);
    Outcome outcome =
        gate.submit(Envelope.of(command, "hall.ring", mapper.valueToTree(body)), actor);
    Problem problem = outcome.problem();
    if (problem != null) {
      throw new ProblemException(asSent(problem));
    }
    return new RingingCall(ringing.id(), callId);
  }

  /** The fields as the exchange calls them. */
  private static Problem asSent(Problem problem) {
    return switch (String.valueOf(problem.field())) {
      case "body.callId" -> new Problem(problem.code(), "id", problem.params());
      case "body.from" -> new Problem(problem.code(), "from", problem.params());
      case "body.rangAt" -> new Problem(problem.code(), "at", problem.params());
      default -> problem;
    };
  }
}
