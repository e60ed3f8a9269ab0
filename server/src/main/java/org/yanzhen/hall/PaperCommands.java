package org.yanzhen.hall;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.hall.PaperStore.Kind;
import org.yanzhen.hall.PaperStore.Move;
import org.yanzhen.hall.PaperStore.Paper;
import org.yanzhen.hall.PaperStore.Place;
import org.yanzhen.order.Action;
import org.yanzhen.order.EndRule;
import org.yanzhen.order.OrderMoved;
import org.yanzhen.order.OrderReads;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Role;

/** Papers: taken against a slip, given back against a slip, and none forgotten here. */
@Component
class PaperCommands implements CommandRoom, EndRule {

  /** Steps that end an order. */
  private static final Set<Action> ENDS =
      EnumSet.of(Action.SOLVE, Action.EXPIRE, Action.CANCEL, Action.MERGE);

  /** A phone out of reach sends later than it wrote; less than this is the line. */
  private static final Duration WORTH_SAYING = Duration.ofMinutes(1);

  /** Nobody was out of reach longer; what a phone says beyond is its clock. */
  private static final Duration BELIEVED = Duration.ofDays(60);

  /** A paper as it lies on the table. */
  public record PaperSheet(UUID paperId, String label, boolean original, int count) {
    public PaperSheet {
      Checks.present("papers.paperId", paperId);
      label = Checks.text("papers.label", label, 80);
      if (count < 1 || count > 99) {
        throw Checks.malformed("papers.count", "1 to 99");
      }
    }
  }

  /** A paper that goes back. */
  public record PaperReturn(UUID paperId, int count) {
    public PaperReturn {
      Checks.present("papers.paperId", paperId);
      if (count < 1 || count > 99) {
        throw Checks.malformed("papers.count", "1 to 99");
      }
    }
  }

  record TakePapers(UUID orderId, UUID slipId, @Personal List<PaperSheet> papers) {
    TakePapers {
      Checks.present("orderId", orderId);
      Checks.present("slipId", slipId);
      papers = some(papers);
    }
  }

  record GivePapers(UUID orderId, UUID slipId, List<PaperReturn> papers, ReceivedBy toWhom) {
    GivePapers {
      Checks.present("orderId", orderId);
      Checks.present("slipId", slipId);
      Checks.present("toWhom", toWhom);
      papers = some(papers);
    }
  }

  /** A slip was written wrongly; what is undone stays visible. */
  record ReversePaper(UUID orderId, UUID moveId) {
    ReversePaper {
      Checks.present("orderId", orderId);
      Checks.present("moveId", moveId);
    }
  }

  /** Whoever says so has them in hand now: brought to the desk, or taken along. */
  record HoldPapers(UUID orderId, List<UUID> papers) {
    HoldPapers {
      Checks.present("orderId", orderId);
      papers = some(papers);
    }
  }

  /** Originals stay here although the matter ends: why. */
  record KeepPapers(UUID orderId, @Personal String reason) {
    KeepPapers {
      Checks.present("orderId", orderId);
      reason = Checks.text("reason", reason, 500);
    }
  }

  private static <T> List<T> some(@Nullable List<T> papers) {
    List<T> given = List.copyOf(Checks.present("papers", papers));
    if (given.isEmpty() || given.size() > 40) {
      throw Checks.malformed("papers", "1 to 40");
    }
    return given;
  }

  private final PaperStore store;
  private final OnFileStore onFile;
  private final OrderReads orders;
  private final FolderRights rights;

  PaperCommands(PaperStore store, OnFileStore onFile, OrderReads orders, FolderRights rights) {
    this.store = store;
    this.onFile = onFile;
    this.orders = orders;
    this.rights = rights;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] desk = {Role.CLERK, Role.DISPATCHER};
    Role[] deskAndVisit = {Role.CLERK, Role.DISPATCHER, Role.WORKER};
    types
        .add("hall.take-papers", TakePapers.class, this::take, deskAndVisit)
        .add("hall.give-papers", GivePapers.class, this::give, deskAndVisit)
        .add("hall.hold-papers", HoldPapers.class, this::hold, deskAndVisit)
        .add("hall.reverse-paper", ReversePaper.class, this::reverse, deskAndVisit)
        .add("hall.keep-papers", KeepPapers.class, this::keep, desk);
  }

  private CommandResult take(TakePapers command, CommandContext context) {
    if (!mine(command.orderId(), context)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (!rights.takes(context.actor(), command.orderId())) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_ALLOWED, "body.orderId");
    }
    for (PaperSheet sheet : command.papers()) {
      boolean isNew =
          store.insert(
              context.realm(), sheet.paperId(), command.orderId(), sheet.label(), sheet.original());
      if (!isNew) {
        return CommandResult.refused(ProblemCode.HALL_PAPER_UNKNOWN, "body.papers");
      }
      store.move(
          context.realm(),
          move(
              command.orderId(),
              sheet.paperId(),
              command.slipId(),
              Kind.TAKEN,
              sheet.count(),
              null,
              null,
              context));
      inHand(command.orderId(), sheet.paperId(), context);
    }
    return CommandResult.done();
  }

  private void inHand(UUID orderId, UUID paperId, CommandContext context) {
    Actor actor = context.actor();
    store.hand(
        context.realm(),
        Ids.next(),
        orderId,
        paperId,
        rights.placeOf(actor, orderId),
        actor,
        context.at());
  }

  private CommandResult hold(HoldPapers command, CommandContext context) {
    if (!mine(command.orderId(), context)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    boolean takes = rights.takes(context.actor(), command.orderId());
    Map<UUID, Paper> here = byId(command.orderId(), context);
    for (UUID id : Set.copyOf(command.papers())) {
      Paper paper = here.get(id);
      if (paper == null) {
        return CommandResult.refused(ProblemCode.HALL_PAPER_UNKNOWN, "body.papers");
      }
      if (paper.withUs() < 1) {
        return CommandResult.refused(ProblemCode.HALL_PAPER_NOT_HERE, "body.papers");
      }
      if (!takes && !paper.hand().isCarriedBy(context.actor())) {
        return CommandResult.refused(ProblemCode.HALL_PAPER_ELSEWHERE, "body.papers");
      }
      // What is kept on file lies where the file is.
      if (onFile.keeps(context.realm(), id)
          && rights.placeOf(context.actor(), command.orderId()) == Place.FIELD) {
        return CommandResult.refused(ProblemCode.HALL_PAPER_ON_FILE, "body.papers");
      }
      inHand(command.orderId(), id, context);
    }
    return CommandResult.done();
  }

  /** Locked, so that two who move the same one come after each other. */
  private Map<UUID, Paper> byId(UUID orderId, CommandContext context) {
    return store.lock(context.realm(), orderId).stream()
        .collect(Collectors.toMap(Paper::id, Function.identity()));
  }

  /**
   * Whether whoever gives it back has it: what lies at the desk is not given at somebody's door.
   */
  private boolean isInHandOf(Paper paper, CommandContext context) {
    return rights.placeOf(context.actor(), paper.orderId()) == Place.DESK
        ? paper.hand().place() == Place.DESK
        : paper.hand().isCarriedBy(context.actor());
  }

  private CommandResult give(GivePapers command, CommandContext context) {
    if (!mine(command.orderId(), context)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Map<UUID, Paper> here = byId(command.orderId(), context);
    Map<UUID, Integer> going =
        command.papers().stream()
            .collect(Collectors.toMap(PaperReturn::paperId, PaperReturn::count, Integer::sum));
    for (Map.Entry<UUID, Integer> one : going.entrySet()) {
      Paper paper = here.get(one.getKey());
      if (paper == null) {
        return CommandResult.refused(ProblemCode.HALL_PAPER_UNKNOWN, "body.papers");
      }
      if (paper.withUs() < one.getValue()) {
        return CommandResult.refused(ProblemCode.HALL_PAPER_NOT_HERE, "body.papers");
      }
      if (!isInHandOf(paper, context)) {
        return CommandResult.refused(ProblemCode.HALL_PAPER_ELSEWHERE, "body.papers");
      }
      if (onFile.keeps(context.realm(), paper.id())) {
        return CommandResult.refused(ProblemCode.HALL_PAPER_ON_FILE, "body.papers");
      }
      store.move(
          context.realm(),
          move(
              command.orderId(),
              paper.id(),
              command.slipId(),
              Kind.GIVEN_BACK,
              -one.getValue(),
              command.toWhom(),
              null,
              context));
    }
    return CommandResult.done();
  }

  private CommandResult reverse(ReversePaper command, CommandContext context) {
    if (!mine(command.orderId(), context)) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Map<UUID, Paper> here = byId(command.orderId(), context);
    // On a visit everybody undoes their own entries only.
    boolean any = rights.atTheDesk(context.actor(), command.orderId());
    Optional<Move> move =
        store
            .findMove(context.realm(), command.moveId())
            .filter(found -> found.orderId().equals(command.orderId()))
            .filter(found -> any || Objects.equals(found.accountId(), context.actor().accountId()));
    if (move.isEmpty() || move.get().kind() == Kind.REVERSAL) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_UNKNOWN, "body.moveId");
    }
    if (store.isReversed(context.realm(), command.moveId())) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_REVERSED, "body.moveId");
    }
    Paper paper = here.get(move.get().paperId());
    if (paper != null
        && rights.placeOf(context.actor(), command.orderId()) == Place.FIELD
        && !paper.hand().isCarriedBy(context.actor())) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_ELSEWHERE, "body.moveId");
    }
    int after = (paper == null ? 0 : paper.withUs()) - move.get().delta();
    if (after < 0) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_NOT_HERE, "body.moveId");
    }
    if (move.get().delta() > 0 && onFile.keeps(context.realm(), move.get().paperId())) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_ON_FILE, "body.moveId");
    }
    store.move(
        context.realm(),
        move(
            command.orderId(),
            move.get().paperId(),
            move.get().slipId(),
            Kind.REVERSAL,
            -move.get().delta(),
            null,
            move.get().id(),
            context));
    return CommandResult.done();
  }

  private CommandResult keep(KeepPapers command, CommandContext context) {
    if (!rights.atTheDesk(context.actor(), command.orderId())) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (!store.holdsOriginals(context.realm(), command.orderId())) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_NOT_HERE, "body.orderId");
    }
    store.keep(
        context.realm(),
        Ids.next(),
        command.orderId(),
        command.reason(),
        context.actor().accountId(),
        context.at());
    return CommandResult.done();
  }

  /**
   * An order does not end silently while originals lie here: the desk gives them back first, or
   * says why they stay. The requester's own word, at the door or by SMS, is never refused for it.
   */
  @EventListener
  void hear(OrderMoved moved) {
    Action action = moved.action();
    if (action == null
        || !ENDS.contains(action)
        || !keepsOpen(moved.realm(), moved.orderId())
        || isOwnWord(moved)) {
      return;
    }
    throw new ProblemException(ProblemCode.HALL_PAPERS_WITH_US);
  }

  @Override
  public boolean keepsOpen(RealmId realm, UUID orderId) {
    return store.holdsOriginals(realm, orderId) && store.kept(realm, orderId).isEmpty();
  }

  private boolean isOwnWord(OrderMoved moved) {
    return orders
            .get(Actor.system(moved.realm(), Origin.JOB), moved.orderId(), Language.ZH)
            .thread()
            .getLast()
            .actor()
            .role()
        == Role.REQUESTER;
  }

  private boolean mine(UUID orderId, CommandContext context) {
    return rights.keeps(context.actor(), orderId);
  }

  /** When it was handed over, where that was before we heard of it. */
  private static @Nullable Instant said(CommandContext context) {
    Instant recorded = context.recordedAt();
    boolean earlier =
        recorded != null
            && context.actor().origin() == Origin.FIELD
            && recorded.isBefore(context.at().minus(WORTH_SAYING))
            && recorded.isAfter(context.at().minus(BELIEVED));
    return earlier ? recorded : null;
  }

  private static Move move(
      UUID orderId,
      UUID paperId,
      UUID slipId,
      Kind kind,
      int delta,
      @Nullable ReceivedBy toWhom,
      @Nullable UUID reverses,
      CommandContext context) {
    return new Move(
        Ids.next(),
        orderId,
        paperId,
        slipId,
        kind,
        delta,
        toWhom,
        reverses,
        context.actor().accountId(),
        context.at(),
        said(context));
  }
}
