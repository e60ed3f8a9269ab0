package org.yanzhen.hall;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.ConnectedSystem;
import org.yanzhen.access.ConnectedSystems;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.Source;
import org.yanzhen.order.Standings;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where connected systems send to and ask what became of it. The same message under the same id is
 * the same command, so a system that heard no answer sends it again; one that was refused may be
 * put right and sent under its id, or as it is once the reason is gone.
 */
@RestController
@RequestMapping("/api/send-in")
class InboxController {

  /**
   * A request passed on, or an alert.
   *
   * @param id the sender's own, at most 80 characters; of one thing for ever
   * @param as API (somebody asked there) or ALERT (the system saw something)
   * @param kind code of a kind of service, if the sender knows it
   * @param division statistical code of a division; absent for the sender's own
   * @param at when it was said or seen there
   * @param fields answers to the kind's questions, by code
   */
  record SystemMessage(
      String id,
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
    SystemMessage {
      id = Checks.text("id", id, 80);
      Checks.present("as", as);
    }
  }

  /** What a thing that was sent is now. */
  enum Became {
    ORDER,
    /** A person has yet to say what and where it is. */
    WAITING_FOR_A_PERSON,
    /** A person looked at it and made no order of it. */
    SET_ASIDE
  }

  /**
   * How it stands.
   *
   * @param number the order's, as people are told it
   */
  record MessageStanding(
      String id,
      Became became,
      @Nullable UUID orderId,
      @Nullable String number,
      @Nullable OrderState state) {}

  private final Gate gate;
  private final IntakeStore intake;
  private final Standings orders;
  private final ConnectedSystems systems;
  private final InboxPace pace;
  private final RealmTransactions transactions;
  private final Vault vault;
  private final JsonMapper mapper;
  private final InstantSource clock;

  InboxController(
      Gate gate,
      IntakeStore intake,
      Standings orders,
      ConnectedSystems systems,
      InboxPace pace,
      RealmTransactions transactions,
      Vault vault,
      JsonMapper mapper,
      InstantSource clock) {
    this.gate = gate;
    this.intake = intake;
    this.orders = orders;
    this.systems = systems;
    this.pace = pace;
    this.transactions = transactions;
    this.vault = vault;
    this.mapper = mapper;
    this.clock = clock;
  }

  @PostMapping
  MessageStanding send(@RequestBody SystemMessage sent, @AuthenticationPrincipal Actor actor) {
    pace.count(system(actor));
    RealmId realm = actor.realm();
    String name = name(actor, sent.id());
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("orderId", vault.id(realm, name + "/order"));
    body.put("itemId", vault.id(realm, name + "/item"));
    body.put("sourceId", sent.id());
    body.put("as", sent.as());
    body.put("kind", sent.kind());
    body.put("division", sent.division());
    body.put("place", sent.place());
    body.put("subject", sent.subject());
    body.put("text", sent.text());
    body.put("urgency", sent.urgency());
    body.put("at", sent.at());
    body.put("requester", sent.requester());
    body.put("phone", sent.phone());
    Map<String, String> fields = sent.fields();
    // In the order of their codes: the same answers are the same command.
    body.put("fields", fields == null ? null : new TreeMap<>(fields));
    String written =
        name + "/" + new String(mapper.writeValueAsBytes(body), StandardCharsets.UTF_8);
    JsonNode command = mapper.valueToTree(body);
    Outcome outcome = submit(written, command, actor);
    if (outcome.replayed() && !outcome.isDone()) {
      // Sent once more after a refusal: what stands under its id by now is the answer; else the
      // reason may be gone, which was not always the sender's to put right.
      Optional<MessageStanding> stands = standing(actor, sent.id());
      if (stands.isPresent()) {
        return stands.get();
      }
      Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
      outcome = submit(written + "/" + minute, command, actor);
    }
    Problem problem = outcome.problem();
    if (problem != null) {
      throw new ProblemException(asSent(problem));
    }
    return standing(actor, sent.id()).orElseThrow();
  }

  private Outcome submit(String written, JsonNode command, Actor actor) {
    UUID id = vault.id(actor.realm(), written);
    return gate.submit(Envelope.of(id, "hall.send-in", command), actor);
  }

  /** What became of it; an id may hold slashes, so it is asked for as a parameter. */
  @GetMapping
  MessageStanding get(@RequestParam String id, @AuthenticationPrincipal Actor actor) {
    system(actor);
    return standing(actor, id)
        .orElseThrow(() -> new ProblemException(ProblemCode.HALL_NOTHING_SENT));
  }

  private Optional<MessageStanding> standing(Actor actor, String id) {
    RealmId realm = actor.realm();
    String name = name(actor, id);
    Optional<MessageStanding> order = order(realm, id, vault.id(realm, name + "/order"));
    return order.isPresent()
        ? order
        : transactions
            .read(realm, () -> intake.find(realm, vault.id(realm, name + "/item")))
            .flatMap(item -> of(realm, id, item));
  }

  private Optional<MessageStanding> of(RealmId realm, String id, IntakeItem item) {
    UUID order = item.orderId();
    if (order != null) {
      return order(realm, id, order);
    }
    Became became =
        item.state() == IntakeState.NEW ? Became.WAITING_FOR_A_PERSON : Became.SET_ASIDE;
    return Optional.of(new MessageStanding(id, became, null, null, null));
  }

  private Optional<MessageStanding> order(RealmId realm, String id, UUID order) {
    return orders
        .find(realm, order)
        .map(one -> new MessageStanding(id, Became.ORDER, order, one.number(), one.state()));
  }

  /** Whoever comes here holds a token: no session counts at this address. */
  private ConnectedSystem system(Actor actor) {
    return systems
        .find(actor.realm(), Objects.requireNonNull(actor.accountId()))
        .orElseThrow(() -> new ProblemException(ProblemCode.ACCESS_FORBIDDEN));
  }

  private static String name(Actor actor, String id) {
    return "inbox/%s/%s".formatted(actor.accountId(), id.strip());
  }

  /** The fields as the sender calls them. */
  private static Problem asSent(Problem problem) {
    String field = problem.field();
    if (field == null || !field.startsWith("body.")) {
      return problem;
    }
    String own = field.substring("body.".length());
    return new Problem(
        problem.code(),
        switch (own) {
          case "sourceId" -> "id";
          case "divisionId" -> "division";
          case "requesterPhone" -> "phone";
          default -> own;
        },
        problem.params());
  }
}
