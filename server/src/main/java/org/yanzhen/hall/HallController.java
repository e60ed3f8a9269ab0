package org.yanzhen.hall;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmTransactions;

/** Messages from outside, for those who confirm them. */
@RestController
@RequestMapping("/api/intake")
class HallController {

  record IntakePage(List<IntakeItem> items, @Nullable String next) {}

  private final IntakeStore store;
  private final RealmTransactions transactions;
  private final IntakeRights rights;

  HallController(IntakeStore store, RealmTransactions transactions, IntakeRights rights) {
    this.store = store;
    this.transactions = transactions;
    this.rights = rights;
  }

  /**
   * Newest first. {@code order=promise}: of the unread, the oldest promise first; {@code late}:
   * only those whose promise is over, in that order.
   */
  @GetMapping
  IntakePage page(
      @RequestParam(defaultValue = "NEW") IntakeState state,
      @RequestParam(defaultValue = "newest") String order,
      @RequestParam(defaultValue = "false") boolean late,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor) {
    requireDesk(actor);
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    boolean byPromise = late || order.equals("promise");
    if (!byPromise && !order.equals("newest")) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "order"));
    }
    if (byPromise && state != IntakeState.NEW) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "state"));
    }
    String searched = Checks.optionalText("text", text, 60);
    PageKey key = after == null ? null : PageKey.parse(after);
    List<IntakeItem> rows =
        transactions.read(
            actor.realm(),
            () ->
                byPromise
                    ? store.unread(actor.realm(), late, searched, key, limit + 1)
                    : store.page(actor.realm(), state, searched, key, limit + 1));
    boolean more = rows.size() > limit;
    List<IntakeItem> shown = more ? rows.subList(0, limit) : rows;
    return new IntakePage(shown, more ? key(shown.getLast(), byPromise).token() : null);
  }

  private static PageKey key(IntakeItem last, boolean byPromise) {
    Instant due = last.dueAt();
    return new PageKey(byPromise && due != null ? due : last.placedAt(), last.id());
  }

  @GetMapping("/{id}")
  IntakeItem get(@PathVariable UUID id, @AuthenticationPrincipal Actor actor) {
    requireDesk(actor);
    return transactions
        .read(actor.realm(), () -> store.find(actor.realm(), id))
        .orElseThrow(() -> new ProblemException(ProblemCode.HALL_ITEM_NOT_FOUND));
  }

  private void requireDesk(Actor actor) {
    if (!rights.mayHandle(actor)) {
      throw new ProblemException(ProblemCode.ACCESS_FORBIDDEN);
    }
  }
}
