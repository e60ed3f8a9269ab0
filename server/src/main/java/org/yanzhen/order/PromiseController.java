package org.yanzhen.order;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.order.PromiseViews.OrdersPromise;
import org.yanzhen.order.PromiseViews.PromiseOrderPage;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** Orders and the promises of the year they serve, over HTTP. */
@RestController
@RequestMapping("/api")
class PromiseController {

  private final PromiseOrders promises;

  PromiseController(PromiseOrders promises) {
    this.promises = promises;
  }

  @GetMapping("/commitments/{id}/orders")
  PromiseOrderPage orders(
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    return promises.page(
        actor, id, after == null ? null : PageKey.parse(after), limit, Language.of(locale));
  }

  @GetMapping("/orders/{id}/promise")
  OrdersPromise ofOrder(
      @PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return promises.ofOrder(actor, id, Language.of(locale));
  }
}
