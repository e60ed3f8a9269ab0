package org.yanzhen.hall;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.command.CommandRoom;
import org.yanzhen.command.CommandTypes;
import org.yanzhen.command.MediaKind;
import org.yanzhen.hall.AuthorityStore.Authority;
import org.yanzhen.hall.AuthorityStore.HandOut;
import org.yanzhen.hall.AuthorityStore.Medium;
import org.yanzhen.hall.AuthorityStore.Relation;
import org.yanzhen.hall.AuthorityStore.Shown;
import org.yanzhen.hall.AuthorityStore.State;
import org.yanzhen.order.OrderReads;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Role;

/** Who speaks for whom: recorded, handed over, withdrawn; and every receipt that leaves a hand. */
@Component
class AuthorityCommands implements CommandRoom {

  /** Both pages and a card. */
  private static final int PHOTOS = 3;

  /**
   * Somebody asks for somebody else.
   *
   * @param until the last day it holds; until the matter ends when absent
   * @param document the number of the power of attorney
   * @param relation what the proxy is to the principal
   * @param attachments pictures of what was shown; may arrive later
   */
  record RecordAuthority(
      UUID authorityId,
      UUID orderId,
      Shown shown,
      @Nullable LocalDate until,
      @Personal String proxyName,
      @Personal @Nullable String proxyPhone,
      @Personal String principalName,
      @Personal @Nullable String principalPhone,
      @Personal @Nullable String matter,
      @Personal @Nullable String document,
      @Nullable Relation relation,
      @Nullable List<UUID> attachments) {
    RecordAuthority {
      Checks.present("authorityId", authorityId);
      Checks.present("orderId", orderId);
      Checks.present("shown", shown);
      proxyName = Checks.text("proxyName", proxyName, 60);
      proxyPhone = PhoneText.checked("proxyPhone", proxyPhone);
      principalName = Checks.text("principalName", principalName, 60);
      principalPhone = PhoneText.checked("principalPhone", principalPhone);
      matter = Checks.optionalText("matter", matter, 200);
      document = Checks.optionalText("document", document, 60);
      attachments = attachments == null ? List.of() : List.copyOf(attachments);
      if (attachments.size() > PHOTOS) {
        throw Checks.malformed("attachments", "too many");
      }
      // Its number, or its picture.
      if (shown == Shown.POWER_OF_ATTORNEY && document == null && attachments.isEmpty()) {
        throw Checks.malformed("document", "missing");
      }
    }
  }

  /**
   * The principal takes it over, or takes it back: the receipts given out so far no longer act.
   *
   * @param proxyReads whether they may still be read
   */
  record HandOverAuthority(UUID authorityId, boolean proxyReads, Medium medium) {
    HandOverAuthority {
      Checks.present("authorityId", authorityId);
      Checks.present("medium", medium);
    }
  }

  record WithdrawAuthority(UUID authorityId, boolean proxyReads) {
    WithdrawAuthority {
      Checks.present("authorityId", authorityId);
    }
  }

  record HandOutReceipt(UUID orderId, UUID handOutId, ReceivedBy toWhom, Medium medium) {
    HandOutReceipt {
      Checks.present("orderId", orderId);
      Checks.present("handOutId", handOutId);
      Checks.present("toWhom", toWhom);
      Checks.present("medium", medium);
    }
  }

  private final AuthorityStore store;
  private final OrderReads orders;
  private final FolderRights rights;
  private final Attachments attachments;
  private final Realms realms;

  AuthorityCommands(
      AuthorityStore store,
      OrderReads orders,
      FolderRights rights,
      Attachments attachments,
      Realms realms) {
    this.store = store;
    this.orders = orders;
    this.rights = rights;
    this.attachments = attachments;
    this.realms = realms;
  }

  @Override
  public void declare(CommandTypes types) {
    Role[] desk = {Role.CLERK, Role.DISPATCHER};
    Role[] deskAndVisit = {Role.CLERK, Role.DISPATCHER, Role.WORKER};
    types
        .add("hall.record-authority", RecordAuthority.class, this::record, deskAndVisit)
        .add("hall.hand-over-authority", HandOverAuthority.class, this::handOver, deskAndVisit)
        .add("hall.withdraw-authority", WithdrawAuthority.class, this::withdraw, desk)
        .add("hall.hand-out-receipt", HandOutReceipt.class, this::handOut, desk);
  }

  private CommandResult record(RecordAuthority command, CommandContext context) {
    Optional<Problem> foreign = notTheirs(command.orderId(), "body.orderId", context);
    if (foreign.isPresent()) {
      return CommandResult.refused(foreign.get());
    }
    LocalDate today = LocalDate.ofInstant(context.at(), realms.get(context.realm()).zone());
    if (command.until() != null && command.until().isBefore(today)) {
      return CommandResult.refused(ProblemCode.HALL_AUTHORITY_OVER, "body.until");
    }
    List<UUID> photos = Objects.requireNonNullElse(command.attachments(), List.of());
    for (UUID photo : photos) {
      Optional<Problem> unusable =
          attachments.claimAlone(context.actor(), photo, MediaKind.PICTURE, "body.attachments");
      if (unusable.isPresent()) {
        return CommandResult.refused(unusable.get());
      }
    }
    store.endOver(context.realm(), command.orderId(), today, context.at());
    boolean isNew =
        store.insert(
            context.realm(),
            new Authority(
                command.authorityId(),
                command.orderId(),
                command.shown(),
                command.relation(),
                command.until(),
                State.ACTIVE,
                context.actor().accountId(),
                context.at(),
                null),
            new AuthorityStore.Words(
                command.proxyName(),
                command.proxyPhone(),
                command.principalName(),
                command.principalPhone(),
                command.matter(),
                command.document()));
    if (!isNew) {
      return CommandResult.refused(ProblemCode.HALL_AUTHORITY_EXISTS, "body.orderId");
    }
    store.addPhotos(context.realm(), command.authorityId(), photos);
    return CommandResult.done();
  }

  private CommandResult handOver(HandOverAuthority command, CommandContext context) {
    return end(
        command.authorityId(),
        State.HANDED_OVER,
        command.proxyReads(),
        context,
        authority ->
            store.handOut(
                context.realm(),
                new HandOut(
                    Ids.next(),
                    authority.orderId(),
                    store.generation(context.realm(), authority.orderId()).number(),
                    ReceivedBy.PRINCIPAL,
                    command.medium(),
                    context.actor().accountId(),
                    context.at())));
  }

  private CommandResult withdraw(WithdrawAuthority command, CommandContext context) {
    return end(
        command.authorityId(), State.WITHDRAWN, command.proxyReads(), context, authority -> {});
  }

  private interface AndThen {
    void with(Authority authority);
  }

  private CommandResult end(
      UUID id, State state, boolean proxyReads, CommandContext context, AndThen andThen) {
    Optional<Authority> found =
        store
            .lock(context.realm(), id)
            .filter(authority -> rights.keeps(context.actor(), authority.orderId()));
    if (found.isEmpty()) {
      return CommandResult.refused(ProblemCode.HALL_AUTHORITY_UNKNOWN, "body.authorityId");
    }
    Optional<Problem> foreign = notTheirs(found.get().orderId(), "body.authorityId", context);
    if (foreign.isPresent()) {
      return CommandResult.refused(foreign.get());
    }
    if (found.get().state() != State.ACTIVE) {
      return CommandResult.refused(ProblemCode.HALL_AUTHORITY_OVER, "body.authorityId");
    }
    store.end(context.realm(), id, state, context.at());
    store.nextGeneration(context.realm(), found.get().orderId(), proxyReads);
    andThen.with(found.get());
    return CommandResult.done();
  }

  private CommandResult handOut(HandOutReceipt command, CommandContext context) {
    if (!rights.atTheDesk(context.actor(), command.orderId())) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_FOUND, "body.orderId");
    }
    if (!orders.mayHandOut(context.actor(), command.orderId())) {
      return CommandResult.refused(ProblemCode.ORDER_NOT_ALLOWED, "body.orderId");
    }
    store.handOut(
        context.realm(),
        new HandOut(
            command.handOutId(),
            command.orderId(),
            store.generation(context.realm(), command.orderId()).number(),
            command.toWhom(),
            command.medium(),
            context.actor().accountId(),
            context.at()));
    return CommandResult.done();
  }

  /** Why it is not the actor's to say; empty when it is. */
  private Optional<Problem> notTheirs(UUID orderId, String field, CommandContext context) {
    if (!rights.keeps(context.actor(), orderId)) {
      return Optional.of(Problem.at(ProblemCode.ORDER_NOT_FOUND, field));
    }
    return rights.notesAuthority(context.actor(), orderId)
        ? Optional.empty()
        : Optional.of(Problem.at(ProblemCode.HALL_AUTHORITY_NOT_YOURS, field));
  }
}
