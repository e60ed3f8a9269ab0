package org.yanzhen.commitment;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.StoredFile;
import org.yanzhen.commitment.CommitmentStore.Action;
import org.yanzhen.commitment.CommitmentStore.Entry;
import org.yanzhen.commitment.CommitmentViews.CommitmentCard;
import org.yanzhen.commitment.CommitmentViews.CommitmentChange;
import org.yanzhen.commitment.CommitmentViews.CommitmentDetail;
import org.yanzhen.commitment.CommitmentViews.CommitmentFigure;
import org.yanzhen.commitment.CommitmentViews.CommitmentList;
import org.yanzhen.commitment.CommitmentViews.CommitmentMilestone;
import org.yanzhen.commitment.CommitmentViews.CommitmentSheet;
import org.yanzhen.commitment.CommitmentViews.CommitmentStep;
import org.yanzhen.commitment.CommitmentViews.ListRef;
import org.yanzhen.people.People;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** What was promised and what came of it, for everybody and at the desk. */
@Service
public class Commitments {

  private final CommitmentStore store;
  private final RealmTransactions transactions;
  private final Realms realms;
  private final Divisions divisions;
  private final People people;
  private final Accounts accounts;
  private final Attachments attachments;
  private final InstantSource clock;

  Commitments(
      CommitmentStore store,
      RealmTransactions transactions,
      Realms realms,
      Divisions divisions,
      People people,
      Accounts accounts,
      Attachments attachments,
      InstantSource clock) {
    this.store = store;
    this.transactions = transactions;
    this.realms = realms;
    this.divisions = divisions;
    this.people = people;
    this.accounts = accounts;
    this.attachments = attachments;
    this.clock = clock;
  }

  /**
   * A public list; without a year the newest there is, without a division the county's own.
   *
   * @throws ProblemException request.not-found for a division that is none of the realm's
   */
  public CommitmentList open(
      RealmId realm, @Nullable Integer year, @Nullable Integer divisionId, Language language) {
    Division county = divisions.get(realms.get(realm).divisionId());
    Division place =
        divisionId == null
            ? county
            : divisions
                .find(divisionId)
                .filter(found -> found.path().startsWith(county.path()))
                .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
    return transactions.read(realm, () -> list(realm, year, place, true, false, language));
  }

  /** A public promise with its history. */
  public Optional<CommitmentDetail> findOpen(RealmId realm, UUID id, Language language) {
    return transactions.read(
        realm,
        () ->
            store
                .find(realm, id)
                .filter(one -> one.state().isPublic())
                .map(one -> detail(realm, one, false, language)));
  }

  /** A picture that a public promise shows as evidence. */
  public Optional<StoredFile> findPicture(RealmId realm, UUID id, UUID picture) {
    boolean shown =
        findOpen(realm, id, Language.ZH).stream()
            .flatMap(detail -> detail.thread().stream())
            .anyMatch(step -> step.pictures().contains(picture));
    return shown ? attachments.find(realm, picture) : Optional.empty();
  }

  CommitmentList atDesk(
      Actor actor, @Nullable Integer year, @Nullable Integer divisionId, Language language) {
    Division place = place(actor, divisionId);
    boolean keeps = CommitmentCommands.mayKeep(actor, place.path());
    boolean mayDraft = keeps && CommitmentCommands.hasList(place);
    return transactions.read(
        actor.realm(), () -> list(actor.realm(), year, place, !keeps, mayDraft, language));
  }

  CommitmentSheet sheet(Actor actor, UUID id, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          Commitment found =
              store
                  .find(realm, id)
                  .filter(one -> isAtDesk(actor))
                  .filter(
                      one ->
                          one.state().isPublic()
                              || (one.state() == CommitmentState.DRAFT
                                  && CommitmentCommands.mayKeep(actor, one.area())))
                  .orElseThrow(
                      () -> new ProblemException(Problem.of(ProblemCode.COMMITMENT_NOT_FOUND)));
          return new CommitmentSheet(
              detail(realm, found, true, language), found.promise(), allowed(actor, found));
        });
  }

  private static List<String> allowed(Actor actor, Commitment one) {
    List<String> allowed = new ArrayList<>();
    boolean keeps = CommitmentCommands.mayKeep(actor, one.area());
    boolean promises = CommitmentCommands.mayPromise(actor, one.area());
    boolean draft = one.state() == CommitmentState.DRAFT;
    boolean running = one.state() == CommitmentState.PUBLISHED;
    add(allowed, "commitment.draft", keeps && draft);
    add(allowed, "commitment.discard", keeps && draft);
    add(allowed, "commitment.publish", promises && draft);
    add(allowed, "commitment.reach", keeps && running && !one.isAllReached());
    add(allowed, "commitment.report", keeps && running);
    add(allowed, "commitment.finish", keeps && running && one.isAllReached());
    add(allowed, "commitment.correct", promises && running);
    add(allowed, "commitment.give-up", promises && running);
    boolean reached = !one.progress().reached().isEmpty();
    boolean takes = running || one.state() == CommitmentState.DONE;
    add(allowed, "commitment.take-back", promises && takes && reached);
    return List.copyOf(allowed);
  }

  private static void add(List<String> allowed, String command, boolean may) {
    if (may) {
      allowed.add(command);
    }
  }

  /** The division asked for, or the widest the reader has; any of the county may be read. */
  private Division place(Actor actor, @Nullable Integer divisionId) {
    if (!isAtDesk(actor)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
    String county = divisions.get(realms.get(actor.realm()).divisionId()).path();
    return Optional.ofNullable(divisionId)
        .or(
            () ->
                actor.grants().stream()
                    .min(Comparator.comparing((Grant grant) -> grant.area().length()))
                    .map(Grant::divisionId))
        .flatMap(divisions::find)
        .filter(found -> found.path().startsWith(county))
        .orElseThrow(
            () -> new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "division")));
  }

  private static boolean isAtDesk(Actor actor) {
    return actor.has(Role.CLERK) || actor.has(Role.DISPATCHER) || actor.has(Role.ADMINISTRATOR);
  }

  private CommitmentList list(
      RealmId realm,
      @Nullable Integer year,
      Division place,
      boolean onlyPublic,
      boolean mayDraft,
      Language language) {
    LocalDate today = today(realm);
    List<CommitmentStore.ListOf> lists = store.lists(realm);
    int shown =
        year != null
            ? year
            : onlyPublic
                ? lists.stream()
                    .filter(list -> list.divisionId() == place.id())
                    .mapToInt(CommitmentStore.ListOf::year)
                    .max()
                    .orElse(today.getYear())
                : today.getYear();
    List<Commitment> all =
        store.list(realm, shown, place.id(), onlyPublic, CommitmentCommands.A_LIST);
    Commitment.Kept kept =
        all.stream()
            .map(one -> one.kept(today))
            .reduce(new Commitment.Kept(0, 0), Commitment.Kept::plus);
    Map<String, String> bodies = bodies(realm);
    return new CommitmentList(
        shown,
        place.id(),
        place.name(),
        kept.kept(),
        kept.of(),
        all.stream().map(one -> card(realm, one, bodies, today, language)).toList(),
        lists.stream()
            .map(
                list ->
                    new ListRef(
                        list.year(), list.divisionId(), divisions.get(list.divisionId()).name()))
            .toList(),
        mayDraft);
  }

  private CommitmentCard card(
      RealmId realm,
      Commitment one,
      Map<String, String> bodies,
      LocalDate today,
      Language language) {
    Promise promise = one.promise();
    return new CommitmentCard(
        one.id(),
        one.version(),
        one.standing(today),
        promise.title().in(language),
        promise.brings().in(language),
        bodies.getOrDefault(promise.body(), promise.body()),
        promise.owner().in(language),
        promise.milestones().stream()
            .map(
                milestone ->
                    new CommitmentMilestone(
                        milestone.n(),
                        milestone.title().in(language),
                        milestone.due(),
                        one.firstDue(milestone),
                        one.progress().reached().get(milestone.n()),
                        one.progress().putDown().get(milestone.n()),
                        one.isLate(milestone, today)))
            .toList(),
        promise.figures().stream()
            .map(
                target ->
                    new CommitmentFigure(
                        target.n(),
                        target.name().in(language),
                        target.unit().in(language),
                        target.promised(),
                        one.progress().figures().get(target.n())))
            .toList(),
        one.publishedOn(),
        one.state() == CommitmentState.GIVEN_UP ? reason(realm, one.id()) : null);
  }

  private @Nullable String reason(RealmId realm, UUID id) {
    return store.history(realm, id).reversed().stream()
        .filter(entry -> entry.step().action() == Action.GIVE_UP)
        .findFirst()
        .map(entry -> entry.step().text())
        .orElse(null);
  }

  private CommitmentDetail detail(
      RealmId realm, Commitment one, boolean atDesk, Language language) {
    Map<String, String> bodies = bodies(realm);
    return new CommitmentDetail(
        card(realm, one, bodies, today(realm), language),
        one.year(),
        one.divisionId(),
        divisions.get(one.divisionId()).name(),
        thread(realm, one, bodies, atDesk, language));
  }

  /** The newest first. What was drafted before the day of publishing is the desk's alone. */
  private List<CommitmentStep> thread(
      RealmId realm,
      Commitment one,
      Map<String, String> bodies,
      boolean atDesk,
      Language language) {
    List<CommitmentStep> steps = new ArrayList<>();
    Map<UUID, String> names = new HashMap<>();
    Promise before = null;
    for (Entry entry : store.history(realm, one.id())) {
      CommitmentStore.Step step = entry.step();
      List<CommitmentChange> changes = List.of();
      if (step.content() != null) {
        if (step.action() == Action.CORRECT && before != null) {
          changes =
              PromiseChanges.between(before, step.content(), language).stream()
                  .map(change -> view(change, bodies))
                  .toList();
        }
        before = step.content();
      }
      if (!atDesk && step.action() == Action.DRAFT) {
        continue;
      }
      Integer milestone = step.milestone();
      steps.addFirst(
          new CommitmentStep(
              entry.version(),
              step.action().name(),
              entry.at(),
              atDesk && entry.accountId() != null
                  ? names.computeIfAbsent(
                      entry.accountId(), id -> accounts.findName(realm, id).orElse(""))
                  : null,
              milestone,
              milestone == null
                  ? null
                  : one.promise()
                      .milestone(milestone)
                      .map(found -> found.title().in(language))
                      .orElse(null),
              step.reachedOn(),
              step.text(),
              changes,
              step.pictures()));
    }
    return List.copyOf(steps);
  }

  private static CommitmentChange view(PromiseChanges.Change change, Map<String, String> bodies) {
    boolean body = change.what() == PromiseChanges.What.BODY;
    String before = change.before();
    return new CommitmentChange(
        change.what().name(),
        change.of(),
        body && before != null ? bodies.getOrDefault(before, before) : before,
        body ? bodies.getOrDefault(change.after(), change.after()) : change.after());
  }

  private Map<String, String> bodies(RealmId realm) {
    Map<String, String> names = new HashMap<>();
    people.listOrganisations(realm).forEach(body -> names.put(body.code(), body.name()));
    return names;
  }

  private LocalDate today(RealmId realm) {
    return LocalDate.ofInstant(clock.instant(), realms.get(realm).zone());
  }
}
