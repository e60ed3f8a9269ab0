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
import org.yanzhen.order.DossierViews.DossierDetail;
import org.yanzhen.order.DossierViews.DossierPage;
import org.yanzhen.order.DossierViews.OrdersDossier;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** Dossiers over HTTP. */
@RestController
@RequestMapping("/api")
class DossierController {

  private final Dossiers dossiers;

  DossierController(Dossiers dossiers) {
    this.dossiers = dossiers;
  }

  @GetMapping("/dossiers")
  DossierPage page(
      @RequestParam(required = false) @Nullable DossierStage stage,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    return dossiers.page(
        actor, stage, after == null ? null : PageKey.parse(after), limit, Language.of(locale));
  }

  @GetMapping("/dossiers/{id}")
  DossierDetail get(@PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return dossiers.get(actor, id, Language.of(locale));
  }

  @GetMapping("/orders/{id}/dossier")
  OrdersDossier ofOrder(
      @PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return dossiers.ofOrder(actor, id, Language.of(locale));
  }
}
