package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.command.MediaKind;
import org.yanzhen.notice.Consent;
import org.yanzhen.notice.Said;
import org.yanzhen.notice.Way;
import org.yanzhen.notice.Wishes;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.Requesters;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** Telephone calls: ringing, taken, ended. */
@Component
class CallCommands implements CommandRoom {

  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  /**
   * What a telephone exchange posts when it rings, as a connected system or under an account of its
   * own.
   *
   * @param divisionId whose line it is; the sender's own ground when absent
   */
  record Ring(
      UUID callId,
      @Personal @Nullable String from,
      @Nullable Instant rangAt,
      @Nullable Integer divisionId) {
    Ring {
      Checks.present("callId", callId);
      from = PhoneText.checked("from", from);
    }
  }

  /** An operator picks it up; a call no exchange told of begins here. */
  record Take(UUID callId, @Personal @Nullable String from, @Nullable Integer divisionId) {
    Take {
      Checks.present("callId", callId);
      from = PhoneText.checked("from", from);
    }
  }

  /**
   * The call is over.
   *
   * @param orderId the order it made or was about
   * @param also further orders it made or was about
   * @param audioId the recording, where one is kept
   * @param dialect whether it needed somebody who speaks the dialect
   */
  record End(
      UUID callId,
      CallOutcome outcome,
      @Nullable UUID orderId,
      List<UUID> also,
      @Nullable UUID audioId,
      boolean dialect) {
    static final int MOST_ALSO = 20;

    End(
        UUID callId,
        CallOutcome outcome,
        @Nullable UUID orderId,
        @Nullable List<UUID> also,
        @Nullable UUID audioId,
        boolean dialect) {
      this.callId = Checks.present("callId", callId);
      this.outcome = Checks.present("outcome", outcome);
      boolean needsOrder = outcome == CallOutcome.ORDER || outcome == CallOutcome.NOTE;
      if (needsOrder && orderId == null) {
        throw Checks.malformed("orderId", "missing");
      }
      this.orderId = orderId;
      this.also =
          also == null
              ? List.of()
              : also.stream().distinct().filter(one -> !one.equals(orderId)).toList();
      if (this.also.size() > MOST_ALSO) {
        throw Checks.malformed("also", "more than " + MOST_ALSO);
      }
      this.audioId = audioId;
      this.dialect = dialect;
    }
  }

  /**
   * What the caller says about being told; it belongs to their number, whatever came of the call.
   *
   * @param quietFrom own quiet hours as 13:00, both or neither
   */
  record NoteWish(
      UUID callId,
      Language language,
      Consent consent,
      @Nullable Way preferred,
      @Personal @Nullable String email,
      @Nullable String quietFrom,
      @Nullable String quietTo) {
    NoteWish {
      Checks.present("callId", callId);
      new Said(language, consent, preferred, email, quietFrom, quietTo);
    }

    Said said() {
      return new Said(language, consent, preferred, email, quietFrom, quietTo);
    }
  }

  /** Sent by the sweep: it rang and nobody came. */
  record GiveUp(UUID callId) {
    GiveUp {
      Checks.present("callId", callId);
    }
  }

  private final CallStore store;
  private final CallBackStore callBacks;
  private final OrderReads orders;
  private final Requesters requesters;
  private final HallRights rights;
  private final Attachments attachments;
  private final Wishes wishes;

  CallCommands(
      CallStore store,
      CallBackStore callBacks,
      OrderReads orders,
      Requesters requesters,
      HallRights rights,
      Attachments attachments,
      Wishes wishes) {
    this.wishes = wishes;
    this.attachments = attachments;
    this.store = store;
    this.callBacks = callBacks;
    this.orders = orders;
    this.requesters = requesters;
    this.rights = rights;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] desk = {Role.CLERK, Role.DISPATCHER};
    types
        .add(
            "hall.ring",
            Ring.class,
            this::ring,
            Role.CLERK,
            Role.DISPATCHER,
            // A telephone exchange, see RingController.
            Role.CONNECTED)
        // It is no call, so nothing ends that its number would be forgotten with.
        .keepNoRefusedWords("hall.ring")
        .add("hall.take-call", Take.class, this::take, desk)
        .add("hall.note-wish", NoteWish.class, this::noteWish, desk)
        .add("hall.end-call", End.class, this::end, desk)
        .add("hall.give-up-call", GiveUp.class, this::giveUp);
  }

  private CommandResult ring(Ring command, CommandContext context) {
    Optional<String> area = rights.line(context.actor(), command.divisionId());
    if (area.isEmpty()) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId");
    }
    Instant rang = command.rangAt() == null ? context.at() : command.rangAt();
    // An exchange whose clock is wrong would make every answer too late or too early.
    if (Duration.between(rang, context.at()).abs().compareTo(CLOCKS_APART) > 0) {
      rang = context.at();
    }
    if (!store.insert(context.realm(), command.callId(), area.get(), context.at(), rang, null)) {
      return CommandResult.refused(ProblemCode.HALL_CALL_EXISTS, "body.callId");
    }
    if (command.from() != null) {
      store.setPhone(context.realm(), command.callId(), command.from());
    }
    return CommandResult.done();
  }

  private CommandResult take(Take command, CommandContext context) {
    UUID account = context.actor().accountId();
    Optional<String> area = rights.area(context.actor(), command.divisionId());
    if (account == null || area.isEmpty()) {
      return CommandResult.refused(ProblemCode.ACCESS_FORBIDDEN, "body.divisionId");
    }
    boolean begins =
        store.insert(context.realm(), command.callId(), area.get(), context.at(), null, account);
    if (!begins) {
      CallStore.Call call = store.lock(context.realm(), command.callId()).orElseThrow();
      boolean mine = account.equals(call.accountId());
      if (!mine && !rights.serves(context.actor(), call.area())) {
        return CommandResult.refused(ProblemCode.HALL_CALL_NOT_FOUND, "body.callId");
      }
      if (call.state() == CallState.ENDED || (call.state() == CallState.TAKEN && !mine)) {
        return CommandResult.refused(ProblemCode.HALL_CALL_TAKEN, "body.callId");
      }
      if (call.state() == CallState.RINGING) {
        store.take(context.realm(), command.callId(), account, context.at());
      }
    }
    if (command.from() != null) {
      store.setPhone(context.realm(), command.callId(), command.from());
    }
    return CommandResult.done();
  }

  /** Only whoever talks to them heard it. */
  private CommandResult noteWish(NoteWish command, CommandContext context) {
    UUID account = context.actor().accountId();
    boolean mine =
        account != null
            && store
                .lock(context.realm(), command.callId())
                .filter(call -> account.equals(call.accountId()))
                .isPresent();
    if (!mine) {
      return CommandResult.refused(ProblemCode.HALL_CALL_NOT_FOUND, "body.callId");
    }
    return store
        .findPhone(context.realm(), command.callId())
        .map(
            phone ->
                requesters.isOfDesk(context.actor(), phone)
                    ? wishes.heard(phone, command.said(), context)
                    : wishes.heardOfStranger(phone, command.said(), context))
        .orElse(CommandResult.refused(ProblemCode.NOTICE_NO_NUMBER, "body.callId"));
  }

  private CommandResult end(End command, CommandContext context) {
    Actor actor = context.actor();
    Optional<CallStore.Call> call =
        store
            .lock(context.realm(), command.callId())
            .filter(found -> mayEnd(actor, found, command.outcome()));
    if (call.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_CALL_NOT_FOUND, "body.callId");
    }
    if (call.get().state() == CallState.ENDED) {
      return CommandResult.refused(ProblemCode.HALL_CALL_ENDED, "body.callId");
    }
    if (command.orderId() != null
        && orders.findCard(actor, command.orderId(), Language.ZH).isEmpty()) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (command.also().stream()
        .anyMatch(also -> orders.findCard(actor, also, Language.ZH).isEmpty())) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.also");
    }
    if (command.audioId() != null) {
      Optional<Problem> unusable =
          attachments.claim(actor, command.audioId(), MediaKind.AUDIO, "body.audioId");
      if (unusable.isPresent()) {
        return CommandResult.refused(unusable.get());
      }
    }
    store.end(
        context.realm(),
        command.callId(),
        command.outcome(),
        command.orderId(),
        command.audioId(),
        command.dialect(),
        context.at());
    store.addOrders(context.realm(), command.callId(), command.also());
    if (command.outcome() == CallOutcome.DROPPED) {
      callBackTo(call.get(), command.orderId(), context);
    }
    return CommandResult.done();
  }

  /** Who took it ends it; a call nobody took may be ended by the line's own account as dropped. */
  private boolean mayEnd(Actor actor, CallStore.Call call, CallOutcome outcome) {
    UUID account = actor.accountId();
    boolean mine = account != null && account.equals(call.accountId());
    boolean nobodys =
        call.state() == CallState.RINGING
            && outcome == CallOutcome.DROPPED
            && rights.serves(actor, call.area());
    return mine
        || nobodys
        || (call.state() == CallState.ENDED && rights.serves(actor, call.area()));
  }

  private CommandResult giveUp(GiveUp command, CommandContext context) {
    Optional<CallStore.Call> call = store.lock(context.realm(), command.callId());
    if (call.isEmpty() || call.get().state() != CallState.RINGING) {
      return CommandResult.refused(ProblemCode.HALL_CALL_ENDED, "body.callId");
    }
    store.end(
        context.realm(), command.callId(), CallOutcome.DROPPED, null, null, false, context.at());
    callBackTo(call.get(), null, context);
    return CommandResult.done();
  }

  /** A number that did not get through is called back; without one there is nobody to call. */
  private void callBackTo(CallStore.Call call, @Nullable UUID orderId, CommandContext context) {
    store
        .findPhone(context.realm(), call.id())
        .ifPresent(
            phone ->
                callBacks.add(
                    context.realm(),
                    callBacks
                        .following(context.realm(), CallBackSource.DROPPED, call.id(), call.area())
                        .about(orderId)
                        .phone(phone),
                    context.at()));
  }
}
