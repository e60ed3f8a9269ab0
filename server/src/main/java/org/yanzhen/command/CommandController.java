package org.yanzhen.command;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.Problems;
import org.yanzhen.shared.Vault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The gate over HTTP. */
@RestController
@RequestMapping("/api/commands")
class CommandController {

  private static final Logger LOG = LoggerFactory.getLogger(CommandController.class);

  /** Commands to be carried out one after the other, each in a transaction of its own. */
  record Batch(List<Envelope> commands) {
    Batch {
      commands = List.copyOf(Checks.present("commands", commands));
      if (commands.isEmpty() || commands.size() > 100) {
        throw Checks.malformed("commands", "1 to 100 at a time");
      }
    }
  }

  record Outcomes(List<OutcomeView> outcomes) {}

  /**
   * One entry of a phone's log.
   *
   * @param sealed Base64 of the HPKE ciphertext (encapsulated key, then ciphertext) of an envelope
   *     as UTF-8 JSON
   */
  record SealedEntry(UUID id, UUID device, long seq, String kid, String sealed) {
    SealedEntry {
      Checks.present("id", id);
      Checks.present("device", device);
      Checks.text("sealed", sealed, 400_000);
    }
  }

  record SealedBatch(List<SealedEntry> entries) {
    SealedBatch {
      entries = List.copyOf(Checks.present("entries", entries));
      if (entries.isEmpty() || entries.size() > 50) {
        throw Checks.malformed("entries", "1 to 50 at a time");
      }
    }
  }

  private final Gate gate;
  private final Vault vault;
  private final Problems problems;
  private final JsonMapper mapper;
  private final InstantSource clock;

  CommandController(
      Gate gate, Vault vault, Problems problems, JsonMapper mapper, InstantSource clock) {
    this.gate = gate;
    this.vault = vault;
    this.problems = problems;
    this.mapper = mapper;
    this.clock = clock;
  }

  /** One command: 200 with its outcome, or the refusal as the response's problem. */
  @PostMapping
  ResponseEntity<?> one(
      @RequestBody Envelope envelope, @AuthenticationPrincipal Actor actor, Locale locale) {
    Language language = Language.of(locale);
    Outcome outcome = gate.submit(envelope, actor);
    return outcome.problem() == null
        ? ResponseEntity.ok(OutcomeView.of(outcome, problems, language))
        : problems.respond(outcome.problem(), language);
  }

  @PostMapping("/batch")
  Outcomes batch(@RequestBody Batch batch, @AuthenticationPrincipal Actor actor, Locale locale) {
    return inTurn(batch.commands(), Envelope::id, envelope -> gate.submit(envelope, actor), locale);
  }

  /**
   * Entries of one phone's log, carried out in the order of the log whatever order they came in.
   */
  @PostMapping("/sealed")
  Outcomes sealed(
      @RequestBody SealedBatch batch, @AuthenticationPrincipal Actor actor, Locale locale) {
    List<SealedEntry> entries = new ArrayList<>(batch.entries());
    entries.sort(Comparator.comparing(SealedEntry::device).thenComparing(SealedEntry::seq));
    return inTurn(entries, SealedEntry::id, entry -> open(entry, actor), locale);
  }

  /**
   * Where a surprise stops it, the answer ends there: what was done before is not hidden, and what
   * follows does not overtake.
   */
  private <T> Outcomes inTurn(
      List<T> sent, Function<T, UUID> id, Function<T, Outcome> work, Locale locale) {
    Language language = Language.of(locale);
    List<OutcomeView> outcomes = new ArrayList<>();
    for (T one : sent) {
      try {
        outcomes.add(OutcomeView.of(work.apply(one), problems, language));
      } catch (RuntimeException e) {
        LOG.error(
            "command {} failed, {} before it were answered", id.apply(one), outcomes.size(), e);
        if (outcomes.isEmpty()) {
          throw e;
        }
        break;
      }
    }
    return new Outcomes(outcomes);
  }

  private Outcome open(SealedEntry entry, Actor actor) {
    Envelope envelope;
    try {
      byte[] plain =
          vault.open(
              actor.realm(),
              Base64.getDecoder().decode(entry.sealed()),
              "yanzhen/command/1/%s/%s/%s/%d"
                  .formatted(actor.realm(), actor.accountId(), entry.device(), entry.seq()));
      envelope = mapper.readValue(plain, Envelope.class);
    } catch (JacksonException e) {
      return e.getCause() instanceof ProblemException refused
          ? new Outcome(entry.id(), false, clock.instant(), null, refused.problem())
          : unreadable(entry);
    } catch (SecurityException | IllegalArgumentException e) {
      return unreadable(entry);
    }
    boolean same =
        entry.id().equals(envelope.id())
            && entry.device().equals(envelope.device())
            && envelope.seq() != null
            && entry.seq() == envelope.seq();
    // Only here: what hangs on coming from the field hangs on the log, not on what a request says.
    return same ? gate.submit(envelope, actor.inTheField()) : unreadable(entry);
  }

  private Outcome unreadable(SealedEntry entry) {
    return new Outcome(
        entry.id(),
        false,
        clock.instant(),
        null,
        Problem.at(ProblemCode.COMMAND_SEAL_BROKEN, "sealed").with("seq", entry.seq()));
  }
}
