package org.yanzhen.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.hall.AuthorityStore.Authority;
import org.yanzhen.hall.AuthorityStore.Medium;
import org.yanzhen.hall.AuthorityStore.Shown;
import org.yanzhen.hall.AuthorityStore.State;
import org.yanzhen.hall.PaperStore.Kind;
import org.yanzhen.hall.PaperStore.Move;
import org.yanzhen.hall.PaperStore.Paper;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.Receipts;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** What lies with an order in the hall: its papers, who speaks for whom, who has its receipt. */
@RestController
class FolderController {

  record FolderPaper(UUID id, String label, boolean original, int withUs) {}

  /**
   * One move of a paper.
   *
   * @param reversed whether it was undone
   */
  record FolderMove(
      UUID id,
      UUID slipId,
      UUID paperId,
      String label,
      boolean original,
      Kind kind,
      int count,
      @Nullable ReceivedBy toWhom,
      boolean reversed,
      @Nullable String by,
      Instant at) {}

  record FolderAuthority(
      UUID id,
      Shown shown,
      @Nullable LocalDate until,
      boolean expired,
      State state,
      @Nullable String proxyName,
      @Nullable String proxyPhone,
      @Nullable String principalName,
      @Nullable String principalPhone,
      @Nullable String matter,
      @Nullable String document,
      @Nullable String recordedBy,
      Instant recordedAt,
      @Nullable Instant endedAt) {}

  record FolderHandOut(
      UUID id,
      ReceivedBy toWhom,
      Medium medium,
      boolean inForce,
      @Nullable String by,
      Instant at) {}

  /**
   * The folder.
   *
   * @param originalsWithUs whether the desk's verdict waits for them
   * @param keptBecause why they may stay
   */
  record OrderFolder(
      List<FolderPaper> papers,
      List<FolderMove> moves,
      boolean originalsWithUs,
      @Nullable String keptBecause,
      List<FolderAuthority> authorities,
      List<FolderHandOut> handOuts) {}

  /**
   * @param doorPath the page of the receipt
   */
  record HandedOut(String doorPath) {}

  private final PaperStore papers;
  private final AuthorityStore authorities;
  private final OrderReads orders;
  private final Receipts receipts;
  private final HallRights rights;
  private final Accounts accounts;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  FolderController(
      PaperStore papers,
      AuthorityStore authorities,
      OrderReads orders,
      Receipts receipts,
      HallRights rights,
      Accounts accounts,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.papers = papers;
    this.authorities = authorities;
    this.orders = orders;
    this.receipts = receipts;
    this.rights = rights;
    this.accounts = accounts;
    this.realms = realms;
    this.transactions = transactions;
    this.clock = clock;
  }

  @GetMapping("/api/hall/orders/{orderId}/folder")
  OrderFolder folder(@PathVariable UUID orderId, @AuthenticationPrincipal Actor actor) {
    return transactions.read(
        actor.realm(),
        () -> {
          boolean mine =
              orders
                  .findFacts(actor.realm(), orderId)
                  .filter(facts -> rights.serves(actor, facts.area()))
                  .isPresent();
          if (!mine) {
            throw new ProblemException(ProblemCode.ORDER_NOT_FOUND);
          }
          return folder(actor.realm(), orderId);
        });
  }

  /**
   * The receipt somebody has just said they hand out: shown to nobody else, and by no mere look at
   * the order.
   */
  @GetMapping("/api/hall/orders/{orderId}/hand-outs/{handOutId}")
  HandedOut handedOut(
      @PathVariable UUID orderId,
      @PathVariable UUID handOutId,
      @AuthenticationPrincipal Actor actor) {
    return transactions.read(
        actor.realm(),
        () -> {
          int generation = authorities.generation(actor.realm(), orderId).number();
          boolean theirs =
              orders.mayHandOut(actor, orderId)
                  && authorities.handOuts(actor.realm(), orderId).stream()
                      .filter(out -> out.id().equals(handOutId))
                      .filter(out -> out.generation() == generation)
                      .anyMatch(out -> Objects.equals(out.accountId(), actor.accountId()));
          if (!theirs) {
            throw new ProblemException(ProblemCode.ORDER_NOT_FOUND);
          }
          return new HandedOut(receipts.path(actor.realm(), orderId));
        });
  }

  private OrderFolder folder(RealmId realm, UUID orderId) {
    List<Paper> list = papers.list(realm, orderId);
    Map<UUID, Paper> byId = list.stream().collect(Collectors.toMap(Paper::id, p -> p));
    List<Move> moves = papers.moves(realm, orderId);
    int generation = authorities.generation(realm, orderId).number();
    return new OrderFolder(
        list.stream()
            .map(p -> new FolderPaper(p.id(), p.label(), p.original(), p.withUs()))
            .toList(),
        moves.stream().map(move -> view(realm, move, byId.get(move.paperId()), moves)).toList(),
        list.stream().anyMatch(paper -> paper.original() && paper.withUs() > 0),
        papers.kept(realm, orderId).map(PaperStore.Kept::reason).orElse(null),
        authorities.list(realm, orderId).stream().map(one -> view(realm, one)).toList(),
        authorities.handOuts(realm, orderId).stream()
            .map(
                out ->
                    new FolderHandOut(
                        out.id(),
                        out.toWhom(),
                        out.medium(),
                        out.generation() == generation,
                        name(realm, out.accountId()),
                        out.at()))
            .toList());
  }

  private FolderMove view(RealmId realm, Move move, @Nullable Paper paper, List<Move> all) {
    return new FolderMove(
        move.id(),
        move.slipId(),
        move.paperId(),
        paper == null ? "" : paper.label(),
        paper != null && paper.original(),
        move.kind(),
        Math.abs(move.delta()),
        move.toWhom(),
        all.stream().anyMatch(other -> move.id().equals(other.reverses())),
        name(realm, move.accountId()),
        move.at());
  }

  private FolderAuthority view(RealmId realm, Authority authority) {
    AuthorityStore.Words words = authorities.words(realm, authority.id());
    LocalDate today = LocalDate.ofInstant(clock.instant(), realms.get(realm).zone());
    LocalDate until = authority.until();
    return new FolderAuthority(
        authority.id(),
        authority.shown(),
        until,
        until != null && until.isBefore(today),
        authority.state(),
        words.proxyName(),
        words.proxyPhone(),
        words.principalName(),
        words.principalPhone(),
        words.matter(),
        words.document(),
        name(realm, authority.recordedBy()),
        authority.recordedAt(),
        authority.endedAt());
  }

  private @Nullable String name(RealmId realm, @Nullable UUID account) {
    return account == null ? null : accounts.findName(realm, account).orElse(null);
  }
}
