package org.yanzhen.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.hall.CallBackRule.Attempt;
import org.yanzhen.hall.CallBackRule.Best;
import org.yanzhen.hall.CallBackStore.CallBack;
import org.yanzhen.hall.CallBackStore.NewCallBack;
import org.yanzhen.notice.Announcements;
import org.yanzhen.order.Action;
import org.yanzhen.order.BadGrades;
import org.yanzhen.order.CallbackDraws;
import org.yanzhen.order.Channel;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.Orders;
import org.yanzhen.order.Step;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** Calling people back: one operator at a time, so often and no oftener, and what they said. */
@Component
class CallBackCommands implements CommandRoom {

  /**
   * "We call you back": about an order, or to a number.
   *
   * @param bestFrom minute of the day from which the person can be reached
   */
  record Promise(
      UUID callBackId,
      @Nullable UUID orderId,
      @Personal @Nullable String phone,
      @Personal @Nullable String about,
      @Nullable Instant dueAt,
      @Nullable Integer bestFrom,
      @Nullable Integer bestTo) {
    Promise {
      Checks.present("callBackId", callBackId);
      phone = PhoneText.checked("phone", phone);
      about = Checks.optionalText("about", about, 500);
      if (orderId == null && phone == null) {
        throw Checks.malformed("phone", "missing");
      }
      boolean whole = (bestFrom == null) == (bestTo == null);
      if (!whole
          || (bestFrom != null
              && bestTo != null
              && (bestFrom < 0 || bestTo > 1_440 || bestFrom >= bestTo))) {
        throw Checks.malformed("bestFrom", "no part of a day");
      }
    }

    @Nullable Best best() {
      return bestFrom == null || bestTo == null ? null : new Best(bestFrom, bestTo);
    }
  }

  /** Sent by the sweep: the order was drawn, and nobody has said whether it is solved. */
  record Expect(UUID orderId, LocalDate day) {
    Expect {
      Checks.present("orderId", orderId);
      Checks.present("day", day);
    }

    UUID origin() {
      return Ids.named("hall.sample/%s/%s".formatted(orderId, day));
    }
  }

  record Claim(UUID callBackId) {
    Claim {
      Checks.present("callBackId", callBackId);
    }
  }

  record Release(UUID callBackId) {
    Release {
      Checks.present("callBackId", callBackId);
    }
  }

  /** What a reached person said. */
  enum Result {
    SOLVED,
    REOPENED,
    NOTED,
    TOLD,
    /** With what was put right after their bad grade. */
    CONTENT,
    NOT_CONTENT;

    boolean isOnAGrade() {
      return this == CONTENT || this == NOT_CONTENT;
    }
  }

  /**
   * One try.
   *
   * @param laterAt when the person asked to be called again
   * @param result for a reached person
   * @param rating 1 (poor) to 5 (very good), with SOLVED and if given
   * @param ratings the same by the kind's dimensions
   */
  record Try(
      UUID callBackId,
      Attempt outcome,
      @Nullable Instant laterAt,
      @Nullable Result result,
      @Personal @Nullable String text,
      @Nullable Integer rating,
      Map<String, Integer> ratings) {
    Try(
        UUID callBackId,
        Attempt outcome,
        @Nullable Instant laterAt,
        @Nullable Result result,
        @Nullable String text,
        @Nullable Integer rating,
        @Nullable Map<String, Integer> ratings) {
      this.callBackId = Checks.present("callBackId", callBackId);
      this.outcome = Checks.present("outcome", outcome);
      this.laterAt = laterAt;
      this.result = result;
      this.text = Checks.optionalText("text", text, 2_000);
      this.rating = rating;
      // In the order of their codes: the same command keeps the same text.
      this.ratings =
          ratings == null
              ? Map.of()
              : Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(ratings)));
      if ((outcome == Attempt.LATER) != (laterAt != null)) {
        throw Checks.malformed("laterAt", laterAt == null ? "missing" : "does not fit");
      }
      if ((outcome == Attempt.REACHED) != (result != null)) {
        throw Checks.malformed("result", result == null ? "missing" : "does not fit");
      }
      if (result == Result.NOTED && this.text == null) {
        throw Checks.malformed("text", "missing");
      }
      // Only what is called solved is graded: of anything else the order keeps no grade.
      if (rating != null && result != Result.SOLVED) {
        throw Checks.malformed("rating", "does not fit");
      }
      if (!this.ratings.isEmpty() && result != Result.SOLVED) {
        throw Checks.malformed("ratings", "does not fit");
      }
      if (this.ratings.size() > 12) {
        throw Checks.malformed("ratings", "too many");
      }
    }
  }

  private final CallBackStore store;
  private final Orders orders;
  private final OrderReads reads;
  private final HallRights rights;
  private final HallPolicy policy;
  private final Realms realms;
  private final Announcements announcements;
  private final CallBackWish wish;
  private final CallbackDraws draws;
  private final BadGrades badGrades;

  CallBackCommands(
      CallBackStore store,
      Orders orders,
      OrderReads reads,
      HallRights rights,
      HallPolicy policy,
      Realms realms,
      Announcements announcements,
      CallBackWish wish,
      CallbackDraws draws,
      BadGrades badGrades) {
    this.store = store;
    this.orders = orders;
    this.reads = reads;
    this.rights = rights;
    this.policy = policy;
    this.realms = realms;
    this.announcements = announcements;
    this.wish = wish;
    this.draws = draws;
    this.badGrades = badGrades;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] desk = {Role.CLERK, Role.DISPATCHER};
    types
        .add("hall.promise-call-back", Promise.class, this::promise, desk)
        .add("hall.expect-call-back", Expect.class, this::expect)
        .add("hall.claim-call-back", Claim.class, this::claim, desk)
        .add("hall.release-call-back", Release.class, this::release, desk)
        .add("hall.try-call-back", Try.class, this::tried, desk);
  }

  private CommandResult promise(Promise command, CommandContext context) {
    Optional<String> area =
        command.orderId() == null
            ? rights.home(context.actor())
            : reads
                .findFacts(context.realm(), command.orderId())
                .map(OrderReads.OrderFacts::area)
                .filter(found -> rights.serves(context.actor(), found));
    if (area.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Instant wished = command.dueAt() == null ? context.at() : command.dueAt();
    Instant due =
        CallBackRule.allowed(
            policy.callBacks(),
            wished,
            command.best(),
            wish.quiet(context.realm(), command.phone(), command.orderId()),
            zone(context));
    boolean isNew =
        store.add(
            context.realm(),
            new NewCallBack(
                command.callBackId(),
                CallBackSource.PROMISED,
                command.callBackId(),
                area.get(),
                command.orderId(),
                command.phone(),
                command.about(),
                command.best(),
                due,
                CallBackState.WAITING,
                null,
                null),
            context.at());
    return isNew
        ? CommandResult.done()
        : CommandResult.refused(ProblemCode.HALL_CALL_BACK_DONE, "body.callBackId");
  }

  private CommandResult expect(Expect command, CommandContext context) {
    Optional<OrderReads.OrderFacts> facts = reads.findFacts(context.realm(), command.orderId());
    if (facts.isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    // Who wants no calls is asked at home, as whoever left no number.
    boolean called = wish.allowsCalls(context.realm(), command.orderId());
    Instant due =
        CallBackRule.allowed(
            policy.callBacks(),
            context.at(),
            null,
            wish.quiet(context.realm(), null, command.orderId()),
            zone(context));
    NewCallBack drawn =
        store
            .following(context.realm(), CallBackSource.SAMPLE, command.origin(), facts.get().area())
            .drawnOn(command.day())
            .about(command.orderId());
    boolean isNew =
        store.add(
            context.realm(),
            called ? drawn.at(due, null) : drawn.byVisit(VisitReason.NO_CALLS),
            context.at());
    if (isNew && called) {
      OrderReads.OrderFacts order = facts.get();
      announcements.willBeCalled(
          context.realm(), order.id(), order.version(), order.area(), context.at());
    }
    return isNew
        ? CommandResult.done()
        : CommandResult.refused(ProblemCode.HALL_CALL_BACK_DONE, "body.orderId");
  }

  private CommandResult claim(Claim command, CommandContext context) {
    Optional<CallBack> found = mine(command.callBackId(), context);
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_CALL_BACK_NOT_FOUND, "body.callBackId");
    }
    CallBack back = found.get();
    ProblemCode problem = closedOrHeld(back, context);
    boolean goesThere = back.state() == CallBackState.WAITING && wantsNoCalls(back, context);
    if (problem == null
        && back.state() == CallBackState.WAITING
        && !goesThere
        && !CallBackRule.mayCall(
            policy.callBacks(), context.at(), wish.quiet(context.realm(), back), zone(context))) {
      problem = ProblemCode.HALL_CALL_BACK_QUIET;
    }
    if (problem == null && isOwnWork(back, context)) {
      problem = ProblemCode.HALL_CALL_BACK_OWN_WORK;
    }
    if (problem != null) {
      return CommandResult.refused(problem, "body.callBackId");
    }
    if (goesThere) {
      store.visit(context.realm(), back.id(), VisitReason.NO_CALLS, context.at());
    }
    store.claim(
        context.realm(),
        back.id(),
        context.actor().accountId(),
        context.at().plus(policy.callBacks().lease()));
    return CommandResult.done();
  }

  private CommandResult release(Release command, CommandContext context) {
    Optional<CallBack> found = mine(command.callBackId(), context);
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_CALL_BACK_NOT_FOUND, "body.callBackId");
    }
    ProblemCode problem = closedOrHeld(found.get(), context);
    if (problem != null) {
      return CommandResult.refused(problem, "body.callBackId");
    }
    store.claim(context.realm(), command.callBackId(), null, null);
    if (found.get().state() == CallBackState.WAITING && wantsNoCalls(found.get(), context)) {
      store.visit(context.realm(), command.callBackId(), VisitReason.NO_CALLS, context.at());
    }
    return CommandResult.done();
  }

  private CommandResult tried(Try command, CommandContext context) {
    Optional<CallBack> found = mine(command.callBackId(), context);
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_CALL_BACK_NOT_FOUND, "body.callBackId");
    }
    CallBack back = found.get();
    ProblemCode problem = closedOrHeld(back, context);
    if (problem == null && !back.claimedByIs(context.actor().accountId())) {
      // The lease may have run out under a long talk; what was said still counts if nobody else
      // has begun. Somebody who never claimed it says nothing.
      problem = ProblemCode.HALL_CALL_BACK_UNCLAIMED;
    }
    if (problem != null) {
      return CommandResult.refused(problem, "body.callBackId");
    }
    Instant later = command.laterAt();
    if (later != null && !CallBackRule.mayPutOff(policy.callBacks(), later, context.at())) {
      return CommandResult.refused(
          Problem.at(ProblemCode.HALL_CALL_BACK_LATER, "body.laterAt")
              .with("days", policy.callBacks().later().toDays()));
    }
    boolean onAGrade = command.result() != null && command.result().isOnAGrade();
    if (command.result() != null && onAGrade != (back.source() == CallBackSource.GRADED)) {
      return CommandResult.refused(ProblemCode.HALL_CALL_BACK_CONTENT, "body.result");
    }
    if (command.result() != null && leavesOpen(command.result(), back, context)) {
      return CommandResult.refused(ProblemCode.HALL_CALL_BACK_VERDICT, "body.result");
    }
    store.tried(
        context.realm(),
        back,
        context.actor().accountId(),
        command.outcome(),
        command.laterAt(),
        context.at());
    return command.result() == null
        ? putOff(command, back, context)
        : reached(command, command.result(), back, context);
  }

  /**
   * An order nobody has called solved or not is asked about until somebody does: any other end of
   * the call would leave it reported for ever.
   */
  private boolean leavesOpen(Result result, CallBack back, CommandContext context) {
    UUID orderId = back.orderId();
    return back.source().asksForVerdict()
        && (result == Result.NOTED || result == Result.TOLD)
        && orderId != null
        && reads
            .findFacts(context.realm(), orderId)
            .filter(order -> order.state() == OrderState.REPORTED)
            .isPresent();
  }

  private CommandResult putOff(Try command, CallBack back, CommandContext context) {
    int laters = store.laters(context.realm(), back.id());
    Instant later = command.laterAt();
    if (back.state() == CallBackState.VISIT) {
      // Nobody at home: it stays on the list of visits, a day later.
      store.putOff(
          context.realm(),
          back.id(),
          later == null || laters > policy.callBacks().laterTimes()
              ? context.at().plus(policy.callBacks().spacing().getLast())
              : later);
      return CommandResult.done();
    }
    if (wantsNoCalls(back, context)) {
      // Said in this very call, or while it was made.
      store.visit(context.realm(), back.id(), VisitReason.NO_CALLS, context.at());
      return CommandResult.done();
    }
    switch (CallBackRule.after(
        policy.callBacks(),
        command.outcome(),
        back.attempts() + 1,
        laters,
        later,
        back.best(),
        wish.quiet(context.realm(), back),
        context.at(),
        zone(context))) {
      case CallBackRule.Next.CallAt at -> store.putOff(context.realm(), back.id(), at.at());
      case CallBackRule.Next.Visit visit ->
          store.visit(context.realm(), back.id(), visit.why(), context.at());
    }
    return CommandResult.done();
  }

  private CommandResult reached(Try command, Result result, CallBack back, CommandContext context) {
    // Ended first: the order's own step would otherwise find it open and close it as not needed.
    store.end(context.realm(), back.id(), CallBackState.DONE, result.name(), context.at());
    if (result == Result.TOLD) {
      return CommandResult.done();
    }
    UUID orderId = back.orderId();
    if (orderId == null) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.result");
    }
    if (isOwnWork(back, context)) {
      return CommandResult.refused(ProblemCode.HALL_CALL_BACK_OWN_WORK, "body.callBackId");
    }
    if (result.isOnAGrade()) {
      Problem problem = badGrades.heard(orderId, result == Result.CONTENT, command.text(), context);
      return problem == null ? CommandResult.done() : CommandResult.refused(problem);
    }
    Channel channel =
        back.source() == CallBackSource.SAMPLE
            ? Channel.SAMPLE
            : back.state() == CallBackState.VISIT ? Channel.PAPER : Channel.CALL;
    Step step =
        switch (result) {
          case SOLVED ->
              Step.verdict(
                  Action.SOLVE, command.rating(), command.ratings(), command.text(), channel);
          case REOPENED -> Step.verdict(Action.REOPEN, null, Map.of(), command.text(), channel);
          case NOTED, TOLD, CONTENT, NOT_CONTENT -> Step.words(Action.NOTE, command.text());
        };
    CommandResult stepped = orders.step(orderId, step, List.of(), context.withoutBase());
    return stepped instanceof CommandResult.Done ? CommandResult.done() : stepped;
  }

  /** Only the order's own number: another one was left for this very call. */
  private boolean wantsNoCalls(CallBack back, CommandContext context) {
    UUID orderId = back.orderId();
    return orderId != null
        && store.words(context.realm(), back.id()).phone() == null
        && !wish.allowsCalls(context.realm(), orderId);
  }

  private Optional<CallBack> mine(UUID id, CommandContext context) {
    return store
        .lock(context.realm(), id)
        .filter(back -> rights.serves(context.actor(), back.area()))
        .filter(back -> maySee(back, context));
  }

  /**
   * Before a draw is shown, only those who make its calls know whom it drew; of a bad grade those
   * who were graded hear nothing.
   */
  private boolean maySee(CallBack back, CommandContext context) {
    UUID orderId = back.orderId();
    if (back.source() == CallBackSource.GRADED
        && orderId != null
        && !badGrades.mayHear(context.actor(), orderId)) {
      return false;
    }
    return back.drawnOn() == null
        || rights.callsTheDrawn(context.actor())
        || !draws.unshown(context.realm()).contains(back.drawnOn());
  }

  private static @Nullable ProblemCode closedOrHeld(CallBack back, CommandContext context) {
    if (back.state() == CallBackState.DONE || back.state() == CallBackState.CLOSED) {
      return ProblemCode.HALL_CALL_BACK_DONE;
    }
    return back.isHeldByAnother(context.actor().accountId(), context.at())
        ? ProblemCode.HALL_CALL_BACK_TAKEN
        : null;
  }

  /** Whoever did the work, or answered a bad grade of it, does not ask whether it was good. */
  private boolean isOwnWork(CallBack back, CommandContext context) {
    Actor actor = context.actor();
    UUID orderId = back.orderId();
    if (back.source() == CallBackSource.GRADED
        && orderId != null
        && badGrades.hasAnswered(actor, orderId)) {
      return true;
    }
    if (actor.personId() == null || orderId == null) {
      return false;
    }
    return reads
        .findCard(actor, orderId, Language.ZH)
        .map(OrderCard::assignee)
        .map(person -> person.id().equals(actor.personId()))
        .orElse(false);
  }

  private ZoneId zone(CommandContext context) {
    return realms.get(context.realm()).zone();
  }
}
