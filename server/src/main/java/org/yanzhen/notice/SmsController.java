package org.yanzhen.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.notice.SmsAnswers.Became;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.json.JsonMapper;

/**
 * Texts from outside, as the SMS provider hands them over. Authenticated by a secret the county and
 * the provider share; the same message twice is the same command twice.
 */
@RestController
class SmsController {

  static final String SECRET = "X-Yanzhen-Secret";

  /**
   * A text that came in.
   *
   * @param id the provider's own, the same however often it is handed over
   */
  record Incoming(String id, String from, String text) {
    Incoming {
      id = Checks.text("id", id, 80);
      from = Checks.text("from", from, 30);
      text = Checks.text("text", text, 2_000);
    }
  }

  record Received(Became became) {}

  private final Gate gate;
  private final Realms realms;
  private final Vault vault;
  private final JsonMapper mapper;
  private final byte @Nullable [] secret;

  SmsController(
      Gate gate,
      Realms realms,
      Vault vault,
      JsonMapper mapper,
      @Value("${yanzhen.sms.secret:}") String secret) {
    this.gate = gate;
    this.realms = realms;
    this.vault = vault;
    this.mapper = mapper;
    this.secret = secret.isBlank() ? null : secret.getBytes(StandardCharsets.UTF_8);
  }

  @PostMapping("/api/sms/in")
  Received in(
      @RequestHeader(name = SECRET, required = false) @Nullable String given,
      @RequestParam(required = false) @Nullable Integer realm,
      @RequestBody String body) {
    if (secret == null
        || given == null
        || !MessageDigest.isEqual(secret, given.getBytes(StandardCharsets.UTF_8))) {
      throw new ProblemException(ProblemCode.NOTICE_SECRET);
    }
    // Read only now: who does not know the secret learns nothing from how a body is refused.
    Incoming text = mapper.readValue(body, Incoming.class);
    RealmId to =
        (realm == null ? realms.home() : realms.find(new RealmId(realm)))
            .map(Realms.Realm::id)
            .orElseThrow(
                () -> new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "realm")));
    String name = "notice/sms/" + text.id();
    Outcome outcome = hear(to, name, text);
    Became became =
        outcome.result() == null
            ? Became.UNCLEAR
            : Became.valueOf(outcome.result().required("became").asString());
    if (became == Became.UNCLEAR) {
      // A provider that was cut off here hands it over again: the item's id keeps it one item.
      UUID item = vault.id(to, name + "/intake");
      Outcome received =
          submit(
              to,
              vault.id(to, name + "/receive"),
              "hall.receive",
              Map.of(
                  "itemId", item,
                  "source", "sms",
                  "sourceId", text.id(),
                  "subject", subject(text.text()),
                  "text", text.text(),
                  "requester", text.from(),
                  "placedAt", outcome.at()));
      if (received.problem() != null) {
        throw new ProblemException(received.problem());
      }
    }
    return new Received(became);
  }

  /**
   * What the order refuses is nobody's fault at the provider's: the words stand in the order's
   * thread instead, or, where even that is refused, wait for a clerk.
   */
  private Outcome hear(RealmId realm, String name, Incoming text) {
    Map<String, Object> body =
        Map.of("sourceId", text.id(), "phone", text.from(), "text", text.text());
    Outcome outcome = submit(realm, vault.id(realm, name), "notice.hear", body);
    if (outcome.problem() == null) {
      return outcome;
    }
    if (outcome.problem().code() == ProblemCode.COMMAND_ID_REUSED) {
      throw new ProblemException(outcome.problem());
    }
    Map<String, Object> noted = new HashMap<>(body);
    noted.put("onlyNoted", true);
    return submit(realm, vault.id(realm, name + "/noted"), "notice.hear", noted);
  }

  private Outcome submit(RealmId realm, UUID id, String type, Map<String, ?> body) {
    return gate.submit(
        Envelope.of(id, type, mapper.valueToTree(body)), Actor.system(realm, Origin.API));
  }

  private static String subject(String text) {
    String line = text.lines().findFirst().orElse("").strip();
    return line.length() <= 60 ? line : line.substring(0, 59) + "…";
  }
}
