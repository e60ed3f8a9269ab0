package org.yanzhen.dispatch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.dispatch.DispatchCommands.Answered;
import org.yanzhen.dispatch.Proposal.LineState;
import org.yanzhen.order.Action;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderResult;
import org.yanzhen.order.Orders;
import org.yanzhen.order.Step;
import org.yanzhen.place.Divisions;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Asking for a proposal, and answering it: all, some or none. */
@Component
class ProposalCommands implements CommandRoom {

  /** One that is being made says how far it is far more often. */
  static final Duration SILENCE = Duration.ofMinutes(15);

  /** Of one realm at a time, each of areas of its own. */
  static final int MOST_RUNNING = 10;

  /** Whoever was asked first reads it as the reason in the order's thread. */
  static final String REPLANNED = "REPLANNED";

  /**
   * All that waits in the sender's areas, weighed together. Its id is that of the command.
   *
   * @param priceMinutes what giving somebody else an order that somebody was told of costs; absent:
   *     they stay with whom they are
   */
  record Propose(@Nullable Integer priceMinutes) {
    static final int DEAREST = 10_000;

    Propose {
      if (priceMinutes != null && (priceMinutes < 0 || priceMinutes > DEAREST)) {
        throw Checks.malformed("priceMinutes", "not from 0 to " + DEAREST);
      }
    }
  }

  record CancelProposal(UUID proposalId) {
    CancelProposal {
      Checks.present("proposalId", proposalId);
    }
  }

  record DropProposal(UUID proposalId) {
    DropProposal {
      Checks.present("proposalId", proposalId);
    }
  }

  /** None of the lines of the sender's areas; the others stay open to those whose they are. */
  record LeaveLines(UUID proposalId) {
    LeaveLines {
      Checks.present("proposalId", proposalId);
    }
  }

  /**
   * Gives out what the proposal says, each order as an offer of its own.
   *
   * @param orderIds absent: all that is open, so many at once; the answer says how many are left
   */
  record TakeProposal(UUID proposalId, @Nullable List<UUID> orderIds) {
    static final int MOST = 100;

    TakeProposal {
      Checks.present("proposalId", proposalId);
      if (orderIds != null) {
        orderIds = List.copyOf(orderIds).stream().distinct().toList();
        if (orderIds.isEmpty() || orderIds.size() > MOST) {
          throw Checks.malformed("orderIds", "none, or more than " + MOST);
        }
      }
    }
  }

  record Proposed(UUID proposalId) {}

  /**
   * @param open lines that nobody has answered yet
   */
  record Taken(int sent, int refused, int open, List<Answered> answers) {}

  private final ProposalStore store;
  private final Hands hands;
  private final Ranking ranking;
  private final Sending sending;
  private final Orders orders;
  private final OrderReads reads;
  private final Divisions divisions;
  private final Realms realms;
  private final ApplicationEventPublisher events;

  ProposalCommands(
      ProposalStore store,
      Hands hands,
      Ranking ranking,
      Sending sending,
      Orders orders,
      OrderReads reads,
      Divisions divisions,
      Realms realms,
      ApplicationEventPublisher events) {
    this.store = store;
    this.hands = hands;
    this.ranking = ranking;
    this.sending = sending;
    this.orders = orders;
    this.reads = reads;
    this.divisions = divisions;
    this.realms = realms;
    this.events = events;
  }

  @Override
  public void declare(CommandTypes types) {
    types
        .add("dispatch.propose", Propose.class, this::propose, Role.DISPATCHER)
        .add("dispatch.cancel-proposal", CancelProposal.class, this::cancel, Role.DISPATCHER)
        .add("dispatch.take-proposal", TakeProposal.class, this::take, Role.DISPATCHER)
        .add("dispatch.drop-proposal", DropProposal.class, this::drop, Role.DISPATCHER)
        .add("dispatch.leave-lines", LeaveLines.class, this::leave, Role.DISPATCHER);
  }

  /** The largest areas somebody dispatches in; the product itself in the whole county. */
  List<String> areas(Actor actor) {
    if (actor.isSystem()) {
      return List.of(divisions.get(realms.get(actor.realm()).divisionId()).path());
    }
    List<String> granted =
        actor.grants().stream()
            .filter(grant -> grant.role() == Role.DISPATCHER)
            .map(Grant::area)
            .distinct()
            .sorted()
            .toList();
    return granted.stream()
        .filter(
            area ->
                granted.stream().noneMatch(other -> !other.equals(area) && area.startsWith(other)))
        .toList();
  }

  private CommandResult propose(Propose command, CommandContext context) {
    RealmId realm = context.realm();
    List<String> areas = areas(context.actor());
    store.lockAsking(realm);
    store.giveUp(realm, SILENCE, context.at());
    List<Proposal> running = store.running(realm);
    if (running.stream().anyMatch(proposal -> proposal.meets(areas))) {
      return CommandResult.refused(ProblemCode.DISPATCH_PROPOSAL_RUNNING);
    }
    // They are made one after the other, and other counties wait too.
    if (running.size() >= MOST_RUNNING) {
      return CommandResult.refused(ProblemCode.SERVICE_BUSY);
    }
    store.insert(
        realm,
        new Proposal(
            context.commandId(),
            Proposal.State.READING,
            areas,
            command.priceMinutes(),
            context.actor().accountId(),
            context.at(),
            0,
            0,
            null,
            null,
            Proposal.Sum.NOTHING));
    events.publishEvent(new Proposals.Asked(realm, context.commandId()));
    return CommandResult.done(new Proposed(context.commandId()));
  }

  private CommandResult cancel(CancelProposal command, CommandContext context) {
    return end(command.proposalId(), true, Proposal.State.CANCELLED, context);
  }

  private CommandResult drop(DropProposal command, CommandContext context) {
    return end(command.proposalId(), false, Proposal.State.DROPPED, context);
  }

  private CommandResult end(UUID id, boolean running, Proposal.State as, CommandContext context) {
    Optional<Proposal> found = mine(id, context);
    if (found.isEmpty()) {
      return unknown();
    }
    Proposal proposal = found.get();
    boolean fits = running ? proposal.isRunning() : proposal.state() == Proposal.State.READY;
    if (!fits) {
      return wrongState(proposal);
    }
    store.end(context.realm(), id, as, context.at());
    return CommandResult.done(new Proposed(id));
  }

  private CommandResult leave(LeaveLines command, CommandContext context) {
    RealmId realm = context.realm();
    UUID id = command.proposalId();
    Optional<Proposal> found = touched(id, context);
    if (found.isEmpty()) {
      return unknown();
    }
    if (found.get().state() != Proposal.State.READY) {
      return wrongState(found.get());
    }
    store.leave(realm, id, areas(context.actor()), context.at());
    endWhenAnswered(id, context);
    return CommandResult.done(new Proposed(id));
  }

  /** Once nothing is open, to nobody, it has its answer. */
  private void endWhenAnswered(UUID id, CommandContext context) {
    if (store.countOpen(context.realm(), id, null) == 0) {
      store.end(context.realm(), id, Proposal.State.TAKEN, context.at());
    }
  }

  /** Of which something lies in the sender's areas. */
  private Optional<Proposal> touched(UUID id, CommandContext context) {
    return store
        .lock(context.realm(), id)
        .filter(proposal -> proposal.touches(context.actor(), areas(context.actor())));
  }

  /** Which lines somebody sees and answers; null for all of them. */
  @Nullable List<String> within(Proposal proposal, Actor actor) {
    return proposal.isFor(actor) ? null : areas(actor);
  }

  private Optional<Proposal> mine(UUID id, CommandContext context) {
    return store.lock(context.realm(), id).filter(proposal -> proposal.isFor(context.actor()));
  }

  private static CommandResult unknown() {
    return CommandResult.refused(ProblemCode.DISPATCH_PROPOSAL_NOT_FOUND, "body.proposalId");
  }

  private static CommandResult wrongState(Proposal proposal) {
    return CommandResult.refused(
        Problem.at(ProblemCode.DISPATCH_PROPOSAL_STATE, "body.proposalId")
            .with("state", "proposal-" + proposal.state().name().toLowerCase(Locale.ROOT)));
  }

  /**
   * Each line is sent or refused by itself. The proposal is locked meanwhile, so that two who
   * answer it wait for each other; the version in each line keeps an order that somebody else moved
   * from being moved again.
   */
  private CommandResult take(TakeProposal command, CommandContext context) {
    RealmId realm = context.realm();
    UUID id = command.proposalId();
    Optional<Proposal> found = touched(id, context);
    if (found.isEmpty()) {
      return unknown();
    }
    if (found.get().state() != Proposal.State.READY) {
      return wrongState(found.get());
    }
    List<UUID> asked = command.orderIds();
    List<String> within = within(found.get(), context.actor());
    List<Proposal.Line> lines =
        asked == null
            ? store.open(realm, id, within, TakeProposal.MOST)
            : store.of(realm, id, asked).stream().filter(line -> isIn(within, line)).toList();
    hands.hold(
        realm, lines.stream().flatMap(line -> Optional.ofNullable(line.to()).stream()).toList());
    orders.lock(realm, lines.stream().map(Proposal.Line::orderId).toList());
    Taking taking = new Taking(id, context);
    Map<UUID, Answered> answers = taking.take(lines);
    List<UUID> sequence =
        asked == null ? lines.stream().map(Proposal.Line::orderId).toList() : asked;
    List<Answered> answered =
        sequence.stream()
            .map(
                order ->
                    answers.getOrDefault(
                        order,
                        new Answered(
                            order,
                            false,
                            null,
                            ProblemCode.DISPATCH_PROPOSAL_NO_LINE.code(),
                            null)))
            .toList();
    int open = store.countOpen(realm, id, within);
    endWhenAnswered(id, context);
    int sent = (int) answered.stream().filter(Answered::done).count();
    return CommandResult.done(new Taken(sent, answered.size() - sent, open, answered));
  }

  private static boolean isIn(@Nullable List<String> within, Proposal.Line line) {
    String area = line.area();
    return within == null || (area != null && within.stream().anyMatch(area::startsWith));
  }

  /** Some lines of one proposal while they are sent. */
  private final class Taking {
    private final UUID proposal;
    private final CommandContext context;
    private final RealmId realm;
    private final Map<UUID, Integer> came = new HashMap<>();
    private final Map<UUID, Answered> answers = new HashMap<>();

    Taking(UUID proposal, CommandContext context) {
      this.proposal = proposal;
      this.context = context;
      this.realm = context.realm();
      store.sent(realm, proposal).forEach(this::count);
    }

    private void count(Proposal.Line line) {
      came.merge(Objects.requireNonNull(line.to()), 1, Integer::sum);
      if (line.from() != null) {
        came.merge(line.from(), -1, Integer::sum);
      }
    }

    /**
     * Somebody may have to give one away before there is room for another: a line whose person is
     * full comes again after the others, as long as one of them went.
     */
    Map<UUID, Answered> take(List<Proposal.Line> lines) {
      Deque<Proposal.Line> due =
          new ArrayDeque<>(
              lines.stream()
                  .filter(line -> line.what() != Proposal.What.LEAVE)
                  .sorted(
                      Comparator.comparing((Proposal.Line line) -> line.from() == null)
                          .thenComparing(Proposal.Line::orderId))
                  .toList());
      while (!due.isEmpty()) {
        List<Proposal.Line> full = new ArrayList<>();
        int before = due.size();
        while (!due.isEmpty()) {
          Proposal.Line line = due.remove();
          Proposal.Answer answer = send(line);
          if ("full".equals(answer.rule())) {
            full.add(line);
          } else {
            keep(line, answer);
          }
        }
        if (full.size() == before) {
          full.forEach(line -> keep(line, full()));
        } else {
          due.addAll(full);
        }
      }
      return answers;
    }

    private static Proposal.Answer full() {
      return new Proposal.Answer(ProblemCode.DISPATCH_NOT_ELIGIBLE.code(), "full", null);
    }

    private void keep(Proposal.Line line, Proposal.Answer answer) {
      boolean done = answer.code() == null;
      if (line.state() == LineState.OPEN) {
        store.answer(
            realm,
            proposal,
            line.line(),
            done ? LineState.SENT : LineState.REFUSED,
            answer,
            context.at());
      }
      answers.put(
          line.orderId(),
          new Answered(line.orderId(), done, answer.version(), answer.code(), answer.rule()));
    }

    private Proposal.Answer send(Proposal.Line line) {
      if (line.state() != LineState.OPEN) {
        return no(ProblemCode.DISPATCH_PROPOSAL_NO_LINE);
      }
      Optional<OrderFacts> order = reads.findFacts(realm, line.orderId());
      if (order.isEmpty() || order.get().version() != line.version()) {
        return no(ProblemCode.COMMAND_BASE_STALE);
      }
      UUID to = Objects.requireNonNull(line.to());
      Ranking.Result result = ranking.rank(realm, order.get(), Language.ZH);
      Optional<Ranking.Ranked> chosen =
          result.ranked().stream().filter(one -> one.person().id().equals(to)).findAny();
      if (chosen.isEmpty()) {
        return new Proposal.Answer(
            ProblemCode.DISPATCH_NOT_ELIGIBLE.code(),
            result.refused().stream()
                .filter(one -> one.person().id().equals(to))
                .findAny()
                .map(one -> one.refusal().rule())
                .orElse("not-serving-here"),
            null);
      }
      if (chosen.get().matter().load() > line.had() + came.getOrDefault(to, 0)) {
        // Somebody else's order takes the slot that this one was weighed for.
        return no(ProblemCode.DISPATCH_PERSON_BUSIER);
      }
      Proposal.Answer answer = move(line, chosen.get(), result);
      if (answer.code() == null) {
        count(line);
      }
      return answer;
    }

    private Proposal.Answer move(Proposal.Line line, Ranking.Ranked chosen, Ranking.Result result) {
      CommandContext seen = context.withBase(line.version());
      if (line.what() == Proposal.What.MOVE) {
        CommandResult recalled =
            orders.step(line.orderId(), Step.with(Action.RECALL, REPLANNED, null), List.of(), seen);
        if (recalled instanceof CommandResult.Refused refused) {
          return no(refused.problem().code());
        }
        seen = context.withoutBase();
      }
      CommandResult moved =
          sending.offer(
              Choice.only(chosen.matter(), Mode.PLAN)
                  .ranked(chosen.rank(), result.eligible())
                  .pastNearer(result),
              null,
              seen);
      return switch (moved) {
        case CommandResult.Done done ->
            new Proposal.Answer(
                null, null, done.value() instanceof OrderResult at ? at.version() : null);
        case CommandResult.Refused refused -> {
          if (line.what() == Proposal.What.MOVE) {
            // It would be left without anybody: then rather nothing of this command.
            throw new IllegalStateException(
                "taken back and not offered: " + line.orderId() + " " + refused.problem());
          }
          yield no(refused.problem().code());
        }
      };
    }

    private static Proposal.Answer no(ProblemCode code) {
      return new Proposal.Answer(code.code(), null, null);
    }
  }
}
