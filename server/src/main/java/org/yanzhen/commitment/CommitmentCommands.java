package org.yanzhen.commitment;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.command.MediaKind;
import org.yanzhen.commitment.Commitment.Progress;
import org.yanzhen.commitment.CommitmentStore.Action;
import org.yanzhen.commitment.CommitmentStore.Step;
import org.yanzhen.people.People;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Promising something for a year, saying what came of it, and correcting it in the open. */
@Component
class CommitmentCommands implements CommandRoom {

  /** More in one list nobody reads, and nobody keeps. */
  static final int A_LIST = 60;

  private static final int PICTURES = 3;

  /** Writes a promise that nobody sees yet, or writes it anew. */
  record Draft(UUID commitmentId, int year, int divisionId, @Personal Promise promise) {
    Draft {
      Checks.present("commitmentId", commitmentId);
      Checks.present("promise", promise);
      if (year < 2000 || year > 2100) {
        throw Checks.malformed("year", "2000 to 2100");
      }
    }
  }

  /** A draft that came to nothing. */
  record Discard(UUID commitmentId) {
    Discard {
      Checks.present("commitmentId", commitmentId);
    }
  }

  /** From now on everybody reads it, and it is never taken back. */
  record Publish(UUID commitmentId) {
    Publish {
      Checks.present("commitmentId", commitmentId);
    }
  }

  /** Says a public promise differently; before and after stand side by side for everybody. */
  record Correct(UUID commitmentId, @Personal Promise promise, @Personal String reason) {
    Correct {
      Checks.present("commitmentId", commitmentId);
      Checks.present("promise", promise);
      reason = Checks.text("reason", reason, 500);
    }
  }

  /** How much there is of it by now. */
  record Counted(int figure, BigDecimal amount) {}

  /** What shows how it goes between the milestones, or that all of it is there. */
  record Evidence(
      UUID commitmentId, @Personal String text, List<Counted> figures, List<UUID> attachments) {
    Evidence(
        UUID commitmentId,
        String text,
        @Nullable List<Counted> figures,
        @Nullable List<UUID> attachments) {
      this.commitmentId = Checks.present("commitmentId", commitmentId);
      this.text = Checks.text("text", text, 1_000);
      this.figures = checkedFigures(figures);
      this.attachments = checkedPictures(attachments);
    }
  }

  /**
   * A milestone is reached, with what shows it.
   *
   * @param reachedOn the day it was reached, where that is not today
   */
  record Reach(
      UUID commitmentId,
      int milestone,
      @Nullable LocalDate reachedOn,
      @Personal String text,
      List<Counted> figures,
      List<UUID> attachments) {
    Reach(
        UUID commitmentId,
        int milestone,
        @Nullable LocalDate reachedOn,
        String text,
        @Nullable List<Counted> figures,
        @Nullable List<UUID> attachments) {
      this.commitmentId = Checks.present("commitmentId", commitmentId);
      this.milestone = milestone;
      this.reachedOn = reachedOn;
      this.text = Checks.text("text", text, 1_000);
      this.figures = checkedFigures(figures);
      this.attachments = checkedPictures(attachments);
    }
  }

  /** It was not reached after all. */
  record TakeBack(UUID commitmentId, int milestone, @Personal String reason) {
    TakeBack {
      Checks.present("commitmentId", commitmentId);
      reason = Checks.text("reason", reason, 500);
    }
  }

  /** It will not come, and everybody reads why. */
  record GiveUp(UUID commitmentId, @Personal String reason) {
    GiveUp {
      Checks.present("commitmentId", commitmentId);
      reason = Checks.text("reason", reason, 500);
    }
  }

  record Result(UUID commitmentId, int version, CommitmentState state) {}

  private final CommitmentStore store;
  private final Attachments attachments;
  private final People people;
  private final Divisions divisions;
  private final Realms realms;

  CommitmentCommands(
      CommitmentStore store,
      Attachments attachments,
      People people,
      Divisions divisions,
      Realms realms) {
    this.store = store;
    this.attachments = attachments;
    this.people = people;
    this.divisions = divisions;
    this.realms = realms;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] keepers = {Role.DISPATCHER, Role.ADMINISTRATOR};
    types
        .add("commitment.draft", Draft.class, this::draft, keepers)
        .add("commitment.discard", Discard.class, this::discard, keepers)
        .add("commitment.publish", Publish.class, this::publish, Role.ADMINISTRATOR)
        .add("commitment.correct", Correct.class, this::correct, Role.ADMINISTRATOR)
        .add("commitment.report", Evidence.class, this::report, keepers)
        .add("commitment.reach", Reach.class, this::reach, keepers)
        .add("commitment.take-back", TakeBack.class, this::takeBack, Role.ADMINISTRATOR)
        .add("commitment.finish", Evidence.class, this::finish, keepers)
        .add("commitment.give-up", GiveUp.class, this::giveUp, Role.ADMINISTRATOR);
  }

  /** Who writes drafts and says how it goes. */
  static boolean mayKeep(Actor actor, String area) {
    return mayPromise(actor, area) || actor.has(Role.DISPATCHER, area);
  }

  /** Those who answer for money and works promise something. */
  static boolean hasList(Division place) {
    return place.level() == Level.COUNTY || place.level() == Level.TOWNSHIP;
  }

  /** Who gives and corrects the word of a county or a township. */
  static boolean mayPromise(Actor actor, String area) {
    return actor.isSystem() || actor.has(Role.ADMINISTRATOR, area);
  }

  private CommandResult draft(Draft command, CommandContext context) {
    RealmId realm = context.realm();
    Optional<Division> division =
        divisions.find(command.divisionId()).filter(found -> isOurs(realm, found));
    if (division.isEmpty()) {
      return CommandResult.refused(ProblemCode.PLACE_DIVISION_UNKNOWN, "body.divisionId");
    }
    Division place = division.get();
    if (!hasList(place)) {
      return CommandResult.refused(ProblemCode.COMMITMENT_LEVEL, "body.divisionId");
    }
    if (!mayKeep(context.actor(), place.path())) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId");
    }
    Optional<Problem> against = against(realm, command.promise(), command.year(), command.year());
    if (against.isPresent()) {
      return CommandResult.refused(against.get());
    }
    Optional<Commitment> before = store.lock(realm, command.commitmentId());
    boolean joinsList =
        before.isEmpty()
            || before.get().year() != command.year()
            || before.get().divisionId() != place.id();
    if (joinsList
        && store.list(realm, command.year(), place.id(), false, A_LIST).size() >= A_LIST) {
      return CommandResult.refused(
          Problem.of(ProblemCode.COMMITMENT_LIST_FULL).with("most", A_LIST));
    }
    if (before.isEmpty()) {
      Commitment fresh =
          new Commitment(
              command.commitmentId(),
              command.year(),
              place.id(),
              place.path(),
              CommitmentState.DRAFT,
              1,
              command.promise(),
              Progress.NONE,
              context.at(),
              context.at(),
              null);
      store.insert(realm, fresh);
      return written(
          fresh, new Step(Action.DRAFT, null, null, null, fresh.promise(), List.of()), context);
    }
    return on(
        command.commitmentId(),
        context,
        false,
        CommitmentState.DRAFT,
        commitment -> {
          Commitment now =
              new Commitment(
                  commitment.id(),
                  command.year(),
                  place.id(),
                  place.path(),
                  CommitmentState.DRAFT,
                  commitment.version() + 1,
                  command.promise(),
                  Progress.NONE,
                  commitment.createdAt(),
                  context.at(),
                  null);
          return kept(
              now, new Step(Action.DRAFT, null, null, null, now.promise(), List.of()), context);
        });
  }

  private CommandResult discard(Discard command, CommandContext context) {
    return on(
        command.commitmentId(),
        context,
        false,
        CommitmentState.DRAFT,
        commitment ->
            kept(
                commitment.moved(
                    CommitmentState.DISCARDED,
                    commitment.promise(),
                    commitment.progress(),
                    context.at()),
                Step.of(Action.DISCARD, null),
                context));
  }

  private CommandResult publish(Publish command, CommandContext context) {
    return on(
        command.commitmentId(),
        context,
        true,
        CommitmentState.DRAFT,
        commitment -> {
          Commitment now =
              commitment
                  .moved(
                      CommitmentState.PUBLISHED,
                      commitment.promise(),
                      Progress.NONE.promising(commitment.promise()),
                      context.at())
                  .publishedOn(today(context));
          return kept(
              now, new Step(Action.PUBLISH, null, null, null, now.promise(), List.of()), context);
        });
  }

  private CommandResult correct(Correct command, CommandContext context) {
    return on(
        command.commitmentId(),
        context,
        true,
        CommitmentState.PUBLISHED,
        commitment -> {
          Promise before = commitment.promise();
          Promise after = command.promise();
          if (before.equals(after)) {
            return CommandResult.refused(ProblemCode.COMMITMENT_NOTHING_CHANGED, "body.promise");
          }
          boolean takesOut =
              before.milestones().stream().anyMatch(one -> after.milestone(one.n()).isEmpty())
                  || before.figures().stream()
                      .anyMatch(
                          one -> after.figures().stream().noneMatch(two -> two.n() == one.n()));
          if (takesOut) {
            return CommandResult.refused(ProblemCode.COMMITMENT_TAKEN_OUT, "body.promise");
          }
          Optional<Problem> against =
              against(context.realm(), after, commitment.year(), commitment.year() + 1);
          if (against.isPresent()) {
            return CommandResult.refused(against.get());
          }
          Commitment now =
              commitment.moved(
                  CommitmentState.PUBLISHED,
                  after,
                  commitment.progress().promising(after),
                  context.at());
          return kept(
              now,
              new Step(Action.CORRECT, null, null, command.reason(), after, List.of()),
              context);
        });
  }

  private CommandResult report(Evidence command, CommandContext context) {
    return on(
        command.commitmentId(),
        context,
        false,
        CommitmentState.PUBLISHED,
        commitment ->
            proved(
                commitment,
                CommitmentState.PUBLISHED,
                commitment.progress(),
                command.figures(),
                new Step(Action.REPORT, null, null, command.text(), null, command.attachments()),
                context));
  }

  private CommandResult reach(Reach command, CommandContext context) {
    return on(
        command.commitmentId(),
        context,
        false,
        CommitmentState.PUBLISHED,
        commitment -> {
          if (commitment.promise().milestone(command.milestone()).isEmpty()) {
            return CommandResult.refused(
                ProblemCode.COMMITMENT_MILESTONE_UNKNOWN, "body.milestone");
          }
          if (commitment.progress().reached().containsKey(command.milestone())) {
            return CommandResult.refused(
                ProblemCode.COMMITMENT_MILESTONE_REACHED, "body.milestone");
          }
          LocalDate today = today(context);
          LocalDate day = Objects.requireNonNullElse(command.reachedOn(), today);
          // Before it was public it was promised to nobody, and what is to come nobody has seen.
          LocalDate first = Objects.requireNonNull(commitment.publishedOn());
          if (day.isBefore(first) || day.isAfter(today)) {
            return CommandResult.refused(
                Problem.at(ProblemCode.COMMITMENT_REACHED_DAY, "body.reachedOn")
                    .with("from", first)
                    .with("until", today));
          }
          return proved(
              commitment,
              CommitmentState.PUBLISHED,
              commitment.progress().reaching(command.milestone(), day, today),
              command.figures(),
              Step.reached(command.milestone(), day, command.text(), command.attachments()),
              context);
        });
  }

  private CommandResult takeBack(TakeBack command, CommandContext context) {
    return onAny(
        command.commitmentId(),
        context,
        true,
        List.of(CommitmentState.PUBLISHED, CommitmentState.DONE),
        commitment -> {
          if (!commitment.progress().reached().containsKey(command.milestone())) {
            return CommandResult.refused(
                ProblemCode.COMMITMENT_MILESTONE_UNKNOWN, "body.milestone");
          }
          Commitment now =
              commitment.moved(
                  CommitmentState.PUBLISHED,
                  commitment.promise(),
                  commitment.progress().takingBack(command.milestone()),
                  context.at());
          return kept(
              now,
              new Step(
                  Action.TAKE_BACK, command.milestone(), null, command.reason(), null, List.of()),
              context);
        });
  }

  private CommandResult finish(Evidence command, CommandContext context) {
    return on(
        command.commitmentId(),
        context,
        false,
        CommitmentState.PUBLISHED,
        commitment ->
            commitment.isAllReached()
                ? proved(
                    commitment,
                    CommitmentState.DONE,
                    commitment.progress(),
                    command.figures(),
                    new Step(
                        Action.FINISH, null, null, command.text(), null, command.attachments()),
                    context)
                : CommandResult.refused(ProblemCode.COMMITMENT_MILESTONES_OPEN));
  }

  private CommandResult giveUp(GiveUp command, CommandContext context) {
    return on(
        command.commitmentId(),
        context,
        true,
        CommitmentState.PUBLISHED,
        commitment ->
            kept(
                commitment.moved(
                    CommitmentState.GIVEN_UP,
                    commitment.promise(),
                    commitment.progress(),
                    context.at()),
                Step.of(Action.GIVE_UP, command.reason()),
                context));
  }

  /** A step with evidence: counts and pictures go with the words. */
  private CommandResult proved(
      Commitment commitment,
      CommitmentState to,
      Progress progress,
      List<Counted> figures,
      Step step,
      CommandContext context) {
    Map<Integer, BigDecimal> counts = new TreeMap<>();
    for (int i = 0; i < figures.size(); i++) {
      int n = figures.get(i).figure();
      if (commitment.promise().figures().stream().noneMatch(one -> one.n() == n)) {
        return CommandResult.refused(
            ProblemCode.COMMITMENT_FIGURE_UNKNOWN, "body.figures." + i + ".figure");
      }
      counts.put(n, figures.get(i).amount());
    }
    for (UUID picture : step.pictures()) {
      Optional<Problem> against =
          attachments.claim(context.actor(), picture, MediaKind.PICTURE, "body.attachments");
      if (against.isPresent()) {
        return CommandResult.refused(against.get());
      }
    }
    return kept(
        commitment.moved(to, commitment.promise(), progress.counting(counts), context.at()),
        step,
        context);
  }

  private CommandResult on(
      UUID id,
      CommandContext context,
      boolean givesTheWord,
      CommitmentState from,
      Function<Commitment, CommandResult> step) {
    return onAny(id, context, givesTheWord, List.of(from), step);
  }

  /** What somebody may not keep does not exist for them, unless everybody reads it. */
  private CommandResult onAny(
      UUID id,
      CommandContext context,
      boolean givesTheWord,
      List<CommitmentState> from,
      Function<Commitment, CommandResult> step) {
    Optional<Commitment> found = store.lock(context.realm(), id);
    boolean keeps = found.filter(one -> mayKeep(context.actor(), one.area())).isPresent();
    if (found.isEmpty() || (!keeps && !found.get().state().isPublic())) {
      return CommandResult.refused(ProblemCode.COMMITMENT_NOT_FOUND, "body.commitmentId");
    }
    Commitment commitment = found.get();
    if (!keeps || (givesTheWord && !mayPromise(context.actor(), commitment.area()))) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.commitmentId");
    }
    if (context.base() != null && !Objects.equals(context.base(), commitment.version())) {
      return CommandResult.refused(
          Problem.at(ProblemCode.COMMAND_BASE_STALE, "base")
              .with("base", context.base())
              .with("current", commitment.version()));
    }
    if (!from.contains(commitment.state())) {
      return CommandResult.refused(
          Problem.of(ProblemCode.COMMITMENT_WRONG_STATE).with("state", commitment.state()));
    }
    return step.apply(commitment);
  }

  private CommandResult kept(Commitment now, Step step, CommandContext context) {
    store.update(context.realm(), now);
    return written(now, step, context);
  }

  private CommandResult written(Commitment now, Step step, CommandContext context) {
    store.insertStep(context.realm(), now, step, context);
    return CommandResult.done(new Result(now.id(), now.version(), now.state()));
  }

  /** Why a promise cannot be made so. */
  private Optional<Problem> against(RealmId realm, Promise promise, int firstYear, int lastYear) {
    if (people.findOrganisation(realm, promise.body()).isEmpty()) {
      return Optional.of(Problem.at(ProblemCode.PEOPLE_BODY_UNKNOWN, "body.promise.body"));
    }
    for (int i = 0; i < promise.milestones().size(); i++) {
      int year = promise.milestones().get(i).due().getYear();
      if (year < firstYear || year > lastYear) {
        return Optional.of(
            Problem.at(ProblemCode.COMMITMENT_DUE_OUTSIDE, "body.promise.milestones." + i + ".due")
                .with("year", firstYear));
      }
    }
    return Optional.empty();
  }

  private boolean isOurs(RealmId realm, Division division) {
    return division.path().startsWith(divisions.get(realms.get(realm).divisionId()).path());
  }

  private LocalDate today(CommandContext context) {
    return LocalDate.ofInstant(context.at(), realms.get(context.realm()).zone());
  }

  private static List<Counted> checkedFigures(@Nullable List<Counted> given) {
    List<Counted> figures = given == null ? List.of() : given;
    if (figures.size() > Promise.FIGURES) {
      throw Checks.malformed("figures", "more than " + Promise.FIGURES);
    }
    Map<Integer, Counted> once = new LinkedHashMap<>();
    for (int i = 0; i < figures.size(); i++) {
      String field = "figures." + i;
      Counted one = Checks.present(field, figures.get(i));
      BigDecimal amount = Promise.amount(field + ".amount", one.amount());
      if (once.put(one.figure(), new Counted(one.figure(), amount)) != null) {
        throw Checks.malformed(field + ".figure", "twice");
      }
    }
    return List.copyOf(once.values());
  }

  private static List<UUID> checkedPictures(@Nullable List<UUID> given) {
    List<UUID> pictures = given == null ? List.of() : List.copyOf(given);
    if (pictures.size() > PICTURES) {
      throw Checks.malformed("attachments", "more than " + PICTURES);
    }
    return pictures.stream().distinct().toList();
  }
}
