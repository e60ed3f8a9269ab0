package org.yanzhen.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Accounts;
import org.yanzhen.access.Realms;
import org.yanzhen.command.AttachmentRef;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.StoredFile;
import org.yanzhen.hall.AuthorityStore.Authority;
import org.yanzhen.hall.AuthorityStore.HandOut;
import org.yanzhen.hall.AuthorityStore.Medium;
import org.yanzhen.hall.AuthorityStore.Relation;
import org.yanzhen.hall.AuthorityStore.Shown;
import org.yanzhen.hall.AuthorityStore.State;
import org.yanzhen.hall.PaperStore.Kind;
import org.yanzhen.hall.PaperStore.Move;
import org.yanzhen.hall.PaperStore.Paper;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrdersInHand;
import org.yanzhen.order.Receipts;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** What lies with an order in the hall: its papers, who speaks for whom, who has its receipt. */
@RestController
class FolderController {

  /**
   * Who has a paper.
   *
   * @param by who took it in hand last; absent of what came to the desk before this was noted
   * @param mine whether the viewer carries it
   */
  record FolderHand(
      PaperStore.Place place, @Nullable String by, @Nullable Instant since, boolean mine) {}

  /**
   * @param hand who has it; absent once nothing of it is with us
   */
  record FolderPaper(
      UUID id, String label, boolean original, int withUs, @Nullable FolderHand hand) {}

  /**
   * One move of a paper.
   *
   * @param reversed whether it was undone
   * @param recordedAt when it was handed over, where that was before we heard of it
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
      Instant at,
      @Nullable Instant recordedAt) {}

  /**
   * @param photos what was photographed of it; for the desk and whoever recorded it
   */
  record FolderAuthority(
      UUID id,
      Shown shown,
      @Nullable Relation relation,
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
      @Nullable Instant endedAt,
      List<AttachmentRef> photos) {}

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
   * @param keptBecause why they may stay; the desk's word
   * @param handOuts for the desk
   * @param notesAuthority whether the viewer notes who speaks for whom
   * @param takes whether the viewer takes papers in hand that they do not have yet
   */
  record OrderFolder(
      List<FolderPaper> papers,
      List<FolderMove> moves,
      boolean originalsWithUs,
      @Nullable String keptBecause,
      List<FolderAuthority> authorities,
      List<FolderHandOut> handOuts,
      boolean notesAuthority,
      boolean takes) {}

  /** The folder of an order that somebody on the way looks after. */
  record FolderOnTheWay(UUID orderId, String number, String kindName, OrderFolder folder) {}

  /**
   * @param next give it as {@code before} for the next page; absent on the last
   */
  record FoldersOnTheWay(Instant asOf, List<FolderOnTheWay> items, @Nullable UUID next) {}

  /** Whose slip it is. */
  record SlipFound(UUID orderId) {}

  /**
   * @param doorPath the page of the receipt
   */
  record HandedOut(String doorPath) {}

  /** What a phone keeps of them. */
  private static final int ON_A_PAGE = 50;

  private final PaperStore papers;
  private final AuthorityStore authorities;
  private final OrderReads orders;
  private final OrdersInHand inHand;
  private final Receipts receipts;
  private final FolderRights rights;
  private final Attachments attachments;
  private final Accounts accounts;
  private final Realms realms;
  private final RealmTransactions transactions;
  private final InstantSource clock;

  FolderController(
      PaperStore papers,
      AuthorityStore authorities,
      OrderReads orders,
      OrdersInHand inHand,
      Receipts receipts,
      FolderRights rights,
      Attachments attachments,
      Accounts accounts,
      Realms realms,
      RealmTransactions transactions,
      InstantSource clock) {
    this.papers = papers;
    this.authorities = authorities;
    this.orders = orders;
    this.inHand = inHand;
    this.receipts = receipts;
    this.rights = rights;
    this.attachments = attachments;
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
          if (!rights.keeps(actor, orderId)) {
            throw new ProblemException(ProblemCode.ORDER_NOT_FOUND);
          }
          return folder(actor, orderId);
        });
  }

  /** What somebody on the way looks after, to be had without signal too; the newest first. */
  @GetMapping("/api/hall/folders-on-the-way")
  FoldersOnTheWay foldersOnTheWay(
      @RequestParam(required = false) @Nullable UUID before,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return transactions.read(
        actor.realm(),
        () -> {
          List<UUID> found =
              papers.onTheWay(
                  actor.realm(), actor.accountId(), inHand(actor), before, ON_A_PAGE + 1);
          List<UUID> page = found.stream().limit(ON_A_PAGE).toList();
          return new FoldersOnTheWay(
              clock.instant(),
              page.stream()
                  .filter(order -> rights.onAVisit(actor, order))
                  .flatMap(order -> onTheWay(actor, order, Language.of(locale)).stream())
                  .toList(),
              found.size() > ON_A_PAGE ? page.getLast() : null);
        });
  }

  /**
   * The order whose slip somebody shows or reads out.
   *
   * @param code as it stands on the slip, with or without its dash
   */
  @GetMapping("/api/hall/slips/{code}")
  SlipFound slip(@PathVariable String code, @AuthenticationPrincipal Actor actor) {
    String plain = code.replace("-", "").strip().toUpperCase(Locale.ROOT);
    return transactions.read(
        actor.realm(),
        () ->
            papers.ofSlip(actor.realm(), plain).stream()
                .filter(order -> rights.keeps(actor, order))
                .findFirst()
                .map(SlipFound::new)
                .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND)));
  }

  private List<UUID> inHand(Actor actor) {
    UUID person = actor.personId();
    return person == null
        ? List.of()
        : inHand.unfinishedOf(actor.realm(), person, ON_A_PAGE).stream()
            .map(order -> order.facts().id())
            .toList();
  }

  private Optional<FolderOnTheWay> onTheWay(Actor actor, UUID orderId, Language language) {
    return orders
        .findCalled(actor.realm(), orderId, language)
        .map(
            called ->
                new FolderOnTheWay(
                    orderId, called.number(), called.kindName(), folder(actor, orderId)));
  }

  /** What was photographed of an authority. */
  @GetMapping("/api/hall/orders/{orderId}/authorities/{authorityId}/photos/{photoId}")
  ResponseEntity<Resource> authorityPhoto(
      @PathVariable UUID orderId,
      @PathVariable UUID authorityId,
      @PathVariable UUID photoId,
      @AuthenticationPrincipal Actor actor) {
    RealmId realm = actor.realm();
    return transactions
        .read(
            realm,
            () -> {
              boolean open =
                  rights.keeps(actor, orderId)
                      && authorities.list(realm, orderId).stream()
                          .filter(one -> one.id().equals(authorityId))
                          .anyMatch(
                              one -> rights.atTheDesk(actor, orderId) || isRecordedBy(actor, one))
                      && authorities.photos(realm, authorityId).contains(photoId);
              return open ? attachments.find(realm, photoId) : Optional.<StoredFile>empty();
            })
        .orElseThrow(() -> new ProblemException(ProblemCode.ATTACHMENT_NOT_FOUND))
        .response();
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

  private OrderFolder folder(Actor actor, UUID orderId) {
    RealmId realm = actor.realm();
    boolean desk = rights.atTheDesk(actor, orderId);
    List<Paper> list = papers.list(realm, orderId);
    Map<UUID, Paper> byId = list.stream().collect(Collectors.toMap(Paper::id, p -> p));
    List<Move> moves = papers.moves(realm, orderId);
    int generation = authorities.generation(realm, orderId).number();
    return new OrderFolder(
        list.stream()
            .map(p -> new FolderPaper(p.id(), p.label(), p.original(), p.withUs(), hand(actor, p)))
            .toList(),
        moves.stream().map(move -> view(realm, move, byId.get(move.paperId()), moves)).toList(),
        list.stream().anyMatch(paper -> paper.original() && paper.withUs() > 0),
        desk ? papers.kept(realm, orderId).map(PaperStore.Kept::reason).orElse(null) : null,
        authorities.list(realm, orderId).stream().map(one -> view(actor, one, desk)).toList(),
        (desk ? authorities.handOuts(realm, orderId) : List.<HandOut>of())
            .stream()
                .map(
                    out ->
                        new FolderHandOut(
                            out.id(),
                            out.toWhom(),
                            out.medium(),
                            out.generation() == generation,
                            name(realm, out.accountId()),
                            out.at()))
                .toList(),
        rights.notesAuthority(actor, orderId),
        rights.takes(actor, orderId));
  }

  private @Nullable FolderHand hand(Actor actor, Paper paper) {
    PaperStore.Hand hand = paper.hand();
    return paper.withUs() < 1
        ? null
        : new FolderHand(
            hand.place(),
            name(actor.realm(), hand.accountId()),
            hand.since(),
            hand.isCarriedBy(actor));
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
        move.at(),
        move.recordedAt());
  }

  private static boolean isRecordedBy(Actor actor, Authority authority) {
    UUID by = authority.recordedBy();
    return by != null && by.equals(actor.accountId());
  }

  private FolderAuthority view(Actor actor, Authority authority, boolean desk) {
    RealmId realm = actor.realm();
    AuthorityStore.Words words = authorities.words(realm, authority.id());
    LocalDate today = LocalDate.ofInstant(clock.instant(), realms.get(realm).zone());
    LocalDate until = authority.until();
    return new FolderAuthority(
        authority.id(),
        authority.shown(),
        authority.relation(),
        until,
        until != null && until.isBefore(today),
        authority.state(),
        words.proxyName(),
        words.proxyPhone(),
        words.principalName(),
        words.principalPhone(),
        words.matter(),
        desk ? words.document() : null,
        name(realm, authority.recordedBy()),
        authority.recordedAt(),
        authority.endedAt(),
        desk || isRecordedBy(actor, authority)
            ? attachments.list(realm, authorities.photos(realm, authority.id()))
            : List.of());
  }

  private @Nullable String name(RealmId realm, @Nullable UUID account) {
    return account == null ? null : accounts.findName(realm, account).orElse(null);
  }
}
