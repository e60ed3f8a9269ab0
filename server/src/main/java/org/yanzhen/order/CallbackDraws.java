package org.yanzhen.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/**
 * Call-backs drawn by lot, for whoever calls and for whoever checks. A seed is promised the day
 * before by its hash; the draw publishes who was in it as a hash; seed and list are shown when the
 * calls are made, so that whoever is judged by them cannot call first. See {@link Lot} for the
 * arithmetic.
 */
@Service
public class CallbackDraws {

  /**
   * A day's draw.
   *
   * @param commitment SHA-256 of the seed, published the day before
   * @param orders how many were in it
   * @param population SHA-256 of who was in it, published with the draw
   * @param shownAt when all calls were made, or their time was over; seed, sample and list not
   *     before
   */
  public record Draw(
      LocalDate day,
      String commitment,
      Instant committedAt,
      @Nullable Instant drawnAt,
      int orders,
      @Nullable String population,
      @Nullable Instant shownAt,
      @Nullable String seed,
      @Nullable Integer sampled) {}

  /**
   * An order in a draw.
   *
   * @param rate of 10,000; it is in the sample if {@code value} is below
   */
  public record DrawnOrder(UUID orderId, LocalDate day, int rate, int value, boolean sampled) {}

  /**
   * A requester to be called: drawn, and still without a word.
   *
   * @param since when the time to answer ran out; with the id the key of the next page
   */
  public record DueCall(UUID orderId, Instant since, String area, LocalDate day) {}

  private final DrawStore store;
  private final RealmTransactions transactions;

  CallbackDraws(DrawStore store, RealmTransactions transactions) {
    this.store = store;
    this.transactions = transactions;
  }

  /**
   * Whom to call, the longest unanswered first.
   *
   * @param areas paths of the subtrees the caller serves
   */
  public List<DueCall> due(
      RealmId realm, Collection<String> areas, @Nullable PageKey after, int limit) {
    return transactions.read(realm, () -> store.due(realm, areas, after, limit));
  }

  /**
   * Days whose draw is not shown yet: what comes of them is for those who make the calls only. Call
   * inside a transaction.
   */
  public List<LocalDate> unshown(RealmId realm) {
    return store.unshown(realm);
  }

  /** Whether saying that this order was drawn would say it too early. Call inside a transaction. */
  public boolean isHidden(RealmId realm, UUID orderId) {
    return store.isHidden(realm, orderId);
  }

  /** The draw of the order's latest report, if it was in one; only for who makes the call. */
  Optional<DrawnOrder> find(RealmId realm, UUID orderId) {
    return transactions.read(realm, () -> store.findLast(realm, orderId));
  }

  /** Draws and promises of draws, newest first. */
  public List<Draw> list(RealmId realm, @Nullable LocalDate before, int limit) {
    return transactions.read(realm, () -> store.list(realm, before, limit));
  }

  public Optional<Draw> find(RealmId realm, LocalDate day) {
    return transactions.read(realm, () -> store.find(realm, day));
  }

  /** Who was in a day's draw, by id; nobody before the draw is shown. */
  public List<DrawnOrder> drawn(RealmId realm, LocalDate day, @Nullable UUID after, int limit) {
    return transactions.read(
        realm,
        () ->
            store.find(realm, day).filter(draw -> draw.shownAt() != null).isEmpty()
                ? List.of()
                : store.drawn(realm, day, after, limit));
  }
}
