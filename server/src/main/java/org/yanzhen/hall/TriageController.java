package org.yanzhen.hall;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** What is offered beside a message. */
@RestController
@RequestMapping("/api/intake")
class TriageController {

  /** Words as they are typed; in a body, because an address is written into logs. */
  record Typed(@Nullable String subject, String text, @Nullable Integer divisionId) {
    Typed {
      subject = Checks.optionalText("subject", subject, 300);
      text = Checks.text("text", text, 10_000);
    }
  }

  private final Triage triage;
  private final TriageTopics topics;
  private final TriageHistory history;
  private final IntakeStore store;
  private final IntakeRights rights;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  TriageController(
      Triage triage,
      TriageTopics topics,
      TriageHistory history,
      IntakeStore store,
      IntakeRights rights,
      RealmTransactions transactions,
      InstantSource clock) {
    this.triage = triage;
    this.topics = topics;
    this.history = history;
    this.store = store;
    this.rights = rights;
    this.transactions = transactions;
    this.clock = clock;
  }

  @GetMapping("/{id}/triage")
  TriageViews.Beside beside(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable Integer division,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    requireDesk(actor);
    Language language = Language.of(locale);
    return transactions.read(
        actor.realm(),
        () -> {
          IntakeItem item =
              store
                  .find(actor.realm(), id)
                  .orElseThrow(() -> new ProblemException(ProblemCode.HALL_ITEM_NOT_FOUND));
          Triage.Message message =
              new Triage.Message(id, item.subject(), item.text(), item.placedAt());
          return new TriageViews.Beside(
              triage.suggest(actor.realm(), item.subject(), item.text(), language),
              item.state() == IntakeState.NEW
                  ? triage.alike(actor, message, division, true, language)
                  : java.util.List.of(),
              triage.precedents(actor.realm(), message));
        });
  }

  /** For an order that is being typed; whoever may take orders in may ask. Nothing is kept. */
  @PostMapping("/suggest")
  TriageViews.BesideTyped typed(
      @RequestBody Typed typed, @AuthenticationPrincipal Actor actor, Locale locale) {
    if (!actor.has(Role.CLERK) && !actor.has(Role.DISPATCHER)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    String subject = Objects.requireNonNullElse(typed.subject(), "");
    Triage.Message message = new Triage.Message(null, subject, typed.text(), clock.instant());
    Language language = Language.of(locale);
    return transactions.read(
        actor.realm(),
        () ->
            new TriageViews.BesideTyped(
                triage.suggest(actor.realm(), subject, typed.text(), language),
                triage.alike(actor, message, typed.divisionId(), false, language)));
  }

  /** What is said more often than usual in the week that ends with that day. */
  @GetMapping("/topics")
  TriageViews.Topics topics(
      @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
          @Nullable LocalDate day,
      @RequestParam(required = false) @Nullable Integer division,
      @AuthenticationPrincipal Actor actor) {
    requireDesk(actor);
    return topics.of(actor.realm(), day, division);
  }

  /** How long answers given elsewhere took. */
  @GetMapping("/answers")
  TriageViews.Answers answers(@AuthenticationPrincipal Actor actor) {
    requireDesk(actor);
    return history.answers(actor.realm());
  }

  private void requireDesk(Actor actor) {
    if (!rights.mayHandle(actor)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
  }
}
