package org.yanzhen.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandHandler;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** The commands that move an order without deciding who goes. */
@Component
class OrderCommands implements CommandRoom {

  record Submit(UUID orderId) {
    Submit {
      Checks.present("orderId", orderId);
    }
  }

  record Accept(UUID orderId) {
    Accept {
      Checks.present("orderId", orderId);
    }
  }

  /** Why somebody does not go. */
  enum TurnedDown {
    BUSY,
    FAR,
    SKILL,
    AWAY,
    /** It belongs to another body. */
    NOT_OURS,
    OTHER
  }

  /** Why another body gets it; counted, to mend who is asked first. */
  enum TransferReason {
    NOT_OURS,
    BETTER_PLACED,
    LACKS_MEANS,
    OTHER
  }

  /** Why it is beyond its level. */
  enum RaiseReason {
    LACKS_MEANS,
    LACKS_POWER,
    SEVERAL_PLACES,
    STUCK,
    OTHER
  }

  /** Why the level below is to solve it. */
  enum HandDownReason {
    SMALL_ENOUGH,
    NOT_TRIED,
    SAYS_TOO_LITTLE,
    OTHER
  }

  /** Why no promise runs for a while. */
  enum SuspendReason {
    WAITING_FOR_REQUESTER,
    SEASON,
    WEATHER,
    MATERIAL,
    OTHER_BODY,
    OTHER
  }

  record Decline(UUID orderId, TurnedDown reason, @Personal @Nullable String text) {
    Decline {
      Checks.present("orderId", orderId);
      Checks.present("reason", reason);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Release(UUID orderId, TurnedDown reason, @Personal @Nullable String text) {
    Release {
      Checks.present("orderId", orderId);
      Checks.present("reason", reason);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Start(UUID orderId, @Personal @Nullable String text) {
    Start {
      Checks.present("orderId", orderId);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Note(UUID orderId, @Personal @Nullable String text, List<UUID> attachments) {
    Note(UUID orderId, @Nullable String text, @Nullable List<UUID> attachments) {
      this.orderId = Checks.present("orderId", orderId);
      this.text = Checks.optionalText("text", text, 4_000);
      this.attachments = pictures(attachments);
      if (this.text == null && this.attachments.isEmpty()) {
        throw Checks.malformed("text", "missing");
      }
    }
  }

  /**
   * @param results what came of it, by the codes of the kind's results
   */
  record Report(
      UUID orderId,
      @Personal @Nullable String text,
      List<UUID> attachments,
      @Personal Map<String, String> results) {
    Report(
        UUID orderId,
        @Nullable String text,
        @Nullable List<UUID> attachments,
        @Nullable Map<String, String> results) {
      this.orderId = Checks.present("orderId", orderId);
      this.text = Checks.optionalText("text", text, 4_000);
      this.attachments = pictures(attachments);
      this.results = Placement.answers("results", results);
    }
  }

  /**
   * Answers to the questions of its kind, after it was asked for.
   *
   * @param fields by code; an empty answer takes away what stood there
   */
  record GiveAnswers(UUID orderId, @Personal Map<String, String> fields) {
    GiveAnswers(UUID orderId, @Nullable Map<String, String> fields) {
      this.orderId = Checks.present("orderId", orderId);
      this.fields = Placement.answers("fields", fields);
      if (this.fields.isEmpty()) {
        throw Checks.malformed("fields", "missing");
      }
    }
  }

  /** That it was drawn by lot says only the call-back that was. */
  private static Channel said(Channel channel) {
    if (Checks.present("channel", channel) == Channel.SAMPLE) {
      throw Checks.malformed("channel", "a call-back that was drawn says so itself");
    }
    return channel;
  }

  /**
   * The requester's word.
   *
   * @param rating 1 (poor) to 5 (very good), if given
   * @param ratings the same by the kind's dimensions
   */
  record Solve(
      UUID orderId,
      @Nullable Integer rating,
      Map<String, Integer> ratings,
      @Personal @Nullable String text,
      Channel channel) {
    Solve(
        UUID orderId,
        @Nullable Integer rating,
        @Nullable Map<String, Integer> ratings,
        @Nullable String text,
        Channel channel) {
      this.orderId = Checks.present("orderId", orderId);
      this.channel = said(channel);
      this.rating = rating;
      // In the order of their codes: the same command keeps the same text.
      this.ratings =
          ratings == null
              ? Map.of()
              : Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(ratings)));
      if (this.ratings.size() > 12) {
        throw Checks.malformed("ratings", "too many");
      }
      this.text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Reopen(UUID orderId, @Personal @Nullable String text, Channel channel) {
    Reopen {
      Checks.present("orderId", orderId);
      said(channel);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record Cancel(UUID orderId, @Personal @Nullable String reason) {
    Cancel {
      Checks.present("orderId", orderId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /** Another body answers for it from now on. */
  record Transfer(
      UUID orderId, String body, TransferReason reason, @Personal @Nullable String text) {
    Transfer {
      Checks.present("orderId", orderId);
      body = Checks.text("body", body, 40);
      Checks.present("reason", reason);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  /** To the next level up. */
  record Raise(UUID orderId, RaiseReason reason, @Personal @Nullable String text) {
    Raise {
      Checks.present("orderId", orderId);
      Checks.present("reason", reason);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  /** Back to the level below. */
  record HandDown(UUID orderId, HandDownReason reason, @Personal @Nullable String text) {
    HandDown {
      Checks.present("orderId", orderId);
      Checks.present("reason", reason);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  /**
   * Into a campaign, or back to the everyday track.
   *
   * @param campaignId absent: the everyday track
   */
  record SetTrack(UUID orderId, @Nullable UUID campaignId, @Personal @Nullable String text) {
    SetTrack {
      Checks.present("orderId", orderId);
      text = Checks.optionalText("text", text, 500);
    }
  }

  /**
   * No promise runs until then.
   *
   * @param text what is waited for, for the requester to read
   */
  record Suspend(UUID orderId, SuspendReason reason, Instant until, @Personal String text) {
    Suspend {
      Checks.present("orderId", orderId);
      Checks.present("reason", reason);
      // The precision of the database, so that what is remembered equals what is read back.
      until = Checks.present("until", until).truncatedTo(ChronoUnit.MICROS);
      text = Checks.text("text", text, 2_000);
    }
  }

  record Resume(UUID orderId, @Personal @Nullable String text) {
    Resume {
      Checks.present("orderId", orderId);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  record SetUrgency(UUID orderId, Urgency urgency, @Personal @Nullable String reason) {
    SetUrgency {
      Checks.present("orderId", orderId);
      Checks.present("urgency", urgency);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /** The order goes on with another of the same matter. */
  record Merge(UUID orderId, UUID into, @Personal @Nullable String reason) {
    Merge {
      Checks.present("orderId", orderId);
      Checks.present("into", into);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  record Unmerge(UUID orderId, @Personal @Nullable String text) {
    Unmerge {
      Checks.present("orderId", orderId);
      text = Checks.optionalText("text", text, 2_000);
    }
  }

  /**
   * A part of a joint order.
   *
   * @param partId the part's own id, made by the sender
   * @param text what is asked of it
   * @param together at the same moment as the whole, by a second person; absent: whenever it suits
   */
  record AddPart(
      UUID orderId,
      UUID partId,
      String kind,
      @Personal @Nullable String title,
      @Personal String text,
      @Nullable Urgency urgency,
      @Nullable Boolean together) {
    AddPart {
      Checks.present("orderId", orderId);
      Checks.present("partId", partId);
      kind = Checks.text("kind", kind, 60);
      title = Checks.optionalText("title", title, 80);
      text = Checks.text("text", text, 4_000);
    }
  }

  record WaivePart(UUID orderId, UUID partId, @Personal @Nullable String reason) {
    WaivePart {
      Checks.present("orderId", orderId);
      Checks.present("partId", partId);
      reason = Checks.optionalText("reason", reason, 500);
    }
  }

  /** Sent by the timer when the next stage is due. */
  record FollowUp(UUID before, UUID orderId, String stage) {}

  /** Sent by the timer; {@code version} tells one broken promise from the next. */
  record Escalate(UUID orderId, int version) {}

  /** Sent by the draw of call-backs for an order nobody answered and nobody is to call. */
  record Expire(UUID orderId) {}

  /** Sent by the timer; {@code version} tells one lease from the next. */
  record Lapse(UUID orderId, int version) {}

  private final Asking asking;
  private final Orders orders;
  private final JointOrders joint;
  private final FollowUps followUps;
  private final Answering answering;
  private final List<AcceptRule> acceptRules;

  OrderCommands(
      Asking asking,
      Orders orders,
      JointOrders joint,
      FollowUps followUps,
      Answering answering,
      List<AcceptRule> acceptRules) {
    this.asking = asking;
    this.orders = orders;
    this.joint = joint;
    this.followUps = followUps;
    this.answering = answering;
    this.acceptRules = acceptRules;
  }

  /** The order's own answer first: whoever it is not offered to learns nothing of how it went. */
  private CommandResult accept(Accept command, CommandContext context) {
    CommandResult moved = go(command.orderId(), Step.of(Action.ACCEPT), context);
    return moved instanceof CommandResult.Done
        ? acceptRules.stream()
            .flatMap(rule -> rule.refuses(context.realm(), command.orderId()).stream())
            .findFirst()
            .map(CommandResult::refused)
            .orElse(moved)
        : moved;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] askers = {Role.REQUESTER, Role.CLERK, Role.DISPATCHER, Role.WORKER};
    Role[] desk = {Role.CLERK, Role.DISPATCHER};
    Role[] desksAndRequester = {Role.REQUESTER, Role.CLERK, Role.DISPATCHER};
    // A worker says it of the parts of what they lead.
    Role[] desksWorkerAndRequester = askers;
    types
        .add("order.place", Placement.class, fromItsSource(asking::place), askers)
        .add("order.draft", Placement.class, fromItsSource(asking::draft), desk)
        .add("order.submit", Submit.class, (c, x) -> asking.submit(c.orderId(), x), desk)
        .add("order.accept", Accept.class, this::accept, Role.WORKER)
        .add(
            "order.decline",
            Decline.class,
            (c, x) -> go(c.orderId(), Step.with(Action.DECLINE, c.reason().name(), c.text()), x),
            Role.WORKER)
        .add(
            "order.release",
            Release.class,
            (c, x) -> go(c.orderId(), Step.with(Action.RELEASE, c.reason().name(), c.text()), x),
            Role.WORKER)
        .add(
            "order.start",
            Start.class,
            (c, x) -> go(c.orderId(), Step.words(Action.START, c.text()), x),
            Role.WORKER)
        .add(
            "order.note",
            Note.class,
            (c, x) ->
                orders.step(c.orderId(), Step.words(Action.NOTE, c.text()), c.attachments(), x),
            askers)
        .add(
            "order.answer",
            GiveAnswers.class,
            answering::answer,
            Role.CLERK,
            Role.DISPATCHER,
            Role.WORKER)
        .add("order.report", Report.class, answering::report, Role.WORKER)
        .add(
            "order.solve",
            Solve.class,
            (c, x) ->
                go(
                    c.orderId(),
                    Step.verdict(Action.SOLVE, c.rating(), c.ratings(), c.text(), c.channel()),
                    x),
            desksWorkerAndRequester)
        .add(
            "order.reopen",
            Reopen.class,
            (c, x) ->
                go(
                    c.orderId(),
                    Step.verdict(Action.REOPEN, null, Map.of(), c.text(), c.channel()),
                    x),
            desksWorkerAndRequester)
        .add(
            "order.cancel",
            Cancel.class,
            // The words stand with the words; the history keeps that there was a reason.
            (c, x) ->
                go(
                    c.orderId(),
                    Step.with(Action.CANCEL, c.reason() == null ? null : "WITHDRAWN", c.reason()),
                    x),
            desksAndRequester)
        .add(
            "order.transfer",
            Transfer.class,
            (c, x) ->
                orders.transfer(
                    c.orderId(), Step.transfer(c.body(), c.reason().name(), c.text()), x),
            Role.DISPATCHER)
        .add(
            "order.raise",
            Raise.class,
            (c, x) -> go(c.orderId(), Step.with(Action.RAISE, c.reason().name(), c.text()), x),
            Role.DISPATCHER,
            Role.WORKER)
        .add(
            "order.hand-down",
            HandDown.class,
            (c, x) -> go(c.orderId(), Step.with(Action.HAND_DOWN, c.reason().name(), c.text()), x),
            Role.DISPATCHER)
        .add(
            "order.set-track",
            SetTrack.class,
            (c, x) -> orders.setTrack(c.orderId(), c.campaignId(), c.text(), x),
            desk)
        .add(
            "order.suspend",
            Suspend.class,
            (c, x) -> go(c.orderId(), Step.suspend(c.until(), c.reason().name(), c.text()), x),
            Role.DISPATCHER)
        .add(
            "order.resume",
            Resume.class,
            (c, x) -> go(c.orderId(), Step.words(Action.RESUME, c.text()), x),
            Role.DISPATCHER,
            Role.WORKER)
        .add(
            "order.set-urgency",
            SetUrgency.class,
            (c, x) -> go(c.orderId(), Step.press(c.urgency(), c.reason()), x),
            desk)
        .add(
            "order.merge",
            Merge.class,
            (c, x) -> joint.merge(c.orderId(), c.into(), c.reason(), x),
            desk)
        .add(
            "order.unmerge",
            Unmerge.class,
            (c, x) -> go(c.orderId(), Step.words(Action.UNMERGE, c.text()), x),
            desksAndRequester)
        .add(
            "order.add-part",
            AddPart.class,
            (c, x) ->
                joint.addPart(
                    new JointOrders.PartAsked(
                        c.orderId(),
                        c.partId(),
                        c.kind(),
                        c.title(),
                        c.text(),
                        c.urgency(),
                        Boolean.TRUE.equals(c.together())),
                    x),
            Role.DISPATCHER)
        .add(
            "order.waive-part",
            WaivePart.class,
            (c, x) -> go(c.orderId(), Step.about(Action.WAIVE_PART, c.partId(), c.reason()), x),
            Role.DISPATCHER)
        .add("order.lapse", Lapse.class, (c, x) -> go(c.orderId(), Step.of(Action.LAPSE), x))
        .add(
            "order.follow-up",
            FollowUp.class,
            (c, x) -> followUps.place(c.before(), c.orderId(), c.stage(), x))
        .add(
            "order.escalate",
            Escalate.class,
            (c, x) -> orders.escalate(c.orderId(), c.version(), x))
        .add(
            "order.expire",
            Expire.class,
            (c, x) ->
                go(
                    c.orderId(),
                    Step.verdict(Action.EXPIRE, null, Map.of(), null, Channel.SILENT),
                    x));
  }

  /** The door is for whoever holds no account; a message becomes an order in the hall only. */
  private static CommandHandler<Placement> fromItsSource(CommandHandler<Placement> handler) {
    return (placement, context) -> {
      boolean atTheDoor = context.actor().has(Role.REQUESTER);
      boolean fits =
          atTheDoor == (placement.source() == Source.DOOR)
              && !placement.source().isInner()
              && !placement.source().isOfSystem()
              && placement.fromIntake() == null;
      return fits || context.actor().isSystem()
          ? handler.handle(placement, context)
          : CommandResult.refused(
              Problem.at(ProblemCode.COMMAND_MALFORMED, "body.source").with("why", "does not fit"));
    };
  }

  private CommandResult go(UUID orderId, Step step, CommandContext context) {
    return orders.step(orderId, step, List.of(), context);
  }

  private static List<UUID> pictures(@Nullable List<UUID> attachments) {
    if (attachments == null) {
      return List.of();
    }
    if (attachments.size() > 9) {
      throw Checks.malformed("attachments", "too many");
    }
    return List.copyOf(attachments);
  }
}
