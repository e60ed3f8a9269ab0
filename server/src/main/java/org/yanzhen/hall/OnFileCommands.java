package org.yanzhen.hall;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.hall.OnFileStore.How;
import org.yanzhen.hall.OnFileStore.OnFile;
import org.yanzhen.hall.OnFileStore.Through;
import org.yanzhen.hall.OnFileStore.Where;
import org.yanzhen.hall.PaperOwners.Owner;
import org.yanzhen.hall.PaperStore.Paper;
import org.yanzhen.notice.Announcements;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderReads.OrderFacts;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/**
 * Copies kept on file with their owner's word, so that nobody brings the same paper twice. All of
 * it with the owner there: the name and number in an order are whatever somebody typed.
 */
@Component
class OnFileCommands implements CommandRoom {

  /** The clerk has seen who stands before them: the one whose matter the order is. */
  record CheckIdentity(UUID checkId, UUID orderId, How how, Where place) {
    CheckIdentity {
      Checks.present("checkId", checkId);
      Checks.present("orderId", orderId);
      Checks.present("how", how);
      Checks.present("place", place);
    }
  }

  /**
   * The owner lets us keep a copy for later matters of theirs.
   *
   * @param sort as {@code packs/papers.yaml} names it
   * @param until the last day
   */
  record KeepOnFile(UUID onFileId, UUID orderId, UUID paperId, String sort, LocalDate until) {
    KeepOnFile {
      Checks.present("onFileId", onFileId);
      Checks.present("orderId", orderId);
      Checks.present("paperId", paperId);
      sort = Checks.text("sort", sort, 60);
      Checks.present("until", until);
    }
  }

  /** It serves for this order, so that its owner need not bring it again. */
  record UseOnFile(UUID useId, UUID orderId, UUID onFileId) {
    UseOnFile {
      Checks.present("useId", useId);
      Checks.present("orderId", orderId);
      Checks.present("onFileId", onFileId);
    }
  }

  /** The owner takes their word back: to a clerk, or on the receipt of the order it came from. */
  record WithdrawOnFile(UUID orderId, UUID onFileId) {
    WithdrawOnFile {
      Checks.present("orderId", orderId);
      Checks.present("onFileId", onFileId);
    }
  }

  private final OnFileStore store;
  private final PaperStore papers;
  private final PaperSorts sorts;
  private final PaperOwners owners;
  private final OrderReads orders;
  private final HallRights rights;
  private final Announcements announcements;
  private final Realms realms;

  OnFileCommands(
      OnFileStore store,
      PaperStore papers,
      PaperSorts sorts,
      PaperOwners owners,
      OrderReads orders,
      HallRights rights,
      Announcements announcements,
      Realms realms) {
    this.store = store;
    this.papers = papers;
    this.sorts = sorts;
    this.owners = owners;
    this.orders = orders;
    this.rights = rights;
    this.announcements = announcements;
    this.realms = realms;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] desk = {Role.CLERK, Role.DISPATCHER};
    types
        .add("hall.check-identity", CheckIdentity.class, this::check, desk)
        .add("hall.keep-on-file", KeepOnFile.class, this::keep, desk)
        .add("hall.use-on-file", UseOnFile.class, this::use, desk)
        .add(
            "hall.withdraw-on-file",
            WithdrawOnFile.class,
            this::withdraw,
            Role.CLERK,
            Role.DISPATCHER,
            Role.REQUESTER);
  }

  private CommandResult check(CheckIdentity command, CommandContext context) {
    UUID account = context.actor().accountId();
    if (mine(command.orderId(), context).isEmpty() || account == null) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    Optional<Owner> owner = owners.find(context.realm(), command.orderId());
    if (owner.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_OWNER_UNKNOWN, "body.orderId");
    }
    boolean isNew =
        store.check(
            context.realm(),
            command.checkId(),
            command.orderId(),
            owner.get().key(),
            command.how(),
            command.place(),
            account,
            context.at());
    return isNew
        ? CommandResult.done()
        : CommandResult.refused(ProblemCode.HALL_IDENTITY_UNCHECKED, "body.checkId");
  }

  private CommandResult keep(KeepOnFile command, CommandContext context) {
    Present present = present(command.orderId(), context);
    if (present.problem() != null) {
      return CommandResult.refused(present.problem());
    }
    Optional<PaperSorts.Sort> sort = sorts.find(command.sort());
    if (sort.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_UNKNOWN, "body.sort");
    }
    Optional<Paper> paper =
        papers.lock(context.realm(), command.orderId()).stream()
            .filter(one -> one.id().equals(command.paperId()))
            .findFirst();
    if (paper.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_UNKNOWN, "body.paperId");
    }
    if (paper.get().original()) {
      return CommandResult.refused(ProblemCode.HALL_ON_FILE_ORIGINAL, "body.paperId");
    }
    if (paper.get().withUs() < 1) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_NOT_HERE, "body.paperId");
    }
    // What somebody carries does not lie in the cabinet.
    if (paper.get().hand().place() == PaperStore.Place.FIELD) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_ELSEWHERE, "body.paperId");
    }
    ZoneId zone = realms.get(context.realm()).zone();
    LocalDate today = LocalDate.ofInstant(context.at(), zone);
    LocalDate longest = today.plusDays(sort.get().longestDays());
    if (command.until().isBefore(today) || command.until().isAfter(longest)) {
      return CommandResult.refused(
          Problem.at(ProblemCode.HALL_ON_FILE_UNTIL, "body.until")
              .with("days", sort.get().longestDays()));
    }
    boolean isNew =
        store.keep(
            context.realm(),
            new OnFile(
                command.onFileId(),
                present.owner(),
                sort.get().code(),
                command.orderId(),
                command.paperId(),
                context.at(),
                command.until(),
                command.until().plusDays(1).atStartOfDay(zone).toInstant(),
                null),
            present.check(),
            present.account());
    return isNew
        ? CommandResult.done()
        : CommandResult.refused(ProblemCode.HALL_ON_FILE_GONE, "body.paperId");
  }

  private CommandResult use(UseOnFile command, CommandContext context) {
    Present present = present(command.orderId(), context);
    if (present.problem() != null) {
      return CommandResult.refused(present.problem());
    }
    Optional<OnFile> found =
        store
            .lock(context.realm(), command.onFileId())
            .filter(paper -> Arrays.equals(paper.owner(), present.owner()));
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_UNKNOWN, "body.onFileId");
    }
    OnFile paper = found.get();
    if (!paper.isGood(context.at())) {
      return CommandResult.refused(ProblemCode.HALL_ON_FILE_GONE, "body.onFileId");
    }
    if (!isNeeded(paper, command.orderId(), context)) {
      return CommandResult.refused(ProblemCode.HALL_ON_FILE_NOT_NEEDED, "body.onFileId");
    }
    boolean isNew =
        store.use(
            context.realm(),
            command.useId(),
            paper,
            command.orderId(),
            present.check(),
            present.account(),
            context.at());
    if (!isNew) {
      return CommandResult.refused(ProblemCode.HALL_ON_FILE_USED, "body.onFileId");
    }
    OrderFacts facts = orders.findFacts(context.realm(), command.orderId()).orElseThrow();
    announcements.paperUsed(
        context.realm(), facts.id(), facts.version(), facts.area(), context.at());
    return CommandResult.done();
  }

  /** A copy serves where the kind asks for a copy; where the original must be seen, it does not. */
  private boolean isNeeded(OnFile paper, UUID orderId, CommandContext context) {
    OrderDetail order = orders.get(Actor.system(context.realm(), Origin.JOB), orderId, Language.ZH);
    return sorts
        .find(paper.sort())
        .filter(
            sort ->
                order.papers().stream()
                    .anyMatch(needed -> !needed.original() && sort.answers(needed.code())))
        .isPresent();
  }

  private CommandResult withdraw(WithdrawOnFile command, CommandContext context) {
    Actor actor = context.actor();
    Optional<OnFile> found = store.lock(context.realm(), command.onFileId());
    boolean byReceipt = command.orderId().equals(actor.requesterOf());
    if (byReceipt) {
      // Of another order's papers a receipt knows nothing, whatever number stands in it.
      found = found.filter(paper -> paper.orderId().equals(command.orderId()));
    } else {
      Present present = present(command.orderId(), context);
      if (present.problem() != null) {
        return CommandResult.refused(present.problem());
      }
      found = found.filter(paper -> Arrays.equals(paper.owner(), present.owner()));
    }
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_PAPER_UNKNOWN, "body.onFileId");
    }
    store.withdraw(
        context.realm(),
        command.onFileId(),
        byReceipt ? Through.RECEIPT : Through.DESK,
        actor.accountId(),
        context.at());
    return CommandResult.done();
  }

  /** The owner, there and seen by whoever acts; or why not. */
  private record Present(byte[] owner, UUID check, UUID account, @Nullable Problem problem) {
    static Present not(ProblemCode code) {
      return new Present(new byte[0], NONE, NONE, Problem.at(code, "body.orderId"));
    }
  }

  private static final UUID NONE = new UUID(0, 0);

  private Present present(UUID orderId, CommandContext context) {
    UUID account = context.actor().accountId();
    if (account == null || mine(orderId, context).isEmpty()) {
      return Present.not(ProblemCode.ORDER_NOT_FOUND);
    }
    Optional<Owner> owner = owners.find(context.realm(), orderId);
    if (owner.isEmpty()) {
      return Present.not(ProblemCode.HALL_OWNER_UNKNOWN);
    }
    Instant since = context.at().minus(sorts.identityHolds());
    byte[] key = owner.get().key();
    return store
        .findCheck(context.realm(), orderId, key, account, since)
        .map(check -> new Present(key, check, account, null))
        .orElseGet(() -> Present.not(ProblemCode.HALL_IDENTITY_UNCHECKED));
  }

  private Optional<OrderFacts> mine(UUID orderId, CommandContext context) {
    return orders
        .findFacts(context.realm(), orderId)
        .filter(facts -> rights.serves(context.actor(), facts.area()));
  }
}
