package org.yanzhen.order;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.order.CampaignViews.CampaignPage;
import org.yanzhen.order.CampaignViews.FittingCampaigns;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** Campaigns over HTTP. */
@RestController
@RequestMapping("/api/campaigns")
class CampaignController {

  private final Campaigns campaigns;

  CampaignController(Campaigns campaigns) {
    this.campaigns = campaigns;
  }

  @GetMapping
  CampaignPage page(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    if (limit < 1 || limit > 100) {
      throw new ProblemException(Problem.at(ProblemCode.REQUEST_INVALID, "limit"));
    }
    return campaigns.page(
        actor, after == null ? null : PageKey.parse(after), limit, Language.of(locale));
  }

  /** Those an order of that kind in that division may go into today. */
  @GetMapping("/fitting")
  FittingCampaigns fitting(
      @RequestParam String kind,
      @RequestParam int division,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return new FittingCampaigns(campaigns.fitting(actor, kind, division, Language.of(locale)));
  }
}
