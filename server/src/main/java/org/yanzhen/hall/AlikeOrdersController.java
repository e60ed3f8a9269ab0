package org.yanzhen.hall;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.order.SameMatters;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * Beside the form that lets an order go on with another: those that may be the same matter. What
 * came by door or telephone was compared with nothing when it was placed.
 */
@RestController
class AlikeOrdersController {

  record AlikeOrders(List<TriageViews.Alike> alike) {}

  /** Of each place, the latest: enough that what is said again this season is found. */
  private static final int OF_A_PLACE = 40;

  private final SameMatters matters;
  private final Triage triage;

  AlikeOrdersController(SameMatters matters, Triage triage) {
    this.matters = matters;
    this.triage = triage;
  }

  @GetMapping("/api/orders/{id}/alike")
  AlikeOrders alike(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return new AlikeOrders(
        matters
            .find(actor, id, OF_A_PLACE, Language.of(locale))
            .map(order -> triage.alike(actor.realm(), order))
            .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND)));
  }
}
