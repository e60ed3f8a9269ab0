package org.yanzhen.hall;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.KindView.PaperView;
import org.yanzhen.hall.OnFileStore.OnFile;
import org.yanzhen.hall.OnFileStore.Use;
import org.yanzhen.hall.PaperOwners.Owner;
import org.yanzhen.order.OrderReads;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** What somebody has on file: for the clerk they stand before, and on the receipt it came from. */
@Service
public class PapersOnFile {

  /**
   * A copy on file, on a receipt.
   *
   * @param fromHere whether it was kept from this order; then it can be taken back here
   * @param usedAt when it served this order
   */
  public record OnReceipt(
      UUID id,
      String name,
      Instant keptAt,
      LocalDate until,
      boolean good,
      boolean withdrawn,
      boolean fromHere,
      @Nullable Instant usedAt) {}

  /** A sort that may be kept, until at most that day. */
  record SortView(String code, String name, LocalDate longest) {}

  /**
   * A copy on file, at the desk.
   *
   * @param neededAs the paper of this order it stands for
   * @param originalNeeded where the original must be seen all the same
   * @param usedHere when it served this order
   * @param uses how often it served
   */
  record OnFileView(
      UUID id,
      UUID paperId,
      String name,
      Instant keptAt,
      LocalDate until,
      boolean good,
      boolean withdrawn,
      @Nullable String neededAs,
      boolean originalNeeded,
      boolean mayUse,
      @Nullable Instant usedHere,
      int uses) {}

  /**
   * What the one whose matter it is has on file.
   *
   * @param owner their name; absent where the order lacks name or number
   * @param checked whether whoever looks has seen who they are; before that nothing is shown
   */
  record OrderOnFile(
      @Nullable String owner, boolean checked, List<SortView> sorts, List<OnFileView> papers) {}

  private final OnFileStore store;
  private final PaperSorts sorts;
  private final PaperOwners owners;
  private final OrderReads orders;
  private final HallRights rights;
  private final RealmTransactions transactions;
  private final Realms realms;
  private final InstantSource clock;

  PapersOnFile(
      OnFileStore store,
      PaperSorts sorts,
      PaperOwners owners,
      OrderReads orders,
      HallRights rights,
      RealmTransactions transactions,
      Realms realms,
      InstantSource clock) {
    this.store = store;
    this.sorts = sorts;
    this.owners = owners;
    this.orders = orders;
    this.rights = rights;
    this.transactions = transactions;
    this.realms = realms;
    this.clock = clock;
  }

  /**
   * Kept from this order or used for it; of what else the same name and number have on file a
   * receipt says nothing, since anybody can type them.
   */
  public List<OnReceipt> onReceipt(RealmId realm, UUID orderId, Language language) {
    return transactions.read(
        realm,
        () -> {
          List<Use> uses = store.usesFor(realm, orderId);
          return store.ofOrder(realm, orderId).stream()
              .map(
                  paper ->
                      new OnReceipt(
                          paper.id(),
                          name(paper, language),
                          paper.keptAt(),
                          paper.until(),
                          paper.isGood(clock.instant()),
                          paper.withdrawnAt() != null,
                          paper.orderId().equals(orderId),
                          usedAt(paper, uses)))
              .toList();
        });
  }

  OrderOnFile atTheDesk(Actor actor, UUID orderId, Language language) {
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
          return desk(actor, orderId, language);
        });
  }

  private OrderOnFile desk(Actor actor, UUID orderId, Language language) {
    RealmId realm = actor.realm();
    UUID account = actor.accountId();
    Optional<Owner> owner = owners.find(realm, orderId);
    if (owner.isEmpty() || account == null) {
      return new OrderOnFile(null, false, List.of(), List.of());
    }
    Instant now = clock.instant();
    boolean checked =
        store
            .findCheck(realm, orderId, owner.get().key(), account, now.minus(sorts.identityHolds()))
            .isPresent();
    if (!checked) {
      return new OrderOnFile(owner.get().name(), false, List.of(), List.of());
    }
    List<PaperView> needed =
        orders.find(actor, orderId, language).map(order -> order.papers()).orElse(List.of());
    List<Use> here = store.usesFor(realm, orderId);
    List<Use> all = store.usesOf(realm, owner.get().key());
    LocalDate today = LocalDate.ofInstant(now, realms.get(realm).zone());
    return new OrderOnFile(
        owner.get().name(),
        true,
        sorts.list().stream()
            .map(
                sort ->
                    new SortView(
                        sort.code(), sort.name().in(language), today.plusDays(sort.longestDays())))
            .toList(),
        store.ofOwner(realm, owner.get().key()).stream()
            .map(paper -> view(paper, needed, here, all, now, language))
            .toList());
  }

  private OnFileView view(
      OnFile paper,
      List<PaperView> needed,
      List<Use> here,
      List<Use> all,
      Instant now,
      Language language) {
    Optional<PaperView> need =
        sorts
            .find(paper.sort())
            .flatMap(sort -> needed.stream().filter(one -> sort.answers(one.code())).findFirst());
    Instant used = usedAt(paper, here);
    boolean original = need.filter(PaperView::original).isPresent();
    return new OnFileView(
        paper.id(),
        paper.paperId(),
        name(paper, language),
        paper.keptAt(),
        paper.until(),
        paper.isGood(now),
        paper.withdrawnAt() != null,
        need.map(PaperView::name).orElse(null),
        original,
        paper.isGood(now) && need.isPresent() && !original && used == null,
        used,
        (int) all.stream().filter(use -> use.onFileId().equals(paper.id())).count());
  }

  private static @Nullable Instant usedAt(OnFile paper, List<Use> uses) {
    return uses.stream()
        .filter(use -> use.onFileId().equals(paper.id()))
        .map(Use::at)
        .findFirst()
        .orElse(null);
  }

  private String name(OnFile paper, Language language) {
    return sorts.find(paper.sort()).map(sort -> sort.name().in(language)).orElse(paper.sort());
  }
}
